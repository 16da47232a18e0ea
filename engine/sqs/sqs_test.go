package sqs

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// world is a kernel with the service; what is answered later is kept.
type world struct {
	*Service
	ops   map[string]*aws.Operation
	calls uint64
	late  map[uint64]any
}

func newWorld() *world {
	k := sim.New(1)
	w := &world{ops: map[string]*aws.Operation{}, late: map[uint64]any{}}
	bill := billing.New(k)
	w.Service = New(k, cloudwatch.New(k, bill), bill, w)
	k.Handle(w.On)
	ops := w.Operations()
	for i := range ops {
		w.ops[ops[i].Name] = &ops[i]
	}
	return w
}

func (w *world) Reply(id uint64, out any, err *aws.Error) {
	w.late[id] = out
	if err != nil {
		w.late[id] = err
	}
}

func (w *world) do(op, input string) (any, error) {
	in := w.ops[op].NewIn()
	if err := aws.Decode([]byte(input), in); err != nil {
		panic(err)
	}
	w.calls++
	out, err := w.ops[op].Call(&aws.Request{ID: w.calls, Principal: "arn:aws:iam::123456789012:user/learner"}, in)
	if bad := w.Check(); bad != nil {
		panic(bad)
	}
	return out, err
}

func (w *world) must(t *testing.T, op, input string) any {
	t.Helper()
	out, err := w.do(op, input)
	if err != nil {
		t.Fatalf("%s %s: %v", op, input, err)
	}
	return out
}

func (w *world) wait(d time.Duration) {
	for !w.k.Advance(w.k.Now().Add(d), 1<<30) {
	}
}

// receive takes up to n messages of q and tells their bodies.
func (w *world) receive(t *testing.T, queue string, n int) (bodies []string, receipts []string) {
	t.Helper()
	out := w.must(t, "ReceiveMessage", fmt.Sprintf(`{"QueueUrl":%q,"MaxNumberOfMessages":%d}`, queue, n)).(*ReceiveMessageOutput)
	for _, m := range out.Messages {
		bodies, receipts = append(bodies, m.Body), append(receipts, m.ReceiptHandle)
	}
	return bodies, receipts
}

// refusal is an input and the whole error that it gets.
type refusal struct{ in, err string }

func (w *world) refuses(t *testing.T, op string, cases []refusal) {
	t.Helper()
	for _, c := range cases {
		if _, err := w.do(op, c.in); err == nil || err.Error() != c.err {
			t.Errorf("%s %s: %v\nwant %s", op, c.in, err, c.err)
		}
	}
}

func send(queue, body string) string {
	return fmt.Sprintf(`{"QueueUrl":%q,"MessageBody":%q}`, queue, body)
}

func TestVisibilityTimeoutAndRedrive(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"dead"}`)
	w.must(t, "CreateQueue", `{"QueueName":"q","Attributes":{"VisibilityTimeout":"10","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\",\"maxReceiveCount\":\"2\"}"}}`)
	w.must(t, "SendMessage", send("q", "a"))
	for i := range 2 {
		if got, _ := w.receive(t, "q", 1); len(got) != 1 {
			t.Fatalf("receive %d: %v", i+1, got)
		}
		if got, _ := w.receive(t, "q", 1); len(got) != 0 {
			t.Errorf("received twice at a time: %v", got)
		}
		w.wait(10 * time.Second)
	}
	if got, _ := w.receive(t, "q", 1); len(got) != 0 {
		t.Errorf("received a third time: %v", got)
	}
	got, receipts := w.receive(t, "dead", 1)
	if len(got) != 1 || got[0] != "a" {
		t.Fatalf("dead letters: %v", got)
	}
	w.must(t, "DeleteMessage", fmt.Sprintf(`{"QueueUrl":"dead","ReceiptHandle":%q}`, receipts[0]))
	w.wait(time.Hour)
	if got, _ := w.receive(t, "dead", 1); len(got) != 0 {
		t.Errorf("deleted, and back: %v", got)
	}
}

func TestAReceiptOfAnEarlierReceiveDeletesNothing(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q","Attributes":{"VisibilityTimeout":"5"}}`)
	w.must(t, "SendMessage", send("q", "a"))
	_, old := w.receive(t, "q", 1)
	w.wait(5 * time.Second)
	w.receive(t, "q", 1)
	w.must(t, "DeleteMessage", fmt.Sprintf(`{"QueueUrl":"q","ReceiptHandle":%q}`, old[0]))
	w.wait(5 * time.Second)
	if got, _ := w.receive(t, "q", 1); len(got) != 1 {
		t.Error("an old receipt deleted the message")
	}
}

