package lambda

import (
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
)

// TestProvisioningWaitsForTheRestore of what its environments start from.
func TestProvisioningWaitsForTheRestore(t *testing.T) {
	w := boxed(t, AWSRules())
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
	w.advance(20 * aDay)
	w.must(t, "lambda.PutProvisionedConcurrencyConfig", map[string]any{"FunctionName": "fn", "Qualifier": "1", "ProvisionedConcurrentExecutions": 2})
	if c := w.shown(t, "fn:1"); c.StateReasonCode != "Restoring" {
		t.Errorf("the version is %s %s", c.State, c.StateReasonCode)
	}
	for range 300 {
		w.advance(time.Second)
		if err := w.Check(); err != nil { // no environment is of a version that is not Active
			t.Fatal(err)
		}
	}
	if f, _ := w.Function("fn"); f.Provisioned[0].Status != "READY" || w.shown(t, "fn:1").State != Active {
		t.Errorf("at last: %+v", f.Provisioned)
	}
}

func TestEventsWaitForTheRestore(t *testing.T) {
	w := dormant(t)
	r := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": Event})
	if out, _ := r.out.(*InvokeOutput); out == nil || out.StatusCode != 202 {
		t.Fatalf("the caller gets %+v, %v", r.out, r.err)
	}
	w.advance(time.Second)
	again := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": Event})
	if out, _ := again.out.(*InvokeOutput); out == nil || out.StatusCode != 202 {
		t.Fatalf("while it is restored the caller gets %+v, %v", again.out, again.err)
	}
	w.advance(10 * time.Minute)
	if s := w.Stats("fn"); s.EventsSucceeded != 2 || s.Invocations != 2 || s.Throttles != 0 || len(w.invocations) != 0 {
		t.Errorf("%+v, %d requests left", s, len(w.invocations))
	}
	for _, e := range events[EventRetried](w) {
		if e.Reason != Pending || e.Attempt != 1 {
			t.Errorf("went back: %+v", e)
		}
	}
}

// TestAnEventTooOldForTheRestoreIsKept by its dead-letter queue.
func TestAnEventTooOldForTheRestoreIsKept(t *testing.T) {
	w, p := postal(t, map[string]any{"Runtime": "java21", "SnapStart": map[string]any{"ApplyOn": "PublishedVersions"},
		"DeadLetterConfig": map[string]any{"TargetArn": queue}})
	w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
	w.must(t, "lambda.PutFunctionEventInvokeConfig", map[string]any{"FunctionName": "fn", "Qualifier": "1", "MaximumEventAgeInSeconds": 60})
	w.advance(20 * aDay)
	w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:1", "InvocationType": Event, "Payload": []byte(`{"n":1}`)})
	w.advance(time.Hour)
	dropped := events[EventDropped](w)
	if len(dropped) != 1 || dropped[0].Reason != conditionAge || !dropped[0].Kept || len(p.got) != 1 {
		t.Errorf("%+v, %d letters", dropped, len(p.got))
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

// TestAMappingWaitsForTheRestore with its messages in the queue, from which
// none is received in vain.
func TestAMappingWaitsForTheRestore(t *testing.T) {
	w := boxed(t, AWSRules())
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"})
	w.must(t, "sqs.CreateQueue", map[string]any{"QueueName": "orders"})
	m := w.must(t, "lambda.CreateEventSourceMapping", map[string]any{"FunctionName": "fn", "EventSourceArn": ordersARN}).(*EventSourceMapping)
	w.advance(20 * aDay)
	if got := w.shown(t, "fn").State; got != Inactive {
		t.Fatalf("a mapping with nothing to do keeps the function %s", got)
	}
	w.sendMany(t, 3)
	w.advance(20 * time.Second)
	if v := w.Mappings()[0]; v.Result != "PROBLEM: ERROR: "+pendingImage || w.shown(t, "fn").StateReasonCode != "Restoring" {
		t.Errorf("meanwhile: %+v", v)
	}
	w.advance(10 * time.Minute)
	if v := w.Mappings()[0]; v.UUID != m.UUID || v.Result != "OK" || w.left() != 0 || len(events[BatchReturned](w)) != 0 {
		t.Errorf("%+v, %d messages left, returned %+v", v, w.left(), events[BatchReturned](w))
	}
}

// TestAWindowThatEndsInASleepingFunctionIsRunLater: what a mapping has
// gathered when the function becomes Inactive is run once that is restored.
func TestAWindowThatEndsInASleepingFunctionIsRunLater(t *testing.T) {
	w := boxed(t, AWSRules())
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"})
	w.must(t, "sqs.CreateQueue", map[string]any{"QueueName": "orders", "Attributes": map[string]any{"VisibilityTimeout": "3600"}})
	w.must(t, "lambda.CreateEventSourceMapping", map[string]any{"FunctionName": "fn", "EventSourceArn": ordersARN, "BatchSize": 100, "MaximumBatchingWindowInSeconds": 300})
	w.advance(w.functions["fn"].latest.used.Add(14*aDay - time.Minute).Sub(w.k.Now()))
	w.sendMany(t, 3)
	w.advance(30 * time.Minute)
	if s := w.Stats("fn"); s.Invocations != 1 || w.left() != 0 {
		t.Errorf("%+v, %d messages left, %+v", s, w.left(), w.Mappings()[0])
	}
}

func TestTheURLOfAnInactiveFunction(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: func([]byte) sandbox.Turn { return settled(`"hi"`, 0) }}, nil
	}
	w.must(t, "lambda.CreateFunction", map[string]any{"FunctionName": "fn", "Role": testRole, "PackageType": "Image", "Code": map[string]any{"ImageUri": imageURI}})
	url := w.opened(t)
	w.advance(20 * aDay)
	if r := w.get(t, url); r.Status != 502 || string(r.Body) != "Internal Server Error" {
		t.Errorf("at first: %d %s", r.Status, r.Body)
	}
	w.advance(10 * time.Minute)
	if r := w.get(t, url); r.Status != 200 || string(r.Body) != "hi" {
		t.Errorf("later: %d %s", r.Status, r.Body)
	}
}

// TestAServiceThatWaitsIsRefused, and its request wakes the function.
func TestAServiceThatWaitsIsRefused(t *testing.T) {
	w := dormant(t)
	w.must(t, "lambda.AddPermission", map[string]any{"FunctionName": "fn", "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com"})
	var got aws.Ran
	w.Run(snsTo("fn"), func(r aws.Ran) { got = r })
	if got.Err == nil || got.Err.Code != "CodeArtifactUserPendingException" {
		t.Errorf("got %+v", got)
	}
	w.advance(10 * time.Minute)
	w.Run(snsTo("fn"), func(r aws.Ran) { got = r })
	w.advance(10 * time.Second)
	if got.Err != nil || string(got.Payload) != `"ok"` {
		t.Errorf("later %+v", got)
	}
}
