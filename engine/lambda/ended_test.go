package lambda

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
)

// post takes what functions send elsewhere.
type post struct {
	refuse string // a target that takes nothing
	got    []aws.Delivery
}

func (p *post) Accepts(d aws.Delivery) *aws.Error {
	if d.Target == p.refuse {
		return aws.Errorf(403, "AccessDenied", "no")
	}
	return nil
}

func (p *post) Deliver(d aws.Delivery) *aws.Error {
	if err := p.Accepts(d); err != nil {
		return err
	}
	p.got = append(p.got, d)
	return nil
}

func snsTo(name string) aws.Delivery {
	return aws.Delivery{Target: functionARN(name), Service: "sns.amazonaws.com", Source: "arn:aws:sns:us-east-1:123456789012:t", Body: []byte("{}")}
}

const queue, topic = "arn:aws:sqs:us-east-1:123456789012:dead", "arn:aws:sns:us-east-1:123456789012:told"

// postal is a world with a function that fails when it is told to.
func postal(t *testing.T, more map[string]any) (*world, *post) {
	w := newWorld(t, 1, AWSRules())
	p := &post{}
	w.near.Deliverer = p
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", time.Millisecond), invoke: func(e []byte) sandbox.Turn {
			turn := settled(`"fine"`, 10*time.Millisecond)
			if string(e) == `{"fail":1}` {
				turn.Err = &sandbox.Failure{Type: "Error", Message: "as told", Trace: []string{}}
			}
			return turn
		}}, nil
	}
	w.create(t, "fn", "x", more)
	return w, p
}

func event(payload string) map[string]any {
	return map[string]any{"FunctionName": "fn", "InvocationType": "Event", "Payload": []byte(payload)}
}

func TestDestinations(t *testing.T) {
	w, p := postal(t, nil)
	w.must(t, "lambda.PutFunctionEventInvokeConfig", map[string]any{"FunctionName": "fn", "MaximumRetryAttempts": 1,
		"DestinationConfig": map[string]any{"OnSuccess": map[string]any{"Destination": topic}, "OnFailure": map[string]any{"Destination": queue}}})
	w.must(t, "lambda.Invoke", event(`{"fail":1}`))
	w.must(t, "lambda.Invoke", event(`{"fail":0}`))
	w.advance(10 * time.Minute)
	if len(p.got) != 2 {
		t.Fatalf("%d deliveries: %+v", len(p.got), p.got)
	}
	var record struct {
		Version        string
		RequestContext struct {
			FunctionArn, Condition string
			ApproximateInvokeCount int
		}
		RequestPayload  map[string]int
		ResponseContext struct {
			StatusCode                     int
			ExecutedVersion, FunctionError string
		}
		ResponsePayload any
	}
	for i, want := range []struct {
		target, condition, failed string
		count                     int
	}{{topic, "Success", "", 1}, {queue, "RetriesExhausted", "Unhandled", 2}} {
		record.ResponseContext.FunctionError = ""
		d := p.got[i]
		if err := json.Unmarshal(d.Body, &record); err != nil {
			t.Fatalf("%s: %v", d.Body, err)
		}
		if d.Target != want.target || record.RequestContext.Condition != want.condition || record.Version != "1.0" ||
			record.RequestContext.ApproximateInvokeCount != want.count || record.ResponseContext.FunctionError != want.failed ||
			record.RequestContext.FunctionArn != functionARN("fn")+":$LATEST" || d.Role != testRole {
			t.Errorf("delivery %d: %s", i, d.Body)
		}
	}
	if s := w.Stats("fn"); s.EventsReceived != 2 || s.EventsSucceeded != 1 || s.EventsKept != 1 || s.EventsDropped != 0 {
		t.Errorf("%+v", s)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// TestDestinationOfEvents: an event bus gets the record as the detail of an
// event about itself and the function, which is named with its qualifier
// (github mhlabs/evb-cli matches it so in real events).
func TestDestinationOfEvents(t *testing.T) {
	const bus = "arn:aws:events:us-east-1:123456789012:event-bus/default"
	w, p := postal(t, nil)
	w.must(t, "lambda.PutFunctionEventInvokeConfig", map[string]any{"FunctionName": "fn", "DestinationConfig": map[string]any{"OnSuccess": map[string]any{"Destination": bus}}})
	w.must(t, "lambda.Invoke", event(`{}`))
	w.advance(time.Minute)
	var e struct {
		Source     string
		DetailType string `json:"detail-type"`
		Resources  []string
		Detail     struct{ RequestContext struct{ FunctionArn string } }
	}
	if err := json.Unmarshal(p.got[0].Body, &e); err != nil {
		t.Fatal(err)
	}
	const fn = "arn:aws:lambda:us-east-1:123456789012:function:fn:$LATEST"
	if e.Source != "lambda" || e.DetailType != "Lambda Function Invocation Result - Success" || len(e.Resources) != 2 || e.Resources[0] != bus || e.Resources[1] != fn ||
		e.Detail.RequestContext.FunctionArn != fn {
		t.Errorf("%s", p.got[0].Body)
	}
}

func TestDeadLetterQueue(t *testing.T) {
	w, p := postal(t, map[string]any{"DeadLetterConfig": map[string]any{"TargetArn": queue}})
	w.must(t, "lambda.Invoke", event(`{"fail":1}`))
	w.advance(10 * time.Minute)
	if len(p.got) != 1 || string(p.got[0].Body) != `{"fail":1}` || p.got[0].Target != queue {
		t.Fatalf("%+v", p.got)
	}
	for i, want := range []struct{ name, kind, value string }{{"RequestID", "String", ""}, {"ErrorCode", "Number", "200"}, {"ErrorMessage", "String", "as told"}} {
		a := p.got[0].Attributes[i]
		if a.Name != want.name || a.DataType != want.kind || want.value != "" && a.Value != want.value {
			t.Errorf("attribute %d: %+v", i, a)
		}
	}
	p.refuse = queue
	w.must(t, "lambda.Invoke", event(`{"fail":1}`))
	w.advance(10 * time.Minute)
	if s := w.Stats("fn"); s.EventsKept != 1 || s.EventsDropped != 1 || w.logs.Find(namespace, "DeadLetterErrors", w.dims("fn")).Total().Sum != 1 {
		t.Errorf("a queue that takes nothing: %+v", s)
	}
}

// TestDeadLettersTellWholeCharacters: a long message is cut between two.
func TestDeadLettersTellWholeCharacters(t *testing.T) {
	w, p := postal(t, map[string]any{"DeadLetterConfig": map[string]any{"TargetArn": queue}})
	w.must(t, "lambda.PutFunctionEventInvokeConfig", map[string]any{"FunctionName": "fn", "MaximumRetryAttempts": 0})
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: func([]byte) sandbox.Turn {
			return sandbox.Turn{Settled: true, Err: &sandbox.Failure{Type: "Error", Message: "x" + strings.Repeat("ü", 600), Trace: []string{}}}
		}}, nil
	}
	w.must(t, "lambda.Invoke", event(`{}`))
	w.advance(time.Minute)
	if text := p.got[0].Attributes[2].Value; text != "x"+strings.Repeat("ü", 511) {
		t.Errorf("%d bytes: …%q", len(text), text[max(0, len(text)-5):])
	}
}

