package sqs

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestFIFO(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true","ContentBasedDeduplication":"true","VisibilityTimeout":"10"}}`)
	for _, m := range []string{"a1", "a2", "b1", "a1", "a3"} {
		w.must(t, "SendMessage", fmt.Sprintf(`{"QueueUrl":"q.fifo","MessageBody":%q,"MessageGroupId":%q}`, m, m[:1]))
	}
	first, _ := w.receive(t, "q.fifo", 1)
	rest, _ := w.receive(t, "q.fifo", 10)
	if strings.Join(first, " ") != "a1" || strings.Join(rest, " ") != "b1" {
		t.Errorf("first %v, then %v: the group of a1 has to wait", first, rest)
	}
	w.wait(10 * time.Second)
	all, receipts := w.receive(t, "q.fifo", 10)
	if strings.Join(all, " ") != "a1 a2 b1 a3" {
		t.Errorf("all: %v", all)
	}
	for _, r := range receipts {
		w.must(t, "DeleteMessage", fmt.Sprintf(`{"QueueUrl":"q.fifo","ReceiptHandle":%q}`, r))
	}
	w.wait(5 * time.Minute)
	w.must(t, "SendMessage", `{"QueueUrl":"q.fifo","MessageBody":"a1","MessageGroupId":"a"}`)
	if got, _ := w.receive(t, "q.fifo", 10); len(got) != 1 {
		t.Errorf("after five minutes the same body is a new message: %v", got)
	}
}

func TestDeduplicationByGroup(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true","DeduplicationScope":"messageGroup","FifoThroughputLimit":"perMessageGroupId"}}`)
	for _, group := range []string{"a", "b", "a"} {
		w.must(t, "SendMessage", fmt.Sprintf(`{"QueueUrl":"q.fifo","MessageBody":%q,"MessageGroupId":%q,"MessageDeduplicationId":"1"}`, group, group))
	}
	if got, _ := w.receive(t, "q.fifo", 10); strings.Join(got, " ") != "a b" {
		t.Errorf("%v: an id is repeated within its group alone", got)
	}
}

func TestAttributesOfFIFOQueues(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	w.must(t, "CreateQueue", `{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true"}}`)
	out := w.must(t, "GetQueueAttributes", `{"QueueUrl":"q.fifo","AttributeNames":["DeduplicationScope","FifoThroughputLimit"]}`).(*GetQueueAttributesOutput)
	if out.Attributes["DeduplicationScope"] != "queue" || out.Attributes["FifoThroughputLimit"] != "perQueue" {
		t.Errorf("by default: %v", out.Attributes)
	}
	w.must(t, "SetQueueAttributes", `{"QueueUrl":"q.fifo","Attributes":{"FifoQueue":"true","DeduplicationScope":"messageGroup"}}`)
	w.refuses(t, "SetQueueAttributes", []refusal{
		{`{"QueueUrl":"q.fifo","Attributes":{"FifoQueue":"false"}}`, "InvalidAttributeValue: Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."},
		{`{"QueueUrl":"q","Attributes":{"FifoQueue":"true"}}`, "InvalidAttributeName: Unknown Attribute FifoQueue."},
		{`{"QueueUrl":"q","Attributes":{"ContentBasedDeduplication":"true"}}`, "InvalidAttributeName: Unknown Attribute ContentBasedDeduplication."},
		{`{"QueueUrl":"q.fifo","Attributes":{"ContentBasedDeduplication":"yes"}}`, "InvalidAttributeValue: Invalid value for the parameter ContentBasedDeduplication."},
		{`{"QueueUrl":"q","Attributes":{"DeduplicationScope":"messageGroup"}}`, "InvalidAttributeName: You can specify the DeduplicationScope only when FifoQueue is set to true."},
		{`{"QueueUrl":"q","Attributes":{"FifoThroughputLimit":"perQueue"}}`, "InvalidAttributeName: You can specify the FifoThroughputLimit only when FifoQueue is set to true."},
		{`{"QueueUrl":"q.fifo","Attributes":{"DeduplicationScope":"topic"}}`, "InvalidAttributeValue: Invalid value for the parameter DeduplicationScope."},
		{`{"QueueUrl":"q.fifo","Attributes":{"DeduplicationScope":"queue","FifoThroughputLimit":"perMessageGroupId"}}`,
			"InvalidAttributeValue: Invalid value for the parameter FifoThroughputLimit. Reason: To set FifoThroughputLimit to perMessageGroupId, the DeduplicationScope must be messageGroup."},
	})
	w.refuses(t, "SendMessage", []refusal{
		{`{"QueueUrl":"q.fifo","MessageBody":"x","MessageGroupId":"a b","MessageDeduplicationId":"1"}`,
			"InvalidParameterValue: Value a b for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length."},
		{`{"QueueUrl":"q.fifo","MessageBody":"x","MessageGroupId":"a","MessageDeduplicationId":"é"}`,
			"InvalidParameterValue: Value é for parameter MessageDeduplicationId is invalid. Reason: MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length."},
	})
}
