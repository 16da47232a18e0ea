package sdk

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
)

const queueARN = "arn:aws:sqs:us-east-1:123456789012:"

func TestSQS(t *testing.T) {
	w := serve(t, "sqs")
	c := sqs.NewFromConfig(w.config())
	url := do(w, c.CreateQueue, &sqs.CreateQueueInput{QueueName: str("mail"), Tags: map[string]string{"a": "b c"},
		Attributes: map[string]string{"VisibilityTimeout": "60", "ReceiveMessageWaitTimeSeconds": "1"}}).QueueUrl
	w.messages(c, url)
	w.batches(c, url)
	w.queueSettings(c, url)
	w.queuePages(c)
	w.deadLetters(c)
	w.sqsRefusals(c, url)
	do(w, c.PurgeQueue, &sqs.PurgeQueueInput{QueueUrl: url})
	refuse(w, "AWS.SimpleQueueService.PurgeQueueInProgress", c.PurgeQueue, &sqs.PurgeQueueInput{QueueUrl: url})
	do(w, c.DeleteQueue, &sqs.DeleteQueueInput{QueueUrl: url})
	refuse(w, "AWS.SimpleQueueService.QueueDeletedRecently", c.CreateQueue, &sqs.CreateQueueInput{QueueName: str("mail")})
	w.complete(nil)
}

// The client itself checks the digests of bodies and attributes.
func (w *world) messages(c *sqs.Client, url *string) {
	do(w, c.SendMessage, &sqs.SendMessageInput{QueueUrl: url, MessageBody: str("größe <&> \"x\""), MessageAttributes: map[string]types.MessageAttributeValue{
		"bytes": {DataType: str("Binary"), BinaryValue: []byte{0, 255}}, "color": {DataType: str("String"), StringValue: str("blau")},
		"size": {DataType: str("Number"), StringValue: str("-1.5e3")}}})
	got := do(w, c.ReceiveMessage, &sqs.ReceiveMessageInput{QueueUrl: url, MaxNumberOfMessages: 10, MessageAttributeNames: []string{"All"},
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameAll}})
	if len(got.Messages) != 1 || len(got.Messages[0].MessageAttributes) != 3 {
		w.Fatalf("received %+v", got.Messages)
	}
	handle := got.Messages[0].ReceiptHandle
	do(w, c.ChangeMessageVisibility, &sqs.ChangeMessageVisibilityInput{QueueUrl: url, ReceiptHandle: handle, VisibilityTimeout: 30})
	do(w, c.DeleteMessage, &sqs.DeleteMessageInput{QueueUrl: url, ReceiptHandle: handle})
}

func (w *world) batches(c *sqs.Client, url *string) {
	in := &sqs.SendMessageBatchInput{QueueUrl: url}
	for i := range 3 {
		in.Entries = append(in.Entries, types.SendMessageBatchRequestEntry{Id: str(fmt.Sprint("m", i)), MessageBody: str(fmt.Sprint("body ", i)),
			MessageAttributes: map[string]types.MessageAttributeValue{"n": {DataType: str("Number"), StringValue: str(fmt.Sprint(i))}}})
	}
	in.Entries = append(in.Entries, types.SendMessageBatchRequestEntry{Id: str("bad"), MessageBody: str("x"), DelaySeconds: 901})
	if out := do(w, c.SendMessageBatch, in); len(out.Successful) != 3 || len(out.Failed) != 1 {
		w.Errorf("sent %+v", out)
	}
	got := do(w, c.ReceiveMessage, &sqs.ReceiveMessageInput{QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: 5}).Messages
	if len(got) != 3 {
		w.Fatalf("received %d", len(got))
	}
	later := &sqs.ChangeMessageVisibilityBatchInput{QueueUrl: url}
	remove := &sqs.DeleteMessageBatchInput{QueueUrl: url}
	for i, m := range got {
		id := str(fmt.Sprint(i))
		later.Entries = append(later.Entries, types.ChangeMessageVisibilityBatchRequestEntry{Id: id, ReceiptHandle: m.ReceiptHandle, VisibilityTimeout: 5})
		remove.Entries = append(remove.Entries, types.DeleteMessageBatchRequestEntry{Id: id, ReceiptHandle: m.ReceiptHandle})
	}
	remove.Entries[0].ReceiptHandle = str("fake")
	do(w, c.ChangeMessageVisibilityBatch, later)
	if out := do(w, c.DeleteMessageBatch, remove); len(out.Failed) != 1 || !out.Failed[0].SenderFault {
		w.Errorf("deleted %+v", out)
	}
}

func (w *world) queueSettings(c *sqs.Client, url *string) {
	if got := do(w, c.GetQueueUrl, &sqs.GetQueueUrlInput{QueueName: str("mail")}).QueueUrl; *got != *url {
		w.Errorf("the queue is %s", *got)
	}
	do(w, c.SetQueueAttributes, &sqs.SetQueueAttributesInput{QueueUrl: url, Attributes: map[string]string{"DelaySeconds": "1"}})
	all := do(w, c.GetQueueAttributes, &sqs.GetQueueAttributesInput{QueueUrl: url, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameAll}})
	if all.Attributes["DelaySeconds"] != "1" {
		w.Errorf("attributes %v", all.Attributes)
	}
	do(w, c.TagQueue, &sqs.TagQueueInput{QueueUrl: url, Tags: map[string]string{"c": "d"}})
	do(w, c.UntagQueue, &sqs.UntagQueueInput{QueueUrl: url, TagKeys: []string{"a"}})
	do(w, c.ListQueueTags, &sqs.ListQueueTagsInput{QueueUrl: url})
	do(w, c.AddPermission, &sqs.AddPermissionInput{QueueUrl: url, Label: str("share"), AWSAccountIds: []string{"210987654321"}, Actions: []string{"SendMessage"}})
	do(w, c.RemovePermission, &sqs.RemovePermissionInput{QueueUrl: url, Label: str("share")})
}

