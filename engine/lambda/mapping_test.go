package lambda

import (
	"fmt"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/sandbox"
)

const ordersARN = "arn:aws:sqs:us-east-1:123456789012:orders"

// mapped is a world with a queue before a function that takes a second for a
// batch, and its mapping's UUID.
func mapped(t *testing.T, more map[string]any) (*world, string) {
	t.Helper()
	w := newWorld(t, 1, AWSRules())
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"})
	w.sleep(time.Second)
	w.create(t, "fn", "x")
	w.must(t, "sqs.CreateQueue", map[string]any{"QueueName": "orders"})
	m := w.must(t, "lambda.CreateEventSourceMapping", fields(map[string]any{"FunctionName": "fn", "EventSourceArn": ordersARN}, more)).(*EventSourceMapping)
	w.advance(time.Minute)
	return w, m.UUID
}

func (w *world) sendMany(t *testing.T, n int) {
	t.Helper()
	for i := range n {
		w.must(t, "sqs.SendMessage", map[string]any{"QueueUrl": "orders", "MessageBody": fmt.Sprint("m", i)})
	}
}

func (w *world) left() int { v, _ := w.queues.Queue(ordersARN); return v.Visible + v.InFlight }

func TestMappingStartsWithFiveBatchesAndGrows(t *testing.T) {
	w, _ := mapped(t, map[string]any{"BatchSize": 1})
	w.sendMany(t, 200)
	w.advance(900 * time.Millisecond)
	if n := w.Stats("fn").MaxConcurrent; n < mappingStart || n > mappingStart+mappingGrowth/60 {
		t.Errorf("%d batches at a time in the first second", n)
	}
	w.advance(30 * time.Second)
	if s := w.Stats("fn"); s.Invocations != 200 || w.left() != 0 || s.MaxConcurrent < 10 {
		t.Errorf("%+v, %d messages left", s, w.left())
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

func TestMappingKeepsItsMaximum(t *testing.T) {
	w, _ := mapped(t, map[string]any{"BatchSize": 1, "ScalingConfig": map[string]any{"MaximumConcurrency": 2}})
	w.sendMany(t, 20)
	w.advance(time.Minute)
	if s := w.Stats("fn"); s.MaxConcurrent != 2 || s.Invocations != 20 {
		t.Errorf("%+v", s)
	}
}

func TestBatchingWindow(t *testing.T) {
	w, _ := mapped(t, map[string]any{"BatchSize": 100, "MaximumBatchingWindowInSeconds": 5})
	w.sendMany(t, 30)
	w.advance(4 * time.Second)
	if n := w.Stats("fn").Invocations; n != 0 {
		t.Errorf("%d batches before the window's end", n)
	}
	w.advance(4 * time.Second)
	if s := w.Stats("fn"); s.Invocations != 1 || w.left() != 0 {
		t.Errorf("%+v, %d messages left", s, w.left())
	}
}

// TestThrottledBatchesComeBack: after the visibility timeout, and none is lost.
func TestThrottledBatchesComeBack(t *testing.T) {
	w, _ := mapped(t, nil)
	w.must(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": 0})
	w.sendMany(t, 3)
	w.advance(10 * time.Second)
	if n := len(events[BatchReturned](w)); n == 0 || w.left() != 3 {
		t.Errorf("%d batches returned, %d messages left", n, w.left())
	}
	w.must(t, "lambda.DeleteFunctionConcurrency", map[string]any{"FunctionName": "fn"})
	w.advance(time.Minute)
	if w.left() != 0 {
		t.Errorf("%d messages left", w.left())
	}
}

func TestFailedBatchesComeBackWhole(t *testing.T) {
	w, _ := mapped(t, nil)
	failing := true
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: func([]byte) sandbox.Turn {
			turn := settled("null", time.Millisecond)
			if failing {
				turn.Err = &sandbox.Failure{Type: "Error", Message: "no", Trace: []string{}}
			}
			return turn
		}}, nil
	}
	w.sendMany(t, 1)
	w.advance(20 * time.Second)
	if w.left() != 1 {
		t.Error("a failed message is deleted")
	}
	failing = false
	w.advance(time.Minute)
	if w.left() != 0 || w.Stats("fn").Errors != 1 {
		t.Errorf("%d left, %+v", w.left(), w.Stats("fn"))
	}
}

// TestAMappingsFunctionCanChange: if the update is refused nothing of it
// happens, and if not the answer tells of it.
func TestAMappingsFunctionCanChange(t *testing.T) {
	w, id := mapped(t, map[string]any{"ProvisionedPollerConfig": map[string]any{"MinimumPollers": 3, "MaximumPollers": 4}})
	w.create(t, "other", "x")
	change := map[string]any{"UUID": id, "FunctionName": "other"}
	w.fails(t, "lambda.UpdateEventSourceMapping", fields(map[string]any{"BatchSize": 11}, change), 400, "InvalidParameterValueException", "Maximum batch window")
	if m := w.Mappings()[0]; m.Function != functionARN("fn") {
		t.Errorf("after a refusal the mapping is of %s", m.Function)
	}
	if m := w.must(t, "lambda.UpdateEventSourceMapping", change).(*EventSourceMapping); m.FunctionArn != functionARN("other") {
		t.Errorf("the answer says %s", m.FunctionArn)
	}
	w.advance(time.Minute)
	w.sendMany(t, 1)
	w.advance(time.Minute)
	if w.Stats("fn").Invocations != 0 || w.Stats("other").Invocations != 1 {
		t.Errorf("%d runs of the old function, %d of the new", w.Stats("fn").Invocations, w.Stats("other").Invocations)
	}
	paid := func(name string) (seconds int64) {
		for _, r := range w.bill.Readings() {
			if r.Usage == billing.LambdaEventPollerUnits && r.Resource == name {
				seconds += r.Quantity.N
			}
		}
		return seconds
	}
	old, now := paid("fn"), paid("other")
	w.advance(time.Hour)
	if paid("fn") != old || paid("other") != now+3*3600 {
		t.Errorf("in an hour three pollers of the new function cost %d s, of the old one %d", paid("other")-now, paid("fn")-old)
	}
	second := w.must(t, "lambda.CreateEventSourceMapping", map[string]any{"FunctionName": "fn", "EventSourceArn": ordersARN}).(*EventSourceMapping)
	w.advance(time.Minute)
	w.fails(t, "lambda.UpdateEventSourceMapping", map[string]any{"UUID": second.UUID, "FunctionName": "other"}, 409, "ResourceConflictException", "existing mapping with UUID "+id)
}

// TestAMappingIsUpdatedForAPatientQueueOnly: the function's timeout has grown
// beyond the queue's visibility timeout since the mapping was made.
func TestAMappingIsUpdatedForAPatientQueueOnly(t *testing.T) {
	w, id := mapped(t, nil)
	w.must(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "Timeout": 31})
	w.advance(10 * time.Second)
	update := func(more map[string]any) map[string]any { return fields(map[string]any{"UUID": id}, more) }
	w.fails(t, "lambda.UpdateEventSourceMapping", update(map[string]any{"BatchSize": 5}), 400, "InvalidParameterValueException",
		"Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds")
	w.must(t, "lambda.UpdateEventSourceMapping", update(map[string]any{"Enabled": false}))
}

func TestMappingInTransitionIsInUse(t *testing.T) {
	w, id := mapped(t, nil)
	off := map[string]any{"UUID": id, "Enabled": false}
	if m := w.must(t, "lambda.UpdateEventSourceMapping", off).(*EventSourceMapping); m.State != "Disabling" {
		t.Errorf("state %s", m.State)
	}
	w.fails(t, "lambda.UpdateEventSourceMapping", off, 400, "ResourceInUseException", "in use")
	w.advance(time.Minute)
	w.sendMany(t, 2)
	w.advance(time.Minute)
	if n := w.Stats("fn").Invocations; n != 0 {
		t.Errorf("a disabled mapping ran %d batches", n)
	}
	w.must(t, "lambda.DeleteEventSourceMapping", map[string]any{"UUID": id})
	w.fails(t, "lambda.DeleteEventSourceMapping", map[string]any{"UUID": id}, 400, "ResourceInUseException", "in use")
	w.advance(time.Minute)
	w.fails(t, "lambda.GetEventSourceMapping", map[string]any{"UUID": id}, 404, "ResourceNotFoundException", "does not exist")
}
