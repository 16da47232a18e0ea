package widget

import (
	"image"
	"image/color"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/keys"
	"skylab/ui/layout"
	"skylab/ui/theme"
	"skylab/ui/uitest"
)

// show is what draw puts on an empty canvas of w by h.
func show(w, h int, draw func(c *cell.Canvas, r layout.Rect)) string {
	c := cell.New(w, h)
	draw(c, c.Bounds())
	return strings.TrimRight(uitest.Plain(c.Render(), w, h), "\n")
}

func TestFooterKeepsHelpAndDropsLabelsFirst(t *testing.T) {
	bs := append([]keys.Binding{
		{Keys: []string{"r"}, Label: "run", Shown: true},
		{Keys: []string{"space"}, Label: "pause", Shown: true},
		{Keys: []string{"x"}, Label: "hidden"},
		{Keys: []string{"tab"}, Label: "next pane", Shown: true},
	}, keys.Everywhere()...)
	for _, c := range []struct {
		w    int
		want string
	}{
		{50, "r run  space pause  tab next pane           ? help"},
		{41, "r run  space pause  tab next pane  ? help"},
		{40, "r run  space pause  tab           ? help"},
		{28, "r run  space  tab     ? help"},
		{25, "r run  space  tab  ? help"},
		{24, "r  space  tab     ? help"},
		{22, "r  space  tab   ? help"},
		{16, "r  space  ? help"},
		{8, "  ? help"},
		{4, "? he"},
	} {
		got := show(c.w, 1, func(cv *cell.Canvas, r layout.Rect) { Footer(cv, r, theme.Dark(), bs) })
		if got != c.want {
			t.Errorf("%d columns:\ngot  %q\nwant %q", c.w, got, c.want)
		}
	}
}

