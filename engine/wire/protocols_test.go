package wire_test

import (
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/wire"
)

// sent is a request in one of the protocols, and the answer of a service.
type sent struct {
	protocol, body, status, answer string
}

// Services with several protocols give the same answer in each, and the same
// error: what one client has made, those of other days find.
func TestServicesInEachOfTheirProtocols(t *testing.T) {
	w := engine.New(engine.Config{Seed: 1})
	codec := wire.New(w.Operations())
	const xmlns = ` xmlns="http://monitoring.amazonaws.com/doc/2010-08-01/"`
	const queues = ` xmlns="http://queue.amazonaws.com/doc/2012-11-05/"`
	for _, c := range []sent{
		// CloudWatch: RPC v2 CBOR, JSON 1.0, Query.
		{"cbor monitoring PutMetricData", "\xa2\x69Namespace\x64Shop\x6aMetricData\x81\xa2\x6aMetricName\x61a\x65Value\x02", "200", "\xbf\xff"},
		{"json10 monitoring GraniteServiceVersion20100801.PutMetricData", `{"Namespace":"Shop","MetricData":[{"MetricName":"b","Value":2}]}`, "200", "{}"},
		{"query monitoring", "Action=PutMetricData&Version=2010-08-01&Namespace=Shop&MetricData.member.1.MetricName=c&MetricData.member.1.Value=2&MetricData.member.2.MetricName=d&MetricData.member.2.Value=1",
			"200", "<PutMetricDataResponse" + xmlns + "><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></PutMetricDataResponse>"},
		{"json10 monitoring GraniteServiceVersion20100801.ListMetrics", `{"MetricName":"c"}`, "200", `{"Metrics":[{"Namespace":"Shop","MetricName":"c","Dimensions":[]}]}`},
		{"query monitoring", "Action=ListMetrics&Version=2010-08-01&MetricName=b", "200", "<ListMetricsResponse" + xmlns + "><ListMetricsResult><Metrics><member>" +
			"<Namespace>Shop</Namespace><MetricName>b</MetricName><Dimensions/></member></Metrics></ListMetricsResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></ListMetricsResponse>"},
		{"json10 monitoring GraniteServiceVersion20100801.SetAlarmState", `{"AlarmName":"n","StateValue":"OK","StateReason":"r"}`, "4 ResourceNotFound;Sender", `"__type":"ResourceNotFound`},
		{"cbor monitoring SetAlarmState", "\xa3\x69AlarmName\x61n\x6aStateValue\x62OK\x6bStateReason\x61r", "4 ResourceNotFound;Sender", "ResourceNotFound"},
		{"query monitoring", "Action=SetAlarmState&Version=2010-08-01&AlarmName=n&StateValue=OK&StateReason=r", "4", "<ErrorResponse" + xmlns + "><Error><Type>Sender</Type><Code>ResourceNotFound</Code>"},
		// SQS: JSON 1.0 and Query.
		{"json10 sqs AmazonSQS.CreateQueue", `{"QueueName":"jobs"}`, "200", `{"QueueUrl":"https://sqs.us-east-1.amazonaws.com/123456789012/jobs"}`},
		{"query sqs", "Action=SendMessageBatch&Version=2012-11-05&QueueUrl=https%3A%2F%2Fsqs.us-east-1.amazonaws.com%2F123456789012%2Fjobs&SendMessageBatchRequestEntry.1.Id=1&SendMessageBatchRequestEntry.1.MessageBody=hi&" +
			"SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=k&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=v",
			"200", "<SendMessageBatchResponse" + queues + "><SendMessageBatchResult><SendMessageBatchResultEntry><Id>1</Id>"},
		{"json10 sqs AmazonSQS.GetQueueUrl", `{"QueueName":"none"}`, "4 AWS.SimpleQueueService.NonExistentQueue;Sender", `{"__type":"com.amazonaws.sqs#QueueDoesNotExist"`},
		{"query sqs", "Action=GetQueueUrl&Version=2012-11-05&QueueName=none", "4", "<ErrorResponse" + queues + "><Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>"},
		// IAM: Query, whose lists and structures are as in Auto Scaling and ELB.
		{"query iam", "Action=CreateRole&Version=2010-05-08&RoleName=r&Tags.member.2.Key=b&Tags.member.2.Value=2&Tags.member.1.Key=a&Tags.member.1.Value=1&AssumeRolePolicyDocument=" +
			"%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22lambda.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D",
			"200", "<Tags><member><Key>a</Key><Value>1</Value></member><member><Key>b</Key><Value>2</Value></member></Tags>"},
		{"json11 logs Logs_20140328.DescribeLogGroups", "{}", "200", `{"logGroups":[`},
		{"json11 events AWSEvents.ListRules", "{}", "200", `{"Rules":[]}`},
	} {
		call, r := codec.Decode(c.request())
		if r == nil {
			reply := w.Do(engine.Call{Operation: call.Operation.ID(), In: call.In})
			r = call.Respond(reply.Out, reply.Err, "id")
		}
		c.check(t, r)
	}
}

// request is what a client sends.
func (c sent) request() *wire.Request {
	words := strings.Fields(c.protocol + " -")
	r := &wire.Request{Method: "POST", Path: "/", Body: []byte(c.body), Header: wire.Header{
		"Authorization": {"AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/" + words[1] + "/aws4_request, SignedHeaders=host, Signature=0"}}}
	switch words[0] {
	case "cbor":
		r.Path = "/service/GraniteServiceVersion20100801/operation/" + words[2]
		r.Header.Set("Smithy-Protocol", "rpc-v2-cbor")
		r.Header.Set("Content-Type", "application/cbor")
	case "query":
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
		return r
	default:
		r.Header.Set("X-Amz-Target", words[2])
		r.Header.Set("Content-Type", c.contentType())
	}
	r.Header.Set("X-Amzn-Query-Mode", "true")
	return r
}

// contentType is that of the protocol's answers.
func (c sent) contentType() string {
	name, _, _ := strings.Cut(c.protocol, " ")
	return map[string]string{"cbor": "application/cbor", "query": "text/xml", "json10": "application/x-amz-json-1.0", "json11": "application/x-amz-json-1.1"}[name]
}

func (c sent) check(t *testing.T, r *wire.Response) {
	t.Helper()
	status, code, _ := strings.Cut(c.status, " ")
	if status == "200" && r.Status != 200 || status == "4" && r.Status/100 != 4 || r.Header.Get("X-Amzn-Query-Error") != code ||
		!strings.Contains(string(r.Body), c.answer) || r.Header.Get("Content-Type") != c.contentType() {
		t.Errorf("%s %q\n%d %v %q\nwant %s %q", c.protocol, c.body, r.Status, r.Header, r.Body, c.status, c.answer)
	}
}
