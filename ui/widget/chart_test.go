package widget_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"skylab/ui/cell"
	"skylab/ui/theme"
	"skylab/ui/uitest"
	"skylab/ui/widget"
)

func whole(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func drawn(ch widget.Chart, w, h int, th *theme.Theme) string {
	if ch.Format == nil {
		ch.Format = whole
	}
	c := cell.New(w, h)
	c.ASCII(th.IsASCII())
	ch.Draw(c, c.Bounds(), th)
	return strings.TrimRight(uitest.Plain(c.Render(), w, h), "\n")
}

func TestChart(t *testing.T) {
	none := math.NaN()
	for name, c := range map[string]struct {
		ch   widget.Chart
		w, h int
		th   *theme.Theme
		want string
	}{
		"zero is not nothing": {widget.Chart{Values: []float64{0, none, 1, 4, 0.01, none, 2, 0}, From: "0", To: "now"}, 14, 4, theme.Dark(), `
4│   █
 │▁ ▄█▁ █▁
 ─────────────
  0    now`},
		"few values are wide": {widget.Chart{Values: []float64{1, 2, 3}, From: "0", To: "now"}, 14, 5, theme.Dark(), `
3│      ███
 │   ██████
0│█████████
 ─────────────
  0     now`},
		"a limit and a second series": {widget.Chart{Values: []float64{1, 2, none, 2, 1, 1, 1, 1, 1, 1}, Behind: []float64{3, 4, none, 2, 1, 1, 1, 1, 1, 1},
			Limits: []widget.Limit{{Value: 5, Name: "max"}, {Value: 500, Name: "far"}}, From: "a", To: "b"}, 24, 7, theme.Dark(), `
  5│──────────────── max
   │  ░░
2.5│░░░░
   │░░██  ██
  0│████  ██████████████
   ─────────────────────
    a                  b`},
		"plain": {widget.Chart{Values: []float64{0, none, 1, 4, 3, none, 2, 0}, From: "0", To: "now"}, 14, 4, theme.Mono().ASCII(), `
4|   #-
 |_ -## #_
 -------------
  0    now`},
		"three rows have no time": {widget.Chart{Values: []float64{1, 2, 3, 1, 2, 3}, From: "0", To: "now"}, 8, 3, theme.Dark(), `
3│  █  █
 │ ██ ██
0│██████`},
	} {
		got := drawn(c.ch, c.w, c.h, c.th)
		var lines []string
		for _, l := range strings.Split(got, "\n") {
			lines = append(lines, strings.TrimRight(l, " "))
		}
		if g := "\n" + strings.Join(lines, "\n"); g != c.want {
			t.Errorf("%s:%s\nwant%s", name, g, c.want)
		}
	}
}

// TestChartStaysInside at any size, with values of any sort.
func TestChartStaysInside(t *testing.T) {
	values := []float64{0, -5, math.NaN(), math.Inf(1), 1e300, 3, 1e-9}
	for w := 1; w < 20; w++ {
		for h := 1; h < 9; h++ {
			for n := range values {
				ch := widget.Chart{Values: values[:n], Behind: values[:n], Limits: []widget.Limit{{Value: -1, Name: "low"}, {Value: 3, Name: "x"}}, From: "0:00", To: "now"}
				if err := uitest.Bounds(drawn(ch, w, h, theme.Dark()), w, h); err != nil {
					t.Fatalf("%dx%d: %v", w, h, err)
				}
			}
		}
	}
}

func BenchmarkChart(b *testing.B) {
	values := make([]float64, 120)
	for i := range values {
		values[i] = float64(i * i % 97)
	}
	ch := widget.Chart{Values: values, Behind: values, Limits: []widget.Limit{{Value: 90, Name: "limit"}}, Format: whole, From: "0:00", To: "now"}
	c, th := cell.New(130, 20), theme.Dark()
	b.ReportAllocs()
	for b.Loop() {
		ch.Draw(c, c.Bounds(), th)
	}
}
