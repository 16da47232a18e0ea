package ui_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"skylab/ui"
	"skylab/ui/theme"
	"skylab/ui/uitest"
)

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
