package sqs

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const arnRoot = "arn:aws:sqs:us-east-1:123456789012:"

// set is an input of SetQueueAttributes with one attribute.
func set(queue, name, value string) string {
	return fmt.Sprintf(`{"QueueUrl":%q,"Attributes":{%q:%q}}`, queue, name, value)
}

func redrivePolicy(dead string, receives int) string {
	return fmt.Sprintf(`{"deadLetterTargetArn":"%s%s","maxReceiveCount":%d}`, arnRoot, dead, receives)
}

func TestRedrivePolicyRefusals(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	w.must(t, "CreateQueue", `{"QueueName":"line.fifo","Attributes":{"FifoQueue":"true"}}`)
	var cases []refusal
	for _, c := range [][2]string{
		{"{}", "Redrive policy does not contain mandatory attribute: maxReceiveCount."},
		{`{"maxReceiveCount":3}`, "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."},
		{`{"maxReceiveCount":0,"deadLetterTargetArn":"x"}`, "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive."},
		{`{"maxReceiveCount":3,"deadLetterTargetArn":"dummy"}`, "Invalid value for deadLetterTargetArn."},
		{`{"maxReceiveCount":3,"deadLetterTargetArn":"arn:aws:sns:us-east-1:123456789012:t"}`, "Only SQS queues are valid resources for deadLetterTargetArn."},
		{`{"maxReceiveCount":3,"deadLetterTargetArn":"arn:aws:sqs:us-east-1:111111111111:q"}`, "Dead-letter target owner should be same as the source."},
		{`{"maxReceiveCount":3,"deadLetterTargetArn":"x","more":1}`, "Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount]."},
		{redrivePolicy("nobody", 3), "Dead letter target does not exist."},
		{redrivePolicy("line.fifo", 3), "Dead-letter queue must be same type of queue as the source.."},
	} {
		cases = append(cases, refusal{set("q", "RedrivePolicy", c[0]), "InvalidParameterValue: Value " + c[0] + " for parameter RedrivePolicy is invalid. Reason: " + c[1]})
	}
	cases = append(cases, refusal{set("q", "RedrivePolicy", "[]"), "InvalidAttributeValue: Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map."})
	w.refuses(t, "SetQueueAttributes", cases)
}

func TestRedriveAllowPolicyRefusals(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"q"}`)
	var cases []refusal
	for _, text := range []string{"badjson", "[]", "{}", `{"redrivePermission":"dummy"}`, `{"redrivePermission":"allowAll","dummy":1}`,
		`{"redrivePermission":"byQueue","sourceQueueArns":"x"}`, `{"redrivePermission":"byQueue","sourceQueueArns":[{}]}`} {
		cases = append(cases, refusal{set("q", "RedriveAllowPolicy", text),
			"InvalidAttributeValue: Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format."})
	}
	eleven := `{"redrivePermission":"byQueue","sourceQueueArns":["x"` + strings.Repeat(`,"x"`, maxSources) + `]}`
	for _, c := range [][2]string{
		{`{"redrivePermission":"denyAll","sourceQueueArns":["x"]}`, "To specify one or more source queue ARNs, you must set redrivePermission to byQueue."},
		{`{"redrivePermission":"byQueue"}`, "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values."},
		{`{"redrivePermission":"byQueue","sourceQueueArns":[]}`, "When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values."},
		{eleven, "The maximum number of source queue ARNs you can specify is 10."},
	} {
		cases = append(cases, refusal{set("q", "RedriveAllowPolicy", c[0]), "InvalidParameterValue: Value " + c[0] +
			" for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy. " + c[1]})
	}
	w.refuses(t, "SetQueueAttributes", cases)
}

func TestRedriveAllowPolicyDecidesWhoMaySendDeadLetters(t *testing.T) {
	w := newWorld()
	for _, name := range []string{"a", "b", "dead"} {
		w.must(t, "CreateQueue", fmt.Sprintf(`{"QueueName":%q}`, name))
	}
	name := func(source string) error {
		_, err := w.do("SetQueueAttributes", set(source, "RedrivePolicy", redrivePolicy("dead", 1)))
		return err
	}
	allow := func(policy string) { w.must(t, "SetQueueAttributes", set("dead", "RedriveAllowPolicy", policy)) }
	for _, c := range []struct {
		policy string
		a, b   bool
	}{
		{`{"redrivePermission":"allowAll"}`, true, true},
		{`{"redrivePermission":"denyAll"}`, false, false},
		{`{"redrivePermission":"byQueue","sourceQueueArns":["` + arnRoot + `b"]}`, false, true},
		{"", true, true},
	} {
		allow(c.policy)
		if a, b := name("a"), name("b"); (a == nil) != c.a || (b == nil) != c.b {
			t.Errorf("%s: %v, %v", c.policy, a, b)
		}
	}
	allow(`{"redrivePermission":"denyAll"}`)
	w.must(t, "SendMessage", send("a", "x"))
	w.receive(t, "a", 1)
	w.wait(time.Minute)
	w.receive(t, "a", 1)
	if got, _ := w.receive(t, "dead", 1); len(got) != 1 {
		t.Error("a queue that was allowed before sends its dead letters no more")
	}
}

// TestDeadLettersWithTheSameDeduplicationID: each takes its own id for it.
func TestDeadLettersWithTheSameDeduplicationID(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"dead.fifo","Attributes":{"FifoQueue":"true"}}`)
	w.must(t, "CreateQueue", `{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true","VisibilityTimeout":"1"}}`)
	w.must(t, "SetQueueAttributes", set("q.fifo", "RedrivePolicy", redrivePolicy("dead.fifo", 1)))
	w.must(t, "SendMessage", `{"QueueUrl":"q.fifo","MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"1"}`)
	w.receive(t, "q.fifo", 1)
	w.wait(time.Second)
	w.receive(t, "q.fifo", 1)
	m := w.must(t, "ReceiveMessage", `{"QueueUrl":"dead.fifo","AttributeNames":["All"]}`).(*ReceiveMessageOutput).Messages[0]
	if m.Attributes["MessageDeduplicationId"] != m.MessageId {
		t.Errorf("%v of message %s", m.Attributes, m.MessageId)
	}
}

func TestDeadLetterSourceQueuesComeInPages(t *testing.T) {
	w := newWorld()
	w.must(t, "CreateQueue", `{"QueueName":"dead"}`)
	for _, name := range []string{"a", "b", "c"} {
		w.must(t, "CreateQueue", fmt.Sprintf(`{"QueueName":%q}`, name))
		w.must(t, "SetQueueAttributes", set(name, "RedrivePolicy", redrivePolicy("dead", 1)))
	}
	var got []string
	for token := ""; ; {
		out := w.must(t, "ListDeadLetterSourceQueues", fmt.Sprintf(`{"QueueUrl":"dead","MaxResults":2,"NextToken":%q}`, token)).(*ListDeadLetterSourceQueuesOutput)
		for _, url := range out.QueueUrls {
			got = append(got, strings.TrimPrefix(url, urlRoot))
		}
		if token = out.NextToken; token == "" {
			break
		}
	}
	if strings.Join(got, " ") != "a b c" {
		t.Errorf("%v", got)
	}
}
