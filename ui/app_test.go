package ui_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/lessons"
	"skylab/quiz/progress"
	"skylab/ui"
	"skylab/ui/theme"
	"skylab/ui/uitest"
)

// course is the small course of testdata, freshly parsed.
func course(t testing.TB) *lessons.Course {
	t.Helper()
	c, err := lessons.Load(os.DirFS("testdata/course"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// worlds keeps worlds in memory.
type worlds map[string][]byte

func (w worlds) Load(name string) ([]byte, bool) { data, ok := w[name]; return data, ok }

func (w worlds) Save(name string, data []byte) error { w[name] = data; return nil }

// app is a builder of an App over the given record, with worlds of its own.
func app(t testing.TB, record *progress.Store) func() tea.Model {
	return appWith(t, record, worlds{})
}

func appWith(t testing.TB, record *progress.Store, kept worlds) func() tea.Model {
	c := course(t)
	return func() tea.Model {
		return ui.New(ui.Needs{Course: c, Record: record, Worlds: kept, Place: "the record", Now: time.Now, Theme: theme.Dark()})
	}
}

func memory() *progress.Store { return progress.Memory(time.Now) }

func TestNewcomerPredictsWatchesAndLearns(t *testing.T) {
	record := memory()
	uitest.Play(t, 120, 40, app(t, record), func(p *uitest.Player) {
		p.Must("First steps", "How many environments", "hello has been called 0 times")
		p.Golden("first-120x40")
		p.Press("enter")
		p.Must("choose", "answer")
		p.Press("down", "enter") // 2: the wrong belief
		if !p.Busy() {
			t.Fatal("nothing moves after a prediction")
		}
		p.Must("Now watch it run")
		p.Frames(60)
		p.Must("Not so", "kept warm", "hello has been called 2 times", "1/3 answered")
		p.Golden("predicted-120x40")
		if p.Busy() {
			t.Error("frames go on although nothing moves")
		}
		p.Press("q")
		p.Must("1 of 3 answered, 0 right", "Continue")
		p.Golden("home-120x40")
	})
	if it, ok := record.Item("p-starts"); !ok || it.Right || it.Twin != "every-invoke-cold" {
		t.Errorf("the record has %+v, %v", it, ok)
	}
	uitest.Play(t, 80, 24, app(t, record), func(p *uitest.Player) { // the next day
		p.Must("Continue", "First steps")
		p.Press("enter")
		p.Press("p")
		p.Must("Every prediction of this chapter is answered")
	})
}

func TestTypedNumberIsGradedAndExplained(t *testing.T) {
	record := memory()
	uitest.Play(t, 80, 24, app(t, record), func(p *uitest.Player) {
		p.Press("}")
		p.Must("After how many seconds")
		p.Press("enter", "x", "enter")
		p.Must("answer") // still asking: x is not a number
		p.Press("backspace", "H", "9", "enter")
		p.Must("You said 9", "3 s", "Not so")
		p.Press("enter", "3", "enter")
		p.Must("Right.")
	})
	if it, _ := record.Item("q-timeout"); it.Times != 2 || !it.Right {
		t.Errorf("the record has %+v", it)
	}
}

// refusing is a record that cannot be written: it is closed.
func refusing(t *testing.T) *progress.Store {
	s, err := progress.Open(t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAnswerThatCannotBeSavedIsKeptAndSaid(t *testing.T) {
	record := refusing(t)
	uitest.Play(t, 100, 30, app(t, record), func(p *uitest.Player) {
		p.Press("}", "enter", "3", "enter")
		p.Must("not saved", "enter tries again")
		if p.Shows("Right.") {
			t.Error("the screen graded an answer that is not on disk")
		}
		p.Press("enter")
		p.Must("3")
	})
}

func TestEnterOnAWorldAsksForThePredictionFirst(t *testing.T) {
	uitest.Play(t, 100, 30, app(t, memory()), func(p *uitest.Player) {
		p.Press("{", "enter")
		p.Must("First predict what will happen; then it runs.")
		p.Frames(30)
		p.Must("hello has been called 0 times")
		p.Press("1", "enter")
		p.Frames(60)
		p.Must("hello has been called 2 times")
		p.Press("{", "enter")
		p.Frames(120)
		p.Must("hello has been called 4 times")
	})
}

func TestTheNextBlockIsTheNextFromWhereOneReads(t *testing.T) {
	text := "---\nid: one\ntitle: One\n---\n# One\n\n"
	for _, name := range []string{"first", "second", "third"} {
		text += "```sim id=" + name + "\ntitle: The " + name + " world\nrun: |\n  wait 1s\n```\n\n## After the " + name + "\n\n" + strings.Repeat("Much to read here.\n\n", 20)
	}
	c, err := lessons.Load(fstest.MapFS{"course.yaml": {Data: []byte("title: T\n")}, "1/chapter.md": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	build := func() tea.Model {
		return ui.New(ui.Needs{Course: c, Record: memory(), Worlds: worlds{}, Now: time.Now, Theme: theme.Dark()})
	}
	uitest.Play(t, 40, 12, build, func(p *uitest.Player) {
		p.Press("/", "text:after the second", "enter")
		p.Must("After the second")
		p.Press("}")
		p.Must("The third world")
		p.Press("/", "text:after the second", "enter", "{")
		p.Must("The second world")
	})
}
