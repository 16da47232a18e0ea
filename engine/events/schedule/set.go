package schedule

import (
	"strconv"
	"strings"
)

// set is some of the whole numbers from first on.
type set struct {
	first   int
	members []bool
}

func (s *set) has(n int) bool {
	return n >= s.first && n-s.first < len(s.members) && s.members[n-s.first]
}

// parseSet reads a list of *, numbers, names, ranges and steps. A range may go
// round the end ("FRI-MON"), as in Quartz, whose dialect AWS's is; that AWS
// accepts it is an assumption.
func parseSet(text string, first, last int, names string) (set, bool) {
	s := set{first, make([]bool, last-first+1)}
	for part := range strings.SplitSeq(text, ",") {
		span, every, stepped := strings.Cut(part, "/")
		step := 1
		if stepped {
			var ok bool
			if step, ok = number(every); !ok || step < 1 {
				return s, false
			}
		}
		from, to, ok := parseSpan(span, first, last, names, stepped)
		if !ok {
			return s, false
		}
		if to < from {
			to += len(s.members)
		}
		for n := from; n <= to; n += step {
			s.members[(n-first)%len(s.members)] = true
		}
	}
	return s, true
}

// parseSpan reads *, a value or a range; a value with a step goes to the end.
func parseSpan(text string, first, last int, names string, stepped bool) (from, to int, ok bool) {
	if text == "*" {
		return first, last, true
	}
	low, high, isRange := strings.Cut(text, "-")
	if from, ok = value(low, first, last, names); !ok {
		return 0, 0, false
	}
	switch {
	case isRange:
		to, ok = value(high, first, last, names)
		return from, to, ok
	case stepped:
		return from, last, true
	}
	return from, from, true
}

// value is a number or name in the range.
func value(text string, first, last int, names string) (int, bool) {
	if len(text) == 3 {
		if i := strings.Index(names, strings.ToUpper(text)); i >= 0 && i%3 == 0 {
			return i/3 + first, true
		}
	}
	n, ok := number(text)
	return n, ok && n >= first && n <= last
}

// number reads digits, not more than a field can need.
func number(text string) (int, bool) {
	if text == "" || len(text) > 4 || strings.Trim(text, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}
