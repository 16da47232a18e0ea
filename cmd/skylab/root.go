package main

import (
	"github.com/spf13/cobra"
)

// options are the flags that all subcommands share.
type options struct {
	data   string // folder of the progress record, "" for the platform's
	course string // folder of another course, "" for the built-in one
}

func root(h host) *cobra.Command {
	var o options
	var s screenFlags
	cmd := &cobra.Command{
		Use:   "skylab",
		Short: "A terminal course on AWS compute with a cloud inside",
		Long: `skylab is a terminal course on AWS compute: chapters beside a live simulated
AWS account in which your own functions really run, on virtual time, offline.

Without a subcommand it opens the course. Keys are shown at the foot of the
screen; ? lists them all.

Environment:
  NO_COLOR         if it is not empty, no colours
  XDG_STATE_HOME   progress is kept in its folder skylab; --data overrides it

Exit status:
  0    all went well
  1    something failed; standard error says what
  2    the command line was wrong; nothing was done
  130  interrupted
  141  whoever read the output left
  skylab console has those of the AWS CLI too: skylab console --help`,
		Example: `  skylab                          open the course where you left it
  skylab read lambda | less       read a chapter as plain text
  skylab console                  the simulated account's command line
  echo 'aws sts get-caller-identity' | skylab console
  skylab cloud                    serve an account to the real AWS CLI and SDKs
  skylab --cloud                  serve the one on the screen, and watch it react
  skylab simulate plan.yaml       plan capacity: cold starts, limits, latency, cost
  skylab check ./my-course        prove a course of your own
  skylab progress --json          what you have answered`,
		Args:          noArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       versionText(),
		RunE:          func(*cobra.Command, []string) error { return openScreen(h, o, s) },
	}
	cmd.SetIn(h.stdin)
	cmd.SetOut(h.out)
	cmd.SetErr(h.stderr)
	cmd.SetVersionTemplate("skylab {{.Version}}\n")
	cmd.SetFlagErrorFunc(flagError)
	cmd.SetHelpCommand(helpCommand())
	p := cmd.PersistentFlags()
	p.StringVar(&o.data, "data", "", "keep progress in `DIR` instead of the platform's state folder")
	p.StringVar(&o.course, "course", "", "use the course in `DIR` instead of the built-in one")
	s.define(cmd)
	complete(cmd, "data", folders)
	complete(cmd, "course", folders)
	cmd.AddCommand(consoleCommand(h), cloudCommand(h), simulateCommand(h), checkCommand(h, &o), readCommand(h, &o), progressCommand(h, &o))
	return cmd
}

// complete sets what a shell offers for the value of a flag.
func complete(cmd *cobra.Command, flag string, offer cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, offer); err != nil {
		panic(err) // the flag is not defined: a mistake in this package
	}
}

// folders offers folders only.
func folders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}
