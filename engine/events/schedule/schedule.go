// Package schedule reads the schedule expressions of EventBridge rules and of
// EventBridge Scheduler, rate(…), cron(…) and at(…), and tells when they are
// due.
//
// It is arithmetic on calendars: it starts nothing and knows no clock. Its
// invariant: what is due next lies after the time asked about, and asking from
// there on again gives the rest of the same series.
//
// Why it is no library's is said in docs/rationale.md.
package schedule

import (
	"errors"
	"strings"
	"time"
)

// ErrSyntax is all that AWS tells of an expression that it does not accept.
var ErrSyntax = errors.New("the schedule expression is not valid")

// Expression is a schedule.
type Expression struct {
	text  string
	every time.Duration // of a rate
	cron  *cron
	at    *time.Time // in the calendar of a time zone not yet known
}

// Parse reads an expression: rate or cron, for rules, and at too where once is
// set, for Scheduler.
//
// fidelity: events.rate
// fidelity: events.cron
func Parse(text string, once bool) (Expression, error) {
	form, rest, ok := strings.Cut(text, "(")
	inside, closed := strings.CutSuffix(rest, ")")
	if !ok || !closed {
		return Expression{}, ErrSyntax
	}
	e := Expression{text: text}
	switch {
	case form == "rate":
		e.every, ok = parseRate(inside)
	case form == "cron":
		e.cron, ok = parseCron(inside)
	case form == "at" && once:
		var t time.Time
		var err error
		t, err = time.Parse("2006-01-02T15:04:05", inside)
		e.at, ok = &t, err == nil
	default:
		ok = false
	}
	if !ok {
		return Expression{}, ErrSyntax
	}
	return e, nil
}

// String is the expression as it was written.
func (e Expression) String() string { return e.text }

// Every is the period of a rate, or zero.
func (e Expression) Every() time.Duration { return e.every }

// Once tells whether it is an at expression.
func (e Expression) Once() bool { return e.at != nil }

// Next is the first time after t at which it is due, by the calendar of the
// zone; a rate counts from start. ok is false where there is none any more.
func (e Expression) Next(start, t time.Time, zone *time.Location) (due time.Time, ok bool) {
	switch {
	case e.every > 0:
		if t.Before(start) {
			return start, true
		}
		return start.Add((t.Sub(start)/e.every + 1) * e.every), true
	case e.at != nil:
		due = inZone(*e.at, zone)
		return due, due.After(t)
	case e.cron != nil:
		return e.cron.next(t, zone)
	}
	return time.Time{}, false
}

// inZone is the instant at which the zone's clocks show what t shows in UTC.
func inZone(t time.Time, zone *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
}
