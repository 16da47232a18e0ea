package scheduler_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/events/scheduler"
	"skylab/engine/sim"
)

const (
	fn   = "arn:aws:lambda:us-east-1:123456789012:function:f"
	dead = "arn:aws:sqs:us-east-1:123456789012:dead"
	role = "arn:aws:iam::123456789012:role/r"
)

// world is a scheduler with targets that take everything, or refuse.
type world struct {
	t       *testing.T
	k       *sim.Kernel
	s       *scheduler.Service
	metrics *cloudwatch.Service
	ops     map[string]aws.Operation
	refuse  *aws.Error // what the function answers
	trusts  bool
	got     []aws.Delivery
	at      []time.Duration
}

func newWorld(t *testing.T) *world {
	k := sim.New(1)
	w := &world{t: t, k: k, metrics: cloudwatch.New(k, billing.New(k)), ops: map[string]aws.Operation{}, trusts: true}
	w.s = scheduler.New(k, w.metrics, nil)
	w.s.SetTarget(w)
	w.s.SetRoles(w)
	k.Handle(w.s.On)
	for _, op := range w.s.Operations() {
		w.ops[op.Name] = op
	}
	return w
}

func (w *world) CanAssume(_, service string) error {
	if w.trusts && service == "scheduler.amazonaws.com" {
		return nil
	}
	return errors.New("no")
}
func (w *world) Allows(principal, action, resource string) bool { return principal != "nobody" }
func (w *world) Denies(principal, action, resource string) bool { return false }
func (w *world) Accepts(aws.Delivery) *aws.Error                { return nil }

func (w *world) Deliver(d aws.Delivery) *aws.Error {
	if w.refuse != nil && d.Target == fn {
		return w.refuse
	}
	w.got, w.at = append(w.got, d), append(w.at, w.k.Now().Since())
	return nil
}

func (w *world) call(principal, name, input string) (any, string) {
	w.t.Helper()
	op := w.ops[name]
	in := op.NewIn()
	if err := aws.Decode([]byte(input), in); err != nil {
		w.t.Fatalf("%s %s: %v", name, input, err)
	}
	out, err := op.Call(&aws.Request{Principal: principal}, in)
	if err != nil {
		return nil, err.Error()
	}
	return out, ""
}

// create makes a schedule s of that expression and rest: members of the
// schedule and, behind a |, of its target.
func (w *world) create(expression, rest string) string {
	w.t.Helper()
	_, err := w.call("me", "CreateSchedule", input(expression, rest))
	return err
}

func input(expression, rest string) string {
	own, target, _ := strings.Cut(rest, "|")
	if !strings.Contains(own, "FlexibleTimeWindow") {
		own += `,"FlexibleTimeWindow":{"Mode":"OFF"}`
	}
	return fmt.Sprintf(`{"Name":"s","ScheduleExpression":%q,"Target":{"Arn":%q,"RoleArn":%q%s}%s}`, expression, fn, role, target, own)
}

func (w *world) pass(d time.Duration) {
	w.t.Helper()
	until := w.k.Now().Add(d)
	for done := false; !done; {
		done = w.k.Advance(until, 100)
		if err := w.s.Check(); err != nil {
			w.t.Fatal(err)
		}
	}
}

