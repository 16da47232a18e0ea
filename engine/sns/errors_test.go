package sns_test

import (
	"strings"
	"testing"
)

// TestErrors are SNS's refusals, word for word as recorded from AWS where the
// register says so.
func TestErrors(t *testing.T) {
	w := newWorld(t)
	sub := w.subscribe("sqs", queue, "")
	attribute := func(v string) string {
		return `{"TopicArn":"` + orders + `","Message":"m","MessageAttributes":{` + v + `}}`
	}
	subscribe := func(protocol, endpoint, attributes string) string {
		return `{"TopicArn":"` + orders + `","Protocol":"` + protocol + `","Endpoint":"` + endpoint + `","Attributes":{` + attributes + `}}`
	}
	set := func(name, value string) string {
		return `{"SubscriptionArn":"` + sub + `","AttributeName":"` + name + `","AttributeValue":` + quoted(value) + `}`
	}
	const missing = "NotFound: Topic does not exist"
	const elements = "InvalidParameter: Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not "
	for _, c := range []struct{ op, in, want string }{
		{"CreateTopic", `{"Name":"a b"}`, "InvalidParameter: Invalid parameter: Topic Name"},
		{"CreateTopic", `{"Name":"a.fifo"}`, "InvalidParameter: Invalid parameter: Topic Name"},
		{"CreateTopic", `{"Name":"a","Attributes":{"FifoTopic":"true"}}`, "InvalidParameter: Fifo Topic names must end with .fifo and must be made up of"},
		{"CreateTopic", `{"Name":"a","Attributes":{"Colour":"red"}}`, "InvalidParameter: Invalid parameter: Attributes Reason: Unknown attribute: Colour"},
		{"CreateTopic", `{"Name":"a","Attributes":{"KmsMasterKeyId":"k"}}`, "NotImplemented: skylab does not simulate the topic attribute KmsMasterKeyId"},
		{"CreateTopic", `{"Name":"a","Tags":[{"Key":"k","Value":"1"},{"Key":"k","Value":"2"}]}`, "InvalidParameter: Invalid parameter: Duplicated keys are not allowed."},
		{"CreateTopic", `{"Name":"orders","Tags":[{"Key":"k","Value":"1"}]}`, "InvalidParameter: Invalid parameter: Tags Reason: Topic already exists with different tags"},
		{"CreateTopic", `{"Name":"orders","Attributes":{"DisplayName":"x"}}`, "InvalidParameter: Invalid parameter: Attributes Reason: Topic already exists with different attributes"},
		{"GetTopicAttributes", `{"TopicArn":"orders"}`, elements + "1"},
		{"GetTopicAttributes", `{"TopicArn":"arn:orders"}`, elements + "2"},
		{"GetTopicAttributes", `{"TopicArn":"` + orders + `s"}`, missing},
		{"GetTopicAttributes", `{"TopicArn":"` + sub + `"}`, "InvalidParameter: Invalid parameter: Topic Name"},
		{"SetTopicAttributes", `{"TopicArn":"` + orders + `","AttributeName":"Colour","AttributeValue":"red"}`, "InvalidParameter: Invalid parameter: AttributeName"},
		{"SetTopicAttributes", `{"TopicArn":"` + orders + `","AttributeName":"FifoTopic","AttributeValue":"true"}`, "InvalidParameter: Invalid parameter: AttributeName"},
		{"SetTopicAttributes", `{"TopicArn":"` + orders + `","AttributeName":"Policy","AttributeValue":"{"}`, "InvalidParameter: Invalid parameter: Policy Error: null"},
		{"Publish", `{"Message":"m"}`, "InvalidParameter: Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter"},
		{"Publish", `{"TopicArn":"` + orders + `s","Message":"m"}`, missing},
		{"Publish", `{"TargetArn":"arn:aws:sns:us-east-1:123456789012:endpoint/APNS/app/1","Message":"m"}`, "InvalidParameter: Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified"},
		{"Publish", `{"TopicArn":"` + orders + `","Message":""}`, "InvalidParameter: Invalid parameter: Empty message"},
		{"Publish", `{"TopicArn":"` + orders + `","Message":"m","Subject":""}`, "InvalidParameter: Invalid parameter: Subject"},
		{"Publish", `{"TopicArn":"` + orders + `","Message":"m","Subject":"a\nb"}`, "InvalidParameter: Invalid parameter: Subject"},
		{"Publish", `{"TopicArn":"` + orders + `","Message":"m","Subject":"` + strings.Repeat("x", 101) + `"}`, "InvalidParameter: Invalid parameter: Subject"},
		{"Publish", `{"TopicArn":"` + orders + `","Message":"` + strings.Repeat("x", 262_145) + `"}`, "InvalidParameter: Invalid parameter: Message too long"},
		{"Publish", `{"TopicArn":"` + orders + `","Message":"` + strings.Repeat("x", 262_140) + `","MessageAttributes":{"a":{"DataType":"String","StringValue":"x"}}}`, "InvalidParameter: Invalid parameter: Message too long"},
		{"Publish", `{"TopicArn":"` + orders + `","Message":"{","MessageStructure":"json"}`, "InvalidParameter: Invalid parameter: Message Structure - JSON message body failed to parse"},
		{"Publish", `{"TopicArn":"` + orders + `","Message":"{\"sqs\":\"x\"}","MessageStructure":"json"}`, "InvalidParameter: Invalid parameter: Message Structure - No default entry in JSON message body"},
		{"Publish", `{"TopicArn":"` + orders + `","Message":"m","MessageDeduplicationId":"d"}`, "InvalidParameter: Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type"},
		{"Publish", attribute(`"attr1":{"DataType":"String"}`), "ParameterValueInvalid: The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'."},
		{"Publish", attribute(`"attr1":{"StringValue":"x"}`), "ValidationError: 1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null"},
		{"Publish", attribute(`"attr1":{"DataType":"Binary"}`), "ParameterValueInvalid: The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'Binary'."},
		{"Publish", attribute(`"attr1":{"DataType":"Number","BinaryValue":"AgME"}`), "ParameterValueInvalid: The message attribute 'attr1' with type 'Number' must use field 'String'."},
		{"Publish", attribute(`"attr1":{"DataType":"Binary","StringValue":"x"}`), "ParameterValueInvalid: The message attribute 'attr1' with type 'Binary' must use field 'Binary'."},
		{"Publish", attribute(`"attr1":{"DataType":"Text","StringValue":"x"}`), "ParameterValueInvalid: The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."},
		{"Publish", attribute(`"` + strings.Repeat("a", 256) + `":{"DataType":"String","StringValue":"x"}`), "ParameterValueInvalid: Length of message attribute name must be less than 256 bytes."},
		{"Publish", attribute(`"a^b":{"DataType":"String","StringValue":"x"}`), "ParameterValueInvalid: Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots."},
		{"Publish", attribute(`".a":{"DataType":"String","StringValue":"x"}`), "ParameterValueInvalid: Invalid message attribute name starting with character '.' was found."},
		{"Publish", attribute(`"a.":{"DataType":"String","StringValue":"x"}`), "ParameterValueInvalid: Invalid message attribute name ending with character '.' was found."},
		{"Publish", attribute(`"a..b":{"DataType":"String","StringValue":"x"}`), "ParameterValueInvalid: Message attribute name can not have successive '.' character."},
		{"Subscribe", subscribe("pigeon", "coop", ""), "InvalidParameter: Invalid parameter: Amazon SNS does not support this protocol string: pigeon"},
		{"Subscribe", subscribe("sms", "+4930", ""), "NotImplemented: skylab does not simulate subscriptions by sms"},
		{"Subscribe", subscribe("sqs", "https://sqs.us-east-1.amazonaws.com/123456789012/mail", ""), "InvalidParameter: Invalid parameter: SQS endpoint ARN"},
		{"Subscribe", subscribe("sqs", queue+".fifo", ""), "InvalidParameter: Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"},
		{"Subscribe", subscribe("lambda", "hello", ""), "InvalidParameter: Invalid parameter: Lambda endpoint ARN"},
		{"Subscribe", subscribe("https", "http://x", ""), "InvalidParameter: Invalid parameter: Endpoint must match the specified protocol"},
		{"Subscribe", subscribe("sqs", letters, `"RawMessageDelivery":"wrongvalue"`), "InvalidParameter: Invalid parameter: Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false."},
		{"Subscribe", subscribe("lambda", hello, `"RawMessageDelivery":"true"`), "InvalidParameter: Invalid parameter: Attributes Reason: Delivery protocol [lambda] does not support raw message delivery."},
		{"Subscribe", subscribe("sqs", queue, `"RawMessageDelivery":"true"`), "InvalidParameter: Invalid parameter: Attributes Reason: Subscription already exists with different attributes"},
		{"SetSubscriptionAttributes", set("Colour", "red"), "InvalidParameter: Invalid parameter: AttributeName"},
		{"SetSubscriptionAttributes", set("RawMessageDelivery", ""), "InvalidParameter: Invalid parameter: RawMessageDelivery: Invalid value []. Must be true or false."},
		{"SetSubscriptionAttributes", set("RedrivePolicy", `{"deadLetterTargetArn":"fake"}`), "InvalidParameter: Invalid parameter: RedrivePolicy: deadLetterTargetArn is an invalid arn"},
		{"SetSubscriptionAttributes", set("RedrivePolicy", `{invalid`), "InvalidParameter: Invalid parameter: RedrivePolicy: failed to parse JSON."},
		{"SetSubscriptionAttributes", set("FilterPolicyScope", "RandomValue"), "InvalidParameter: Invalid parameter: FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes"},
		{"GetSubscriptionAttributes", `{"SubscriptionArn":"` + orders + `:none"}`, "NotFound: Subscription does not exist"},
		{"Unsubscribe", `{"SubscriptionArn":"` + orders + `"}`, "InvalidParameter: Invalid parameter: SubscriptionId"},
		{"Unsubscribe", `{"SubscriptionArn":"` + orders + `:none"}`, "null"},
		{"DeleteTopic", `{"TopicArn":"` + orders + `s"}`, "null"},
		{"TagResource", `{"ResourceArn":"` + orders + `s","Tags":[{"Key":"k","Value":"v"}]}`, "ResourceNotFound: Resource does not exist"},
		{"AddPermission", `{"TopicArn":"` + orders + `","Label":"__default_statement_ID","AWSAccountId":["111111111111"],"ActionName":["Publish"]}`, "InvalidParameter: Invalid parameter: Statement already exists"},
		{"AddPermission", `{"TopicArn":"` + orders + `","Label":"l","AWSAccountId":["111111111111"],"ActionName":["Dance"]}`, "InvalidParameter: Invalid parameter: Policy statement action out of service scope!"},
		{"PublishBatch", `{"TopicArn":"` + orders + `","PublishBatchRequestEntries":[{"Id":"1","Message":"a"},{"Id":"1","Message":"b"}]}`, "BatchEntryIdsNotDistinct: Two or more batch entries in the request have the same Id."},
		{"PublishBatch", `{"TopicArn":"` + orders + `","PublishBatchRequestEntries":[]}`, "EmptyBatchRequest: The batch request doesn't contain any entries."},
		{"PublishBatch", `{"TopicArn":"` + orders + `","PublishBatchRequestEntries":[` + strings.Repeat(`{"Id":"1","Message":"a"},`, 10) + `{"Id":"1","Message":"b"}]}`, "TooManyEntriesInBatchRequest: The batch request contains more entries than permissible."},
		{"ListTopics", `{"NextToken":"?"}`, "InvalidParameter: Invalid parameter: NextToken"},
	} {
		if got := w.call(c.op, c.in); !strings.HasPrefix(got, c.want) || strings.HasSuffix(c.want, ".") && got != c.want {
			in := c.in
			if len(in) > 300 {
				in = in[:300] + "…"
			}
			t.Errorf("%s %s:\n%.300s\nwant\n%s", c.op, in, got, c.want)
		}
	}
	w.tick(0)
}