func TestZeroReservedConcurrencyEndsEventsAtOnce(t *testing.T) {
	w, p := postal(t, nil)
	w.must(t, "lambda.PutFunctionEventInvokeConfig", map[string]any{"FunctionName": "fn",
		"DestinationConfig": map[string]any{"OnFailure": map[string]any{"Destination": queue}}})
	w.must(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": 0})
	w.must(t, "lambda.Invoke", event(`{}`))
	w.advance(time.Second)
	if len(p.got) != 1 {
		t.Fatalf("%d deliveries", len(p.got))
	}
	var record struct {
		RequestContext struct {
			Condition              string
			ApproximateInvokeCount int
		}
		ResponseContext *struct{}
	}
	if err := json.Unmarshal(p.got[0].Body, &record); err != nil || record.RequestContext.Condition != "ZeroReservedConcurrency" ||
		record.RequestContext.ApproximateInvokeCount != 0 || record.ResponseContext != nil {
		t.Errorf("%s %v", p.got[0].Body, err)
	}
}

func TestEventsGrowTooOld(t *testing.T) {
	w, p := postal(t, nil)
	w.must(t, "lambda.PutFunctionEventInvokeConfig", map[string]any{"FunctionName": "fn", "MaximumEventAgeInSeconds": 60,
		"DestinationConfig": map[string]any{"OnFailure": map[string]any{"Destination": queue}}})
	w.account.Unreserved += AccountConcurrency
	w.must(t, "lambda.Invoke", event(`{}`))
	w.advance(2 * time.Minute)
	w.account.Unreserved -= AccountConcurrency
	dropped := events[EventDropped](w)
	if len(dropped) != 1 || dropped[0].Reason != "EventAgeExceeded" || !dropped[0].Kept || len(p.got) != 1 {
		t.Errorf("%+v, %d deliveries", dropped, len(p.got))
	}
}

func TestRunForAService(t *testing.T) {
	w, _ := postal(t, nil)
	var got []aws.Ran
	run := func(payload string) {
		d := snsTo("fn")
		d.Body = []byte(payload)
		w.Run(d, func(r aws.Ran) { got = append(got, r) })
		w.advance(time.Minute)
	}
	run(`{}`)
	w.must(t, "lambda.AddPermission", map[string]any{"FunctionName": "fn", "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com"})
	run(`{}`)
	run(`{"fail":1}`)
	w.account.Unreserved += AccountConcurrency
	run(`{}`)
	w.account.Unreserved -= AccountConcurrency
	if len(got) != 4 {
		t.Fatalf("%d answers", len(got))
	}
	if got[0].Err == nil || got[0].Err.HTTPStatus != 403 || string(got[1].Payload) != `"fine"` || got[1].FunctionError != "" ||
		got[2].FunctionError != "Unhandled" || got[3].Err == nil || got[3].Err.HTTPStatus != 429 {
		t.Errorf("%+v", got)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}
