package policy

import "testing"

func ptr(v float64) *float64 { return &v }

// TestGuidesExample is the user guide's: 10 instances, and steps by percent.
func TestGuidesExample(t *testing.T) {
	out := []Step{{ptr(0), ptr(10), 0}, {ptr(10), ptr(20), 10}, {ptr(20), nil, 30}}
	in := []Step{{ptr(-10), ptr(0), 0}, {ptr(-20), ptr(-10), -10}, {nil, ptr(-20), -30}}
	capacity := 10
	for _, c := range []struct {
		steps     []Step
		metric    float64
		threshold float64
		want      int
	}{{out, 60, 50, 11}, {out, 70, 50, 14}, {in, 40, 50, 13}, {in, 30, 50, 10}} {
		n, ok := Pick(c.steps, c.metric-c.threshold)
		if capacity = Adjust(Percent, capacity, n, 0); !ok || capacity != c.want {
			t.Fatalf("at %v: %d, want %d", c.metric, capacity, c.want)
		}
	}
}

// TestRounding is the user guide's rule for percentages.
func TestRounding(t *testing.T) {
	for v, want := range map[float64]int{12.7: 12, 1.9: 1, .67: 1, -.58: -1, -6.67: -6, 0: 0, 1: 1, -1: -1} {
		if got := round(v); got != want {
			t.Errorf("%v becomes %d, want %d", v, got, want)
		}
	}
}

func TestAdjust(t *testing.T) {
	for _, c := range []struct {
		how                Adjustment
		capacity, n, least int
		want               int
	}{
		{Change, 4, 2, 0, 6}, {Change, 4, -6, 0, 0}, {Exact, 4, 9, 0, 9}, {Percent, 4, 25, 2, 6}, {Percent, 4, -25, 2, 2}, {Percent, 0, 50, 1, 0},
	} {
		if got := Adjust(c.how, c.capacity, c.n, c.least); got != c.want {
			t.Errorf("%v: %d", c, got)
		}
	}
}

func TestPickBounds(t *testing.T) {
	steps := []Step{{ptr(0), ptr(10), 1}, {ptr(10), nil, 2}, {ptr(-10), ptr(0), -1}, {nil, ptr(-10), -2}}
	for above, want := range map[float64]int{0: 1, 9.9: 1, 10: 2, 100: 2, -0.1: -1, -9.9: -1, -10: -2, -50: -2} {
		if got, ok := Pick(steps, above); got != want || !ok {
			t.Errorf("%v: %d, want %d", above, got, want)
		}
	}
	if _, ok := Pick(steps[:2], -1); ok {
		t.Error("a step for what none is for")
	}
}

// TestTrack is the documented arithmetic: capacity × metric / target, rounded up.
func TestTrack(t *testing.T) {
	for _, c := range []struct {
		capacity       int
		metric, target float64
		want           int
	}{
		{2, 80, 50, 4}, {4, 50, 50, 4}, {4, 62.5, 50, 5}, {10, 20, 50, 4}, {3, 51, 50, 4}, {3, 0, 50, 0}, {7, 10, 70, 1}, {100, 55, 50, 110},
	} {
		if got := Track(c.capacity, c.metric, c.target); got != c.want {
			t.Errorf("%d at %v for %v: %d, want %d", c.capacity, c.metric, c.target, got, c.want)
		}
	}
}
