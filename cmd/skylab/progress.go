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

// chapterProgress is a line of `skylab progress`. Predictions count as
// questions.
type chapterProgress struct {
	Chapter   string     `json:"chapter"`
	Title     string     `json:"title"`
	Questions int        `json:"questions"`
	Answered  int        `json:"answered"`
	Right     int        `json:"right"` // by the latest answer
	Labs      int        `json:"labs"`
	Solved    int        `json:"solved"`
	Last      *time.Time `json:"last,omitempty"`
}

func progressCommand(h host, o *options) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "progress",
		Short: "What was answered, chapter by chapter",
		Long: `What was answered, chapter by chapter, by the latest answer to each question.

Progress is one file, ` + progress.Name + `, in $XDG_STATE_HOME/skylab or the platform's
place for such files; --data DIR moves it. A damaged file is kept aside beside
it, never overwritten.`,
		Example: `  skylab progress
  skylab progress --data ~/usb/skylab
  skylab progress --json | jq '.[] | select(.answered < .questions)'`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return showProgress(h, o, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON: a list with one object a chapter")
	return cmd
}

func showProgress(h host, o *options, asJSON bool) error {
	course, err := openCourse(o)
	if err != nil {
		return err
	}
	tellDamages(h, o, course)
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
		e := json.NewEncoder(h.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(rows)
	}
	for _, r := range rows {
		fmt.Fprintln(h.out, r)
	}
	return nil
}

// String is the line for people.
func (r chapterProgress) String() string {
	out := fmt.Sprintf("%-36s %d of %d answered, %d right", r.Title, r.Answered, r.Questions, r.Right)
	if r.Labs > 0 {
		out += fmt.Sprintf(", %d of %d labs", r.Solved, r.Labs)
	}
	return out
}

func sumUp(ch *lessons.Chapter, record *progress.Store) chapterProgress {
	out := chapterProgress{Chapter: ch.ID, Title: ch.Title}
	for _, it := range ch.Items() {
		got, done := record.Item(it.ID)
		if done && (out.Last == nil || got.Last.After(*out.Last)) {
			out.Last = &got.Last
		}
		switch {
		case it.Lab:
			out.Labs++
			out.Solved += one(done && got.Done())
		default:
			out.Questions++
			out.Answered += one(done)
			out.Right += one(done && got.Right)
		}
	}
	return out
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// openRecord opens the learner's record, or says why it cannot be.
func openRecord(h host, o *options) (*progress.Store, error) {
	dir, err := progress.Dir(o.data, h.getenv, runtime.GOOS)
	if err != nil {
		return nil, err
	}
	return progress.Open(dir, time.Now)
}
