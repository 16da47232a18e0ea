package lab_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"skylab/engine"
	"skylab/lessons/lab"
	"skylab/lessons/live"
)

func course() fstest.MapFS {
	return fstest.MapFS{"ch/a.txt": {Data: []byte("a")}}
}

func script(text string) live.Script {
	return live.ParseScript(text, live.Pos{Path: "ch/chapter.md", Line: 1})
}

func expr(t testing.TB, source string) *live.Expr {
	t.Helper()
	e, err := live.Compile(source)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// archive is a lab: keep a file in a bucket, and nothing else.
func archive(t testing.TB) *lab.Lab {
	return &lab.Lab{
		ID: "archive", Title: "Archive", Sim: &live.Sim{ID: "archive", Dir: "ch", Seed: 3, Setup: script("aws s3 mb s3://inbox\nwait 5s")},
		Checks: []lab.Check{
			{Name: "the bucket exists", Mode: lab.Eventually, Cond: expr(t, `bucket("archive").exists`),
				Where: "The buckets.", Rule: "A bucket comes first.", Command: "aws s3 mb s3://archive"},
			{Name: "soon", Mode: lab.Eventually, Cond: expr(t, `bucket("archive").exists`), Within: time.Minute},
			{Name: "the inbox stays", Mode: lab.Always, Cond: expr(t, `bucket("inbox").exists`)},
			{Name: "nothing lands in the inbox", Mode: lab.Never, Cond: expr(t, `bucket("inbox").objects > 0`), Where: "The inbox."},
			{Name: "the probe is kept", Mode: lab.Eventually, Cond: expr(t, `object("archive", "probe").exists`)},
		},
		Probe:    script("aws s3 cp a.txt s3://archive/probe\nwait 1s"),
		Solution: script("aws s3 mb s3://archive"),
	}
}

func grade(t testing.TB, commands string) *lab.Report {
	t.Helper()
	r, err := lab.GradeScript(course(), archive(t), script(commands), engine.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// failed are the names of the checks that did not pass.
func failed(r *lab.Report) string {
	var out []string
	for _, c := range r.Checks {
		if !c.Passed {
			out = append(out, c.Name)
		}
	}
	return strings.Join(out, ", ")
}

func TestHistoryIsJudgedNotItsEnd(t *testing.T) {
	for _, c := range []struct{ name, commands, fails string }{
		{"as handed out", "", "the bucket exists, soon, the probe is kept"},
		{"solved", "aws s3 mb s3://archive", ""},
		{"too late", "wait 2m\naws s3 mb s3://archive", "soon"},
		{"in time", "wait 59s\naws s3 mb s3://archive", ""},
		{"made and taken away", "aws s3 mb s3://archive\naws s3 rb s3://archive", "the probe is kept"},
		{"for a moment", "aws s3 mb s3://archive\naws s3 cp a.txt s3://inbox/a\naws s3 rm s3://inbox/a", "nothing lands in the inbox"},
		{"taken away and made again", "aws s3 mb s3://archive\naws s3 rb s3://inbox\naws s3 mb s3://inbox", "the inbox stays"},
	} {
		r := grade(t, c.commands)
		if got := failed(r); got != c.fails || r.Passed != (c.fails == "") {
			t.Errorf("%s: failed %q (passed %v), want %q", c.name, got, r.Passed, c.fails)
		}
	}
}

func TestWhenAndWhy(t *testing.T) {
	r := grade(t, "wait 2m\naws s3 mb s3://archive\naws s3 cp a.txt s3://inbox/a")
	for i, want := range []struct {
		at  time.Duration
		why string
	}{
		{2 * time.Minute, ""},
		{0, `it did not come true within 1m0s; at the end, bucket("archive").exists is yes`},
		{0, ""},
		{2 * time.Minute, `2m0s after the start, bucket("inbox").objects is 1`},
	} {
		got := r.Checks[i]
		if got.At.Round(time.Second) != want.at || got.Why != want.why {
			t.Errorf("%s: at %s, %q; want %s, %q", got.Name, got.At, got.Why, want.at, want.why)
		}
	}
}

func TestHintsAreForTheFirstFailure(t *testing.T) {
	hints := grade(t, "").Hints()
	if len(hints) != 3 || hints[0].Text != "The buckets." || hints[2].Rung != 3 || hints[2].Text != "aws s3 mb s3://archive" {
		t.Errorf("as handed out: %+v", hints)
	}
	if hints := grade(t, "aws s3 mb s3://archive").Hints(); hints != nil {
		t.Errorf("solved: %+v", hints)
	}
	hints = grade(t, "aws s3 mb s3://archive\naws s3 cp a.txt s3://inbox/a").Hints()
	if len(hints) != 1 || hints[0] != (lab.Hint{Check: "nothing lands in the inbox", Rung: 1, Text: "The inbox."}) {
		t.Errorf("one rung: %+v", hints)
	}
}

func TestGradingLeavesTheWorldAlone(t *testing.T) {
	l := archive(t)
	s, err := live.NewStage(course(), l.Sim, engine.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RunAll(l.Solution); err != nil {
		t.Fatal(err)
	}
	before := s.World().Hash()
	first, err := lab.Grade(course(), l, lab.HistoryOf(s.World()), engine.Config{})
	if err != nil || !first.Passed {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := lab.Grade(course(), l, lab.HistoryOf(s.World()), engine.Config{})
	if err != nil || failed(second) != failed(first) || s.World().Hash() != before {
		t.Errorf("the second time: %+v, %v", second, err)
	}
}

func TestAWorldOfAnotherLabIsRefused(t *testing.T) {
	if _, err := lab.Grade(course(), archive(t), lab.History{}, engine.Config{}); err == nil {
		t.Error("a world without the lab's setup was judged")
	}
}

func TestAConditionThatIsNone(t *testing.T) {
	l := archive(t)
	l.Checks[0].Cond = expr(t, `bucket("archive").objects`)
	_, err := lab.GradeScript(course(), l, nil, engine.Config{})
	if err == nil || !strings.Contains(err.Error(), "not true or false") {
		t.Errorf("got %v", err)
	}
}

func ExampleGradeScript() {
	l := archive(&testing.T{})
	r, err := lab.GradeScript(course(), l, nil, engine.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Passed, "-", r.First().Name)
	fmt.Println(r.Hints()[0].Text)
	// Output:
	// false - the bucket exists
	// The buckets.
}
