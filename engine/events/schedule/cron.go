package schedule

import (
	"strings"
	"time"
)

// cron is the six fields of a cron expression.
type cron struct {
	minutes, hours, months set
	years                  set // counted from firstYear
	days                   days
}

const (
	firstYear = 1970
	lastYear  = 2199
)

// parseCron reads "min hour dom month dow year" (EventBridge user guide, cron
// expressions; facts/lambda.md 4.8). Exactly one of the days is ?.
func parseCron(s string) (*cron, bool) {
	f := strings.Fields(s)
	if len(f) != 6 || (f[2] == "?") == (f[4] == "?") {
		return nil, false
	}
	var c cron
	fields := []struct {
		to          *set
		text        string
		first, last int
		names       string
	}{
		{&c.minutes, f[0], 0, 59, ""},
		{&c.hours, f[1], 0, 23, ""},
		{&c.months, f[3], 1, 12, months},
		{&c.years, f[5], firstYear, lastYear, ""},
	}
	for _, x := range fields {
		var ok bool
		if *x.to, ok = parseSet(x.text, x.first, x.last, x.names); !ok {
			return nil, false
		}
	}
	var ok bool
	if f[4] == "?" {
		c.days, ok = parseDaysOfMonth(f[2])
	} else {
		c.days, ok = parseDaysOfWeek(f[4])
	}
	return &c, ok
}

const (
	months   = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
	weekdays = "SUNMONTUEWEDTHUFRISAT"
)

// next is the first minute after t that all fields name. It walks the zone's
// calendar, leaving out years, months, days and hours that do not match. A
// time that a change of clocks leaves out is not due, and one that it repeats
// is due once (Scheduler user guide, daylight saving time).
func (c *cron) next(t time.Time, zone *time.Location) (time.Time, bool) {
	local := t.In(zone)
	at := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute()+1, 0, 0, time.UTC)
	for at.Year() <= lastYear {
		y, m, d := at.Date()
		switch {
		case !c.years.has(y):
			at = time.Date(y+1, 1, 1, 0, 0, 0, 0, time.UTC)
		case !c.months.has(int(m)):
			at = time.Date(y, m+1, 1, 0, 0, 0, 0, time.UTC)
		case !c.days.has(at):
			at = time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC)
		case !c.hours.has(at.Hour()):
			at = time.Date(y, m, d, at.Hour()+1, 0, 0, 0, time.UTC)
		case !c.minutes.has(at.Minute()):
			at = at.Add(time.Minute)
		default:
			due := inZone(at, zone)
			if due.After(t) && due.Hour() == at.Hour() && due.Minute() == at.Minute() {
				return due, true
			}
			at = at.Add(time.Minute)
		}
	}
	return time.Time{}, false
}
