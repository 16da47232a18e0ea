package sqs

import (
	"testing"

	"skylab/engine/aws"
	"skylab/engine/billing"
)

// TestManagingIsCharged: every action is a request, not only those that carry
// messages; what is refused and what completion asks is not.
func TestManagingIsCharged(t *testing.T) {
	w := newWorld()
	total := func() (n int64) {
		for _, r := range w.bill.Readings() {
			if r.Usage == billing.SQSRequests {
				n += r.Quantity.N
			}
		}
		return n
	}
	for i, step := range []struct{ op, in string }{
		{"CreateQueue", `{"QueueName":"q"}`},
		{"SetQueueAttributes", set("q", "VisibilityTimeout", "5")},
		{"GetQueueAttributes", `{"QueueUrl":"q","AttributeNames":["All"]}`},
		{"GetQueueUrl", `{"QueueName":"q"}`},
		{"ListQueues", `{}`},
		{"AddPermission", `{"QueueUrl":"q","Label":"one","AWSAccountIds":["111111111111"],"Actions":["SendMessage"]}`},
		{"TagQueue", `{"QueueUrl":"q","Tags":{"a":"b"}}`},
		{"SendMessage", `{"QueueUrl":"q","MessageBody":"m"}`},
		{"PurgeQueue", `{"QueueUrl":"q"}`},
		{"DeleteQueue", `{"QueueUrl":"q"}`},
	} {
		w.must(t, step.op, step.in)
		if got := total(); got != int64(i+1) {
			t.Errorf("after %s: %d requests, want %d", step.op, got, i+1)
		}
	}
	before := total()
	if _, err := w.do("GetQueueUrl", `{"QueueName":"gone"}`); err == nil {
		t.Error("a queue that was deleted has a URL")
	}
	if _, err := w.ops["ListQueues"].Call(&aws.Request{Principal: "arn:aws:iam::123456789012:user/learner", Free: true}, &ListQueuesInput{}); err != nil {
		t.Fatal(err)
	}
	if total() != before {
		t.Error("a refusal or a completion is charged")
	}
}
