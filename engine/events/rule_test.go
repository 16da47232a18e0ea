package events_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Texts as recorded from AWS (github localstack, test_events.snapshot.json,
// 2024-12-06), where the code does not call one an assumption.
func TestRefusals(t *testing.T) {
	w := newWorld(t)
	w.do("CreateEventBus", `{"Name":"shop"}`)
	w.do("PutRule", `{"Name":"r","EventPattern":"{\"source\":[\"s\"]}"}`)
	w.do("PutTargets", `{"Rule":"r","Targets":[{"Id":"1","Arn":"`+fn+`"}]}`)
	w.do("PutRule", `{"Name":"onshop","EventBusName":"shop","EventPattern":"{\"source\":[\"s\"]}"}`)
	target := func(rest string) string { return `{"Rule":"r","Targets":[{"Id":"x",` + rest + `}]}` }
	for _, c := range []struct{ op, in, want string }{
		{"PutRule", `{"Name":"n"}`, "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified."},
		{"PutRule", `{"Name":"n","ScheduleExpression":"rate(0 minutes)"}`, "ValidationException: Parameter ScheduleExpression is not valid."},
		{"PutRule", `{"Name":"n","ScheduleExpression":"at(2026-11-03T09:00:00)"}`, "ValidationException: Parameter ScheduleExpression is not valid."},
		{"PutRule", `{"Name":"n","EventBusName":"shop","ScheduleExpression":"rate(1 minute)"}`, "ValidationException: ScheduleExpression is supported only on the default event bus."},
		{"PutRule", `{"Name":"n","EventBusName":"gone","ScheduleExpression":"rate(1 minute)"}`, "ResourceNotFoundException: Event bus gone does not exist."},
		{"PutRule", `{"Name":"n","EventPattern":"{\"a\":1}"}`, "InvalidEventPatternException: Event pattern is not valid. Reason: \"a\" must be an object or an array\n at [Source: (String)\"{\"a\":1}\"; line: 1, column: 7]"},
		{"PutRule", `{"Name":"a b","EventPattern":"{}"}`, "ValidationException: 1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+"},
		{"DescribeRule", `{"Name":"n"}`, "ResourceNotFoundException: Rule n does not exist on EventBus default."},
		{"EnableRule", `{"Name":"r","EventBusName":"shop"}`, "ResourceNotFoundException: Rule r does not exist on EventBus shop."},
		{"DeleteRule", `{"Name":"n"}`, ""},
		{"DeleteRule", `{"Name":"r"}`, "ValidationException: Rule can't be deleted since it has targets."},
		{"PutTargets", `{"Rule":"n","Targets":[{"Id":"1","Arn":"x"}]}`, "ResourceNotFoundException: Rule n does not exist on EventBus default."},
		{"PutTargets", target(`"Arn":"f"`), "ValidationException: Parameter f is not valid. Reason: Provided Arn is not in correct format."},
		{"PutTargets", target(`"Arn":"arn:aws:kinesis:us-east-1:123456789012:stream/s"`), "NotImplemented: skylab does not simulate the target arn:aws:kinesis:us-east-1:123456789012:stream/s, only functions, queues and topics"},
		{"PutTargets", target(`"Arn":"` + queue + `.fifo"`), "ValidationException: Parameter(s) SqsParameters must be specified for target: x."},
		{"PutTargets", target(`"Arn":"` + fn + `","Input":"{"`), "ValidationException: JSON syntax error in input for target x."},
		{"PutTargets", target(`"Arn":"` + fn + `","Input":"{}","InputPath":"$"`), "ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target x."},
		{"PutTargets", target(`"Arn":"` + fn + `","InputPath":"detail"`), "ValidationException: Invalid JSON path detail of InputPath in target x."},
		{"PutTargets", target(`"Arn":"` + fn + `","RetryPolicy":{"MaximumRetryAttempts":186}`), "ValidationException: 1 validation error detected: Value '186' at 'targets.1.member.retryPolicy.maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 185"},
		{"PutTargets", sixTargets(), "LimitExceededException: The requested resource exceeds the maximum number allowed."},
		{"CreateEventBus", `{"Name":"shop"}`, "ResourceAlreadyExistsException: Event bus shop already exists."},
		{"CreateEventBus", `{"Name":"a/b"}`, "ValidationException: Event bus name must not contain '/'."},
		{"DescribeEventBus", `{"Name":"gone"}`, "ResourceNotFoundException: Event bus gone does not exist."},
		{"DeleteEventBus", `{"Name":"gone"}`, ""},
		{"DeleteEventBus", `{"Name":"default"}`, "ValidationException: Cannot delete event bus default."},
		{"DeleteEventBus", `{"Name":"shop"}`, "ValidationException: Event bus shop can't be deleted since it has rules."},
		{"TestEventPattern", `{"EventPattern":"{\"a\":[1]}","Event":"text"}`, "ValidationException: Parameter Event is not valid."},
		{"PutEvents", entry("s", `{"a":"`+strings.Repeat("x", 1<<20)+`"}`), "ValidationException: Total size of the entries in the request is over the limit."},
	} {
		if _, got := w.call(c.op, c.in); got != c.want {
			t.Errorf("%s %.100s:\n%s\nwant\n%s", c.op, c.in, got, c.want)
		}
		w.check()
	}
}

func sixTargets() string {
	var list []string
	for i := range 6 {
		list = append(list, fmt.Sprintf(`{"Id":"%d","Arn":%q}`, i, fn))
	}
	return `{"Rule":"r","Targets":[` + strings.Join(list, ",") + `]}`
}

// The world begins on 2026-11-02 at 09:00:00.
func TestSchedules(t *testing.T) {
	for name, c := range map[string]struct {
		steps func(w *world)
		want  string
	}{
		"a rate counts from its rule": {func(w *world) {
			w.pass(20 * time.Second)
			w.rule("rate(1 minute)")
			w.pass(3 * time.Minute)
		}, "02T09:01:20 02T09:02:20"},
		"and again when it is enabled": {func(w *world) {
			w.rule("rate(5 minutes)")
			w.pass(4 * time.Minute)
			w.do("DisableRule", `{"Name":"r"}`)
			w.pass(10 * time.Minute)
			w.do("EnableRule", `{"Name":"r"}`)
			w.pass(4 * time.Minute)
			w.do("EnableRule", `{"Name":"r"}`) // it is: nothing begins anew
			w.pass(4 * time.Minute)
		}, "02T09:19:00"},
		"or replaced": {func(w *world) {
			w.rule("rate(5 minutes)")
			w.pass(4 * time.Minute)
			w.do("PutRule", `{"Name":"r","ScheduleExpression":"rate(2 minutes)"}`)
			w.pass(5 * time.Minute)
		}, "02T09:06:00 02T09:08:00"},
		"cron is on the minute": {func(w *world) {
			w.pass(20 * time.Second)
			w.rule("cron(0/2 * * * ? *)")
			w.pass(5 * time.Minute)
		}, "02T09:02:00 02T09:04:00"},
		"cron that is never due": {func(w *world) {
			w.rule("cron(0 0 1 1 ? 2020)")
			w.pass(1000 * time.Hour)
			w.do("DisableRule", `{"Name":"r"}`)
			w.do("EnableRule", `{"Name":"r"}`)
			w.pass(time.Hour)
		}, ""},
		"disabled from the start": {func(w *world) {
			w.do("PutRule", `{"Name":"r","ScheduleExpression":"rate(1 minute)","State":"DISABLED"}`)
			w.pass(time.Hour)
		}, ""},
		"deleted": {func(w *world) {
			w.rule("rate(1 minute)")
			w.do("RemoveTargets", `{"Rule":"r","Ids":["1"]}`)
			w.do("DeleteRule", `{"Name":"r"}`)
			w.pass(time.Hour)
		}, ""},
	} {
		w := newWorld(t)
		c.steps(w)
		if got := w.fired(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// rule makes a rule r with that schedule and the function as target.
func (w *world) rule(schedule string) {
	w.t.Helper()
	w.do("PutRule", fmt.Sprintf(`{"Name":"r","ScheduleExpression":%q}`, schedule))
	w.do("PutTargets", `{"Rule":"r","Targets":[{"Id":"1","Arn":"`+fn+`"}]}`)
}

func TestScheduledEvent(t *testing.T) {
	w := newWorld(t)
	w.rule("cron(* * * * ? *)")
	w.pass(2 * time.Minute)
	d := w.got[0]
	const rest = `","detail-type":"Scheduled Event","source":"aws.events","account":"123456789012","time":"2026-11-02T09:01:00Z","region":"us-east-1","resources":["arn:aws:events:us-east-1:123456789012:rule/r"],"detail":{}}`
	if body := string(d.Body); !strings.HasPrefix(body, `{"version":"0","id":"`) || !strings.HasSuffix(body, rest) {
		t.Errorf("the event is %s", body)
	}
	if d.Service != "events.amazonaws.com" || d.Source != "arn:aws:events:us-east-1:123456789012:rule/r" || d.Role != "" || d.Target != fn {
		t.Errorf("delivered as %+v", d)
	}
	if d.at < time.Minute || d.at > 2*time.Minute {
		t.Errorf("delivered at %s", d.at)
	}
	if w.metric("TriggeredRules", "r") != 2 || w.metric("Invocations", "r") != float64(len(w.got)) || w.metric("MatchedEvents", "r") != 0 {
		t.Error("the metrics do not say so")
	}
}

// A month of a hundred rules that run every minute: 4.3 million firings.
func BenchmarkMonthOfSchedules(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		w := newWorld(&testing.T{})
		for i := range 100 {
			w.do("PutRule", fmt.Sprintf(`{"Name":"r%d","ScheduleExpression":"rate(1 minute)"}`, i))
		}
		w.k.Advance(w.k.Now().Add(30*24*time.Hour), 1<<40)
	}
}
