package cloud

import "time"

// historyLen is how many columns the history has at most.
const historyLen = 64

// history is the whole past in at most historyLen columns of equal width: a
// column gets twice as wide, and two become one, when the past outgrows them.
// So its memory does not grow with time.
type history struct {
	width time.Duration
	// requests ended and the highest concurrency, by column.
	requests, peaks [historyLen]float64
	now             int // requests under way
	used            int // columns reached
}

func (h *history) column(at time.Duration) int {
	if h.width == 0 {
		h.width = 500 * time.Millisecond
	}
	for int(at/h.width) >= historyLen {
		h.halve()
	}
	i := int(at / h.width)
	for ; h.used <= i; h.used++ {
		h.peaks[h.used] = float64(h.now)
	}
	return i
}

func (h *history) halve() {
	for i := range historyLen / 2 {
		h.requests[i] = h.requests[2*i] + h.requests[2*i+1]
		h.peaks[i] = max(h.peaks[2*i], h.peaks[2*i+1])
	}
	clear(h.requests[historyLen/2:])
	clear(h.peaks[historyLen/2:])
	h.used = (h.used + 1) / 2
	h.width *= 2
}

func (h *history) began(at time.Duration) {
	i := h.column(at)
	h.now++
	h.peaks[i] = max(h.peaks[i], float64(h.now))
}

func (h *history) ended(at time.Duration) {
	i := h.column(at)
	h.now = max(h.now-1, 0)
	h.requests[i]++
}
