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

// TestAStepDoesNotGoTwoWeeksAhead, to when a function from an image is to be
// looked at: steps end where nothing more happens, and nothing moves.
func TestAStepDoesNotGoTwoWeeksAhead(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("c", "text:aws lambda create-function --function-name scan --package-type Image --code ImageUri=123456789012.dkr.ecr.us-east-1.amazonaws.com/scan:1 --role arn:aws:iam::123456789012:role/runner", "enter", "esc")
		p.Press("]", "]", "]", "]")
		p.Must("scan  image", "No environment: next request is cold", "paused")
		before := p.Screen()
		p.Press("]", "]")
		p.Frames(10)
		if p.Screen() != before || p.Shows("Inactive") {
			t.Errorf("the steps go on to\n%s", p.Screen())
		}
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
		p.Press("text:aws s3 ls s3://kept", "enter") // on the bill, and so kept too
		p.Press("esc", "j", "q")
	})
	saved := ""
	for _, data := range kept {
		saved += string(data)
	}
	if !strings.Contains(saved, "list-objects-v2") {
		t.Errorf("a list that is on the bill is not saved:\n%s", saved)
	}
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

func TestProseFollowsTimeThoughNothingHappens(t *testing.T) {
	c, err := lessons.Load(fstest.MapFS{"course.yaml": {Data: []byte("title: T\n")}, "1/chapter.md": {Data: []byte(
		"---\nid: one\ntitle: One\n---\n# One\n\n```sim id=w\ntitle: Nothing\nsetup: |\n  wait 60s\nrun: |\n  wait 1s\n```\n\nThe world is {{ now | int }} s old.\n")}})
	if err != nil {
		t.Fatal(err)
	}
	build := func() tea.Model {
		return ui.New(ui.Needs{Course: c, Record: memory(), Worlds: worlds{}, Now: time.Now, Theme: theme.Dark()})
	}
	uitest.Play(t, 100, 30, build, func(p *uitest.Player) {
		p.Must("The world is 60 s old.")
		p.Press("r")
		p.Frames(60)
		p.Must("The world is 61 s old.")
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

func TestASearchThatFindsNothingSaysSo(t *testing.T) {
	uitest.Play(t, 80, 24, app(t, memory()), func(p *uitest.Player) {
		p.Press("/")
		p.Must("Type what you look for.", "esc closes")
		p.Press("text:zebra")
		p.Must("Nothing has “zebra” in it.", "esc clears")
		p.Press("esc")
		p.Must("Type what you look for.", "esc closes")
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

func TestWhatALabSaysFirstFitsTheSmallestSplit(t *testing.T) {
	uitest.Play(t, 80, 24, app(t, memory()), func(p *uitest.Player) {
		p.Press("}", "}", "}", "}", "}", "enter")
		p.Must("where H gives a hint.")
	})
}

func TestAHintOfATallLabComesIntoSight(t *testing.T) {
	uitest.Play(t, 40, 12, app(t, memory()), func(p *uitest.Player) {
		p.Press("}", "}", "}", "}", "}", "enter", "text:aws s3 ls", "enter", "esc", "H")
		p.Must("Hint 1")
		p.Press("H", "H")
		p.Must("Hint 3")
	})
}

// A lab is judged beside the screen: a probe that is a rush takes seconds, and
// no key is to wait for it.
func TestLabIsJudgedBesideTheScreen(t *testing.T) {
	a := ui.New(ui.Needs{Course: course(t), Record: memory(), Worlds: worlds{}, Now: time.Now, Theme: theme.Dark()})
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	var cmd tea.Cmd
	for _, k := range uitest.Keys("}", "}", "}", "}", "}", "enter") {
		_, cmd = a.Update(k)
	}
	if got := a.View().Content; !strings.Contains(got, "judging…") || strings.Contains(got, "Not yet") {
		t.Fatalf("after enter:\n%s", got)
	}
	var deliver func(tea.Cmd)
	deliver = func(c tea.Cmd) {
		if c == nil {
			return
		}
		switch m := c().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range m {
				deliver(c)
			}
		default:
			a.Update(m)
		}
	}
	deliver(cmd)
	if got := a.View().Content; strings.Contains(got, "judging…") || !strings.Contains(got, "Not yet") {
		t.Errorf("when it is judged:\n%s", got)
	}
}

func TestLabIsJudgedAgainAfterUndo(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("}", "}", "}", "}", "}", "enter", "text:aws s3 mb s3://uploads", "enter", "esc")
		if p.Shows("Not yet") {
			t.Errorf("solved, and yet:\n%s", p.Screen())
		}
		p.Press("u")
		p.Must("Not yet: ")
		p.Press("U")
		if p.Shows("Not yet") {
			t.Errorf("done again, and yet:\n%s", p.Screen())
		}
	})
}

func TestClearingKeepsTheLineUnderWay(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("c", "text:echo before", "enter", "text:wait 500ms && echo later", "enter", "ctrl+l")
		if p.Shows("before") {
			t.Errorf("the pane is not empty:\n%s", p.Screen())
		}
		p.Frames(60)
		p.Must("later")
	})
}

func TestNoticeIsSaidToItsEnd(t *testing.T) {
	uitest.Play(t, 40, 12, app(t, memory()), func(p *uitest.Player) {
		p.Press("}", "}", "}", "}", "}", "enter")
		p.Must("The account is yours", "hint.")
	})
}

func TestFidelityBeginsWithWhatTheWorldUses(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("F")
		p.Must("first what this world uses", "lambda")
		if p.Shows("apigateway") {
			t.Errorf("there is no API in this world:\n%s", p.Screen())
		}
		p.Press("text:apigateway simplified")
		p.Must("apigateway", "simplified: ")
		p.Press("esc", "esc", "q", "F")
		p.Must("How true the simulation is", "apigateway")
	})
}

// What a key does is to be seen also where the block is taller than its pane.
func TestCursorAndGoalAreInSightOnSmallScreens(t *testing.T) {
	uitest.Play(t, 40, 12, app(t, memory()), func(p *uitest.Player) {
		p.Press("p")
		for _, place := range []string{"1", "2"} {
			p.Must("▸ " + place)
			p.Press("down")
		}
	})
	uitest.Play(t, 80, 24, app(t, memory()), func(p *uitest.Player) {
		p.Press("}", "}", "}", "}", "}", "enter")
		p.Must("Make a bucket", "uploads") // the goal, above the console
	})
}
