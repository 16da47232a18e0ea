package machine

import "math/bits"

// clock is an amount of CPU time at one vCPU: nanoseconds, and behind the point
// parts of 2⁻⁶⁴. A share such as a third of a vCPU adds amounts that no whole
// number of nanoseconds holds.
type clock struct{ ns, part uint64 }

// less tells whether a is before b.
func (a clock) less(b clock) bool { return a.ns < b.ns || a.ns == b.ns && a.part < b.part }

// after is a plus whole nanoseconds.
func (a clock) after(ns uint64) clock { return clock{a.ns + ns, a.part} }

// until is how far it is from a to b, nothing if b is not after a.
func (a clock) until(b clock) clock {
	if !a.less(b) {
		return clock{}
	}
	part, borrow := bits.Sub64(b.part, a.part, 0)
	ns, _ := bits.Sub64(b.ns, a.ns, borrow)
	return clock{ns, part}
}

// run is a after ns nanoseconds at a speed of num/den, at most 1. What no part
// holds is rounded up: a job that is due at a whole nanosecond is done then,
// and none is done earlier by more than a part for each change that it saw.
func (a clock) run(ns, num, den uint64) clock {
	if num >= den {
		return a.after(ns)
	}
	hi, lo := bits.Mul64(ns, num)
	whole, rest := bits.Div64(hi, lo, den)
	part, rest := bits.Div64(rest, 0, den)
	if rest > 0 {
		whole, part = clock{whole, part}.next()
	}
	sum, carry := bits.Add64(a.part, part, 0)
	return clock{a.ns + whole + carry, sum}
}

// next is one part more.
func (a clock) next() (ns, part uint64) {
	part, carry := bits.Add64(a.part, 1, 0)
	return a.ns + carry, part
}

// takes is how many nanoseconds it takes to run through a at a speed of num/den,
// at most 1, rounded up; false if that is more than a Duration holds.
func (a clock) takes(num, den uint64) (ns uint64, ok bool) {
	const most = 1<<63 - 1
	if num >= den {
		num, den = 1, 1
	}
	hi, lo := bits.Mul64(a.ns, den)
	more, part := bits.Mul64(a.part, den)
	lo, carry := bits.Add64(lo, more, 0)
	hi += carry
	if hi >= num {
		return 0, a == clock{}
	}
	ns, rest := bits.Div64(hi, lo, num)
	if rest > 0 || part > 0 {
		ns++
	}
	return ns, ns <= most
}
