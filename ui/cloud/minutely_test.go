package cloud

import (
	"fmt"
	"math"
	"testing"
	"time"
)

// TestWhatIsMeasuredByTheMinute: a sample stands for the minute before it, however
// wide columns are.
func TestWhatIsMeasuredByTheMinute(t *testing.T) {
	no := math.NaN()
	for _, c := range []struct {
		width time.Duration
		sums  bool
		in    []float64
		want  string
	}{
		{16 * time.Second, true, []float64{no, no, no, 4, no, no, no, 8, no}, "[4 4 4 4 8 8 8 8 NaN]"},
		{16 * time.Second, false, []float64{no, no, no, no, no, 4, no}, "[NaN NaN 4 4 4 4 NaN]"},
		{64 * time.Second, true, []float64{64, 128, no}, "[60 120 NaN]"},
		{2 * time.Minute, true, []float64{64, 128}, "[32 64]"},
		{2 * time.Minute, false, []float64{64, 128}, "[64 128]"},
	} {
		width, got, _ := byMinute(func(int) (time.Duration, []float64, []float64) { return c.width, c.in, nil }, c.sums)(10)
		if fmt.Sprint(got) != c.want {
			t.Errorf("%v: %v, want %s", c.width, got, c.want)
		}
		if want := c.width; (c.sums || want < time.Minute) && width != time.Minute || !c.sums && want > time.Minute && width != want {
			t.Errorf("%v: a column is said to be of %v", c.width, width)
		}
	}
}

// TestTheSameMishapIsToldOnce: what fails thousands of times does not push the rest
// of the story away.
func TestTheSameMishapIsToldOnce(t *testing.T) {
	d := reader{}
	for i := range 10 {
		d.happened(moment{kind: bad, text: "ALB answers 504"})
		d.happened(moment{kind: bad, text: "ALB answers 502"})
		if i == 5 {
			d.happened(moment{kind: plain, text: "a target is checked"})
			d.happened(moment{kind: plain, text: "a target is checked"})
		}
	}
	if fmt.Sprint(d.state.story) != "[{0 4 ALB answers 504 9} {0 4 ALB answers 502 9} {0 0 a target is checked 0} {0 0 a target is checked 0}]" {
		t.Error(d.state.story)
	}
}
