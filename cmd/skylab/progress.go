package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"skylab/lessons"
	"skylab/quiz/progress"
)

// chapterProgress is a line of `skylab progress`.
type chapterProgress struct {
	Chapter  string     `json:"chapter"`
	Title    string     `json:"title"`
	Items    int        `json:"questions"`
	Answered int        `json:"answered"`
	Right    int        `json:"right"`
	Labs     int        `json:"labs"`
	Solved   int        `json:"solved"`
	Last     *time.Time `json:"last,omitempty"`
}

func progressCommand(h host, o *options) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "progress",
		Short: "What was answered, chapter by chapter",
		Example: `  skylab progress
  skylab progress --json | jq '.[] | select(.answered < .questions)'`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return showProgress(h, o, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func showProgress(h host, o *options, asJSON bool) error {
	course, err := loadCourse(o)
	if err != nil {
		return err
	}
	record, err := openRecord(h, o)
	if err != nil {
		return err
	}
	defer record.Close()
	for _, n := range record.Notices() {
		fmt.Fprintln(h.stderr, "skylab:", n)
	}
	rows := []chapterProgress{}
	for _, ch := range course.Chapters {
		rows = append(rows, sumUp(ch, record))
	}
	if asJSON {
		e := json.NewEncoder(h.stdout)
		e.SetIndent("", "  ")
		return e.Encode(rows)
	}
	for _, r := range rows {
		fmt.Fprintf(h.stdout, "%-36s %d of %d answered, %d right", r.Title, r.Answered, r.Items, r.Right)
		if r.Labs > 0 {
			fmt.Fprintf(h.stdout, ", %d of %d labs", r.Solved, r.Labs)
		}
		fmt.Fprintln(h.stdout)
	}
	return nil
}

func sumUp(ch *lessons.Chapter, record *progress.Store) chapterProgress {
	out := chapterProgress{Chapter: ch.ID, Title: ch.Title}
	var last time.Time
	for _, it := range ch.Items() {
		got, done := record.Item(it.ID)
		if done && got.Last.After(last) {
			last = got.Last
		}
		switch {
		case it.Lab:
			out.Labs++
			if done && got.Done() {
				out.Solved++
			}
		default:
			out.Items++
			if done {
				out.Answered++
				if got.Right {
					out.Right++
				}
			}
		}
	}
	if !last.IsZero() {
		out.Last = &last
	}
	return out
}

// openRecord opens the learner's record, or says why it cannot be.
func openRecord(h host, o *options) (*progress.Store, error) {
	dir, err := progress.Dir(o.data, h.getenv, runtime.GOOS)
	if err != nil {
		return nil, err
	}
	return progress.Open(dir, time.Now)
}
