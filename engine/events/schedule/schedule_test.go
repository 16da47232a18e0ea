package schedule

import (
	"strings"
	"testing"
	"time"
)

// The rejects of AWS's recorded tests (facts/lambda.md 4.8) and some more.
func TestParseRejects(t *testing.T) {
	for _, s := range []string{
		"rate(10 seconds)", "rate(1 minutes)", "rate(10 minute)", "rate(0 minutes)", "rate(-10 minutes)", "rate(10 MINUTES)",
		"rate( 10 minutes )", "rate()", "rate(10)", "rate(foo minutes)", "rate(10 minutess)", "rate(10 years)", " rate(10 minutes)",
		"rate(+5 minutes)", "rate(5  minutes)", "rate(99999999999999 days)", "rate(5 minutes", "rate", "",
		"cron(0 1 * * * *)", "cron(71 8 1 * ? *)", "cron(7 20 * * NOT *)", "cron(INVALID)", "cron(0 dummy ? * MON-FRI *)", "cron()",
		"cron(0 1 ? * ? *)", "cron(0 24 * * ? *)", "cron(0 0 32 * ? *)", "cron(0 0 0 * ? *)", "cron(0 0 * 13 ? *)", "cron(0 0 ? * 8 *)",
		"cron(0 0 ? * 0 *)", "cron(0 0 ? * 2#6 *)", "cron(0 0 * * ? 2200)", "cron(0 0 * * ? 1969)", "cron(0/0 * * * ? *)", "cron(0 0 * * ?)",
		"cron(0 0 32W * ? *)", "cron(* * * * ? * *)", "cron(0 0 , * ? *)", "at(2026-11-03T09:00:00)", "at(2021-12-31)", "every(1 day)",
	} {
		if e, err := Parse(s, false); err == nil {
			t.Errorf("%q is accepted as %v", s, e)
		}
	}
	for _, s := range []string{"at(2021-12-31T23:59:59Z)", "at(2021-12-31)", "at(2021-02-30T00:00:00)"} {
		if _, err := Parse(s, true); err == nil {
			t.Errorf("%q is accepted", s)
		}
	}
}

// The examples of the EventBridge user guide's table of cron expressions, and
// the boundaries of the calendar. 2026-11-02 is a Monday.
func TestCronNext(t *testing.T) {
	for _, c := range []struct{ expression, want string }{
		{"cron(0 10 * * ? *)", "2026-11-02T10:00 2026-11-03T10:00"},
		{"cron(15 12 * * ? *)", "2026-11-02T12:15 2026-11-03T12:15"},
		{"cron(0 18 ? * MON-FRI *)", "2026-11-02T18:00 2026-11-03T18:00 2026-11-04T18:00 2026-11-05T18:00 2026-11-06T18:00 2026-11-09T18:00"},
		{"cron(0 8 1 * ? *)", "2026-12-01T08:00 2027-01-01T08:00"},
		{"cron(0/15 * * * ? *)", "2026-11-02T09:15 2026-11-02T09:30 2026-11-02T09:45 2026-11-02T10:00"},
		{"cron(0/10 * ? * MON-FRI *)", "2026-11-02T09:10 2026-11-02T09:20"},
		{"cron(0/5 8-17 ? * MON-FRI *)", "2026-11-02T09:05 2026-11-02T09:10"},
		{"cron(0/30 20-2 ? * MON-FRI *)", "2026-11-02T20:00 2026-11-02T20:30"},
		{"cron(0 9 ? * 2#1 *)", "2026-12-07T09:00 2027-01-04T09:00"}, // the first Monday of each month, today's being past
		{"cron(0 10 ? * 6L 2026-2027)", "2026-11-27T10:00 2026-12-25T10:00 2027-01-29T10:00"},
		{"cron(0 10 ? * FRI#5 *)", "2027-01-29T10:00 2027-04-30T10:00"}, // months with five Fridays only
		{"cron(0 0 L * ? *)", "2026-11-30T00:00 2026-12-31T00:00 2027-01-31T00:00 2027-02-28T00:00"},
		{"cron(0 0 L-2 * ? *)", "2026-11-28T00:00 2026-12-29T00:00"},
		{"cron(0 0 LW * ? *)", "2026-11-30T00:00 2026-12-31T00:00 2027-01-29T00:00"},
		{"cron(0 0 15W * ? *)", "2026-11-16T00:00 2026-12-15T00:00 2027-01-15T00:00"},                 // Sunday 15th → Monday
		{"cron(0 0 1W * ? *)", "2026-12-01T00:00 2027-01-01T00:00 2027-02-01T00:00 2027-03-01T00:00"}, //
		{"cron(0 0 1W 5 ? *)", "2027-05-03T00:00"},                                                    // Saturday 1st → Monday 3rd
		{"cron(0 0 31W * ? *)", "2026-12-31T00:00 2027-01-29T00:00 2027-03-31T00:00"},                 // Sunday 31st → Friday 29th
		{"cron(0 0 ? * L *)", "2026-11-07T00:00 2026-11-14T00:00"},
		{"cron(0 0 29 2 ? *)", "2028-02-29T00:00 2032-02-29T00:00"},
		{"cron(0 0 ? FEB TUE#5 *)", "2028-02-29T00:00 2056-02-29T00:00"},
		{"cron(59 23 31 12 ? 2199)", "2199-12-31T23:59"},
		{"cron(0 0 30 2 ? *)", ""},
		{"cron(0 0 1 1 ? 2020)", ""},
		{"cron(0 0 1,15,L * ? *)", "2026-11-15T00:00 2026-11-30T00:00 2026-12-01T00:00"},
		{"cron(0 0 ? * fri-mon *)", "2026-11-06T00:00 2026-11-07T00:00 2026-11-08T00:00 2026-11-09T00:00 2026-11-13T00:00"},
		{"cron(5,10 */6 * * ? 2026/2)", "2026-11-02T12:05 2026-11-02T12:10 2026-11-02T18:05"},
		{"cron(0 12 1 * ? *)", "2026-12-01T12:00"},
	} {
		e, err := Parse(c.expression, false)
		if err != nil {
			t.Errorf("%s: %v", c.expression, err)
			continue
		}
		if got := series(e, epoch, time.UTC, len(strings.Fields(c.want))); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.expression, got, c.want)
		}
	}
}

