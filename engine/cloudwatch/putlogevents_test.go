package cloudwatch_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/cloudwatch"
)

// TestPutLogEventsLimits: a batch has a mebibyte at most, 26 bytes of it for
// each event beside its message, and its valid events lie within a day.
func TestPutLogEventsLimits(t *testing.T) {
	w := newWorld()
	w.Put(group, "s", "there")
	w.tick(72 * time.Hour)
	put := func(events ...cloudwatch.InputLogEvent) error {
		_, err := w.ops["PutLogEvents"].Call(nil, &cloudwatch.PutLogEventsInput{LogGroupName: group, LogStreamName: "s", LogEvents: events})
		return err
	}
	at := func(age time.Duration, bytes int) cloudwatch.InputLogEvent {
		return cloudwatch.InputLogEvent{Timestamp: w.Now().Add(-age).Wall().UnixMilli(), Message: strings.Repeat("x", bytes)}
	}
	const day, full = 24 * time.Hour, 1<<20 - 2*26 - 9
	for _, c := range []struct {
		what   string
		events []cloudwatch.InputLogEvent
		want   string
	}{
		{"full", []cloudwatch.InputLogEvent{at(0, full), at(0, 9)}, ""},
		{"a byte more", []cloudwatch.InputLogEvent{at(0, full), at(0, 10)}, "InvalidParameterException: Upload too large: 1048577 bytes exceeds limit of 1048576"},
		{"a day", []cloudwatch.InputLogEvent{at(day, 1), at(0, 1)}, ""},
		{"more than a day", []cloudwatch.InputLogEvent{at(day+time.Millisecond, 1), at(0, 1)},
			"InvalidParameterException: The batch of log events in a single PutLogEvents request cannot span more than 24 hours."},
		{"what is too old does not count", []cloudwatch.InputLogEvent{at(15*day, 1), at(0, 1)}, ""},
		{"order", []cloudwatch.InputLogEvent{at(0, 1), at(time.Second, 1)},
			"InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order."},
	} {
		before := len(w.Events(group, 0, 100))
		err := put(c.events...)
		if got := fmt.Sprint(err); got != c.want && !(err == nil && c.want == "") {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
		if after := len(w.Events(group, 0, 100)); err != nil && after != before {
			t.Errorf("%s: %d events were taken of what was refused", c.what, after-before)
		}
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// TestLogGroupNamePatternMindsTheCase, as AWS's own example has it.
func TestLogGroupNamePatternMindsTheCase(t *testing.T) {
	w := newWorld()
	for _, name := range []string{"DataLogs", "GroupDataLogs", "Groupdata", "aws/DataLogs", "datalogs"} {
		w.Put(name, "s", "x")
	}
	out, err := call[cloudwatch.DescribeLogGroupsOutput](t, w, "DescribeLogGroups", `{"logGroupNamePattern":"DataLogs"}`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range out.LogGroups {
		got = append(got, g.LogGroupName)
	}
	if want := "DataLogs GroupDataLogs aws/DataLogs"; strings.Join(got, " ") != want {
		t.Errorf("%v, want %s", got, want)
	}
}
