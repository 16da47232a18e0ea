package sqs

import (
	"fmt"
	"testing"
	"time"
)

func TestTheOldestMessageSetsTheAge(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"dead"}`)
	w.must(t, "CreateQueue", `{"QueueName":"q","Attributes":{"VisibilityTimeout":"10","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\",\"maxReceiveCount\":\"1\"}"}}`)
	age := func(queue string, want time.Duration) {
		t.Helper()
		v, _ := w.Queue("arn:aws:sqs:us-east-1:123456789012:" + queue)
		if v.Oldest != want {
			t.Errorf("%s at %s: %s, want %s", queue, w.k.Now().Since(), v.Oldest, want)
		}
	}
	age("q", 0)
	w.must(t, "SendMessage", send("q", "a"))
	w.wait(5 * time.Second)
	w.must(t, "SendMessage", send("q", "b"))
	w.must(t, "SendMessage", send("dead", "c"))
	w.wait(time.Second)
	age("q", 6*time.Second)
	age("dead", time.Second)
	w.receive(t, "q", 1)
	w.wait(10 * time.Second)
	_, receipts := w.receive(t, "q", 2) // a goes to dead with its age
	age("q", 11*time.Second)
	age("dead", 16*time.Second)
	w.must(t, "DeleteMessage", fmt.Sprintf(`{"QueueUrl":"q","ReceiptHandle":%q}`, receipts[0]))
	age("q", 0)
	_, receipts = w.receive(t, "dead", 2)
	for _, r := range receipts[1:] { // c was there first
		w.must(t, "DeleteMessage", fmt.Sprintf(`{"QueueUrl":"dead","ReceiptHandle":%q}`, r))
	}
	age("dead", 11*time.Second)
}

// A look at a queue costs the same, however much is in it.
func BenchmarkQueueView(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			w := newWorld()
			if _, err := w.ops["CreateQueue"].Call(nil, &CreateQueueInput{QueueName: "q"}); err != nil {
				b.Fatal(err)
			}
			for range n {
				w.put(w.queues["q"], draft{body: "m"})
			}
			b.ReportAllocs()
			for b.Loop() {
				if v, _ := w.Queue("arn:aws:sqs:us-east-1:123456789012:q"); v.Visible != n {
					b.Fatal(v)
				}
			}
		})
	}
}
