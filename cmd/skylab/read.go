package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"skylab/engine"
	"skylab/lessons"
)

func readCommand(h host, o *options) *cobra.Command {
	width := 0
	cmd := &cobra.Command{
		Use:   "read [CHAPTER]",
		Short: "A chapter as plain text",
		Long: `Print a chapter as plain text: for a pager, a printer, or a screen reader.
Without a chapter it lists those that there are.`,
		Example: `  skylab read
  skylab read lambda | less`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return chapterNames(o), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return printChapter(h, o, args, width) },
	}
	cmd.Flags().IntVar(&width, "width", 72, "columns")
	return cmd
}

func chapterNames(o *options) []string {
	course, err := loadCourse(o)
	if err != nil {
		return nil
	}
	var out []string
	for _, ch := range course.Chapters {
		out = append(out, ch.ID+"\t"+ch.Title)
	}
	return out
}

func printChapter(h host, o *options, args []string, width int) error {
	if width < 20 {
		return fmt.Errorf("--width %d is too narrow; 20 is the least", width)
	}
	course, err := loadCourse(o)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(h.stdout)
	defer out.Flush()
	if len(args) == 0 {
		for _, ch := range course.Chapters {
			fmt.Fprintf(out, "%-12s %s, %d min\n", ch.ID, ch.Title, ch.Minutes)
		}
		return out.Flush()
	}
	ch := course.Chapter(args[0])
	if ch == nil {
		return fmt.Errorf("there is no chapter %q; there are %s", args[0], names(course))
	}
	for _, line := range course.Plain(ch, width, course.Initial(engine.Config{Runner: watchdog})) {
		fmt.Fprintln(out, line)
	}
	return out.Flush()
}

func names(c *lessons.Course) string {
	var out []string
	for _, ch := range c.Chapters {
		out = append(out, ch.ID)
	}
	return strings.Join(out, ", ")
}
