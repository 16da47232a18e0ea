package ui_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/lessons"
	"skylab/ui"
	"skylab/ui/theme"
	"skylab/ui/uitest"
)

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
