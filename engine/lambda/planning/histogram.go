package planning

import (
	"math"
	"math/bits"
	"time"
)

// A histogram of durations has 256 bins to each doubling, so a bin is at most
// 0.4 % wide, and counts below 65 µs in steps of 256 ns. Blocks of bins are
// made when first used: a distribution touches some ten of them.
const (
	binsLog = 8
	bins    = 1 << binsLog
	blocks  = 64 - 8 - binsLog + 1
)

type histogram struct {
	n     int64
	count [blocks]*[bins]uint32
}

// sums are the durations in each bin added up, over the whole run: with them a
// percentile is the mean of its bin, exact where many durations are the same.
type sums [blocks]*[bins]float64

// bin is where a duration is counted.
func bin(d time.Duration) (block, i int) {
	v := uint64(d) >> 8
	n := bits.Len64(v)
	if n <= binsLog {
		return 0, int(v)
	}
	return n - binsLog, int(v>>(n-binsLog-1)) & (bins - 1)
}

func (h *histogram) add(s *sums, d time.Duration) {
	block, i := bin(d)
	if h.count[block] == nil {
		h.count[block] = new([bins]uint32)
	}
	if s[block] == nil {
		s[block] = new([bins]float64)
	}
	h.n++
	h.count[block][i]++
	s[block][i] += float64(d)
}

// merge adds another histogram to this one.
func (h *histogram) merge(o *histogram) {
	h.n += o.n
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

// means is the mean duration in each bin, given everything that was counted.
type means struct {
	sums *sums
	all  *histogram
}

func (m means) of(block, i int) time.Duration {
	return time.Duration(m.sums[block][i] / float64(m.all.count[block][i]))
}

// quantile is the duration that a share q of all do not exceed, 0 if there are
// none.
func (h *histogram) quantile(q float64, m means) time.Duration {
	rank := max(1, int64(math.Ceil(q*float64(h.n))))
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
