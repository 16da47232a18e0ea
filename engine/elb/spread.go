package elb

import (
	"math"
	"time"

	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// spread is how response times were spread over a minute, in classes that
// differ by an eighth of a power of two.
type spread struct {
	classes [octaves * 8]class
	used    bool
}

type class struct {
	count    uint64
	sum      float64
	min, max float64
}

// Times from a microsecond to an hour and more are told apart.
const (
	octaves     = 34
	leastOctave = -21
)

func (s *spread) add(d time.Duration) {
	seconds := d.Seconds()
	fraction, exponent := math.Frexp(seconds) // fraction is from a half to one, or 0
	i := min(max((exponent-leastOctave)*8+int((fraction-0.5)*16), 0), len(s.classes)-1)
	c := &s.classes[i]
	if c.count == 0 {
		c.min, c.max = seconds, seconds
	}
	c.count++
	c.sum += seconds
	c.min, c.max = min(c.min, seconds), max(c.max, seconds)
	s.used = true
}

// record gives the metric the samples, class by class, and forgets them.
func (s *spread) record(m *cloudwatch.Metric, at sim.Time) {
	if !s.used {
		return
	}
	for i := range s.classes {
		if c := &s.classes[i]; c.count > 0 {
			m.RecordSet(at, cloudwatch.Stats{Count: c.count, Sum: c.sum, Min: c.min, Max: c.max})
		}
	}
	*s = spread{}
}
