package widget

import (
	"strings"
	"testing"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
	"skylab/ui/uitest"

	tea "charm.land/bubbletea/v2"
)

// press types keys into the line.
func press(in *Input, names ...string) {
	for _, m := range uitest.Keys(names...) {
		switch m := m.(type) {
		case tea.KeyPressMsg:
			in.Key(m)
		case tea.PasteMsg:
			in.Insert(m.Content)
		}
	}
}

func TestInputEdits(t *testing.T) {
	for _, c := range []struct {
		keys   []string
		want   string
		cursor int
	}{
		{[]string{"text:hello"}, "hello", 5},
		{[]string{"text:hello", "left", "left", "backspace"}, "helo", 2},
		{[]string{"text:hello", "home", "delete", "ctrl+e", "text:!"}, "ello!", 5},
		{[]string{"text:aws s3 ls", "ctrl+w"}, "aws s3 ", 7},
		{[]string{"text:aws s3 ls ", "ctrl+w", "ctrl+w"}, "aws ", 4},
		{[]string{"text:aws s3 ls", "alt+b", "ctrl+k"}, "aws s3 ", 7},
		{[]string{"text:aws s3", "alt+b", "ctrl+u"}, "s3", 0},
		{[]string{"text:aws s3", "ctrl+a", "ctrl+right"}, "aws s3", 3},
		{[]string{"text:日本語", "left", "backspace"}, "日語", 3},
		{[]string{"paste:one\r\ntwo\x1b\tthree\n"}, "one  two three", 14},
		{[]string{"backspace", "delete", "left", "right", "ctrl+w", "ctrl+k"}, "", 0},
		{[]string{"text:a b"}, "a b", 3},
	} {
		var in Input
		press(&in, c.keys...)
		if in.Value() != c.want || in.CursorAt() != c.cursor {
			t.Errorf("%v: %q with the cursor at %d, want %q at %d", c.keys, in.Value(), in.CursorAt(), c.want, c.cursor)
		}
	}
}

func TestInputLeavesKeysOfItsOwner(t *testing.T) {
	in := Input{}
	for _, k := range []string{"enter", "esc", "tab", "ctrl+c", "pgup", "up", "down"} {
		if in.Key(uitest.Key(k)) {
			t.Errorf("%s was taken", k)
		}
	}
}

func TestInputHistory(t *testing.T) {
	var in Input
	for _, l := range []string{"one", "two", "two", ""} {
		in.Remember(l)
	}
	press(&in, "text:draft")
	for _, c := range []struct{ key, want string }{
		{"up", "two"}, {"up", "one"}, {"up", "one"}, {"down", "two"}, {"down", "draft"}, {"down", "draft"},
	} {
		press(&in, c.key)
		if in.Value() != c.want {
			t.Errorf("after %s: %q, want %q", c.key, in.Value(), c.want)
		}
	}
}

// services completes words from a fixed list.
func services(text string, cursor int) Completion {
	from := strings.LastIndex(text[:cursor], " ") + 1
	out := Completion{From: from}
	for _, s := range []string{"lambda", "lambda-edge", "logs", "s3"} {
		if strings.HasPrefix(s, text[from:cursor]) {
			out.Options = append(out.Options, Option{s, "a service"})
		}
	}
	return out
}

func TestInputCompletes(t *testing.T) {
	for _, c := range []struct {
		keys []string
		want string
		open bool
	}{
		{[]string{"text:aws s", "tab"}, "aws s3", false},
		{[]string{"text:aws la", "tab"}, "aws lambda", true},
		{[]string{"text:aws la", "tab", "tab", "enter"}, "aws lambda-edge", false},
		{[]string{"text:aws l", "tab", "shift+tab", "enter"}, "aws logs", false},
		{[]string{"text:aws l", "tab", "esc"}, "aws l", false},
		{[]string{"text:aws l", "tab", "text:o"}, "aws lo", false},
		{[]string{"text:aws x", "tab"}, "aws x", false},
	} {
		in := Input{Complete: services}
		press(&in, c.keys...)
		if in.Value() != c.want || in.Open() != c.open {
			t.Errorf("%v: %q, open %v; want %q, %v", c.keys, in.Value(), in.Open(), c.want, c.open)
		}
	}
}

func TestInputDrawsItsCursorAndItsList(t *testing.T) {
	in := Input{Prompt: "$ ", Complete: services}
	press(&in, "text:aws lambda invoke --function-name hello l", "tab")
	c := cell.New(30, 8)
	line := layout.New(0, 7, 30, 1)
	in.Draw(c, line, theme.Dark(), true)
	x, y, on := c.CursorAt()
	if !on || y != 7 || x != 29 {
		t.Errorf("cursor at %d,%d (%v)", x, y, on)
	}
	in.DrawPopup(c, line, c.Bounds(), theme.Dark())
	got := uitest.Plain(c.Render(), 30, 8)
	if !strings.Contains(got, "lambda-edge  a service") || !strings.Contains(got, "$ ") {
		t.Errorf("got\n%s", got)
	}
	if err := uitest.Bounds(c.Render(), 30, 8); err != nil {
		t.Error(err)
	}
	press(&in, "esc", "home")
	c.Clear()
	in.Draw(c, line, theme.Dark(), true)
	if x, _, _ := c.CursorAt(); x != 2 {
		t.Errorf("at home the cursor is in column %d", x)
	}
}

func TestScrollKeys(t *testing.T) {
	s := Scroll{}
	s.Fit(100, 10)
	for _, c := range []struct {
		key  string
		want int
	}{
		{"up", 0}, {"down", 1}, {"j", 2}, {"pgdown", 11}, {"pgup", 2}, {"G", 90}, {"down", 90}, {"k", 89}, {"g", 0}, {"end", 90}, {"home", 0},
	} {
		if !s.Key(c.key) || s.Offset != c.want {
			t.Errorf("after %s at %d, want %d", c.key, s.Offset, c.want)
		}
	}
	if s.Key("x") {
		t.Error("x scrolls")
	}
	s.To(40)
	s.Show(45)
	if s.Offset != 40 {
		t.Errorf("showing a line in sight moved to %d", s.Offset)
	}
	if s.Show(60); s.Offset != 51 {
		t.Errorf("showing line 60: offset %d", s.Offset)
	}
	s.Fit(5, 10)
	if s.Offset != 0 || s.Scrolls() || s.Position() != "" || s.Percent() != 100 {
		t.Errorf("a short text: %+v", s)
	}
}

func TestScrollFollowsUntilOneScrollsUp(t *testing.T) {
	s := Scroll{Follow: true}
	s.Fit(20, 5)
	s.Fit(30, 5)
	if s.Offset != 25 {
		t.Errorf("does not follow: %d", s.Offset)
	}
	s.Key("up")
	s.Fit(40, 5)
	if s.Follow || s.Offset != 24 {
		t.Errorf("scrolled up, yet at %d", s.Offset)
	}
	s.Key("G")
	s.Fit(50, 5)
	if s.Offset != 45 {
		t.Errorf("back at the end it does not follow: %d", s.Offset)
	}
}
