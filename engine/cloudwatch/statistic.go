package cloudwatch

import (
	"math"
	"strconv"
	"strings"
)

// statistic is what is asked of samples: "Sum", "p99", "tm90", "TM(5%:95%)".
type statistic struct {
	name string
	// kind is the name of a plain statistic, or p, tm, tc, ts, wm.
	kind string
	// lo and hi are the percentiles between which samples count; that of a
	// percentile is hi.
	lo, hi float64
}

// parseStatistic reads a statistic (CloudWatch user guide, statistics
// definitions); PR, a share of samples between two values, is not simulated.
//
// fidelity: cloudwatch.statistics
func parseStatistic(name string) (statistic, bool) {
	switch name {
	case "SampleCount", "Average", "Sum", "Minimum", "Maximum":
		return statistic{name: name, kind: name}, true
	case "IQM", "iqm":
		return statistic{name, "tm", 25, 75}, true
	}
	if len(name) < 2 {
		return statistic{}, false
	}
	for _, kind := range []string{"tm", "tc", "ts", "wm", "p"} {
		rest, is := strings.CutPrefix(strings.ToLower(name), kind)
		if !is {
			continue
		}
		lo, hi, ok := bounds(rest)
		return statistic{name, kind, lo, hi}, ok && (kind != "p" || lo == 0 && !strings.Contains(rest, ":"))
	}
	return statistic{}, false
}

// bounds reads "99.9" or "(5%:95%)".
func bounds(s string) (lo, hi float64, ok bool) {
	hi, err := strconv.ParseFloat(s, 64)
	if err == nil {
		return 0, hi, hi >= 0 && hi <= 100
	}
	inner, opened := strings.CutPrefix(s, "(")
	inner, closed := strings.CutSuffix(inner, ")")
	from, to, parted := strings.Cut(inner, ":")
	if !opened || !closed || !parted {
		return 0, 0, false
	}
	read := func(s string, open float64) (float64, bool) {
		if s == "" {
			return open, true
		}
		digits, is := strings.CutSuffix(s, "%")
		f, err := strconv.ParseFloat(digits, 64)
		return f, is && err == nil && f >= 0 && f <= 100
	}
	lo, first := read(from, 0)
	hi, second := read(to, 100)
	return lo, hi, first && second && lo < hi
}

// extended tells whether the statistic needs more than sums and extremes.
func (t statistic) extended() bool { return t.lo != 0 || t.hi != 0 || len(t.kind) < 3 }

// of is the statistic of some samples, of which there is at least one.
func (t statistic) of(s *samples) float64 {
	switch t.kind {
	case "SampleCount":
		return float64(s.Count)
	case "Average":
		return s.Average()
	case "Sum":
		return s.Sum
	case "Minimum":
		return s.Min
	case "Maximum":
		return s.Max
	case "p":
		return s.percentile(t.hi)
	}
	return t.trimmed(s)
}

// trimmed is a statistic of the samples between two percentiles.
func (t statistic) trimmed(s *samples) float64 {
	lo := uint64(math.Floor(t.lo / 100 * float64(s.Count)))
	hi := max(uint64(math.Ceil(t.hi/100*float64(s.Count))), lo+1)
	n, sum := float64(hi-lo), s.values.sum(lo, hi)
	switch t.kind {
	case "tc":
		return n
	case "ts":
		return sum
	case "wm":
		below, above := float64(lo), float64(s.Count-min(hi, s.Count))
		return (sum + below*s.values.at(lo+1) + above*s.values.at(hi)) / float64(s.Count)
	}
	return sum / n
}