func TestDelayAndLongPoll(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	w.must(t, "SendMessage", `{"QueueUrl":"q","MessageBody":"late","DelaySeconds":7}`)
	if got, _ := w.receive(t, "q", 1); len(got) != 0 {
		t.Error("a delayed message is visible")
	}
	if _, err := w.do("ReceiveMessage", `{"QueueUrl":"q","WaitTimeSeconds":20}`); err != nil {
		t.Fatal(err)
	}
	poll := w.calls
	w.wait(6 * time.Second)
	if w.late[poll] != nil {
		t.Error("answered before the message is visible")
	}
	w.wait(time.Second)
	if out, ok := w.late[poll].(*ReceiveMessageOutput); !ok || len(out.Messages) != 1 {
		t.Errorf("the poll got %v", w.late[poll])
	}
	if _, err := w.do("ReceiveMessage", `{"QueueUrl":"q","WaitTimeSeconds":3}`); err != nil {
		t.Fatal(err)
	}
	w.wait(3 * time.Second)
	if out, ok := w.late[w.calls].(*ReceiveMessageOutput); !ok || len(out.Messages) != 0 {
		t.Errorf("a poll without a message: %v", w.late[w.calls])
	}
}

func TestRefusals(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	for _, c := range []struct{ op, in, code, text string }{
		{"SendMessage", send("nope", "x"), "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist."},
		{"CreateQueue", `{"QueueName":"a b"}`, "InvalidParameterValue", "Can only include alphanumeric characters"},
		{"CreateQueue", `{"QueueName":"q.fifo"}`, "InvalidParameterValue", "Can only include"},
		{"CreateQueue", `{"QueueName":"q","Attributes":{"FifoQueue":"true"}}`, "InvalidParameterValue", "must end with .fifo suffix"},
		{"CreateQueue", `{"QueueName":"q","Attributes":{"DelaySeconds":"5"}}`, "QueueAlreadyExists", "different value for attribute DelaySeconds"},
		{"CreateQueue", `{"QueueName":"p","Attributes":{"VisibilityTimeout":"43201"}}`, "InvalidAttributeValue", "VisibilityTimeout"},
		{"CreateQueue", `{"QueueName":"p","Attributes":{"Speed":"1"}}`, "InvalidAttributeName", "Unknown Attribute Speed."},
		{"SetQueueAttributes", `{"QueueUrl":"q","Attributes":{"RedrivePolicy":"{}"}}`, "InvalidParameterValue", "mandatory attribute: maxReceiveCount."},
		{"CreateQueue", `{"QueueName":"p","Attributes":{"SqsManagedSseEnabled":"no"}}`, "InvalidAttributeValue", "Invalid value for the parameter SqsManagedSseEnabled."},
		{"CreateQueue", `{"QueueName":"p","Attributes":{"KmsMasterKeyId":"alias/aws/sqs"}}`, "InvalidAttributeName", "skylab does not simulate the attribute KmsMasterKeyId"},
		{"ReceiveMessage", `{"QueueUrl":"q","MaxNumberOfMessages":11}`, "InvalidParameterValue", "Must be between 1 and 10, if provided."},
		{"ReceiveMessage", `{"QueueUrl":"q","WaitTimeSeconds":21}`, "InvalidParameterValue", "Must be >= 0 and <= 20, if provided."},
		{"DeleteMessage", `{"QueueUrl":"q","ReceiptHandle":"x"}`, "ReceiptHandleIsInvalid", "not a valid receipt handle"},
		{"SendMessage", `{"QueueUrl":"q","MessageBody":"x","MessageDeduplicationId":"1"}`, "InvalidParameterValue", "not valid for this queue type"},
		{"SendMessageBatch", `{"QueueUrl":"q","Entries":[]}`, "AWS.SimpleQueueService.EmptyBatchRequest", "at least one SendMessageBatchRequestEntry"},
		{"SendMessageBatch", `{"QueueUrl":"q","Entries":[{"Id":"1","MessageBody":"a"},{"Id":"1","MessageBody":"b"}]}`, "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", "Id 1 repeated."},
	} {
		_, err := w.do(c.op, c.in)
		var e *aws.Error
		if !errors.As(err, &e) || e.Code != c.code || !strings.Contains(e.Message, c.text) {
			t.Errorf("%s %s: %v, want %s: %s", c.op, c.in, err, c.code, c.text)
		}
	}
	w.must(t, "DeleteQueue", `{"QueueUrl":"q"}`)
	if _, err := w.do("CreateQueue", `{"QueueName":"q"}`); err == nil {
		t.Error("a deleted name is free at once")
	}
	w.wait(time.Minute)
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
}

