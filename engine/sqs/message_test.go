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
		"5ae4d5d7636402d80f4eb6d213245a88": text("AWSTraceHeader", traceRoot),
		"8cbe4db156db8a94db8b801b7addb984": {{Name: "attr1", DataType: "Binary", Binary: []byte("traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01")}},
	} {
		if got := digestOf(list); got != want {
			t.Errorf("%v: %s, want %s", list, got, want)
		}
	}
}

const traceRoot = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"

// TestTraceHeadersTravel: with a message alone and of a batch, to the receiver,
// the dead letters and back.
func TestTraceHeadersTravel(t *testing.T) {
	w := buried(t, 0)
	const header = `"MessageBody":"x","MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"` + traceRoot + `"}}`
	one := w.must(t, "SendMessage", `{"QueueUrl":"q",`+header+`}`).(*SendMessageOutput)
	batch := w.must(t, "SendMessageBatch", `{"QueueUrl":"q","Entries":[{"Id":"1",`+header+`}]}`).(*SendMessageBatchOutput)
	if a, b := one.MD5OfMessageSystemAttributes, batch.Successful[0].MD5OfMessageSystemAttributes; a != "5ae4d5d7636402d80f4eb6d213245a88" || a != b {
		t.Errorf("digests %q and %q", a, b)
	}
	look := func(queue string) {
		t.Helper()
		out := w.must(t, "ReceiveMessage", fmt.Sprintf(`{"QueueUrl":%q,"MaxNumberOfMessages":10,"MessageSystemAttributeNames":["AWSTraceHeader"]}`, queue)).(*ReceiveMessageOutput)
		for _, m := range out.Messages {
			if m.Attributes[traceHeader] != traceRoot {
				t.Errorf("%s: %v", queue, m.Attributes)
			}
		}
		if len(out.Messages) != 2 {
			t.Errorf("%s: %d messages", queue, len(out.Messages))
		}
		w.wait(time.Second)
	}
	look("q")
	w.receive(t, "q", 1)
	look("dead")
	w.start(t, "")
	w.wait(time.Minute)
	look("q")
}

func TestRefusalsOfMessageAttributes(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	const bad = "InvalidParameterValue: "
	var cases []refusal
	for _, c := range [][3]string{
		{"a", `{"DataType":"Text","StringValue":"x"}`, bad + "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String."},
		{"a", `{"DataType":"String"}`, bad + "Message (user) attribute 'a' must contain a non-empty value of type 'String'."},
		{"a", `{"DataType":"Binary","StringValue":"x"}`, bad + "Message (user) attribute 'a' must contain a non-empty value of type 'Binary'."},
		{"a", `{"DataType":"String","StringValue":"x","BinaryValue":"eA=="}`, bad + "Message (user) attribute 'a' must have a single value."},
		{"a", `{"DataType":"Number","StringValue":"x"}`, bad + "Can't cast the value of message (user) attribute 'a' to a number."},
		{"a", `{"DataType":"String","StringListValues":["x"]}`, "AWS.SimpleQueueService.UnsupportedOperation: Message attribute list values in SendMessage operation are not supported."},
		{".a", `{"DataType":"String","StringValue":"x"}`, bad + "Message (user) attribute name must not begin with character '.'."},
		{"a.", `{"DataType":"String","StringValue":"x"}`, bad + "Message (user) attribute name must not end with character '.'."},
		{"a..b", `{"DataType":"String","StringValue":"x"}`, bad + "Message (user) attribute name must not have successive '.' characters."},
		{"aws.a", `{"DataType":"String","StringValue":"x"}`, bad + "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use."},
	} {
		cases = append(cases, refusal{fmt.Sprintf(`{"QueueUrl":"q","MessageBody":"x","MessageAttributes":{%q:%s}}`, c[0], c[1]), c[2]})
	}
	for _, c := range [][2]string{
		{`"SenderId":{"DataType":"String","StringValue":"me"}`, bad + "Message system attribute name 'SenderId' is invalid."},
		{`"AWSTraceHeader":{"DataType":"Number","StringValue":"1"}`, bad + "The type of message system attribute 'AWSTraceHeader' is invalid. It must be String."},
		{`"AWSTraceHeader":{"DataType":"String"}`, bad + "Message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'."},
	} {
		cases = append(cases, refusal{`{"QueueUrl":"q","MessageBody":"x","MessageSystemAttributes":{` + c[0] + `}}`, c[1]})
	}
	w.refuses(t, "SendMessage", cases)
}

// TestAMessageThatIsBackCanBeHidden: its visibility timeout is over, but nobody
// has received it since (recorded 2023-11-14).
func TestAMessageThatIsBackCanBeHidden(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q","Attributes":{"VisibilityTimeout":"1"}}`)
	w.must(t, "SendMessage", send("q", "x"))
	_, receipts := w.receive(t, "q", 1)
	w.wait(2 * time.Second)
	w.must(t, "ChangeMessageVisibility", fmt.Sprintf(`{"QueueUrl":"q","ReceiptHandle":%q,"VisibilityTimeout":2}`, receipts[0]))
	if got, _ := w.receive(t, "q", 1); len(got) != 0 {
		t.Errorf("%v is not hidden", got)
	}
	w.wait(2 * time.Second)
	if got, _ := w.receive(t, "q", 1); len(got) != 1 {
		t.Error("it is not back")
	}
	w.refuses(t, "ChangeMessageVisibility", []refusal{{fmt.Sprintf(`{"QueueUrl":"q","ReceiptHandle":%q,"VisibilityTimeout":2}`, receipts[0]),
		"InvalidParameterValue: Value " + receipts[0] + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change."}})
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
