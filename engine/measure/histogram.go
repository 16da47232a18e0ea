package measure

import (
	"math"
	"math/bits"
	"time"
)

// Histogram counts durations, 256 bins to each doubling: a bin is at most
// 0.4 % wide, below 65 µs it is 256 ns. Blocks of bins are made when first used:
// a distribution touches some ten of them.
type Histogram struct {
	// N is how many were counted.
	N     int64
	count [blocks]*[bins]uint32
}

const (
	binsLog = 8
	bins    = 1 << binsLog
	blocks  = 64 - 8 - binsLog + 1
)

// Sums are the durations in each bin added up, over the whole run: with them a
// percentile is the mean of its bin, exact where many durations are the same.
type Sums [blocks]*[bins]float64

// bin is where a duration is counted.
func bin(d time.Duration) (block, i int) {
	v := uint64(d) >> 8
	n := bits.Len64(v)
	if n <= binsLog {
		return 0, int(v)
	}
	return n - binsLog, int(v>>(n-binsLog-1)) & (bins - 1)
}

// Add counts a duration, not negative.
func (h *Histogram) Add(s *Sums, d time.Duration) {
	block, i := bin(d)
	if h.count[block] == nil {
		h.count[block] = new([bins]uint32)
	}
	if s[block] == nil {
		s[block] = new([bins]float64)
	}
	h.N++
	h.count[block][i]++
	s[block][i] += float64(d)
}

// Merge adds another histogram to this one.
func (h *Histogram) Merge(o *Histogram) {
	h.N += o.N
	for block, from := range o.count {
		if from == nil {
			continue
		}
		if h.count[block] == nil {
			h.count[block] = new([bins]uint32)
		}
		for i, n := range from {
			h.count[block][i] += n
		}
	}
}

// Means are the mean durations in the bins, given everything that was counted.
type Means struct {
	sums *Sums
	all  *Histogram
}

// Means are those of everything that was counted: h, with its sums.
func (h *Histogram) Means(s *Sums) Means { return Means{s, h} }

func (m Means) of(block, i int) time.Duration {
	return time.Duration(m.sums[block][i] / float64(m.all.count[block][i]))
}

// Quantile is the duration that a share q of all do not exceed, 0 if there are
// none.
func (h *Histogram) Quantile(q float64, m Means) time.Duration {
	rank := max(1, int64(math.Ceil(q*float64(h.N))))
	for block, count := range h.count {
		if count == nil {
			continue
		}
		for i, n := range count {
			if rank -= int64(n); rank <= 0 && n > 0 {
				return m.of(block, i)
			}
		}
	}
	return 0
}
