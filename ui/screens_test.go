package ui_test

import (
	"os"
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