var epoch = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// series is when e is next due, n times, or "" if it never is.
func series(e Expression, from time.Time, zone *time.Location, n int) string {
	var out []string
	at := from
	for range max(n, 1) {
		due, ok := e.Next(from, at, zone)
		if !ok {
			break
		}
		out = append(out, due.In(zone).Format("2006-01-02T15:04"))
		at = due
	}
	return strings.Join(out, " ")
}

func TestRateNext(t *testing.T) {
	for expression, want := range map[string]string{
		"rate(1 minute)":   "2026-11-02T09:01 2026-11-02T09:02",
		"rate(5 minutes)":  "2026-11-02T09:05 2026-11-02T09:10",
		"rate(1 hour)":     "2026-11-02T10:00 2026-11-02T11:00",
		"rate(25 hours)":   "2026-11-03T10:00 2026-11-04T11:00",
		"rate(7 days)":     "2026-11-09T09:00 2026-11-16T09:00",
		"rate(36500 days)": "2126-10-09T09:00 2226-09-15T09:00",
	} {
		e, err := Parse(expression, false)
		if err != nil {
			t.Errorf("%s: %v", expression, err)
			continue
		}
		if got := series(e, epoch, time.UTC, 2); got != want {
			t.Errorf("%s: %s, want %s", expression, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"rate(5 minutes)", "cron(0/5 8-17 ? * MON-FRI *)", "cron(0 0 LW,3W * ? 2026/2)", "cron(1 2 ? JAN FRI#2,6L *)", "at(2026-11-03T09:00:00)"} {
		f.Add(s, int64(0))
	}
	f.Fuzz(func(t *testing.T, s string, after int64) {
		e, err := Parse(s, true)
		if err != nil {
			return
		}
		from := epoch.Add(time.Duration(after % int64(1000*24*time.Hour)))
		due, ok := e.Next(epoch, from, time.UTC)
		if !ok {
			return
		}
		if !due.After(from) && due.After(epoch) {
			t.Errorf("%s is due at %s after %s", s, due, from)
		}
		// Nothing is left out: just before it is due, it is due then.
		if again, _ := e.Next(epoch, due.Add(-time.Second), time.UTC); !again.Equal(due) && due.Add(-time.Second).After(from) {
			t.Errorf("%s is due at %s and, asked later, at %s", s, due, again)
		}
	})
}

func BenchmarkCronNext(b *testing.B) {
	e, err := Parse("cron(0 18 ? * MON-FRI *)", false)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	at := epoch
	for b.Loop() {
		at, _ = e.Next(epoch, at, time.UTC)
		if at.Year() > 2100 {
			at = epoch
		}
	}
}
