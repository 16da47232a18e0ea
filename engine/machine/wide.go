package machine

import (
	"math"
	"math/bits"
	"time"
)

// wide is a sum of products in 128 bits: a CPU of a thousand vCPUs fills it in
// ten trillion years.
type wide struct{ hi, lo uint64 }

// plus adds the product of a and b.
func (w wide) plus(a, b uint64) wide {
	hi, lo := bits.Mul64(a, b)
	sum, carry := bits.Add64(w.lo, lo, 0)
	return wide{w.hi + hi + carry, sum}
}

// by is the sum divided by n and rounded down, at most the longest Duration.
func (w wide) by(n uint64) time.Duration {
	if w.hi >= n {
		return math.MaxInt64
	}
	ns, _ := bits.Div64(w.hi, w.lo, n)
	return time.Duration(min(ns, math.MaxInt64))
}
