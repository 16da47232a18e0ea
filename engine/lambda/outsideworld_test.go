package lambda

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
)

func TestReservedConcurrencyHoldsOutside(t *testing.T) {
	w := outsideWorld(t)
	w.must(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": 1})
	w.next("p")
	w.next("q")
	w.invoked(`1`)
	if r := w.invoked(`2`); r.err == nil || r.err.Code != "TooManyRequestsException" {
		t.Errorf("a second request gets %+v", r)
	}
}

func TestAnUpdateKeepsTheProcess(t *testing.T) {
	w := outsideWorld(t)
	p := w.next("p")
	w.must(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "Timeout": 60})
	w.advance(10 * time.Second)
	w.invoked(`{}`)
	if q := p.taken(t); q.LeftMs != 60_000 {
		t.Errorf("the process has %d ms", q.LeftMs)
	}
}

func TestADeletedFunctionSendsItsProcessesAway(t *testing.T) {
	w := outsideWorld(t)
	p, q := w.next("p"), w.next("q")
	r := w.invoked(`{}`)
	w.must(t, "lambda.DeleteFunction", map[string]any{"FunctionName": "fn"})
	if p.err == nil {
		t.Error("a process waits for requests of a function that is gone")
	}
	w.tell("Respond", q.taken(t), `1`)
	w.answered(t, r)
	if r := w.next("p"); r.err == nil || r.err.Code != "ResourceNotFoundException" {
		t.Errorf("%+v", r)
	}
}

// A runtime may answer what is no JSON, and a destination's record is JSON all
// the same.
func TestATextFromOutsideInARecord(t *testing.T) {
	inv := &invocation{target: target{f: &function{}, ver: &version{}}, Attempt: 1, payload: []byte(`{}`), result: outcome{Status: success, Payload: []byte("Echoing request: 'x'")}}
	var record struct{ ResponsePayload string }
	if err := json.Unmarshal(inv.record(0, conditionSuccess), &record); err != nil || record.ResponsePayload != "Echoing request: 'x'" {
		t.Errorf("%+v, %v", record, err)
	}
}

// In every twin a function can be run outside, too: what is believed there is
// about environments, and processes are as many as there are.
func TestOutsideInEveryTwin(t *testing.T) {
	for _, twin := range Twins() {
		id := twin.ID
		rules, err := RulesFor(id)
		if err != nil {
			t.Fatal(err)
		}
		w := newWorld(t, 1, rules)
		w.create(t, "fn", `export const handler = async () => "inside";`)
		w.must(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": 3})
		w.must(t, "runtime.Attach", map[string]any{"FunctionName": "fn"})
		for round := range 3 {
			w.next("p")
			one, two := w.invoked(`1`), w.invoked(`2`)
			for range 2 {
				w.next("p")
				w.advance(0)
				for _, v := range w.environments { // all that have a request: the order does not matter
					if v.outside != nil && v.outside.Has && !v.ending {
						w.tell("Respond", &RuntimeRequest{RequestId: v.inv.ID}, string(v.inv.payload))
					}
				}
			}
			for want, r := range map[string]*reply{"1": one, "2": two} {
				if out := w.answered(t, r); string(out.Payload) != want {
					t.Errorf("%s, round %d: %s is answered %s", id, round, want, out.Payload)
				}
			}
			if w.Outside() {
				t.Errorf("%s, round %d: nobody has a request, and the world does not say so", id, round)
			}
		}
	}
}

// A queue feeds a function that is run outside as any other.
func TestAQueueFeedsAProcessOutside(t *testing.T) {
	w, _ := mapped(t, map[string]any{"BatchSize": 10})
	w.open = w.Service.program
	w.must(t, "runtime.Attach", map[string]any{"FunctionName": "fn"})
	w.sendMany(t, 1)
	w.advance(time.Second)
	p := w.next("p")
	w.advance(0)
	q := p.taken(t)
	if !strings.Contains(string(q.Payload), `"body":"m0"`) {
		t.Errorf("it has %s", q.Payload)
	}
	w.tell("Respond", q, `null`)
	w.advance(time.Second)
	if n := w.left(); n != 0 {
		t.Errorf("%d messages are left", n)
	}
}

// The caller of a URL has what a process outside answers, a text as well.
func TestAURLOfAFunctionOutside(t *testing.T) {
	for answer, want := range map[string]string{"plain words": "200 plain words", `{"statusCode":201,"body":"made"}`: "201 made"} {
		w := newWorld(t, 1, AWSRules())
		w.create(t, "fn", "x")
		url := w.opened(t)
		w.must(t, "runtime.Attach", map[string]any{"FunctionName": "fn"})
		p := w.next("p")
		r := w.do("http.Request", map[string]any{"Method": "GET", "URL": url})
		w.advance(0)
		w.tell("Respond", p.taken(t), answer)
		w.advance(time.Second)
		out, is := r.out.(*aws.HTTPResponse)
		if !is || fmt.Sprintf("%d %s", out.Status, out.Body) != want {
			t.Errorf("%s is answered %+v, want %s", answer, r.out, want)
		}
	}
}
