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

func TestConsoleRunsCommandsInTheWorldBesideTheText(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("c", "text:aws s3 mb s3://photos", "enter")
		p.Must("make_bucket: photos", "s3://photos")
		p.Press("text:aws lambda invoke --function-name hello /dev/stdout", "enter")
		p.Frames(40)
		p.Must(`{"n":1}`)
		p.Press("text:aws nonsense", "enter")
		p.Must("nonsense", "usage: aws")
		p.Press("esc", "u", "u")
		if p.Shows("s3://photos") {
			t.Error("the bucket is still there after undo")
		}
		p.Press("U")
		p.Must("s3://photos")
	})
}

// TestResetIsTakenBack: the world before a reset is not kept, and comes back.
func TestResetIsTakenBack(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("c", "text:aws s3 mb s3://photos", "enter", "text:aws s3 mb s3://films", "enter", "esc")
		p.Must("s3://films")
		p.Press("R")
		if p.Shows("s3://photos") || p.Shows("s3://films") {
			t.Error("the buckets are still there after a reset")
		}
		p.Press("u")
		p.Must("s3://photos", "s3://films")
		p.Press("u")
		p.Must("s3://photos")
		if p.Shows("s3://films") {
			t.Error("the second bucket is still there after undo")
		}
	})
}

func TestTimeStopsStepsAndGoesBack(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("c", "text:aws lambda invoke --function-name hello --invocation-type Event out.json", "enter", "esc")
		p.Must("paused")
		before := p.Screen()
		p.Frames(10)
		if p.Screen() != before {
			t.Error("time passed although nobody let it")
		}
		p.Press("]", "]", "]")
		if p.Screen() == before {
			t.Error("a step did nothing")
		}
		p.Press("[")
		p.Must("the past")
		p.Press("space")
		p.Frames(3)
		p.Must("playing")
		p.Press("space")
		p.Must("paused")
		p.Press(".", ".")
		p.Must("2× faster")
		p.Press("w")
		p.Must("Why did this happen")
	})
}

func TestLabIsJudgedByWhatHappened(t *testing.T) {
	record := memory()
	uitest.Play(t, 120, 40, app(t, record), func(p *uitest.Player) {
		p.Press("}", "}", "}", "}", "}", "enter")
		p.Must("Make a bucket", "the bucket is there")
		p.Press("text:aws s3 mb s3://downloads", "enter", "esc", "H")
		p.Must("Hint 1", "Look at the list of buckets")
		p.Press("H", "H")
		p.Must("Hint 3", "aws s3 mb s3://uploads")
		p.Press("c", "text:aws s3 mb s3://uploads", "enter")
		p.Must("Solved and saved")
	})
	if it, ok := record.Item("lab-bucket"); !ok || !it.Done() {
		t.Errorf("the record has %+v, %v", it, ok)
	}
}

func TestWorldIsWhereItWasLeft(t *testing.T) {
	record, kept := memory(), worlds{}
	uitest.Play(t, 120, 40, appWith(t, record, kept), func(p *uitest.Player) {
		p.Press("c", "text:aws s3 mb s3://kept", "enter")
		p.Must("s3://kept")
		p.Press("esc", "j", "q")
	})
	uitest.Play(t, 120, 40, appWith(t, record, kept), func(p *uitest.Player) {
		p.Press("enter")
		p.Must("s3://kept")
	})
}

func TestEveryScreenFitsEverySize(t *testing.T) {
	sizes := [][2]int{{40, 12}, {41, 13}, {60, 20}, {80, 24}, {100, 30}, {120, 40}, {200, 60}}
	for _, size := range sizes {
		uitest.Play(t, size[0], size[1], app(t, memory()), func(p *uitest.Player) {
			p.Press("?", "esc", ":", "text:set", "esc", "esc", "F", "esc", "/", "text:default", "esc", "esc", "w", "esc", "o", "esc", "L", "esc")
			p.Press("enter", "down", "enter")
			p.Frames(40)
			p.Press("}", "enter", "1", "2", "enter", "}", "enter", "space", "down", "enter", "}", "enter")
			p.Frames(20)
			p.Press("tab", "tab", "1", "2", "+", "+", "1", "g", "G", "pgup", "n", "N")
			p.Resize(size[0]+7, size[1]+3)
			p.Resize(30, 8)
			p.Must("needs 40 by 12")
			p.Resize(size[0], size[1])
			p.Press("q", "down", "?", "esc")
		})
	}
}

func TestTextStaysAtItsParagraphOverAResize(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Resize(120, 20)
		p.Press("n", "n")
		p.Must("Settings")
		p.Resize(50, 20)
		p.Must("Settings")
	})
}

func TestWithoutColourEveryStateHasASign(t *testing.T) {
	record := memory()
	build := func() tea.Model {
		return ui.New(ui.Needs{Course: course(t), Record: record, Worlds: worlds{}, Now: time.Now, Theme: theme.Mono().ASCII().ReducedMotion()})
	}
	uitest.Play(t, 80, 24, build, func(p *uitest.Player) {
		p.Press("enter", "enter")
		p.Must("Right.", "v ")
		if strings.ContainsAny(p.Screen(), "─│╭╯█░▶✓") {
			t.Errorf("there are characters beyond ASCII:\n%s", p.Screen())
		}
	})
}

func TestSearchMarksItsHitsAndGoesFromOneToTheNext(t *testing.T) {
	uitest.Play(t, 80, 24, app(t, memory()), func(p *uitest.Player) {
		p.Press("/", "text:default", "enter")
		p.Must("After how many seconds")
		p.Press("N", "n", "esc", "n")
		p.Must("First steps")
	})
}

func TestLinesTypedAheadRunInTheirTurn(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("c", "text:wait 500ms", "enter", "text:aws s3 mb s3://ahead", "enter")
		p.Must("1 more to come")
		p.Frames(60)
		p.Must("make_bucket: ahead")
	})
}

func TestDamagedChapterSaysWhatAndWhereAndTheOthersOpen(t *testing.T) {
	sound, err := os.ReadFile("testdata/course/00-first/chapter.md")
	if err != nil {
		t.Fatal(err)
	}
	damaged := strings.Replace(strings.Replace(string(sound), "id: first", "id: second", 1), "kind: choice", "kind: choise", 1)
	files := fstest.MapFS{
		"course.yaml":          {Data: []byte("title: Two\n")},
		"00-first/chapter.md":  {Data: sound},
		"01-second/chapter.md": {Data: []byte(damaged)},
	}
	c, err := lessons.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	build := func() tea.Model {
		return ui.New(ui.Needs{Course: c, Record: memory(), Worlds: worlds{}, Notices: []string{"n"}, Now: time.Now, Theme: theme.Dark()})
	}
	uitest.Play(t, 100, 30, build, func(p *uitest.Player) {
		p.Press("down", "enter")
		p.Must("damaged", "01-second/chapter.md:", "kind: choise")
		p.Press("up", "enter")
		p.Must("This world could not be set up", "file://trust.json") // its files are not there
	})
}
