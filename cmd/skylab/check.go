package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"skylab/engine"
	"skylab/lessons/check"
)

func checkCommand(h host, o *options) *cobra.Command {
	var fix bool
	cmd := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Prove a course: replay every block, solve every lab",
		Long: `Prove the course in DIR, or the built-in one: every console block replays
exactly, every prediction has one right answer that no misconception shares,
every lab fails as shipped, passes with its solution and fails its near misses
for the named reason, every statement of the notes is taught, shown and asked.`,
		Example: `  skylab check
  skylab check ./my-course
  skylab check --fix ./my-course    write the outputs of console blocks`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := o.course
			if len(args) == 1 {
				dir = args[0]
			}
			return checkCourse(h, dir, fix)
		},
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "write what console blocks print into the chapters")
	return cmd
}

func checkCourse(h host, dir string, fix bool) error {
	if fix {
		if dir == "" {
			return errors.New("--fix needs the folder of the course; the built-in one is part of the program")
		}
		changed, err := fixCourse(dir)
		if err != nil {
			return err
		}
		for _, f := range changed {
			fmt.Fprintln(h.stdout, "wrote", f)
		}
	}
	files, err := courseFiles(dir)
	if err != nil {
		return err
	}
	problems := check.CheckWith(files, engine.Config{Runner: watchdog})
	failed := 0
	for _, p := range problems {
		fmt.Fprintln(h.stdout, p)
		if p.Severity == check.Error {
			failed++
		}
	}
	if failed > 0 {
		fmt.Fprintf(h.stdout, "%d errors\n", failed)
		return status(1)
	}
	fmt.Fprintln(h.stdout, "The course holds: every block replayed, every lab solved.")
	return nil
}
