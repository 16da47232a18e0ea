package enginetest

import (
	"fmt"
	"time"

	"skylab/engine"
	"skylab/engine/sqs"
)

const (
	mailURL = "https://sqs.us-east-1.amazonaws.com/123456789012/mail"
	deadARN = "arn:aws:sqs:us-east-1:123456789012:dead"
	// buries sends the dead letters of a queue to dead.
	buries = `"RedrivePolicy":"{\"deadLetterTargetArn\":\"` + deadARN + `\",\"maxReceiveCount\":2}"`
)

// queued sends messages through a queue, by hand and before a function, with
// and without permission.
func (g *generator) queued() {
	name := g.function()
	g.add(0, "sqs.CreateQueue", `{"QueueName":"dead"}`)
	g.add(0, "sqs.CreateQueue", fmt.Sprintf(`{"QueueName":"mail","Attributes":{"VisibilityTimeout":"%d"}}`, 6+g.r.IntN(20)))
	on := func(wait time.Duration, op, more string) {
		g.add(wait, "sqs."+op, fmt.Sprintf(`{"QueueUrl":%q%s}`, mailURL, more))
	}
	on(0, "SetQueueAttributes", `,"Attributes":{`+buries+`}`)
	for _, op := range []string{"ListQueueTags", "GetQueueAttributes", "ListDeadLetterSourceQueues"} {
		on(0, op, "")
	}
	on(0, "TagQueue", `,"Tags":{"k":"v"}`)
	on(0, "UntagQueue", `,"TagKeys":["k"]`)
	on(0, "AddPermission", `,"Label":"friend","AWSAccountIds":["111111111111"],"Actions":["SendMessage"]`)
	on(0, "RemovePermission", `,"Label":"friend"`)
	g.add(0, "sqs.GetQueueUrl", `{"QueueName":"mail"}`)
	g.add(0, "sqs.ListQueues", `{}`)
	if g.r.IntN(3) > 0 {
		g.update(pause(g.r), name, g.program())
		g.add(4*time.Second, "lambda.CreateEventSourceMapping", fmt.Sprintf(
			`{"FunctionName":%q,"EventSourceArn":%q,"BatchSize":%d,"MaximumBatchingWindowInSeconds":%d}`, name, mailARN, 1+g.r.IntN(10), g.r.IntN(4)))
		g.add(0, "lambda.ListEventSourceMappings", `{}`)
	}
	for i := range 2 + g.r.IntN(10) {
		on(time.Duration(g.r.IntN(4000))*time.Millisecond, "SendMessage", fmt.Sprintf(`,"MessageBody":"message %d"`, i))
	}
	on(0, "SendMessageBatch", `,"Entries":[{"Id":"1","MessageBody":"a"},{"Id":"2","MessageBody":"b","DelaySeconds":3}]`)
	for range g.r.IntN(4) {
		on(time.Duration(g.r.IntN(9000))*time.Millisecond, "ReceiveMessage", fmt.Sprintf(`,"MaxNumberOfMessages":%d,"WaitTimeSeconds":%d`, 1+g.r.IntN(10), g.r.IntN(3)))
	}
	// Receipts are the world's to give; these are refused, or delete nothing.
	on(0, "DeleteMessageBatch", `,"Entries":[{"Id":"1","ReceiptHandle":"x"}]`)
	on(0, "ChangeMessageVisibilityBatch", `,"Entries":[{"Id":"1","ReceiptHandle":"x","VisibilityTimeout":1}]`)
	g.movedBack()
	on(time.Minute, "PurgeQueue", "")
	if g.r.IntN(3) == 0 {
		on(0, "DeleteQueue", "")
	}
}

// movedBack moves the dead letters back, or elsewhere, and may stop it.
func (g *generator) movedBack() {
	more := []string{"", `,"MaxNumberOfMessagesPerSecond":1`, `,"MaxNumberOfMessagesPerSecond":3`, `,"DestinationArn":"` + mailARN + `"`}[g.r.IntN(4)]
	g.add(time.Duration(g.r.IntN(60))*time.Second, "sqs.StartMessageMoveTask", fmt.Sprintf(`{"SourceArn":%q%s}`, deadARN, more))
	g.add(time.Duration(g.r.IntN(3000))*time.Millisecond, "sqs.ListMessageMoveTasks", fmt.Sprintf(`{"SourceArn":%q}`, deadARN))
	if g.r.IntN(2) == 0 {
		g.add(0, "sqs.CancelMessageMoveTask", fmt.Sprintf(`{"TaskHandle":%q}`, firstTask(g.seed)))
	}
}

// firstTask is the handle of the first move task in a world of that seed.
func firstTask(seed uint64) string {
	g := &generator{w: engine.New(engine.Config{Seed: seed})}
	g.add(0, "sqs.CreateQueue", `{"QueueName":"dead"}`)
	g.add(0, "sqs.CreateQueue", `{"QueueName":"mail","Attributes":{`+buries+`}}`)
	g.add(0, "sqs.StartMessageMoveTask", fmt.Sprintf(`{"SourceArn":%q}`, deadARN))
	handle := ""
	for _, step := range g.steps {
		if made, is := g.w.Do(step.Call).Out.(*sqs.StartMessageMoveTaskOutput); is {
			handle = made.TaskHandle
		}
	}
	return handle
}
