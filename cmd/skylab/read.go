package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"skylab/engine"
	"skylab/lessons"
	"skylab/lessons/live"
)

// leastWidth is the narrowest page that words still fit on.
const leastWidth = 20

func readCommand(h host, o *options) *cobra.Command {
	width := 0
	cmd := &cobra.Command{
		Use:   "read [CHAPTER]",
		Short: "A chapter as plain text",
		Long: `Print a chapter as plain text: for a pager, a printer, or a screen reader.
Live blocks are told in words; numbers in the text are those of the account
beside it. Without a chapter it lists those that there are.`,
		Example: `  skylab read
  skylab read lambda | less
  skylab read lambda --width 100
  skylab read --course ./my-course intro`,
		Args: atMostOne,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return chapterNames(o), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return read(h, o, args, width) },
	}
	cmd.Flags().IntVar(&width, "width", 72, "columns")
	return cmd
}

func chapterNames(o *options) []string {
	course, err := openCourse(o)
	if err != nil {
		return nil
	}
	var out []string
	for _, ch := range course.Chapters {
		out = append(out, ch.ID+"\t"+ch.Title)
	}
	return out
}

func read(h host, o *options, args []string, width int) error {
	if width < leastWidth {
		return usagef("--width %d is too narrow; %d is the least", width, leastWidth)
	}
	course, err := openCourse(o)
	if err != nil {
		return err
	}
	tellDamages(h, o, course)
	if len(args) == 0 {
		for _, ch := range course.Chapters {
			fmt.Fprintf(h.out, "%-12s %s, %d min\n", ch.ID, ch.Title, ch.Minutes)
		}
		return nil
	}
	ch := course.Chapter(args[0])
	if ch == nil {
		return noChapter(course, args[0])
	}
	return printChapter(h, o, course, ch, width)
}

func printChapter(h host, o *options, course *lessons.Course, ch *lessons.Chapter, width int) error {
	if err := ch.Read(); err != nil {
		return located(o.course, err)
	}
	out := bufio.NewWriter(h.out)
	for _, line := range course.Plain(ch, width, course.Initial(engine.Config{Runner: watchdog})) {
		fmt.Fprintln(out, line)
	}
	return out.Flush()
}

func noChapter(c *lessons.Course, name string) error {
	var ids []string
	for _, ch := range c.Chapters {
		ids = append(ids, ch.ID)
	}
	if near := live.Nearest(name, ids); near != "" {
		return fmt.Errorf("there is no chapter %q; did you mean %s?", name, near)
	}
	return fmt.Errorf("there is no chapter %q; there are %s", name, strings.Join(ids, ", "))
}
