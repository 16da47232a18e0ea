package cloudwatch

import "math"

// subBits is how finely a histogram divides each power of two: into 64 cells,
// so that the middle of a cell is within 1/128 of any value in it.
//
// fidelity: cloudwatch.percentiles
const subBits = 6

// histogram counts values by their size, to a relative width. Its cells reach
// from the smallest value seen to the largest, so a metric of similar values
// takes little memory; once that range is known, adding allocates nothing.
type histogram struct {
	low   int      // the cell of cells[0]
	cells []uint32 // counts
	zero  uint32   // values that are not positive
}

// cell is where a positive value counts: its exponent and leading bits.
func cell(v float64) int { return int(math.Float64bits(v) >> (52 - subBits)) }

// middle is the value that stands for a cell.
func middle(c int) float64 {
	lo := math.Float64frombits(uint64(c) << (52 - subBits))
	hi := math.Float64frombits(uint64(c+1) << (52 - subBits))
	return lo + (hi-lo)/2
}

// add counts the value n times.
func (h *histogram) add(v float64, n uint32) {
	if v <= 0 {
		h.zero += n
		return
	}
	c := cell(v)
	if i := c - h.low; i < 0 || i >= len(h.cells) {
		h.widen(c)
	}
	h.cells[c-h.low] += n
}

// widen makes room for cell c, and some beside it so that it happens seldom.
func (h *histogram) widen(c int) {
	const margin = 16
	if len(h.cells) == 0 {
		h.low = max(0, c-margin/2)
		h.cells = append(h.cells[:0], make([]uint32, margin)...)
		return
	}
	low := h.low
	if c < low {
		low = max(0, c-margin)
	}
	high := max(h.low+len(h.cells), c+1+margin)
	if c < h.low {
		high = h.low + len(h.cells)
	}
	cells := make([]uint32, high-low)
	copy(cells[h.low-low:], h.cells)
	h.low, h.cells = low, cells
}

// reset empties the histogram but keeps its range: the next minute's values
// will most likely be alike.
func (h *histogram) reset() {
	clear(h.cells)
	h.zero = 0
}

// merge adds the counts of o.
func (h *histogram) merge(o *histogram) {
	h.zero += o.zero
	for i, n := range o.cells {
		if n == 0 {
			continue
		}
		c := o.low + i
		if len(h.cells) == 0 || c < h.low || c >= h.low+len(h.cells) {
			h.widen(c)
		}
		h.cells[c-h.low] += n
	}
}

// at is the value below or at which the n smallest values lie, n ≥ 1.
func (h *histogram) at(n uint64) float64 {
	seen := uint64(h.zero)
	if n <= seen {
		return 0
	}
	for i, count := range h.cells {
		seen += uint64(count)
		if n <= seen {
			return middle(h.low + i)
		}
	}
	return 0
}

// sum is what the values at the ranks in (lo, hi] come to, rank 1 being that
// of the smallest.
func (h *histogram) sum(lo, hi uint64) float64 {
	seen, total := uint64(h.zero), 0.0
	for i, count := range h.cells {
		from, to := max(lo, seen), min(hi, seen+uint64(count))
		if to > from {
			total += float64(to-from) * middle(h.low+i)
		}
		seen += uint64(count)
	}
	return total
}