func TestServicesNeedThePolicy(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	d := aws.Delivery{Target: "arn:aws:sqs:us-east-1:123456789012:q", Service: "sns.amazonaws.com", Source: "arn:aws:sns:us-east-1:123456789012:t", Body: []byte("x")}
	if err := w.Deliver(d); err == nil || err.HTTPStatus != 403 {
		t.Errorf("without a policy: %v", err)
	}
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"` + d.Target + `","Condition":{"ArnEquals":{"aws:SourceArn":"` + d.Source + `"}}}]}`
	text, err := json.Marshal(policy)
	if err != nil {
		t.Fatal(err)
	}
	w.must(t, "SetQueueAttributes", fmt.Sprintf(`{"QueueUrl":"q","Attributes":{"Policy":%s}}`, text))
	if err := w.Deliver(d); err != nil {
		t.Error(err)
	}
	d.Source += "other"
	if err := w.Accepts(d); err == nil {
		t.Error("another topic may send")
	}
	if got, _ := w.receive(t, "q", 10); len(got) != 1 {
		t.Errorf("%v", got)
	}
	d.Target += "x"
	if err := w.Accepts(d); err == nil || !strings.Contains(err.Code, "NonExistentQueue") {
		t.Errorf("no queue: %v", err)
	}
}

func TestOldMessagesAreLost(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q","Attributes":{"MessageRetentionPeriod":"60"}}`)
	w.must(t, "SendMessage", send("q", "a"))
	w.wait(59 * time.Second)
	w.must(t, "SetQueueAttributes", `{"QueueUrl":"q","Attributes":{"MessageRetentionPeriod":"120"}}`)
	w.wait(time.Minute)
	if v := w.Queues()[0]; v.Visible != 1 {
		t.Errorf("%+v", v)
	}
	w.wait(2 * time.Second)
	if v := w.Queues()[0]; v.Visible != 0 {
		t.Errorf("%+v", v)
	}
}

// TestRandomUse: a message is in one place, whatever is done with it; do checks.
func TestRandomUse(t *testing.T) {
	moved, cancelled := 0, 0
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 1))
		w := newWorld()
		w.must(t, "CreateQueue", `{"QueueName":"dead.fifo","Attributes":{"FifoQueue":"true","ContentBasedDeduplication":"true"}}`)
		w.must(t, "CreateQueue", `{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true","ContentBasedDeduplication":"true","VisibilityTimeout":"3","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead.fifo\",\"maxReceiveCount\":3}"}}`)
		var receipts []string
		handle := ""
		for i := range 200 {
			q := []string{"q.fifo", "q.fifo", "dead.fifo"}[r.IntN(3)]
			switch r.IntN(7) {
			case 0, 1:
				w.must(t, "SendMessage", fmt.Sprintf(`{"QueueUrl":%q,"MessageBody":"m%d","MessageGroupId":"g%d"}`, q, i, r.IntN(3)))
			case 2, 3:
				_, got := w.receive(t, q, 1+r.IntN(10))
				receipts = append(receipts, got...)
			case 4:
				if len(receipts) > 0 {
					at := r.IntN(len(receipts))
					op, more := "DeleteMessage", ""
					if r.IntN(2) == 0 {
						op, more = "ChangeMessageVisibility", fmt.Sprintf(`,"VisibilityTimeout":%d`, r.IntN(5))
					}
					_, _ = w.do(op, fmt.Sprintf(`{"QueueUrl":%q,"ReceiptHandle":%q%s}`, q, receipts[at], more)) // may be refused
				}
			case 5:
				w.wait(time.Duration(r.IntN(4000)) * time.Millisecond)
			case 6:
				if out, err := w.do("StartMessageMoveTask", fmt.Sprintf(`{"SourceArn":"%sdead.fifo","MaxNumberOfMessagesPerSecond":%d}`, arnRoot, 1+r.IntN(4))); err == nil {
					handle = out.(*StartMessageMoveTaskOutput).TaskHandle
				} else if _, err := w.do("CancelMessageMoveTask", fmt.Sprintf(`{"TaskHandle":%q}`, handle)); err == nil {
					cancelled++
				}
			}
		}
		for _, task := range w.queues["dead.fifo"].moves {
			moved += task.Moved
		}
	}
	if moved == 0 || cancelled == 0 {
		t.Errorf("%d messages moved, %d tasks cancelled: the laws were not tried on them", moved, cancelled)
	}
}
