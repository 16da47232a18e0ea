package lambda

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/sandbox"
	"skylab/engine/sqs"
)

// answers makes the world's functions end with the result, and keeps their
// events.
func (w *world) answers(result string) *[]string {
	var seen []string
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: func(e []byte) sandbox.Turn {
			seen = append(seen, string(e))
			return settled(result, time.Millisecond)
		}}, nil
	}
	return &seen
}

func TestItemFailures(t *testing.T) {
	batch := &batch{Messages: []gathered{{id: "a"}, {id: "b"}, {id: "c"}}}
	for payload, want := range map[string]string{
		``: "", `null`: "", `""`: "", `{}`: "", `{"batchItemFailures":[]}`: "", `{"batchItemFailures":null}`: "",
		`{"batchItemFailures":[{"itemIdentifier":"b"}]}`:                        "b",
		`{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"c"}]}`: "b c",
		`{"batchItemFailures":[{"itemIdentifier":""}]}`:                         "a b c",
		`{"batchItemFailures":[{"itemIdentifier":null}]}`:                       "a b c",
		`{"batchItemFailures":[{"identifier":"b"}]}`:                            "a b c",
		`{"batchItemFailures":[{"itemIdentifier":"z"}]}`:                        "a b c",
		`{"batchItemFailures":"b"}`:                                             "a b c",
		`{"BatchItemFailures":[{"itemIdentifier":"b"}]}`:                        "", // another key: an empty answer
		`[1]`: "a b c",
	} {
		m := &mapping{mappingSettings: mappingSettings{ReportFailures: true}}
		_, failed := m.failures(batch, aws.Ran{Payload: []byte(payload)})
		if got := strings.Join(failed, " "); got != want {
			t.Errorf("%s: %q fail, want %q", payload, got, want)
		}
		m.ReportFailures = false
		if _, failed := m.failures(batch, aws.Ran{Payload: []byte(payload)}); len(failed) > 0 {
			t.Errorf("%s counts though nobody asked for it", payload)
		}
	}
}

// TestHeavyBatchesAreCut: the function's event is at most 6 MB.
func TestHeavyBatchesAreCut(t *testing.T) {
	w, _ := mapped(t, map[string]any{"BatchSize": 10})
	seen := w.answers("null")
	body := strings.Repeat("x", 1<<20-1)
	for range 10 {
		w.must(t, "sqs.SendMessage", map[string]any{"QueueUrl": "orders", "MessageBody": body})
	}
	w.advance(time.Minute)
	var sizes []int
	for _, e := range *seen {
		if len(e) > maxBatchBytes {
			t.Errorf("an event of %d bytes", len(e))
		}
		sizes = append(sizes, strings.Count(e, `"messageId"`))
	}
	if !slices.Equal(sizes, []int{5, 5}) || w.left() != 0 {
		t.Errorf("batches of %v messages, %d left", sizes, w.left())
	}
}

func TestFilters(t *testing.T) {
	filters := map[string]any{"Filters": []any{map[string]any{"Pattern": `{"body":{"kind":["gift"],"price":[{"numeric":["<",20]}]}}`}, map[string]any{"Pattern": `{"body":["plain"]}`}}}
	w, _ := mapped(t, map[string]any{"FilterCriteria": filters})
	seen := w.answers("null")
	for _, body := range []string{`{"kind":"gift","price":3}`, `{"kind":"gift","price":30}`, `plain`, `{"kind":`, `["gift"]`} {
		w.must(t, "sqs.SendMessage", map[string]any{"QueueUrl": "orders", "MessageBody": body})
	}
	w.advance(10 * time.Second)
	all := strings.Join(*seen, "")
	if n := strings.Count(all, "messageId"); n != 2 || !strings.Contains(all, `"body":"plain"`) || !strings.Contains(all, `\"price\":3}`) {
		t.Errorf("%d messages came through: %s", n, all)
	}
	if filtered := events[MessagesFiltered](w); w.left() != 0 || len(filtered) == 0 {
		t.Errorf("%d left: what no filter wants is deleted", w.left())
	}
}

// TestThrottledMappingPauses: it does not use up the receives of all messages.
func TestThrottledMappingPauses(t *testing.T) {
	w, _ := mapped(t, map[string]any{"BatchSize": 1})
	w.must(t, "lambda.PutFunctionConcurrency", map[string]any{"FunctionName": "fn", "ReservedConcurrentExecutions": 0})
	w.sendMany(t, 100)
	w.advance(20 * time.Second)
	if n := w.Stats("fn").Throttles; n == 0 || n > 10 {
		t.Errorf("%d throttles in 20 seconds", n)
	}
	m := w.Mappings()[0]
	if m.Result != "PROBLEM: Function call failed" || m.Running != 0 {
		t.Errorf("%+v", m)
	}
}

