package lambda

import (
	"fmt"
	"testing"
	"time"

	"skylab/engine/sandbox"
)

// TestEveryTwinChangesTheWorld runs one story in the world of AWS and in that
// of each misconception; what can be seen of them must differ.
func TestEveryTwinChangesTheWorld(t *testing.T) {
	truth := twinStory(t, "")
	if again := twinStory(t, ""); again != truth {
		t.Fatal("the story is not the same twice")
	}
	for _, twin := range Twins() {
		if twin.Belief == "" || twin.Truth == "" {
			t.Errorf("%s does not say what it is", twin.ID)
		}
		if got := twinStory(t, twin.ID); got == truth {
			t.Errorf("%s behaves as AWS does:\n%s", twin.ID, got)
		}
	}
	if _, err := RulesFor("nothing"); err == nil {
		t.Error("an unknown twin is accepted")
	}
}

// TestAReservationGivenBackWarmsNothing: where reservations are said to keep
// environments ready, one that is gone does not.
func TestAReservationGivenBackWarmsNothing(t *testing.T) {
	rules, err := RulesFor("reserved-warms")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, 1, rules)
	w.sleep(time.Second)
	w.create(t, "fn", "x")
	w.must(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": 1})
	w.invokeNow(t, "fn", "{}")
	if n := w.Stats("fn").ColdStarts; n != 0 {
		t.Errorf("%d cold starts with a reservation", n)
	}
	w.must(t, "lambda.DeleteFunctionConcurrency", map[string]any{"FunctionName": "fn"})
	w.advance(time.Hour)
	w.invokeNow(t, "fn", "{}")
	if n := w.Stats("fn").ColdStarts; n != 1 {
		t.Errorf("%d cold starts without", n)
	}
}

// twinStory uses every rule and tells what an observer sees of it.
func twinStory(t *testing.T, id string) string {
	rules, err := RulesFor(id)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, 7, rules)
	var tmp *sandbox.Tmp // of the environment whose program exited
	w.open = func(v *environment) (program, error) { return &counter{v: v, rules: rules, exited: &tmp}, nil }
	w.create(t, "fn", "x", map[string]any{"MemorySize": 512})
	var seen string
	see := func(v ...any) { seen += fmt.Sprintln(v...) }
	for range 2 {
		see(string(w.invokeNow(t, "fn", `"count"`).Payload))
	}
	failed := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "Payload": []byte(`"fail"`)})
	event := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": "Event", "Payload": []byte(`"fail"`)})
	see("event", event.done)
	w.advance(20 * time.Minute)
	see("failed", failed.done, failed.err != nil)
	for range 3 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "Payload": []byte(`"slow"`)})
	}
	w.advance(3 * time.Hour)
	see(len(w.Environments("fn")))
	w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "Payload": []byte(`"exit"`)})
	w.advance(5 * time.Minute)
	see(string(w.invokeNow(t, "fn", `"count"`).Payload))
	// A rush: two functions take more than the account and the rate allow.
	w.create(t, "other", "y")
	for range 700 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "Payload": []byte(`"slow"`)})
		w.do("lambda.Invoke", map[string]any{"FunctionName": "other", "Payload": []byte(`"slow"`)})
	}
	late := w.do("lambda.Invoke", map[string]any{"FunctionName": "other", "InvocationType": "Event"})
	see("late", late.done, late.err != nil)
	w.advance(time.Hour)
	for _, f := range []string{"fn", "other"} {
		s := w.Stats(f)
		see(s.Invocations, s.Errors, s.Throttles, s.ColdStarts, s.BilledMs, s.Mean, s.Init, s.EventsDropped)
	}
	// A reservation: five requests at once, of which it lets three in.
	w.create(t, "kept", "z")
	w.must(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "kept", "ReservedConcurrentExecutions": 3})
	for range 5 {
		w.do("lambda.Invoke", map[string]any{"FunctionName": "kept", "Payload": []byte(`"slow"`)})
	}
	w.advance(time.Minute)
	s := w.Stats("kept")
	see(s.Throttles, s.ColdStarts)
	w.queueStory(t, see)
	if err := w.Check(); err != nil {
		t.Errorf("%s: %v", id, err)
	}
	return seen
}

// queueStory has a batch that fails and a message that a filter keeps out.
func (w *world) queueStory(t *testing.T, see func(...any)) {
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"})
	w.create(t, "batches", "b")
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: func([]byte) sandbox.Turn {
			return sandbox.Turn{Settled: true, Err: &sandbox.Failure{Type: "Error", Message: "no", Logged: "{}"}}
		}}, nil
	}
	w.must(t, "sqs.CreateQueue", map[string]any{"QueueName": "orders"})
	w.must(t, "lambda.CreateEventSourceMapping", map[string]any{"FunctionName": "batches", "EventSourceArn": ordersARN,
		"FilterCriteria": map[string]any{"Filters": []any{map[string]any{"Pattern": `{"body":[{"prefix":"m"}]}`}}}})
	w.advance(time.Minute)
	for _, body := range []string{"m1", "m2", "advert"} {
		w.must(t, "sqs.SendMessage", map[string]any{"QueueUrl": "orders", "MessageBody": body})
	}
	w.advance(10 * time.Second)
	see("left", w.left())
}

// counter is a program that counts its runs in memory, and looks for what an
// earlier program has left in /tmp.
type counter struct {
	v      *environment
	rules  Rules
	exited **sandbox.Tmp
	runs   int
}

func (c *counter) Init(int64) sandbox.Turn                     { return settled("null", time.Millisecond) }
func (c *counter) Resume(int64, []sandbox.Answer) sandbox.Turn { return settled("null", 0) }
func (c *counter) Close()                                      {}

func (c *counter) Invoke(_ int64, event []byte, _ sandbox.Context) sandbox.Turn {
	c.runs++
	switch string(event) {
	case `"fail"`:
		return sandbox.Turn{Settled: true, Err: &sandbox.Failure{Type: "Error", Message: "no", Logged: "{}"}}
	case `"exit"`:
		*c.exited = c.v.tmp
		return sandbox.Turn{Exit: sandbox.ExitProcess, Code: 1}
	case `"slow"`:
		return settled(`"slow"`, 200*time.Millisecond)
	}
	busy := time.Duration(float64(3*time.Millisecond) / c.v.r.vcpu(c.rules))
	return settled(fmt.Sprintf(`{"runs":%d,"kept":%v}`, c.runs, c.v.tmp == *c.exited), busy)
}
