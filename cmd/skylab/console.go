package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/engine/transcript"
)

// patienceLimit bounds the virtual time that one command of a script may wait
// for its answer; the longest a Lambda function may run is 15 minutes.
const patienceLimit = 24 * time.Hour

type consoleFlags struct {
	seed       uint64
	save, load string
	stop       bool
}

func consoleCommand(h host, _ *options) *cobra.Command {
	var f consoleFlags
	cmd := &cobra.Command{
		Use:   "console",
		Short: "The simulated account's command line, without the screen",
		Long: `The command line of a simulated account: aws, curl, wait, help.

When standard input is not a terminal it reads one command a line; # begins a
comment, and "wait 90s" lets virtual time pass. With -e it stops at the first
command that fails, with its exit status as the AWS CLI would give it.`,
		Example: `  skylab console
  printf 'aws s3 mb s3://uploads\naws s3 ls\n' | skylab console
  skylab console --save world.txtar < setup.sh
  skylab console --load world.txtar`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return runConsole(h, f) },
	}
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "where the world's randomness comes from")
	cmd.Flags().StringVar(&f.save, "save", "", "write the world to `FILE` when done")
	cmd.Flags().StringVar(&f.load, "load", "", "start from the world saved in `FILE`")
	cmd.Flags().BoolVarP(&f.stop, "exit-on-error", "e", false, "stop at the first command that fails, with its status")
	return cmd
}

func runConsole(h host, f consoleFlags) error {
	w, err := openWorld(h, f)
	if err != nil {
		return err
	}
	s := console.New(w, disk{})
	code, err := feed(h, s, f.stop)
	if err == nil && f.save != "" {
		err = saveWorld(s.World(), f.save)
	}
	if err != nil {
		return err
	}
	if code != 0 {
		return status(code)
	}
	return nil
}

func openWorld(h host, f consoleFlags) (*engine.World, error) {
	c := engine.Config{Seed: f.seed, Runner: watchdog}
	if f.load == "" {
		return engine.New(c), nil
	}
	data, err := os.ReadFile(f.load)
	if err != nil {
		return nil, fmt.Errorf("--load: %w", err)
	}
	w, err := transcript.Load(data, c)
	var old *transcript.OtherVersion
	if errors.As(err, &old) {
		fmt.Fprintf(h.stderr, "skylab: %s: %v\n", f.load, old)
		return w, nil
	}
	if err != nil {
		return nil, fmt.Errorf("--load %s: %w", f.load, err)
	}
	return w, nil
}

func saveWorld(w *engine.World, path string) error {
	data, err := transcript.Save(w)
	if err != nil {
		return fmt.Errorf("--save: %w", err)
	}
	if err := replaceFile(path, data); err != nil {
		return fmt.Errorf("--save: %w", err)
	}
	return nil
}

// feed runs the lines of standard input. It returns the status of the command
// at which it stopped, or with stop unset 0.
func feed(h host, s *console.Session, stop bool) (int, error) {
	asks := terminal(h.stdin) && terminal(h.stdout)
	in := bufio.NewReaderSize(h.stdin, 1<<16)
	for {
		if asks {
			fmt.Fprintf(h.stdout, "%s $ ", s.World().Now().Wall().Format("15:04:05"))
		}
		line, end, err := readLine(in)
		if err != nil {
			return 0, fmt.Errorf("standard input: %w", err)
		}
		if text := strings.TrimSpace(line); asks && (text == "exit" || text == "quit") {
			return 0, nil
		}
		if strings.TrimSpace(line) != "" {
			r := s.Exec(line, patienceLimit)
			if _, err := h.stdout.Write(r.Stdout); err != nil {
				return 0, err
			}
			if _, err := h.stderr.Write(r.Stderr); err != nil {
				return 0, err
			}
			if stop && r.Status != 0 {
				return r.Status, nil
			}
		}
		if end {
			if asks {
				fmt.Fprintln(h.stdout)
			}
			return 0, nil
		}
	}
}

// readLine is one line of input; a backslash at its end joins the next one.
func readLine(in *bufio.Reader) (line string, end bool, err error) {
	var b strings.Builder
	for {
		part, err := in.ReadString('\n')
		if err != nil && err != io.EOF {
			return "", false, err
		}
		part = strings.TrimRight(part, "\r\n")
		if rest, more := strings.CutSuffix(part, `\`); more && err == nil {
			b.WriteString(rest)
			continue
		}
		b.WriteString(part)
		return b.String(), err == io.EOF, nil
	}
}
