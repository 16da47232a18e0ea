package schedule

import (
	"strconv"
	"strings"
	"time"
)

// longest is more than any world lasts; a rate beyond it is not accepted, as a
// duration could not hold it. AWS names no limit.
const longest = 100 * 365 * 24 * time.Hour

// parseRate reads "5 minutes": a positive whole number, one space, and a unit
// that is singular after 1 alone (facts/lambda.md 4.8).
func parseRate(s string) (time.Duration, bool) {
	value, unit, ok := strings.Cut(s, " ")
	n, err := strconv.ParseInt(value, 10, 64)
	if !ok || err != nil || n < 1 || value[0] == '+' {
		return 0, false
	}
	if plural := strings.HasSuffix(unit, "s"); plural == (n == 1) {
		return 0, false
	}
	var each time.Duration
	switch strings.TrimSuffix(unit, "s") {
	case "minute":
		each = time.Minute
	case "hour":
		each = time.Hour
	case "day":
		each = 24 * time.Hour
	default:
		return 0, false
	}
	if n > int64(longest/each) {
		return 0, false
	}
	return time.Duration(n) * each, true
}
