package cell

import (
	"image/color"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"skylab/ui/layout"
)

var (
	red  = uv.Style{Fg: color.RGBA{0xff, 0, 0, 0xff}}
	bold = uv.Style{Attrs: uv.AttrBold}
)

func text(c *Canvas) string { return ansi.Strip(c.Render()) }

func TestTextIsClippedToItsRectangle(t *testing.T) {
	for _, tc := range []struct {
		name string
		x, y int
		s    string
		want string
		cols int
	}{
		{"inside", 1, 0, "hi", ".. hi  ..", 2},
		{"too long", 0, 0, "abcdefgh", "..abcde..", 8},
		{"scrolled left", -2, 0, "abcdefgh", "..cdefg..", 8},
		{"above", 0, -1, "abc", "..     ..", 3},
		{"below", 0, 1, "abc", "..     ..", 3},
		{"right of it", 5, 0, "abc", "..     ..", 3},
		{"wide", 0, 0, "日本語", "..日本 ..", 6},
		{"wide, cut at the left", -1, 0, "日本語", ".. 本語..", 6},
		{"control characters", 0, 0, "a\x1b[3\n", "..a?[3?..", 5},
		{"broken bytes", 0, 0, "a\xff\xc3b", "..a??b ..", 4},
		{"tab", 0, 0, "a\tb", "..a b  ..", 3},
		{"combining", 0, 0, "e\u0301x", "..e\u0301x   ..", 2},
		{"emoji with selector", 0, 0, "☁\ufe0fx", "..☁x   ..", 2},
		{"family", 0, 0, "👩\u200d👩\u200d👧x", "..👩x  ..", 3},
	} {
		c := New(9, 1)
		c.Text(c.Bounds(), 0, 0, ".........", uv.Style{})
		r := layout.New(2, 0, 5, 1)
		c.Fill(r, uv.Style{})
		if got := c.Text(r, tc.x, tc.y, tc.s, uv.Style{}); got != tc.cols {
			t.Errorf("%s: used %d columns, want %d", tc.name, got, tc.cols)
		}
		if got := text(c); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestOverwritingHalfAWideCharacterBlanksTheOther(t *testing.T) {
	c := New(4, 1)
	c.Text(c.Bounds(), 0, 0, "日本", uv.Style{})
	c.Text(c.Bounds(), 1, 0, "x", uv.Style{})
	if got := text(c); got != " x本" {
		t.Errorf("got %q", got)
	}
}

func TestRenderTrimsAndResets(t *testing.T) {
	c := New(10, 3)
	c.Text(c.Bounds(), 0, 0, "a", red)
	c.Text(c.Bounds(), 1, 0, "b", bold)
	c.Line(c.Bounds(), 0, 2, Line{{Text: "see "}, {Text: "docs", Link: "https://example.com"}})
	want := "\x1b[38;2;255;0;0ma\x1b[m\x1b[1mb\x1b[m\n\nsee \x1b]8;;https://example.com\x07docs\x1b]8;;\x07"
	if got := c.Render(); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestRenderReadsBackAsTheSameCells(t *testing.T) {
	c := New(40, 6)
	in := c.Box(c.Bounds(), "Title", red, true)
	c.Text(in, 1, 1, "日本語 and a long line that is cut off", bold)
	c.Restyle(in.Row(1), uv.Style{Attrs: uv.AttrReverse})
	back := New(40, 6)
	back.Styled(back.Bounds(), c.Render())
	for y := range 6 {
		for x := range 40 {
			if a, b := c.At(x, y), back.At(x, y); !a.Equal(b) {
				t.Fatalf("cell %d,%d: drew %+v, read back %+v", x, y, *a, *b)
			}
		}
	}
}

func TestBoxShowsFocusWithoutColour(t *testing.T) {
	c := New(12, 3)
	in := c.Box(c.Bounds(), "Log", uv.Style{}, false)
	calm := text(c)
	c.Clear()
	c.Box(c.Bounds(), "Log", uv.Style{}, true)
	if calm == text(c) {
		t.Error("a focused box looks like any other")
	}
	if !strings.HasPrefix(calm, "╭─ Log ────╮") || in != (layout.Rect{X: 1, Y: 1, W: 10, H: 1}) {
		t.Errorf("inside %+v of\n%s", in, calm)
	}
	c.Clear()
	c.ASCII(true)
	c.Box(c.Bounds(), "Log", uv.Style{}, true)
	for _, b := range []byte(text(c)) {
		if b >= 0x80 {
			t.Fatalf("not ASCII:\n%s", text(c))
		}
	}
	c.Clear()
	if in := c.Box(layout.New(0, 0, 2, 3), "Log", uv.Style{}, true); in.W != 2 || text(c) != "\n\n" {
		t.Errorf("no room for a box, yet %+v:\n%s", in, text(c))
	}
}

func TestResizeAndClearLeaveNothingBehind(t *testing.T) {
	c := New(5, 2)
	c.Text(c.Bounds(), 0, 0, "hello", red)
	c.Cursor(c.Bounds(), 1, 1)
	if x, y, on := c.CursorAt(); x != 1 || y != 1 || !on {
		t.Error("the cursor is not where it was put")
	}
	c.Clear()
	if _, _, on := c.CursorAt(); on || c.Render() != "\n" {
		t.Errorf("after Clear: %q", c.Render())
	}
	c.Text(c.Bounds(), 0, 0, "hello", red)
	c.Resize(3, 1)
	if w, h := c.Size(); w != 3 || h != 1 || c.Render() != "" {
		t.Errorf("after Resize: %dx%d %q", w, h, c.Render())
	}
	c.Resize(0, 0)
	c.Clear()
	c.Text(c.Bounds(), 0, 0, "x", red)
	if c.Render() != "" {
		t.Error("a canvas without cells has text")
	}
	c.Cursor(layout.New(0, 0, 1, 1), 0, 0)
	if _, _, on := c.CursorAt(); on {
		t.Error("a cursor outside the canvas")
	}
}

func TestTruncate(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"hello", 5, "hello"}, {"hello", 4, "hel…"}, {"hello", 1, "…"}, {"hello", 0, ""}, {"", 3, ""},
		{"日本語", 6, "日本語"}, {"日本語", 5, "日本…"}, {"日本語", 4, "日…"}, {"日本語", 2, "…"},
	} {
		if got := Truncate(c.s, c.w); got != c.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
		if c.w > 0 && (Width(Pad(c.s, c.w)) != c.w || Width(PadLeft(c.s, c.w)) != c.w) {
			t.Errorf("%q padded to %d is %q", c.s, c.w, Pad(c.s, c.w))
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("hello", 3, 2)
	f.Add("日本\x1b[31m👩\u200d👧\u0301", -3, 7)
	f.Fuzz(func(t *testing.T, s string, x, w int) {
		w = min(max(w, 0), 50)
		c := New(50, 1)
		c.Text(layout.New(0, 0, w, 1), x, 0, s, red)
		line := c.Render()
		if got := ansi.StringWidth(line); got > w {
			t.Errorf("%q at %d in %d columns takes %d: %q", s, x, w, got, line)
		}
		if got := ansi.StringWidthWc(line); got > w {
			t.Errorf("%q at %d in %d columns takes %d by wcwidth: %q", s, x, w, got, line)
		}
		if strings.ContainsAny(ansi.Strip(line), "\n\r\t\x1b\x07") {
			t.Errorf("control characters survive: %q", line)
		}
		if got := Width(Truncate(s, w)); got > w {
			t.Errorf("Truncate(%q, %d) takes %d", s, w, got)
		}
	})
}

// busy draws about what a full screen holds: two boxes, styled words, gauges.
func busy(c *Canvas) {
	c.Clear()
	l, r := c.Bounds().CutLeft(80)
	for i, box := range []layout.Rect{l, r} {
		in := c.Box(box, "Lambda", red, i == 0)
		for y := range in.H {
			n := c.Text(in, 1, y, "environment ", bold)
			n += c.Text(in, 1+n, y, "busy 120 ms ", red)
			c.Text(in, 1+n, y, "a line of ordinary text that goes on to the end", uv.Style{})
		}
	}
}

func BenchmarkCanvasRender(b *testing.B) {
	c := New(160, 45)
	busy(c)
	b.ReportAllocs()
	for b.Loop() {
		_ = c.Render()
	}
}

func BenchmarkCanvasDrawAndRender(b *testing.B) {
	c := New(160, 45)
	b.ReportAllocs()
	for b.Loop() {
		busy(c)
		_ = c.Render()
	}
}

func TestRenderAllocatesOnlyItsResult(t *testing.T) {
	c := New(160, 45)
	busy(c)
	c.Render()
	if n := testing.AllocsPerRun(20, func() { busy(c); c.Render() }); n > 20 {
		t.Errorf("drawing and rendering a screen allocates %v times", n)
	}
}
