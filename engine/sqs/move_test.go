package sqs

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// buried is a world whose queue dead holds n dead letters of the queue q.
func buried(t *testing.T, n int) *world {
	t.Helper()
	w := newWorld()
	for _, name := range []string{"dead", "q", "other"} {
		w.must(t, "CreateQueue", fmt.Sprintf(`{"QueueName":%q,"Attributes":{"VisibilityTimeout":"1"}}`, name))
	}
	w.must(t, "SetQueueAttributes", set("q", "RedrivePolicy", redrivePolicy("dead", 1)))
	for i := range n {
		w.must(t, "SendMessage", send("q", fmt.Sprint("m", i)))
	}
	for range (n + 9) / 10 {
		w.receive(t, "q", 10)
	}
	w.wait(time.Second)
	w.receive(t, "q", 1)
	if got := w.counts(); got != fmt.Sprintf("dead %d other 0 q 0", n) {
		t.Fatalf("%s", got)
	}
	return w
}

// counts are the visible messages of all queues.
func (w *world) counts() string {
	var out []string
	for _, q := range w.Queues() {
		out = append(out, fmt.Sprintf("%s %d", q.Name, q.Visible))
	}
	return strings.Join(out, " ")
}

func (w *world) start(t *testing.T, more string) string {
	t.Helper()
	return w.must(t, "StartMessageMoveTask", fmt.Sprintf(`{"SourceArn":"%sdead"%s}`, arnRoot, more)).(*StartMessageMoveTaskOutput).TaskHandle
}

// newest is the newest task of dead: its status, how far it is, and why not.
func (w *world) newest(t *testing.T) string {
	t.Helper()
	e := w.must(t, "ListMessageMoveTasks", `{"SourceArn":"`+arnRoot+`dead"}`).(*ListMessageMoveTasksOutput).Results[0]
	return strings.TrimSpace(fmt.Sprintf("%s %d/%d %s", e.Status, e.ApproximateNumberOfMessagesMoved, e.ApproximateNumberOfMessagesToMove, e.FailureReason))
}

// TestMessagesMoveBack: each to its source, as a new message that has not been
// received, in the order of the dead letters.
func TestMessagesMoveBack(t *testing.T) {
	w := buried(t, 3)
	old := w.queues["dead"].ready[0]
	at := w.k.Now()
	w.start(t, "")
	if got := w.newest(t); got != "RUNNING 0/3" {
		t.Error(got)
	}
	w.wait(2 * time.Second)
	if got := w.newest(t) + ", " + w.counts(); got != "COMPLETED 3/3, dead 0 other 0 q 3" {
		t.Fatal(got)
	}
	out := w.must(t, "ReceiveMessage", `{"QueueUrl":"q","MaxNumberOfMessages":10,"AttributeNames":["All"]}`).(*ReceiveMessageOutput)
	first := out.Messages[0]
	if first.Body != "m0" || out.Messages[2].Body != "m2" || first.MessageId == old.id || first.Attributes["ApproximateReceiveCount"] != "1" || first.Attributes["DeadLetterQueueSourceArn"] != "" {
		t.Errorf("%+v", first)
	}
	if m := w.queues["q"].inOrder()[0]; m.sent < at {
		t.Errorf("sent at %v, before the task began", m.sent)
	}
}

