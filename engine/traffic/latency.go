package traffic

import (
	"math"
	"math/bits"
	"time"
)

// A latencies counts durations in 64 cells to each doubling, so a percentile is
// within 1/128 of the value that it stands for. Blocks of cells are made when
// they are first used: the latencies of one target touch some ten of them.
type latencies struct {
	n, sum   int64
	min, max time.Duration
	cells    [64 - cellsLog]*[1 << cellsLog]uint32
}

const cellsLog = 6

// cell is where a duration is counted: its doubling and leading bits. Below 64
// nanoseconds each has a cell of its own.
func cell(d time.Duration) (block, i int) {
	v := uint64(max(d, 0))
	n := bits.Len64(v)
	if n <= cellsLog {
		return 0, int(v)
	}
	shift := n - 1 - cellsLog
	return shift + 1, int(v>>shift) & (1<<cellsLog - 1)
}

// middle is the duration that stands for a cell.
func middle(block, i int) time.Duration {
	if block == 0 {
		return time.Duration(i)
	}
	low := uint64(1<<cellsLog+i) << (block - 1)
	return time.Duration(low + 1<<(block-1)/2)
}

func (l *latencies) add(d time.Duration) {
	block, i := cell(d)
	if l.cells[block] == nil {
		l.cells[block] = new([1 << cellsLog]uint32)
	}
	l.cells[block][i]++
	if l.n == 0 || d < l.min {
		l.min = d
	}
	l.max = max(l.max, d)
	l.n++
	l.sum += int64(d)
}

// quantile is the duration that a share q of all do not exceed; 0 of none.
func (l *latencies) quantile(q float64) time.Duration {
	rank := max(1, int64(math.Ceil(q*float64(l.n))))
	for block, counts := range l.cells {
		if counts == nil {
			continue
		}
		for i, n := range counts {
			if rank -= int64(n); rank <= 0 && n > 0 {
				return min(max(middle(block, i), l.min), l.max)
			}
		}
	}
	return 0
}

func (l *latencies) mean() time.Duration { return time.Duration(l.sum / max(1, l.n)) }
