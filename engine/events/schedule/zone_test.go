package schedule

import (
	"testing"
	"time"
)

// In 2027 clocks in New York go forward on March 14 at 02:00 and back on
// November 7 at 02:00.
func TestDaylightSaving(t *testing.T) {
	for _, c := range []struct{ expression, zone, from, want string }{
		{"cron(0 9 * * ? *)", "America/New_York", "2027-03-12T20:00", "2027-03-13T09:00 2027-03-14T09:00 2027-03-15T09:00"},
		{"cron(30 2 * * ? *)", "America/New_York", "2027-03-12T20:00", "2027-03-13T02:30 2027-03-15T02:30"}, // left out
		{"cron(30 1 * * ? *)", "America/New_York", "2027-11-06T12:00", "2027-11-07T01:30 2027-11-08T01:30"}, // once
		{"cron(0 9 * * ? *)", "Europe/Berlin", "2026-11-02T09:00", "2026-11-03T09:00"},
		{"at(2026-12-24T18:00:00)", "Asia/Kolkata", "2026-11-02T09:00", "2026-12-24T18:00"},
	} {
		zone, err := Zone(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		e, err := Parse(c.expression, true)
		if err != nil {
			t.Fatal(err)
		}
		from, _ := time.ParseInLocation("2006-01-02T15:04", c.from, zone)
		if got := series(e, from, zone, len(c.want)/16); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.expression, c.zone, got, c.want)
		}
	}
	utc, _ := Zone("")
	kolkata, _ := Zone("Asia/Kolkata")
	e, _ := Parse("at(2026-12-24T18:00:00)", true)
	due, _ := e.Next(epoch, epoch, kolkata)
	if got := due.In(utc).Format("15:04"); got != "12:30" {
		t.Errorf("18:00 in Kolkata is %s in UTC", got)
	}
	for _, name := range []string{"Europe/Atlantis", "../UTC", "EST5"} {
		if _, err := Zone(name); err == nil {
			t.Errorf("there is a zone %q", name)
		}
	}
}
