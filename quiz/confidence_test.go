package quiz

import (
	"math"
	"testing"
)

func TestScore(t *testing.T) {
	for confidence, want := range map[int][2]int{-1: {0, 0}, 0: {0, 0}, 1: {1, 0}, 2: {2, -2}, 3: {3, -6}, 4: {0, 0}} {
		if right, wrong := Score(confidence, true), Score(confidence, false); right != want[0] || wrong != want[1] {
			t.Errorf("confidence %d: %d if right, %d if wrong; want %v", confidence, right, wrong, want)
		}
	}
}

// TestHonestyPays: each stated chance has its own level as the best choice.
func TestHonestyPays(t *testing.T) {
	for i, p := range stated {
		best, mark := 0, math.Inf(-1)
		for c := 1; c <= 3; c++ {
			if m := p*float64(Score(c, true)) + (1-p)*float64(Score(c, false)); m > mark {
				best, mark = c, m
			}
		}
		if best != i+1 {
			t.Errorf("with a chance of %.2f the best choice is %d, not %d", p, best, i+1)
		}
	}
}

func TestCalibration(t *testing.T) {
	if c := Calibration(nil); c.Answers != 0 || c.Brier != 0 {
		t.Errorf("without answers: %+v", c)
	}
	c := Calibration([]Judged{{3, true}, {3, true}, {3, false}, {1, false}, {0, true}})
	if c.Answers != 4 || c.Points != 3+3-6+0 {
		t.Errorf("%d answers with %d points, want 4 with 0", c.Answers, c.Points)
	}
	if rate, ok := c.Levels[2].Rate(); !ok || math.Abs(rate-2.0/3) > 1e-12 {
		t.Errorf("hit rate at 3 is %v, %v", rate, ok)
	}
	if _, ok := c.Levels[1].Rate(); ok {
		t.Error("a hit rate without answers")
	}
	first := 7.0 / 12 // the middle of one half and two thirds
	if want := (0.01 + 0.01 + 0.81 + first*first) / 4; math.Abs(c.Brier-want) > 1e-12 {
		t.Errorf("Brier score %v, want %v", c.Brier, want)
	}
}
