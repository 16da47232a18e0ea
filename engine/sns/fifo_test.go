package sns_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestFIFO: order, sequence numbers and deduplication.
func TestFIFO(t *testing.T) {
	w := newWorld(t)
	const topic = orders + ".fifo"
	w.must("CreateTopic", `{"Name":"orders.fifo","Attributes":{"FifoTopic":"true","ContentBasedDeduplication":"true"}}`)
	w.must("Subscribe", `{"TopicArn":"`+topic+`","Protocol":"sqs","Endpoint":"`+queue+`.fifo","Attributes":{"RawMessageDelivery":"true"}}`)
	publish := func(m, more string) string {
		return w.call("Publish", fmt.Sprintf(`{"TopicArn":%q,"Message":%q%s}`, topic, m, more))
	}
	equal(t, "no group", publish("m", ""), "InvalidParameter: Invalid parameter: The MessageGroupId parameter is required for FIFO topics")
	last := ""
	for i := range 30 {
		var out struct{ MessageId, SequenceNumber string }
		if err := json.Unmarshal([]byte(publish(fmt.Sprint(i), `,"MessageGroupId":"g"`)), &out); err != nil || len(out.SequenceNumber) != 20 || out.SequenceNumber <= last {
			t.Fatalf("%v: %+v after %s", err, out, last)
		}
		last = out.SequenceNumber
	}
	again := publish("29", `,"MessageGroupId":"g"`)
	if !strings.Contains(again, last) {
		t.Errorf("a duplicate is answered with %s, not the number %s", again, last)
	}
	w.tick(time.Minute)
	for i, d := range w.delivered {
		if string(d.Body) != fmt.Sprint(i) || d.Group != "g" || len(d.Deduplication) != 64 {
			t.Fatalf("%d is %+v", i, d)
		}
	}
	if len(w.delivered) != 30 {
		t.Errorf("%d delivered", len(w.delivered))
	}
	w.tick(4 * time.Minute)
	publish("29", `,"MessageGroupId":"g"`)
	w.tick(time.Minute)
	if len(w.delivered) != 31 {
		t.Errorf("after five minutes a message is new: %d delivered", len(w.delivered))
	}
	equal(t, "function", w.call("Subscribe", `{"TopicArn":"`+topic+`","Protocol":"lambda","Endpoint":"`+hello+`"}`)[:16], "InvalidParameter")
	equal(t, "letters", w.call("Subscribe", `{"TopicArn":"`+topic+`","Protocol":"sqs","Endpoint":"`+letters+`.fifo","Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"`+letters+`\"}"}}`),
		"InvalidParameter: Invalid parameter: Attributes Reason: RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.")
	w.must("SetTopicAttributes", `{"TopicArn":"`+topic+`","AttributeName":"ContentBasedDeduplication","AttributeValue":"false"}`)
	equal(t, "no id", publish("m", `,"MessageGroupId":"g"`),
		"InvalidParameter: Invalid parameter: The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly")
}

// TestBatch: each message by itself.
func TestBatch(t *testing.T) {
	w := newWorld(t)
	w.subscribe("sqs", queue, `"RawMessageDelivery":"true"`)
	got := w.call("PublishBatch", `{"TopicArn":"`+orders+`","PublishBatchRequestEntries":[{"Id":"1","Message":"a"},{"Id":"2","Message":""},{"Id":"3","Message":"c","Subject":""},{"Id":"4","Message":"d"}]}`)
	equal(t, "answer", masked(got), `{"Successful":[{"Id":"1","MessageId":"UUID"},{"Id":"4","MessageId":"UUID"}],`+
		`"Failed":[{"Id":"2","Code":"InvalidParameter","Message":"Invalid parameter: Empty message","SenderFault":true},`+
		`{"Id":"3","Code":"InvalidParameter","Message":"Invalid parameter: Subject","SenderFault":true}]}`)
	w.tick(time.Minute)
	if len(w.delivered) != 2 {
		t.Errorf("delivered %+v", w.delivered)
	}
	big := strings.Repeat("x", 200_000)
	got = w.call("PublishBatch", `{"TopicArn":"`+orders+`","PublishBatchRequestEntries":[{"Id":"1","Message":"`+big+`"},{"Id":"2","Message":"`+big+`"}]}`)
	equal(t, "long", got, "BatchRequestTooLong: The length of all the messages put together is more than the limit.")
}

// TestPages: lists come a hundred at a time.
func TestPages(t *testing.T) {
	w := newWorld(t)
	for i := range 149 {
		w.must("CreateTopic", fmt.Sprintf(`{"Name":"t%03d"}`, i))
	}
	var out struct {
		Topics    []struct{ TopicArn string }
		NextToken string
	}
	read := func(token string) int {
		out.Topics, out.NextToken = nil, ""
		if err := json.Unmarshal([]byte(w.must("ListTopics", `{"NextToken":"`+token+`"}`)), &out); err != nil {
			t.Fatal(err)
		}
		return len(out.Topics)
	}
	if read("") != 100 || out.NextToken == "" || read(out.NextToken) != 50 || out.NextToken != "" {
		t.Errorf("the last page has %d and the token %q", len(out.Topics), out.NextToken)
	}
}

// TestTags: what a topic is marked with.
func TestTags(t *testing.T) {
	w := newWorld(t)
	w.must("CreateTopic", `{"Name":"t","Tags":[{"Key":"k1","Value":"v1"},{"Key":"k2","Value":"v2"}]}`)
	w.must("CreateTopic", `{"Name":"t","Tags":[{"Key":"k2","Value":"v2"}]}`)
	const arn = "arn:aws:sns:us-east-1:123456789012:t"
	w.must("TagResource", `{"ResourceArn":"`+arn+`","Tags":[{"Key":"k2","Value":"v2b"},{"Key":"k3","Value":""}]}`)
	w.must("UntagResource", `{"ResourceArn":"`+arn+`","TagKeys":["k1"]}`)
	equal(t, "tags", w.call("ListTagsForResource", `{"ResourceArn":"`+arn+`"}`), `{"Tags":[{"Key":"k2","Value":"v2b"},{"Key":"k3","Value":""}]}`)
}

// BenchmarkFanOut is a message to ten queues: publication, filter and
// delivery.
func BenchmarkFanOut(b *testing.B) {
	w := newWorld(b)
	for i := range 10 {
		w.subscribe("sqs", fmt.Sprint(queue, i), `"FilterPolicy":"{\"kind\":[\"sale\"]}"`)
	}
	in := fmt.Sprintf(`{"TopicArn":%q,"Message":"m","MessageAttributes":{"kind":{"DataType":"String","StringValue":"sale"}}}`, orders)
	b.ReportAllocs()
	for b.Loop() {
		w.must("Publish", in)
		w.tick(time.Second)
		w.delivered, w.times = w.delivered[:0], w.times[:0]
	}
}
