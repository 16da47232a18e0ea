package schedule

import (
	"strings"
	"time"
)

// days are the days that a day field names. One of the members is in use.
type days struct {
	ofMonth, ofWeek set
	// rules are those that depend on the month: L, 3W, FRI#2, 5L. Any of them
	// will do.
	rules []dayRule
}

// dayRule is a day of the month by its place.
type dayRule struct {
	kind dayKind
	// n is a day of the month, a weekday from 1 (Sunday), or how many days
	// before the last; nth counts weekdays.
	n, nth int
}

type dayKind uint8

const (
	lastDay        dayKind = iota // L, L-3
	lastWorkday                   // LW
	nearestWorkday                // 3W
	lastWeekday                   // 5L
	nthWeekday                    // FRI#2
)

func (d *days) has(t time.Time) bool {
	if d.ofMonth.has(t.Day()) || d.ofWeek.has(int(t.Weekday())+1) {
		return true
	}
	for _, r := range d.rules {
		if r.day(t) == t.Day() {
			return true
		}
	}
	return false
}

// day is the day of t's month that the rule names, 0 where there is none.
func (r dayRule) day(t time.Time) int {
	last := time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	// first is the weekday, from 0, of the month's first day.
	first := int(time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC).Weekday())
	switch r.kind {
	case lastDay:
		return last - r.n
	case lastWorkday:
		return workday(last, first, last)
	case nearestWorkday:
		if r.n > last {
			return 0
		}
		return workday(r.n, first, last)
	case lastWeekday:
		return last - (first+last-1-(r.n-1)+7)%7
	case nthWeekday:
		if day := 1 + (r.n-1-first+7)%7 + 7*(r.nth-1); day <= last {
			return day
		}
	}
	return 0
}

// workday is the day from Monday to Friday nearest to a day, within the month.
func workday(day, first, last int) int {
	switch (first + day - 1) % 7 {
	case int(time.Saturday):
		if day == 1 {
			return 3
		}
		return day - 1
	case int(time.Sunday):
		if day == last {
			return day - 2
		}
		return day + 1
	}
	return day
}

// parseDaysOfMonth reads 1-31 with , - * / and L, L-3, LW, 3W.
func parseDaysOfMonth(text string) (days, bool) {
	var d days
	plain, ok := splitRules(text, func(part string) (dayRule, bool, bool) {
		switch {
		case part == "L":
			return dayRule{kind: lastDay}, true, true
		case part == "LW":
			return dayRule{kind: lastWorkday}, true, true
		case strings.HasPrefix(part, "L-"):
			n, ok := value(part[2:], 1, 30, "")
			return dayRule{kind: lastDay, n: n}, true, ok
		case strings.HasSuffix(part, "W"):
			n, ok := value(strings.TrimSuffix(part, "W"), 1, 31, "")
			return dayRule{kind: nearestWorkday, n: n}, true, ok
		}
		return dayRule{}, false, true
	}, &d.rules)
	if ok && plain != "" {
		d.ofMonth, ok = parseSet(plain, 1, 31, "")
	}
	return d, ok
}

// parseDaysOfWeek reads 1-7 or SUN-SAT with , - * / and L, 5L, FRI#2.
func parseDaysOfWeek(text string) (days, bool) {
	var d days
	plain, ok := splitRules(text, func(part string) (dayRule, bool, bool) {
		day, nth, counted := strings.Cut(part, "#")
		switch {
		case counted:
			n, ok := value(day, 1, 7, weekdays)
			k, good := value(nth, 1, 5, "")
			return dayRule{nthWeekday, n, k}, true, ok && good
		case part == "L": // the last day of the week
			return dayRule{}, false, true
		case strings.HasSuffix(part, "L"):
			n, ok := value(strings.TrimSuffix(part, "L"), 1, 7, weekdays)
			return dayRule{kind: lastWeekday, n: n}, true, ok
		}
		return dayRule{}, false, true
	}, &d.rules)
	if ok && plain != "" {
		parts := strings.Split(plain, ",")
		for i := range parts {
			if parts[i] == "L" {
				parts[i] = "SAT"
			}
		}
		d.ofWeek, ok = parseSet(strings.Join(parts, ","), 1, 7, weekdays)
	}
	return d, ok
}

// splitRules takes the parts of a list that depend on the month out of it.
func splitRules(text string, parse func(string) (r dayRule, is, ok bool), to *[]dayRule) (plain string, ok bool) {
	var rest []string
	for part := range strings.SplitSeq(text, ",") {
		r, is, ok := parse(part)
		if !ok {
			return "", false
		}
		if is {
			*to = append(*to, r)
		} else {
			rest = append(rest, part)
		}
	}
	return strings.Join(rest, ","), true
}
