package main

import (
	"fmt"
	"path/filepath"

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
for the named reason, every statement of the notes is taught, shown and asked.

Each problem is a line "path:line:column: error: what (rule)", with the line
itself below it. The exit status is 1 if there is an error; warnings do not
count.`,
		Example: `  skylab check
  skylab check ./my-course
  skylab check --fix ./my-course    write the outputs of console blocks`,
		Args:              atMostOne,
		ValidArgsFunction: folders,
		RunE: func(_ *cobra.Command, args []string) error {
			dir := o.course
			if len(args) == 1 {
				dir = args[0]
			}
			if fix {
				if err := fixCourse(h, dir); err != nil {
					return err
				}
			}
			return checkCourse(h, dir)
		},
	}
	cmd.Flags().BoolVar(&fix, "fix", false, "write what console blocks print into the chapters")
	return cmd
}

func checkCourse(h host, dir string) error {
	files, err := courseFiles(dir)
	if err != nil {
		return err
	}
	errors, warnings := 0, 0
	for _, p := range check.CheckWith(files, engine.Config{Runner: watchdog}) {
		if dir != "" {
			p.Path = filepath.Join(dir, filepath.FromSlash(p.Path))
		}
		fmt.Fprintln(h.out, p)
		if p.Severity == check.Error {
			errors++
		} else {
			warnings++
		}
	}
	if errors > 0 {
		fmt.Fprintf(h.out, "%s, %s\n", count(errors, "error"), count(warnings, "warning"))
		return status(statusFailed)
	}
	said := "The course holds: every block replayed, every lab solved."
	if warnings > 0 {
		said += " " + count(warnings, "warning") + "."
	}
	fmt.Fprintln(h.out, said)
	return nil
}

// count is "1 error", "2 errors".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
