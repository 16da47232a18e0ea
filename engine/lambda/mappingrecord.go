package lambda

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sqs"
)

// record is a message in the function's event (4.4 [SAM, GO, OLD]); body is
// its text, or for filters what the text means.
//
// fidelity: lambda.mapping-record
func record(queue string, m sqs.Message, body any) aws.Object {
	attributes := aws.Object{}
	for _, name := range []string{"ApproximateReceiveCount", "AWSTraceHeader", "SentTimestamp", "SequenceNumber", "MessageGroupId", "SenderId",
		"MessageDeduplicationId", "ApproximateFirstReceiveTimestamp", "DeadLetterQueueSourceArn"} {
		if v, there := m.System[name]; there {
			attributes = append(attributes, aws.Field{Name: name, Value: v})
		}
	}
	given := aws.Object{}
	for _, a := range m.Attributes {
		v := aws.Object{}
		if len(a.Binary) > 0 {
			v = append(v, aws.Field{Name: "binaryValue", Value: base64.StdEncoding.EncodeToString(a.Binary)})
		} else {
			v = append(v, aws.Field{Name: "stringValue", Value: a.Value})
		}
		v = append(v, aws.Field{Name: "stringListValues", Value: []any{}}, aws.Field{Name: "binaryListValues", Value: []any{}},
			aws.Field{Name: "dataType", Value: a.DataType})
		given = append(given, aws.Field{Name: a.Name, Value: v})
	}
	return aws.Object{{Name: "messageId", Value: m.ID}, {Name: "receiptHandle", Value: m.Receipt}, {Name: "body", Value: body},
		{Name: "attributes", Value: attributes}, {Name: "messageAttributes", Value: given}, {Name: "md5OfBody", Value: m.MD5},
		{Name: "eventSource", Value: "aws:sqs"}, {Name: "eventSourceARN", Value: queue}, {Name: "awsRegion", Value: aws.Region}}
}

// parsed is a body as filters see it: JSON by its members, other text as it
// is.
func parsed(body string) any {
	if text := strings.TrimSpace(body); strings.HasPrefix(text, "{") && json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	return body
}