func TestSparkline(t *testing.T) {
	got := show(6, 2, func(cv *cell.Canvas, r layout.Rect) {
		Sparkline(cv, r, theme.Dark(), []float64{99, 99, 0, 0.001, 4, 8, 16, 12}, 0, uv.Style{})
	})
	if want := "    █▄\n▁▁▄███"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTableDropsColumnsByPriority(t *testing.T) {
	st := uv.Style{}
	tab := Table{Selected: 1, Columns: []Column{{Title: "Name", Min: 4}, {Title: "Errors", Right: true, Priority: 1}, {Title: "Runtime", Priority: 2}}}
	tab.Rows = [][]Cell{{{"resize-images", st}, {"0", st}, {"nodejs24.x", st}}, {{"日本", st}, {"12", st}, {"x", st}}}
	for _, c := range []struct {
		w, hidden int
		want      string
	}{
		{40, 0, "Name           Errors  Runtime\nresize-images       0  nodejs24.x\n日本               12  x"},
		{16, 1, "Name      Errors\nresize-…       0\n日本          12"},
		{10, 2, "Name\nresize-im…\n日本"},
	} {
		hidden := 0
		got := show(c.w, 3, func(cv *cell.Canvas, r layout.Rect) { hidden = tab.Draw(cv, r, theme.Dark(), true) })
		if got != c.want || hidden != c.hidden {
			t.Errorf("%d columns, %d hidden:\n%s\nwant %d hidden:\n%s", c.w, hidden, got, c.hidden, c.want)
		}
	}
	tab.Shift = 2
	got := show(18, 1, func(cv *cell.Canvas, r layout.Rect) { tab.Draw(cv, r, theme.Dark(), true) })
	if !strings.Contains(got, "Runtime") || strings.Contains(got, "Errors") {
		t.Errorf("shifted to the last column: %q", got)
	}
}

func TestTabsKeepTheCurrentOneInSight(t *testing.T) {
	names := []string{"Functions", "Log", "Metrics", "Bill"}
	for i, n := range names {
		got := show(16, 1, func(cv *cell.Canvas, r layout.Rect) { Tabs(cv, r, theme.Dark(), names, i) })
		if !strings.Contains(got, n) {
			t.Errorf("%s is out of sight: %q", n, got)
		}
	}
	var at []int
	show(40, 1, func(cv *cell.Canvas, r layout.Rect) { at = Tabs(cv, r, theme.Dark(), names, 0) })
	if at[0] != 0 || at[1] != 12 {
		t.Errorf("tabs begin at %v", at)
	}
}

func TestClocks(t *testing.T) {
	for _, c := range []struct {
		d, step time.Duration
		want    string
	}{
		{0, time.Second, "0:00"}, {64 * time.Second, time.Second, "1:04"}, {3723 * time.Second, 0, "1:02:03"},
		{15*24*time.Hour + 101*time.Second, time.Second, "15d 00:01:41"}, {25*time.Hour + time.Millisecond, time.Millisecond, "1d 01:00:00.001"},
		{1050 * time.Millisecond, 100 * time.Millisecond, "0:01.0"}, {1050 * time.Millisecond, time.Millisecond, "0:01.050"},
	} {
		if got := Clock(c.d, c.step); got != c.want {
			t.Errorf("Clock(%s, %s) = %q, want %q", c.d, c.step, got, c.want)
		}
	}
	for d, want := range map[time.Duration]string{
		0: "0 ms", 1250 * time.Microsecond: "1.2 ms", 12 * time.Millisecond: "12 ms", 999 * time.Millisecond: "999 ms", 3456 * time.Millisecond: "3.4 s", 90 * time.Second: "90 s", 10 * time.Minute: "10 min", 50 * time.Hour: "50 h",
	} {
		if got := Ago(d); got != want {
			t.Errorf("Ago(%s) = %q, want %q", d, got, want)
		}
	}
}

func TestPicture(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 8, 4))
	for x := range 8 {
		for y := range 4 {
			img.SetNRGBA(x, y, color.NRGBA{uint8(255 * (x / 4)), uint8(255 * (x / 4)), uint8(255 * (x / 4)), 255})
		}
	}
	p := NewPicture(img)
	for _, c := range []struct{ w, h, cols, rows int }{{80, 24, 8, 2}, {4, 24, 4, 1}, {80, 1, 4, 1}, {0, 5, 0, 0}, {1, 1, 1, 1}} {
		if cols, rows := p.Size(c.w, c.h); cols != c.cols || rows != c.rows {
			t.Errorf("in %dx%d it takes %dx%d, want %dx%d", c.w, c.h, cols, rows, c.cols, c.rows)
		}
	}
	if got := show(8, 2, func(c *cell.Canvas, r layout.Rect) { p.Draw(c, r, theme.Dark()) }); got != "▀▀▀▀▀▀▀▀\n▀▀▀▀▀▀▀▀" {
		t.Errorf("in colour:\n%s", got)
	}
	if got := show(8, 2, func(c *cell.Canvas, r layout.Rect) { p.Draw(c, r, theme.Mono()) }); got != "    @@@@\n    @@@@" {
		t.Errorf("in grey:\n%s", got)
	}
	c := cell.New(8, 2)
	p.Draw(c, c.Bounds(), theme.Dark())
	if l, r := c.At(0, 0).Style.Fg, c.At(7, 1).Style.Bg; l != (color.RGBA{0, 0, 0, 255}) || r != (color.RGBA{254, 254, 254, 255}) {
		t.Errorf("colours %v and %v", l, r)
	}
	if n := testing.AllocsPerRun(10, func() { p.Draw(c, c.Bounds(), theme.Dark()) }); n > 64 {
		t.Errorf("drawing again allocates %v times", n)
	}
	if cols, _ := NewPicture(image.NewNRGBA(image.Rect(0, 0, 0, 0))).Draw(c, c.Bounds(), theme.Dark()); cols != 0 {
		t.Error("an empty picture takes columns")
	}
}

func TestScrollBarAndPane(t *testing.T) {
	s := Scroll{}
	s.Fit(100, 4)
	s.Key("end")
	got := show(20, 6, func(c *cell.Canvas, r layout.Rect) {
		in := Pane(c, r, theme.Dark(), "Log", s.Position(), false)
		bar, _ := in.CutRight(1)
		s.Draw(c, bar, theme.Dark())
	})
	if !strings.Contains(got, "╭─ Log ────") || strings.Count(got, "┃") != 1 {
		t.Errorf("got\n%s", got)
	}
	if err := uitest.Bounds(got, 20, 6); err != nil {
		t.Error(err)
	}
}
