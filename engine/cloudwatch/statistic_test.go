package cloudwatch

import (
	"math"
	"testing"

	"skylab/engine/sim"
)

// TestStatistics of the numbers from 1 to 100, of which percentiles are known
// to 1 %.
func TestStatistics(t *testing.T) {
	m := New(sim.New(1), nil).Metric("N", "m", "None", nil)
	for i := range 100 {
		m.Record(sim.Time(i), float64(i+1))
	}
	all := m.samples(0, 60e9, true)
	for name, want := range map[string]float64{
		"SampleCount": 100, "Average": 50.5, "Sum": 5050, "Minimum": 1, "Maximum": 100,
		"p50": 50, "p99.9": 100, "p0": 1, "p100": 100,
		"tm90": 45.5, "TM(10%:90%)": 50.5, "IQM": 50.5, "tc90": 90, "TC(80%:)": 20, "ts50": 1275, "TS(:50%)": 1275,
		"wm90": 0.9*45.5 + 0.1*90, "WM(10%:90%)": 50.5,
	} {
		s, ok := parseStatistic(name)
		if got := s.of(&all); !ok || math.Abs(got-want) > want*0.015 {
			t.Errorf("%s is %v (%v), want %v", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "p", "p101", "p-1", "Median", "tm", "TM(10%:5%)", "TM(1:2)", "p(1%:2%)", "PR(:300)", "pp", "TM(x%:y%)"} {
		if _, ok := parseStatistic(name); ok {
			t.Errorf("%q is taken for a statistic", name)
		}
	}
}

// TestHours: what is older than a day is there by the hour, and is not counted
// twice.
func TestHours(t *testing.T) {
	s := New(sim.New(1), nil)
	m := s.Metric("N", "m", "None", nil)
	const hour = sim.Time(3600e9)
	for i := range 3 * 24 * 60 {
		m.Record(sim.Time(i)*60e9, 1)
	}
	for _, c := range []struct {
		from, to sim.Time
		want     uint64
	}{{0, 72 * hour, 4320}, {0, hour, 60}, {24 * hour, 48 * hour, 1440}, {47 * hour, 49 * hour, 120}, {71 * hour, 72 * hour, 60}} {
		if got := m.samples(c.from, c.to, true); got.Count != c.want || got.percentile(50) != 1 {
			t.Errorf("%d to %d: %d samples, want %d", c.from/hour, c.to/hour, got.Count, c.want)
		}
	}
	m.Record(30*hour, 9) // late: into its hour
	if got := m.samples(30*hour, 31*hour, false); got.Count != 61 || got.Max != 9 {
		t.Errorf("a late sample: %+v", got.Stats)
	}
	if err := s.Check(); err != nil {
		t.Error(err)
	}
}

// TestOverview: the whole past in few columns, whatever its length.
func TestOverview(t *testing.T) {
	for _, seconds := range []int{1, 29, 31, 100, 1000, 50_000} {
		m := New(sim.New(1), nil).Metric("N", "m", "None", nil)
		for i := range seconds {
			m.Record(sim.Time(i)*1e9, float64(i%10))
		}
		for _, n := range []int{120, 60, 33, 7, 1} {
			width, values := m.Overview(sim.Time(seconds)*1e9, n, "SampleCount")
			sum := 0.0
			for _, v := range values {
				if !math.IsNaN(v) {
					sum += v
				}
			}
			if len(values) > n || int(sum) != seconds || int(sim.Time(seconds)*1e9/sim.Time(width))+1 != len(values) {
				t.Errorf("%d seconds in %d columns of %v: %v samples", seconds, len(values), width, sum)
			}
		}
		if _, values := m.Overview(sim.Time(seconds)*1e9, 1, "Maximum"); values[0] != float64(min(seconds-1, 9)) {
			t.Errorf("%d seconds: at most %v", seconds, values[0])
		}
	}
	var none *Metric
	if _, values := none.Overview(5e9, 10, "Sum"); len(values) != 6 && len(values) != 10 && !math.IsNaN(values[0]) {
		t.Errorf("a metric without samples: %v", values)
	}
}