// TestMessagesMoveAtTheirRate: the fourth goes three seconds after the first.
func TestMessagesMoveAtTheirRate(t *testing.T) {
	w := buried(t, 4)
	w.start(t, `,"MaxNumberOfMessagesPerSecond":1,"DestinationArn":"`+arnRoot+`other"`)
	w.wait(moveStart)
	for _, want := range []string{"RUNNING 1/4, dead 3 other 1 q 0", "RUNNING 2/4, dead 2 other 2 q 0", "RUNNING 3/4, dead 1 other 3 q 0", "COMPLETED 4/4, dead 0 other 4 q 0"} {
		if got := w.newest(t) + ", " + w.counts(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		w.wait(time.Second)
	}
}

func TestACancelledTaskLeavesTheRest(t *testing.T) {
	w := buried(t, 4)
	handle := w.start(t, `,"MaxNumberOfMessagesPerSecond":1`)
	w.wait(moveStart)
	out := w.must(t, "CancelMessageMoveTask", fmt.Sprintf(`{"TaskHandle":%q}`, handle)).(*CancelMessageMoveTaskOutput)
	if got := w.newest(t); out.ApproximateNumberOfMessagesMoved != 1 || got != "CANCELLING 1/4" {
		t.Error(out, got)
	}
	w.refuses(t, "StartMessageMoveTask", []refusal{{`{"SourceArn":"` + arnRoot + `dead"}`,
		"InvalidParameterValue: There is already a task running. Only one active task is allowed for a source queue arn at a given time."}})
	w.wait(time.Minute)
	if got := w.newest(t) + ", " + w.counts(); got != "CANCELLED 1/4, dead 3 other 0 q 1" {
		t.Error(got)
	}
	w.refuses(t, "CancelMessageMoveTask", []refusal{{fmt.Sprintf(`{"TaskHandle":%q}`, handle), "InvalidParameterValue: Only active tasks can be cancelled."}})
	w.start(t, "")
	w.wait(time.Minute)
	if got := w.newest(t) + ", " + w.counts(); got != "COMPLETED 3/3, dead 0 other 0 q 4" {
		t.Error(got)
	}
}

func TestTasksThatFail(t *testing.T) {
	for _, c := range []struct {
		name, more string
		meanwhile  func(*world, *testing.T)
		want       string
	}{
		{"the destination is deleted", `,"DestinationArn":"` + arnRoot + `other"`, func(w *world, t *testing.T) {
			w.must(t, "DeleteQueue", `{"QueueUrl":"other"}`)
		}, "FAILED 1/3 AWS.SimpleQueueService.NonExistentQueue, dead 2 q 0"},
		{"the source is deleted", "", func(w *world, t *testing.T) { w.must(t, "DeleteQueue", `{"QueueUrl":"q"}`) },
			"FAILED 1/3 AWS.SimpleQueueService.NonExistentQueue, dead 2 other 0"},
		{"the destination takes shorter messages", `,"DestinationArn":"` + arnRoot + `other"`, func(w *world, _ *testing.T) { w.queues["other"].MaxSize = 1 },
			"FAILED 1/3 InvalidParameterValue, dead 2 other 1 q 0"},
		{"the sender may send no more", "", func(w *world, _ *testing.T) { w.SetAuthorizer(nobody{}) }, "FAILED 1/3 AccessDenied, dead 2 other 0 q 1"},
		{"it takes too long", "", func(w *world, _ *testing.T) { w.queues["dead"].moves[0].Started -= 36 * 3600e9 }, "FAILED 1/3 TaskTimedOut, dead 2 other 0 q 1"},
	} {
		w := buried(t, 3)
		w.start(t, `,"MaxNumberOfMessagesPerSecond":1`+c.more)
		w.wait(moveStart)
		c.meanwhile(w, t)
		w.wait(time.Minute)
		w.SetAuthorizer(nil)
		if got := w.newest(t) + ", " + w.counts(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// nobody may do anything.
type nobody struct{}

func (nobody) Allows(string, string, string) bool { return false }
func (nobody) Denies(string, string, string) bool { return false }

// TestAMessageWithoutSource: what was sent to the dead-letter queue itself has
// no way back, but may go elsewhere.
func TestAMessageWithoutSource(t *testing.T) {
	w := buried(t, 0)
	w.must(t, "SendMessage", send("dead", "direct"))
	w.start(t, "")
	w.wait(time.Minute)
	if got := w.newest(t) + ", " + w.counts(); got != "FAILED 0/1 CouldNotDetermineMessageSource, dead 1 other 0 q 0" {
		t.Error(got)
	}
	w.start(t, `,"DestinationArn":"`+arnRoot+`other"`)
	w.wait(time.Minute)
	if got := w.newest(t) + ", " + w.counts(); got != "COMPLETED 1/1, dead 0 other 1 q 0" {
		t.Error(got)
	}
}

// TestMessagesInFlightStay: a task moves what is visible, and ends when others
// have taken the rest.
func TestMessagesInFlightStay(t *testing.T) {
	w := buried(t, 3)
	take := func() { w.must(t, "ReceiveMessage", `{"QueueUrl":"dead","VisibilityTimeout":60}`) }
	take()
	w.start(t, "")
	take()
	w.wait(10 * time.Second)
	if got := w.newest(t) + ", " + w.counts(); got != "COMPLETED 1/2, dead 0 other 0 q 1" {
		t.Error(got)
	}
}

func TestFIFOMessagesMoveInOrder(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"dead.fifo","Attributes":{"FifoQueue":"true","VisibilityTimeout":"1"}}`)
	w.must(t, "CreateQueue", `{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true","VisibilityTimeout":"1"}}`)
	w.must(t, "SetQueueAttributes", set("q.fifo", "RedrivePolicy", redrivePolicy("dead.fifo", 1)))
	for i := range 3 {
		w.must(t, "SendMessage", fmt.Sprintf(`{"QueueUrl":"q.fifo","MessageBody":"m%d","MessageGroupId":"g","MessageDeduplicationId":"%d"}`, i, i))
	}
	w.receive(t, "q.fifo", 10)
	w.wait(time.Second)
	w.receive(t, "q.fifo", 10)
	w.must(t, "StartMessageMoveTask", `{"SourceArn":"`+arnRoot+`dead.fifo"}`)
	w.wait(10 * time.Second)
	if got, _ := w.receive(t, "q.fifo", 10); strings.Join(got, " ") != "m0 m1 m2" {
		t.Errorf("%v: all come back, in order, though their ids were used within five minutes", got)
	}
}

func TestMoveTaskRefusals(t *testing.T) {
	w := buried(t, 0)
	w.must(t, "CreateQueue", `{"QueueName":"line.fifo","Attributes":{"FifoQueue":"true"}}`)
	start := func(source, more string) string { return fmt.Sprintf(`{"SourceArn":%q%s}`, source, more) }
	to := func(arn string) string { return fmt.Sprintf(`,"DestinationArn":%q`, arn) }
	const dead, bad = arnRoot + "dead", "InvalidParameterValue: "
	const rate = bad + "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 and 500."
	w.refuses(t, "StartMessageMoveTask", []refusal{
		{start("dead", ""), bad + "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>"},
		{start(arnRoot+"nobody", ""), "ResourceNotFoundException: The resource that you specified for the SourceArn parameter doesn't exist."},
		{start(arnRoot+"q", ""), bad + "Source queue must be configured as a Dead Letter Queue."},
		{start(dead, to("other")), bad + "You must use this format to specify the DestinationArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>"},
		{start(dead, to(arnRoot+"nobody")), "ResourceNotFoundException: The resource that you specified for the DestinationArn parameter doesn't exist."},
		{start(dead, to(dead)), bad + "Source queue arn and destination queue arn cannot be the same."},
		{start(dead, to(arnRoot+"line.fifo")), bad + "The source queue and destination queue must be of the same queue type."},
		{start(dead, `,"MaxNumberOfMessagesPerSecond":0`), rate},
		{start(dead, `,"MaxNumberOfMessagesPerSecond":501`), rate},
	})
	w.refuses(t, "ListMessageMoveTasks", []refusal{
		{start(arnRoot+"nobody", ""), "ResourceNotFoundException: The resource that you specified for the SourceArn parameter doesn't exist."},
		{start(dead, `,"MaxResults":11`), bad + "Value for parameter MaxResults is invalid. Reason: You must enter a number that's between 1 and 10."},
	})
	other := &moveTask{ID: "10f57157-fc38-4da9-a113-4de7e12d05dd"}
	gone := &queue{arn: arnRoot + "gone"}
	w.refuses(t, "CancelMessageMoveTask", []refusal{
		{`{"TaskHandle":"foobared"}`, bad + "Value for parameter TaskHandle is invalid."},
		{fmt.Sprintf(`{"TaskHandle":%q}`, other.handle(gone)), "ResourceNotFoundException: The resource that you specified for the SourceArn parameter doesn't exist."},
		{fmt.Sprintf(`{"TaskHandle":%q}`, other.handle(w.queues["dead"])), "ResourceNotFoundException: Task does not exist."},
	})
}

// TestMovingNeedsPermissions: to take the dead letters, and to send them.
func TestMovingNeedsPermissions(t *testing.T) {
	w := buried(t, 1)
	may := only{}
	w.SetAuthorizer(may)
	in := `{"SourceArn":"` + arnRoot + `dead","DestinationArn":"` + arnRoot + `other"}`
	for _, action := range []string{"StartMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "SendMessage"} {
		_, err := w.do("StartMessageMoveTask", in)
		if err == nil || !strings.Contains(err.Error(), "is not authorized to perform: sqs:"+strings.ToLower(action)+" on resource") {
			t.Errorf("without %s: %v", action, err)
		}
		may["sqs:"+action] = true
	}
	w.must(t, "StartMessageMoveTask", in)
}

// only these actions are allowed.
type only map[string]bool

func (o only) Allows(_, action, _ string) bool { return o[action] }
func (o only) Denies(_, _, _ string) bool      { return false }

func TestTenTasksAreKept(t *testing.T) {
	w := buried(t, 0)
	for range 12 {
		w.start(t, "")
		w.wait(time.Minute)
	}
	if out := w.must(t, "ListMessageMoveTasks", `{"SourceArn":"`+arnRoot+`dead","MaxResults":10}`).(*ListMessageMoveTasksOutput); len(out.Results) != 10 {
		t.Errorf("%d tasks", len(out.Results))
	}
}