// The world begins on 2026-11-02 at 09:00:00 UTC.
func TestWhenItRuns(t *testing.T) {
	for name, c := range map[string]struct {
		expression, rest string
		pass             time.Duration
		want             string
		left             bool
	}{
		"a rate at once":           {"rate(2 minutes)", ``, 5 * time.Minute, "02T09:00:00 02T09:02:00 02T09:04:00", true},
		"a rate from its start":    {"rate(2 minutes)", `,"StartDate":"2026-11-02T09:03:30Z"`, 7 * time.Minute, "02T09:03:30 02T09:05:30", true},
		"until its end":            {"rate(1 minute)", `,"EndDate":"2026-11-02T09:02:00Z"`, time.Hour, "02T09:00:00 02T09:01:00 02T09:02:00", true},
		"until its end, then gone": {"rate(1 minute)", `,"EndDate":"2026-11-02T09:01:30Z","ActionAfterCompletion":"DELETE"`, time.Hour, "02T09:00:00 02T09:01:00", false},
		"cron in UTC":              {"cron(0 12 * * ? *)", ``, 24 * time.Hour, "02T12:00:00", true},
		"cron in New York":         {"cron(0 12 * * ? *)", `,"ScheduleExpressionTimezone":"America/New_York"`, 24 * time.Hour, "02T17:00:00", true},
		"cron from its start":      {"cron(0 12 * * ? *)", `,"StartDate":"2026-11-04T00:00:00Z"`, 72 * time.Hour, "04T12:00:00", true},
		"once":                     {"at(2026-11-02T10:30:00)", ``, 24 * time.Hour, "02T10:30:00", true},
		"once in Tokyo, then gone": {"at(2026-11-02T19:30:00)", `,"ScheduleExpressionTimezone":"Asia/Tokyo","ActionAfterCompletion":"DELETE"`, 24 * time.Hour, "02T10:30:00", false},
		"once, whatever its dates": {"at(2026-11-02T10:30:00)", `,"StartDate":"2026-12-01T00:00:00Z","EndDate":"2026-12-02T00:00:00Z"`, 24 * time.Hour, "02T10:30:00", true},
		"in the past":              {"at(2026-11-01T10:30:00)", `,"ActionAfterCompletion":"DELETE"`, 24 * time.Hour, "", true},
		"disabled":                 {"rate(1 minute)", `,"State":"DISABLED"`, time.Hour, "", true},
	} {
		w := newWorld(t)
		if err := w.create(c.expression, c.rest); err != "" {
			t.Errorf("%s: %s", name, err)
			continue
		}
		w.pass(c.pass)
		var out []string
		for _, d := range w.got {
			_, after, _ := strings.Cut(string(d.Body), `"time":"2026-11-`)
			out = append(out, after[:len("02T09:00:00")])
		}
		if got := strings.Join(out, " "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if left := len(w.s.Schedules()) == 1; left != c.left {
			t.Errorf("%s: the schedule is left: %v", name, left)
		}
	}
}

func TestFlexibleWindow(t *testing.T) {
	w := newWorld(t)
	if err := w.create("rate(1 hour)", `,"FlexibleTimeWindow":{"Mode":"FLEXIBLE","MaximumWindowInMinutes":30}`); err != "" {
		t.Fatal(err)
	}
	w.pass(99 * time.Hour)
	late := 0
	for i, at := range w.at {
		after := at - time.Duration(i)*time.Hour
		if after < 0 || after > 31*time.Minute {
			t.Errorf("invocation %d comes %s after its time", i, after)
		}
		if after > 10*time.Minute {
			late++
		}
	}
	if len(w.at) < 98 || late < 40 {
		t.Errorf("%d invocations, %d of them in the later part of the window", len(w.at), late)
	}
}

func TestEvent(t *testing.T) {
	w := newWorld(t)
	w.create("at(2026-11-02T09:30:00)", ``)
	w.pass(time.Hour)
	const rest = `","detail-type":"Scheduled Event","source":"aws.scheduler","account":"123456789012","time":"2026-11-02T09:30:00Z","region":"us-east-1","resources":["arn:aws:scheduler:us-east-1:123456789012:schedule/default/s"],"detail":"{}"}`
	if d := w.got[0]; !strings.HasPrefix(string(d.Body), `{"version":"0","id":"`) || !strings.HasSuffix(string(d.Body), rest) || d.Role != role || d.Service != "" {
		t.Errorf("delivered %+v: %s", d, d.Body)
	}
	w = newWorld(t)
	w.create("at(2026-11-02T09:30:00)", `|,"Input":"{\"at\":\"<aws.scheduler.scheduled-time>\",\"try\":<aws.scheduler.attempt-number>,\"of\":\"<aws.scheduler.schedule-arn>\"}"`)
	w.pass(time.Hour)
	if got := string(w.got[0].Body); got != `{"at":"2026-11-02T09:30:00Z","try":1,"of":"arn:aws:scheduler:us-east-1:123456789012:schedule/default/s"}` {
		t.Errorf("delivered %s", got)
	}
}

func TestFailures(t *testing.T) {
	for name, c := range map[string]struct {
		err   *aws.Error
		tries float64
		code  string
	}{
		"no such function": {aws.Errorf(404, "ResourceNotFoundException", "gone"), 1, "ResourceNotFoundException"},
		"throttled":        {aws.Errorf(429, "TooManyRequestsException", "slow down"), 4, "TooManyRequestsException"},
	} {
		w := newWorld(t)
		w.refuse = c.err
		w.create("at(2026-11-02T09:30:00)", `,"ActionAfterCompletion":"DELETE"|,"RetryPolicy":{"MaximumRetryAttempts":3},"DeadLetterConfig":{"Arn":"`+dead+`"}`)
		w.pass(3 * time.Hour)
		if len(w.got) != 1 || w.got[0].Target != dead || w.got[0].Role != role {
			t.Errorf("%s: delivered %+v", name, w.got)
			continue
		}
		found := map[string]string{}
		for _, a := range w.got[0].Attributes {
			found[a.Name] = a.Value
		}
		if found["ERROR_CODE"] != c.code || found["RETRY_ATTEMPTS"] != fmt.Sprint(c.tries-1) || found["SCHEDULED_TIME"] != "2026-11-02T09:30:00Z" {
			t.Errorf("%s: %v", name, found)
		}
		if got := w.sum("InvocationAttemptCount"); got != c.tries || w.sum("InvocationsSentToDeadLetterCount") != 1 {
			t.Errorf("%s: %v attempts, want %v", name, got, c.tries)
		}
		if len(w.s.Schedules()) != 0 {
			t.Errorf("%s: the schedule is left", name)
		}
	}
}

func TestRoleThatIsNotTrustedAnyMore(t *testing.T) {
	w := newWorld(t)
	w.create("at(2026-11-02T09:30:00)", `|,"DeadLetterConfig":{"Arn":"`+dead+`"}`)
	w.trusts = false
	w.pass(time.Hour)
	if len(w.got) != 0 || w.sum("InvocationsFailedToBeSentToDeadLetterCount") != 1 || w.sum("InvocationAttemptCount") != 1 {
		t.Errorf("delivered %+v", w.got)
	}
}

func (w *world) sum(name string) float64 {
	m := w.metrics.Find("AWS/Scheduler", name, []cloudwatch.Dimension{{Name: "ScheduleGroup", Value: "default"}})
	if m == nil {
		return 0
	}
	return m.Total().Sum
}

// Texts of expressions and roles as recorded from AWS; see compile for those
// that are assumed.
func TestRefusals(t *testing.T) {
	for _, c := range []struct{ expression, rest, want string }{
		{"rate(10 seconds)", ``, "ValidationException: Invalid Schedule Expression rate(10 seconds)."},
		{" rate(10 minutes)", ``, "ValidationException: Invalid Schedule Expression  rate(10 minutes)."},
		{"cron(0 1 * * * *)", ``, "ValidationException: Invalid Schedule Expression cron(0 1 * * * *)."},
		{"at(2021-12-31T23:59:59Z)", ``, "ValidationException: Invalid Schedule Expression at(2021-12-31T23:59:59Z)."},
		{"rate(1 minute)", `,"GroupName":"g"`, "ResourceNotFoundException: Schedule group g does not exist."},
		{"rate(1 minute)", `,"ScheduleExpressionTimezone":"Mars"`, "ValidationException: Invalid Schedule Expression Timezone Mars."},
		{"rate(1 minute)", `,"FlexibleTimeWindow":{"Mode":"FLEXIBLE"}`, "ValidationException: MaximumWindowInMinutes must be provided for Mode FLEXIBLE."},
		{"rate(1 minute)", `,"StartDate":"2027-01-01T00:00:00Z","EndDate":"2026-12-01T00:00:00Z"`, "ValidationException: The StartDate must come before the EndDate."},
		{"rate(1 minute)", `,"State":"ON"`, "ValidationException: 1 validation error detected: Value 'ON' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]"},
	} {
		w := newWorld(t)
		if got := w.create(c.expression, c.rest); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.expression, c.rest, got, c.want)
		}
	}
	w := newWorld(t)
	if w.trusts = false; w.create("rate(1 minute)", ``) != "ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role." {
		t.Error("a role that does not trust the scheduler is accepted")
	}
	w.trusts = true
	w.create("rate(1 minute)", ``)
	for _, c := range []struct{ principal, op, in, want string }{
		{"me", "CreateSchedule", input("rate(1 minute)", ``), "ConflictException: Schedule s already exists."},
		{"me", "GetSchedule", `{"Name":"t"}`, "ResourceNotFoundException: Schedule t does not exist."},
		{"me", "DeleteSchedule", `{"Name":"s","GroupName":"g"}`, "ResourceNotFoundException: Schedule group g does not exist."},
		{"nobody", "DeleteSchedule", `{"Name":"s"}`, "AccessDeniedException: User: nobody is not authorized to perform: scheduler:DeleteSchedule on resource: arn:aws:scheduler:us-east-1:123456789012:schedule/default/s because no identity-based policy allows the scheduler:DeleteSchedule action"},
		{"me", "UpdateSchedule", input("rate(5 minutes)", `,"State":"DISABLED"`), ""},
		{"me", "DeleteSchedule", `{"Name":"s"}`, ""},
	} {
		if _, got := w.call(c.principal, c.op, c.in); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.op, c.in, got, c.want)
		}
	}
	w.pass(time.Hour)
	if len(w.got) != 0 {
		t.Errorf("a schedule that is gone ran: %+v", w.got)
	}
}