func TestPermissionTakenAway(t *testing.T) {
	w, _ := mapped(t, nil)
	w.must(t, "iam.DetachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"})
	w.sendMany(t, 1)
	w.advance(5 * time.Minute)
	if m := w.Mappings()[0]; w.left() != 1 || !strings.Contains(m.Result, "ReceiveMessage") {
		t.Errorf("%d left, %q", w.left(), m.Result)
	}
	w.must(t, "iam.AttachRolePolicy", map[string]any{"RoleName": "runner", "PolicyArn": "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"})
	w.advance(2 * time.Minute)
	if m := w.Mappings()[0]; w.left() != 0 || m.Result != "OK" {
		t.Errorf("%d left, %q", w.left(), m.Result)
	}
}

// TestProvisionedPollers: they run ten batches each, and are paid for while
// the mapping is enabled.
func TestProvisionedPollers(t *testing.T) {
	w, id := mapped(t, map[string]any{"BatchSize": 1, "ProvisionedPollerConfig": map[string]any{"MinimumPollers": 3, "MaximumPollers": 4}})
	w.sendMany(t, 300)
	w.advance(time.Second)
	if n := w.Stats("fn").MaxConcurrent; n != 30 {
		t.Errorf("%d batches at a time, want 30", n)
	}
	w.advance(time.Minute)
	if n := w.Stats("fn").MaxConcurrent; n != 40 {
		t.Errorf("%d batches at a time later, want 40", n)
	}
	w.advance(time.Hour)
	if text := fmt.Sprintf("%+v", w.bill.Bill()); !strings.Contains(text, string(billing.LambdaEventPollerUnits)) {
		t.Errorf("no event poller units on the bill: %s", text)
	}
	w.fails(t, "lambda.UpdateEventSourceMapping", map[string]any{"UUID": id, "ScalingConfig": map[string]any{"MaximumConcurrency": 5}}, 400, "InvalidParameterValueException", "together")
}

// TestSettingsThatDoNotGoTogether is about what is refused.
func TestSettingsThatDoNotGoTogether(t *testing.T) {
	w, id := mapped(t, nil)
	w.must(t, "sqs.CreateQueue", map[string]any{"QueueName": "line.fifo", "Attributes": map[string]any{"FifoQueue": "true"}})
	line := "arn:aws:sqs:us-east-1:123456789012:line.fifo"
	six := make([]any, 6)
	for i := range six {
		six[i] = map[string]any{"Pattern": `{"body":["x"]}`}
	}
	for _, c := range []struct {
		more map[string]any
		code string
		text string
	}{
		{map[string]any{"EventSourceArn": ordersARN}, "ResourceConflictException", "already exists. Please update or delete the existing mapping with UUID " + id},
		{map[string]any{"EventSourceArn": line, "BatchSize": 11, "MaximumBatchingWindowInSeconds": 1}, "InvalidParameterValueException", "10"},
		{map[string]any{"EventSourceArn": line, "MaximumBatchingWindowInSeconds": 1}, "InvalidParameterValueException", "window"},
		{map[string]any{"EventSourceArn": ordersARN + "x"}, "InvalidParameterValueException", "SQS Error Code: AWS.SimpleQueueService.NonExistentQueue"},
		{map[string]any{"EventSourceArn": "orders"}, "InvalidParameterValueException", "Unrecognized event source."},
		{map[string]any{"EventSourceArn": line, "FilterCriteria": map[string]any{"Filters": six}}, "InvalidParameterValueException", "at most 5"},
		{map[string]any{"EventSourceArn": line, "FilterCriteria": map[string]any{"Filters": []any{map[string]any{"Pattern": "{"}}}}, "InvalidParameterValueException", "Invalid filter pattern definition."},
		{map[string]any{"EventSourceArn": line, "FunctionResponseTypes": []string{"Report"}}, "ValidationException", "ReportBatchItemFailures"},
		{map[string]any{"EventSourceArn": line, "FunctionName": "nobody"}, "InvalidParameterValueException", "Function does not exist"},
	} {
		in := fields(map[string]any{"FunctionName": "fn"}, c.more)
		r := w.do("lambda.CreateEventSourceMapping", in)
		if r.err == nil || r.err.Code != c.code || !strings.Contains(r.err.Message, c.text) {
			t.Errorf("%v: %v, want %s: %s", c.more, r.err, c.code, c.text)
		}
	}
}

