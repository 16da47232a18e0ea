package wire_test

import (
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/wire"
)

// Clients of SQS from before its JSON send forms in a dialect of its own, which
// once was refused as unknown parameters.
func TestOldClientsOfSQS(t *testing.T) {
	w := engine.New(engine.Config{Seed: 1})
	codec := wire.New(w.Operations())
	const url = "&QueueUrl=https%3A%2F%2Fsqs.us-east-1.amazonaws.com%2F123456789012%2Fjobs"
	for _, c := range []struct{ form, want string }{
		{"Action=CreateQueue&QueueName=jobs&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=40&Tag.1.Key=a&Tag.1.Value=b", "<CreateQueueResult><QueueUrl>https://"},
		{"Action=TagQueue&Tags.1.Key=c&Tags.1.Value=d" + url, "<TagQueueResponse "},
		{"Action=ListQueueTags" + url, "<ListQueueTagsResult><Tag><Key>a</Key><Value>b</Value></Tag><Tag><Key>c</Key><Value>d</Value></Tag></ListQueueTagsResult>"},
		{"Action=UntagQueue&TagKey.1=a&TagKey.2=c" + url, "<UntagQueueResponse "},
		{"Action=GetQueueAttributes&AttributeName.1=VisibilityTimeout" + url,
			"<GetQueueAttributesResult><Attribute><Name>VisibilityTimeout</Name><Value>40</Value></Attribute></GetQueueAttributesResult>"},
		{"Action=SetQueueAttributes&Attribute.1.Name=DelaySeconds&Attribute.1.Value=0" + url, "<SetQueueAttributesResponse "},
		{"Action=AddPermission&Label=l&AWSAccountId.1=123456789012&ActionName.1=SendMessage" + url, "<AddPermissionResponse "},
		{"Action=SendMessage&MessageBody=hi&MessageAttribute.1.Name=k&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v" + url, "<SendMessageResult>"},
		{"Action=ReceiveMessage&AttributeName.1=ApproximateReceiveCount&MessageAttributeName.1=All" + url,
			"<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>"},
		{"Action=SendMessageBatch&SendMessageBatchRequestEntry.1.Id=x&SendMessageBatchRequestEntry.1.MessageBody=hi" + url,
			"<SendMessageBatchResult><SendMessageBatchResultEntry><Id>x</Id>"},
		{"Action=DeleteMessageBatch&DeleteMessageBatchRequestEntry.1.Id=x&DeleteMessageBatchRequestEntry.1.ReceiptHandle=none" + url,
			"<DeleteMessageBatchResult><BatchResultErrorEntry><Id>x</Id>"},
		{"Action=ListQueues", "<ListQueuesResult><QueueUrl>https://"},
	} {
		r := sent{protocol: "query sqs", body: c.form + "&Version=2012-11-05"}.request()
		call, answer := codec.Decode(r)
		if answer == nil {
			reply := w.Do(engine.Call{Operation: call.Operation.ID(), In: call.In})
			answer = call.Respond(reply.Out, reply.Err, "id")
		}
		if answer.Status != 200 || !strings.Contains(string(answer.Body), c.want) {
			t.Errorf("%s: %d %s", c.form, answer.Status, answer.Body)
		}
	}
}
