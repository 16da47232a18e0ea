package main

import (
	"github.com/spf13/cobra"
)

// options are the flags that all subcommands share.
type options struct {
	data   string // folder of the progress record, "" for the platform's
	course string // folder of another course, "" for the built-in one
	seed   uint64
}

func root(h host) *cobra.Command {
	var o options
	var s screenFlags
	cmd := &cobra.Command{
		Use:   "skylab",
		Short: "A terminal course on AWS compute with a cloud inside",
		Long: `skylab is a terminal course on AWS compute: chapters beside a live simulated
AWS account in which your own functions really run, on virtual time, offline.

Without a subcommand it opens the course.`,
		Example: `  skylab                          open the course where you left it
  skylab read lambda | less       read a chapter as plain text
  skylab console                  the simulated account's command line
  echo 'aws sts get-caller-identity' | skylab console
  skylab check ./my-course        prove a course of your own
  skylab progress --json          what you have answered`,
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		Version:       version,
		RunE:          func(*cobra.Command, []string) error { return openScreen(h, o, s) },
	}
	cmd.SetIn(h.stdin)
	cmd.SetOut(h.stdout)
	cmd.SetErr(h.stderr)
	cmd.SetVersionTemplate("skylab {{.Version}}\n")
	p := cmd.PersistentFlags()
	p.StringVar(&o.data, "data", "", "keep progress in `DIR` instead of the platform's state folder")
	p.StringVar(&o.course, "course", "", "open the course in `DIR` instead of the built-in one")
	f := cmd.Flags()
	f.StringVar(&s.theme, "theme", "auto", "colours: auto, dark, light or mono")
	f.BoolVar(&s.ascii, "ascii", false, "draw with ASCII characters only")
	f.BoolVar(&s.calm, "reduced-motion", false, "show before and after instead of movement")
	cmd.AddCommand(consoleCommand(h, &o), checkCommand(h, &o), readCommand(h, &o), progressCommand(h, &o))
	return cmd
}