// TestGroupsKeepTheirOrder: one batch of a message group runs at a time.
func TestGroupsKeepTheirOrder(t *testing.T) {
	w, _ := mapped(t, nil)
	w.must(t, "sqs.CreateQueue", map[string]any{"QueueName": "line.fifo", "Attributes": map[string]any{"FifoQueue": "true", "ContentBasedDeduplication": "true"}})
	w.must(t, "lambda.CreateEventSourceMapping", map[string]any{"FunctionName": "fn", "EventSourceArn": "arn:aws:sqs:us-east-1:123456789012:line.fifo", "BatchSize": 1})
	w.advance(time.Minute)
	for i := range 12 {
		w.must(t, "sqs.SendMessage", map[string]any{"QueueUrl": "line.fifo", "MessageBody": fmt.Sprint(i), "MessageGroupId": fmt.Sprint("g", i%2)})
	}
	seen := w.answers("null")
	w.advance(time.Minute)
	last := map[string]int{}
	for _, e := range *seen {
		var event struct {
			Records []struct {
				Body       int `json:"body,string"`
				Attributes struct{ MessageGroupId string }
			}
		}
		if err := json.Unmarshal([]byte(e), &event); err != nil {
			t.Fatal(err)
		}
		r := event.Records[0]
		if before, any := last[r.Attributes.MessageGroupId]; any && before >= r.Body {
			t.Errorf("%d after %d", r.Body, before)
		}
		last[r.Attributes.MessageGroupId] = r.Body
	}
	if len(*seen) != 12 || w.Stats("fn").MaxConcurrent > 2 {
		t.Errorf("%d batches, %d at a time", len(*seen), w.Stats("fn").MaxConcurrent)
	}
}

// TestAFailedMessageHoldsUpItsGroup: what comes after it in its group waits
// for its visibility timeout, other groups do not.
func TestAFailedMessageHoldsUpItsGroup(t *testing.T) {
	w, _ := mapped(t, nil)
	w.must(t, "sqs.CreateQueue", map[string]any{"QueueName": "line.fifo", "Attributes": map[string]any{"FifoQueue": "true", "ContentBasedDeduplication": "true"}})
	w.must(t, "lambda.CreateEventSourceMapping", map[string]any{"FunctionName": "fn", "EventSourceArn": "arn:aws:sqs:us-east-1:123456789012:line.fifo", "BatchSize": 1})
	w.advance(time.Minute)
	var seen []string
	w.open = func(*environment) (program, error) {
		return &fake{init: settled("null", 0), invoke: func(e []byte) sandbox.Turn {
			body := strings.SplitN(strings.SplitN(string(e), `"body":"`, 2)[1], `"`, 2)[0]
			seen = append(seen, body)
			turn := settled("null", time.Millisecond)
			if body == "a1" && slices.Index(seen, body) == len(seen)-1 {
				turn.Err = &sandbox.Failure{Type: "Error", Message: "no", Trace: []string{}}
			}
			return turn
		}}, nil
	}
	for _, body := range []string{"a1", "a2", "b1", "b2"} {
		w.must(t, "sqs.SendMessage", map[string]any{"QueueUrl": "line.fifo", "MessageBody": body, "MessageGroupId": body[:1]})
	}
	w.advance(25 * time.Second)
	early := slices.Sorted(slices.Values(seen))
	if !slices.Equal(early, []string{"a1", "b1", "b2"}) {
		t.Errorf("before the visibility timeout: %v", seen)
	}
	w.advance(20 * time.Second)
	if got := seen[len(early):]; !slices.Equal(got, []string{"a1", "a2"}) {
		t.Errorf("after it: %v", got)
	}
}

func TestRecordIsWhatFunctionsGet(t *testing.T) {
	m := sqs.Message{ID: "1", Receipt: "AQEB", Body: "b\n", MD5: "5", System: map[string]string{"SentTimestamp": "7", "ApproximateReceiveCount": "1"},
		Attributes: []aws.MessageAttribute{{Name: "n", DataType: "Number", Value: "3"}, {Name: "raw", DataType: "Binary", Binary: []byte("x")}}}
	want := `{"messageId":"1","receiptHandle":"AQEB","body":"b\n","attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"7"},` +
		`"messageAttributes":{"n":{"stringValue":"3","stringListValues":[],"binaryListValues":[],"dataType":"Number"},` +
		`"raw":{"binaryValue":"eA==","stringListValues":[],"binaryListValues":[],"dataType":"Binary"}},"md5OfBody":"5",` +
		`"eventSource":"aws:sqs","eventSourceARN":"` + ordersARN + `","awsRegion":"us-east-1"}`
	if got := strings.TrimSpace(string(marshal(record(ordersARN, m, m.Body)))); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
