package sqs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
)

// TestDigestOfAttributes has digests that SQS itself answered with (github
// localstack/localstack, tests/aws/services/sqs, recorded 2022 and 2023).
func TestDigestOfAttributes(t *testing.T) {
	text := func(pairs ...string) (out []aws.MessageAttribute) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, aws.MessageAttribute{Name: pairs[i], DataType: "String", Value: pairs[i+1]})
		}
		return out
	}
	for want, list := range map[string][]aws.MessageAttribute{
		"":                                 nil,
		"ae7155c6026991b6d54b11589678bf9c": text("Foo", "Bar"),
		"4c360f3fdafd970e05fae2f149d997f5": text("Help.Me", "Me", "Hello", "There", "General", "Kenobi"),
		"83fee93c1bcd8b9a5a923ffacdc636c7": text("Hello", "There", "Help.Me", "Me"),
		"a311262e065454b75da111d535b8dacd": text("Hello", "There"),
		"8cbe4db156db8a94db8b801b7addb984": {{Name: "attr1", DataType: "Binary", Binary: []byte("traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01")}},
	} {
		if got := digestOf(list); got != want {
			t.Errorf("%v: %s, want %s", list, got, want)
		}
	}
}

// TestOnlyAttributesAskedForCome, and the digest is of them.
func TestOnlyAttributesAskedForCome(t *testing.T) {
	for names, want := range map[string]string{
		`[]`: "", `["All"]`: "4c360f3fdafd970e05fae2f149d997f5", `[".*"]`: "4c360f3fdafd970e05fae2f149d997f5", `["Hel.*"]`: "83fee93c1bcd8b9a5a923ffacdc636c7",
		`["Hello","Bye"]`: "a311262e065454b75da111d535b8dacd", `["Bye"]`: "",
	} {
		w := newWorld()
		w.must(t, "CreateQueue", `{"QueueName":"q"}`)
		w.must(t, "SendMessage", `{"QueueUrl":"q","MessageBody":"msg","MessageAttributes":{"General":{"DataType":"String","StringValue":"Kenobi"},
			"Hello":{"DataType":"String","StringValue":"There"},"Help.Me":{"DataType":"String","StringValue":"Me"}}}`)
		m := w.must(t, "ReceiveMessage", fmt.Sprintf(`{"QueueUrl":"q","MessageAttributeNames":%s}`, names)).(*ReceiveMessageOutput).Messages[0]
		if m.MD5OfMessageAttributes != want || (len(m.MessageAttributes) == 0) != (want == "") {
			t.Errorf("%s: %v with %s, want %s", names, m.MessageAttributes, m.MD5OfMessageAttributes, want)
		}
	}
}

// TestFIFORefusesExpiredReceipts (recorded 2023-05-06).
func TestFIFORefusesExpiredReceipts(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true","ContentBasedDeduplication":"true","VisibilityTimeout":"1"}}`)
	w.must(t, "SendMessage", `{"QueueUrl":"q.fifo","MessageBody":"g1-m1","MessageGroupId":"g1"}`)
	_, receipts := w.receive(t, "q.fifo", 1)
	w.wait(time.Second)
	_, err := w.do("DeleteMessage", fmt.Sprintf(`{"QueueUrl":"q.fifo","ReceiptHandle":%q}`, receipts[0]))
	if err == nil || !strings.Contains(err.Error(), "Reason: The receipt handle has expired.") {
		t.Errorf("%v", err)
	}
}

// TestDeletedMessageLetsItsGroupGo: who waits for the group is told.
func TestDeletedMessageLetsItsGroupGo(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true","ContentBasedDeduplication":"true"}}`)
	for _, body := range []string{"1", "2"} {
		w.must(t, "SendMessage", fmt.Sprintf(`{"QueueUrl":"q.fifo","MessageBody":%q,"MessageGroupId":"g"}`, body))
	}
	_, receipts := w.receive(t, "q.fifo", 1)
	if _, err := w.do("ReceiveMessage", `{"QueueUrl":"q.fifo","WaitTimeSeconds":20}`); err != nil {
		t.Fatal(err)
	}
	poll, before := w.calls, w.k.Journal().Count()
	w.must(t, "DeleteMessage", fmt.Sprintf(`{"QueueUrl":"q.fifo","ReceiptHandle":%q}`, receipts[0]))
	if out, is := w.late[poll].(*ReceiveMessageOutput); !is || len(out.Messages) != 1 || out.Messages[0].Body != "2" {
		t.Errorf("the poll got %v", w.late[poll])
	}
	told := false
	for _, e := range w.k.Journal().Since(before) {
		_, is := e.Event.(MessageAvailable)
		told = told || is
	}
	if !told {
		t.Error("nobody is told that the group's next message may come")
	}
}

// BenchmarkSendReceiveDelete is a message's life before a backlog of 10,000.
func BenchmarkSendReceiveDelete(b *testing.B) {
	w := newWorld()
	if _, err := w.do("CreateQueue", `{"QueueName":"q"}`); err != nil {
		b.Fatal(err)
	}
	q := w.queues["q"]
	for range 10_000 {
		if _, err := w.send(q, draft{body: "x"}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.send(q, draft{body: "x"}); err != nil {
			b.Fatal(err)
		}
		for _, m := range w.Poll(q.arn, 1) {
			w.Remove(q.arn, m.Receipt)
		}
	}
}
