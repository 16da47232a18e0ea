package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"skylab/engine/console"
)

type consoleFlags struct {
	seed       uint64
	save, load string
	stop       bool
}

func consoleCommand(h host) *cobra.Command {
	var f consoleFlags
	cmd := &cobra.Command{
		Use:   "console",
		Short: "The simulated account's command line, without the screen",
		Long: `The command line of a simulated AWS account: aws in the grammar of the AWS CLI
version 2, curl to function URLs, hey and traffic for load, wait, show, why,
bill and more; help lists them. Files named in a command are yours.

On a terminal it asks: ↑↓ go through what was typed, tab completes, ctrl+c ends
the command that runs, ctrl+d leaves. Otherwise standard input holds one command
a line: # begins a comment, a backslash or an open quote at the end of a line
joins the next one, "wait 90s" lets virtual time pass, "exit 3" leaves.

Time in the account passes only while commands wait for it. The same seed and
the same commands give the same output, byte for byte.

A save is a text: the seed and every call that changed the account, with its
time. Loading makes the calls again. It is written on leaving, also after ctrl+c.

Exit status: that of the last command, or with -e of the first that failed.
  0    success
  1    aws s3: something was not copied or not found; other commands: failure
  130  interrupted
  252  the command's syntax or a parameter is wrong; nothing was sent
  253  the AWS CLI is not set up
  254  the service answered with an error
  255  anything else that made an aws command fail
  127  there is no such command
  2    skylab's own flags are wrong; nothing was done`,
		Example: `  skylab console
  printf 'aws s3 mb s3://uploads\naws s3 ls\n' | skylab console
  skylab console -e < setup.sh || echo failed
  skylab console --save world.txtar < setup.sh
  echo 'aws s3 ls' | skylab console --load world.txtar`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return runConsole(h, f) },
	}
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "where the account's randomness comes from, a `NUMBER`")
	cmd.Flags().StringVar(&f.save, "save", "", "on leaving, write the account to `FILE`")
	cmd.Flags().StringVar(&f.load, "load", "", "start from the account saved in `FILE`")
	cmd.Flags().BoolVarP(&f.stop, "exit-on-error", "e", false, "stop at the first command that fails, with its status")
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if f.load != "" && cmd.Flags().Changed("seed") {
			return usagef("--seed and --load exclude each other: the saved account has its seed")
		}
		return nil
	}
	return cmd
}

func runConsole(h host, f consoleFlags) error {
	if err := writable(f.save); err != nil {
		return fmt.Errorf("--save %s: %w; nothing was run", f.save, err)
	}
	w, err := openWorld(h, f)
	if err != nil {
		return err
	}
	signals := watchSignals()
	defer signals.close()
	t := &talk{h: h, session: console.New(w, disk{}), stop: f.stop, signals: signals}
	code, err := t.run()
	if f.save != "" {
		err = errors.Join(err, saveWorld(h, t.session.World(), f.save))
	}
	if err == nil && code != 0 {
		return status(code)
	}
	return err
}
