package wire_test

import (
	"strings"
	"testing"

	"skylab/engine/wire"
)

// fuzz gives a service's decoder any request; it must answer with a call or a
// 4xx, and what it decodes must encode to something that decodes the same.
func fuzz(f *testing.F, service string, fields ...string) {
	codec := wire.New(operations())
	f.Fuzz(func(t *testing.T, method, path, query, extra string, body []byte) {
		r := &wire.Request{Method: method, Path: path, Query: query, Body: body, Header: wire.Header{
			"Authorization": {"AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/" + service + "/aws4_request, SignedHeaders=host, Signature=0"}}}
		for _, field := range append(fields, extra) {
			name, value, _ := strings.Cut(field, ": ")
			r.Header.Set(name, strings.ReplaceAll(value, "*", extra))
		}
		call, refused := codec.Decode(r)
		switch {
		case refused != nil && (refused.Status < 400 || refused.Status > 499):
			t.Fatalf("refused with %d %s", refused.Status, refused.Body)
		case refused != nil:
			return
		}
		again, err := codec.Encode(call.Operation, call.In)
		if err != nil {
			t.Fatal(err)
		}
		second, refused := codec.Decode(again)
		if refused != nil {
			if pathless(call.Operation.HTTP) {
				return // an empty label has no path
			}
			t.Fatalf("%s: what was decoded is refused when encoded: %s\n%+v\n%s %s?%s\n%s", call.Operation.ID(), refused.Body, call.In, again.Method, again.Path, again.Query, again.Body)
		}
		if got, want := show(second.In), show(call.In); second.Operation == call.Operation && got != want {
			t.Fatalf("%s: %s\nencoded and decoded is\n%s", call.Operation.ID(), want, got)
		}
	})
}

func pathless(http string) bool { return strings.Contains(http, "{") }

func FuzzRestJSON(f *testing.F) {
	f.Add("POST", "/2015-03-31/functions", "", "X-Amz-Log-Type: Tail", []byte(`{"FunctionName":"a","Role":"r","Code":{"ZipFile":"AAAA"},"Timeout":3}`))
	f.Add("GET", "/2015-03-31/functions/a/versions", "MaxItems=3&Marker=x", "", []byte(nil))
	f.Add("POST", "/2015-03-31/functions/a/invocations", "Qualifier=1", "X-Amz-Invocation-Type: Event", []byte(`{}`))
	fuzz(f, "lambda")
}

func FuzzRestJSONLower(f *testing.F) {
	f.Add("POST", "/v2/apis/a/routes", "", "", []byte(`{"routeKey":"GET /","target":"integrations/x"}`))
	fuzz(f, "apigateway")
}

func FuzzRestXML(f *testing.F) {
	f.Add("PUT", "/b/k", "", "X-Amz-Meta-Color: red", []byte("hello"))
	f.Add("PUT", "/b/k", "", "X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER", []byte("5\r\nhello\r\n0\r\nx-amz-checksum-crc32: NhCmhg==\r\n\r\n"))
	f.Add("PUT", "/b", "notification", "", []byte(`<NotificationConfiguration><QueueConfiguration><Queue>q</Queue><Event>e</Event></QueueConfiguration></NotificationConfiguration>`))
	f.Add("GET", "/b", "list-type=2&prefix=a%2F&max-keys=3", "", []byte(nil))
	fuzz(f, "s3")
}

func FuzzQuery(f *testing.F) {
	f.Add("POST", "/", "", "", []byte("Action=CreateRole&Version=2010-05-08&RoleName=r&AssumeRolePolicyDocument=%7B%7D&Tags.member.1.Key=a&Tags.member.1.Value=b"))
	f.Add("GET", "/", "Action=ListRoles&Version=2010-05-08", "", []byte(nil))
	fuzz(f, "iam", "Content-Type: application/x-www-form-urlencoded")
}

func FuzzQueryMaps(f *testing.F) {
	f.Add("POST", "/", "", "", []byte("Action=Publish&Version=2010-03-31&Message=m&TopicArn=t&MessageAttributes.entry.1.Name=a&MessageAttributes.entry.1.Value.DataType=String"))
	fuzz(f, "sns", "Content-Type: application/x-www-form-urlencoded")
}

func FuzzSQSQuery(f *testing.F) {
	f.Add("POST", "/", "", "", []byte("Action=CreateQueue&QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=1&Tag.1.Key=a&Tag.1.Value=b"))
	f.Add("POST", "/", "", "", []byte("Action=SendMessageBatch&QueueUrl=q&SendMessageBatchRequestEntry.2.Id=1&SendMessageBatchRequestEntry.2.MessageAttribute.1.Name=k&SendMessageBatchRequestEntry.2.MessageAttribute.1.Value.BinaryValue=AA=="))
	fuzz(f, "sqs", "Content-Type: application/x-www-form-urlencoded")
}

func FuzzEC2Query(f *testing.F) {
	f.Add("POST", "/", "", "", []byte("Action=DescribeInstances&Version=2016-11-15&Filter.1.Name=tag%3Aa&Filter.1.Value.1=b&InstanceId.2=i-2&InstanceId.1=i-1"))
	f.Add("POST", "/", "", "", []byte("Action=RunInstances&Version=2016-11-15&MinCount=1&MaxCount=2&Monitoring.Enabled=true&BlockDeviceMapping.1.Ebs.VolumeSize=8&TagSpecification.1.Tag.1.Key=a"))
	f.Add("GET", "/", "Action=CreateTags&Version=2016-11-15&ResourceId.1=i-1&Tag.1.Key=a&Tag.1.Value=b", "", []byte(nil))
	fuzz(f, "ec2", "Content-Type: application/x-www-form-urlencoded")
}

func FuzzJSON(f *testing.F) {
	f.Add("POST", "/", "", "SendMessage", []byte(`{"QueueUrl":"q","MessageBody":"b","MessageAttributes":{"a":{"DataType":"String","StringValue":"x"}}}`))
	f.Add("POST", "/", "", "SendMessageBatch", []byte(`{"QueueUrl":"q","Entries":[{"Id":"1","MessageBody":"b"}]}`))
	fuzz(f, "sqs", "X-Amz-Target: AmazonSQS.*", "Content-Type: application/x-amz-json-1.0")
}

func FuzzCBOR(f *testing.F) {
	f.Add("POST", "/service/GraniteServiceVersion20100801/operation/DescribeAlarms", "", "", []byte("\xbf\x6aMaxRecords\x03\xff"))
	f.Add("POST", "/service/GraniteServiceVersion20100801/operation/GetMetricStatistics", "", "", []byte("\xa1\x69StartTime\xc1\xfb\x41\xd8\x00\x00\x00\x00\x00\x00"))
	fuzz(f, "monitoring", "Smithy-Protocol: rpc-v2-cbor")
}