func (w *world) queuePages(c *sqs.Client) {
	var urls []string
	for _, name := range []string{"page-a", "page-b", "page-c"} {
		urls = append(urls, *do(w, c.CreateQueue, &sqs.CreateQueueInput{QueueName: &name, Attributes: map[string]string{
			"RedrivePolicy": `{"deadLetterTargetArn":"` + queueARN + `mail","maxReceiveCount":"1"}`}}).QueueUrl)
	}
	pages(w, sqs.NewListQueuesPaginator(c, &sqs.ListQueuesInput{QueueNamePrefix: str("page-"), MaxResults: aws.Int32(2)}),
		func(o *sqs.ListQueuesOutput) []string { return o.QueueUrls }, urls...)
	mail := do(w, c.GetQueueUrl, &sqs.GetQueueUrlInput{QueueName: str("mail")}).QueueUrl
	pages(w, sqs.NewListDeadLetterSourceQueuesPaginator(c, &sqs.ListDeadLetterSourceQueuesInput{QueueUrl: mail, MaxResults: aws.Int32(2)}),
		func(o *sqs.ListDeadLetterSourceQueuesOutput) []string { return o.QueueUrls }, urls...)
}

// deadLetters moves messages back from where they were given up.
func (w *world) deadLetters(c *sqs.Client) {
	mail, source := do(w, c.GetQueueUrl, &sqs.GetQueueUrlInput{QueueName: str("mail")}).QueueUrl, str("http://127.0.0.1/123456789012/page-a")
	for i := range 5 {
		do(w, c.SendMessage, &sqs.SendMessageInput{QueueUrl: source, MessageBody: str(fmt.Sprint("lost ", i))})
	}
	for range 2 { // what is received once too often goes
		do(w, c.ReceiveMessage, &sqs.ReceiveMessageInput{QueueUrl: source, MaxNumberOfMessages: 10, VisibilityTimeout: 1})
		w.pass(2e9)
	}
	do(w, c.GetQueueAttributes, &sqs.GetQueueAttributesInput{QueueUrl: mail, AttributeNames: []types.QueueAttributeName{"ApproximateNumberOfMessages"}})
	task := do(w, c.StartMessageMoveTask, &sqs.StartMessageMoveTaskInput{SourceArn: str(queueARN + "mail"), MaxNumberOfMessagesPerSecond: aws.Int32(1)})
	do(w, c.ListMessageMoveTasks, &sqs.ListMessageMoveTasksInput{SourceArn: str(queueARN + "mail"), MaxResults: aws.Int32(3)})
	do(w, c.CancelMessageMoveTask, &sqs.CancelMessageMoveTaskInput{TaskHandle: task.TaskHandle})
}

func (w *world) sqsRefusals(c *sqs.Client, url *string) {
	nobody := str("http://127.0.0.1/123456789012/nobody")
	body := str("x")
	refuse(w, "AWS.SimpleQueueService.NonExistentQueue", c.GetQueueUrl, &sqs.GetQueueUrlInput{QueueName: str("nobody")})
	refuse(w, "AWS.SimpleQueueService.NonExistentQueue", c.SendMessage, &sqs.SendMessageInput{QueueUrl: nobody, MessageBody: body})
	refuse(w, "QueueAlreadyExists", c.CreateQueue, &sqs.CreateQueueInput{QueueName: str("mail"), Attributes: map[string]string{"DelaySeconds": "5"}})
	refuse(w, "InvalidAttributeName", c.CreateQueue, &sqs.CreateQueueInput{QueueName: str("x"), Attributes: map[string]string{"Colour": "red"}})
	refuse(w, "InvalidAttributeValue", c.CreateQueue, &sqs.CreateQueueInput{QueueName: str("x"), Attributes: map[string]string{"VisibilityTimeout": "43201"}})
	refuse(w, "InvalidParameterValue", c.CreateQueue, &sqs.CreateQueueInput{QueueName: str("a b")})
	refuse(w, "InvalidParameterValue", c.ReceiveMessage, &sqs.ReceiveMessageInput{QueueUrl: url, MaxNumberOfMessages: 11})
	refuse(w, "InvalidMessageContents", c.SendMessage, &sqs.SendMessageInput{QueueUrl: url, MessageBody: str("\x01")})
	refuse(w, "ReceiptHandleIsInvalid", c.DeleteMessage, &sqs.DeleteMessageInput{QueueUrl: url, ReceiptHandle: str("fake")})
	refuse(w, "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", c.SendMessageBatch, &sqs.SendMessageBatchInput{QueueUrl: url,
		Entries: []types.SendMessageBatchRequestEntry{{Id: body, MessageBody: body}, {Id: body, MessageBody: body}}})
	refuse(w, "AWS.SimpleQueueService.InvalidBatchEntryId", c.SendMessageBatch, &sqs.SendMessageBatchInput{QueueUrl: url,
		Entries: []types.SendMessageBatchRequestEntry{{Id: str("a.b"), MessageBody: body}}})
	refuse(w, "AWS.SimpleQueueService.EmptyBatchRequest", c.SendMessageBatch, &sqs.SendMessageBatchInput{QueueUrl: url, Entries: []types.SendMessageBatchRequestEntry{}})
	refuse(w, "InvalidParameterValue", c.CancelMessageMoveTask, &sqs.CancelMessageMoveTaskInput{TaskHandle: str("fake")})
	refuse(w, "ResourceNotFoundException", c.StartMessageMoveTask, &sqs.StartMessageMoveTaskInput{SourceArn: str(queueARN + "nobody")})
}
