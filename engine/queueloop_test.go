package engine_test

import (
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/enginetest"
)

// TestFunctionThatFeedsItsOwnQueueIsStopped: the chain ends after 16 runs, and
// its last message goes to the dead-letter queue.
func TestFunctionThatFeedsItsOwnQueueIsStopped(t *testing.T) {
	w := engine.New(engine.Config{Seed: 1})
	do := func(op, input string, blobs ...[]byte) {
		in := w.Operation(op).NewIn()
		if err := aws.DecodeBlobs([]byte(input), blobs, in); err != nil {
			t.Fatal(op, err)
		}
		if r := w.Do(engine.Call{Operation: op, In: in}); r.Err != nil {
			t.Fatal(op, r.Err)
		}
	}
	do("iam.CreateRole", `{"RoleName":"r","AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"}`)
	do("iam.AttachRolePolicy", `{"RoleName":"r","PolicyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}`)
	do("sqs.CreateQueue", `{"QueueName":"dead"}`)
	do("sqs.CreateQueue", `{"QueueName":"work","Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\",\"maxReceiveCount\":2}"}}`)
	do("lambda.CreateFunction", `{"FunctionName":"loop","Role":"arn:aws:iam::123456789012:role/r","Runtime":"nodejs24.x","Handler":"index.handler","Timeout":10,"Code":{"ZipFile":{"$blob":0}}}`,
		enginetest.Zip(`import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
export const handler = async ({ Records }) => {
  const sent = await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/work", MessageBody: Records[0].body + "x" }));
  if (!sent.MessageId) throw new Error("not sent");
};`))
	w.AdvanceTo(w.Now().Add(5 * time.Second))
	do("lambda.CreateEventSourceMapping", `{"FunctionName":"loop","EventSourceArn":"arn:aws:sqs:us-east-1:123456789012:work"}`)
	w.AdvanceTo(w.Now().Add(time.Minute))
	do("sqs.SendMessage", `{"QueueUrl":"work","MessageBody":"x"}`)
	w.AdvanceTo(w.Now().Add(time.Hour))
	stats := w.Lambda.Stats("loop")
	if stats.Invocations != 16 || stats.Errors != 0 {
		t.Errorf("%d runs, %d errors; want 16 and none", stats.Invocations, stats.Errors)
	}
	for _, q := range w.SQS.Queues() {
		if want := map[string]int{"dead": 1}[q.Name]; q.Visible+q.InFlight != want {
			t.Errorf("%s has %d messages, want %d", q.Name, q.Visible+q.InFlight, want)
		}
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}
