package cloud

import (
	"testing"

	"skylab/lessons/live"
	"skylab/ui/theme"
)

func TestOverviewShowsQueuesTopicsAndAPIs(t *testing.T) {
	s := world(t)
	p := New(theme.Dark())
	do := func(script string) string {
		t.Helper()
		if err := s.RunStrictly(live.ParseScript(script, live.Pos{})); err != nil {
			t.Fatal(err)
		}
		return look(p, s.World(), 100, 60)
	}
	contains(t, do(`aws iam attach-role-policy --role-name runner --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole
aws sqs create-queue --queue-name dead
aws sqs create-queue --queue-name orders --attributes '{"VisibilityTimeout":"30","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\",\"maxReceiveCount\":1}"}'
aws lambda create-event-source-mapping --function-name hello --event-source-arn arn:aws:sqs:us-east-1:123456789012:orders --no-enabled
aws sns create-topic --name news
aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:news --protocol lambda --notification-endpoint arn:aws:lambda:us-east-1:123456789012:function:hello
aws apigatewayv2 create-api --name shop --protocol-type HTTP --target arn:aws:lambda:us-east-1:123456789012:function:hello
wait 20s
`), "queue orders  → hello", "queue dead ", "empty", "topic news ", "1 subscription", "API shop", "no requests")
	contains(t, do(`aws sqs send-message --queue-url orders --message-body a
aws sqs send-message --queue-url orders --message-body b
aws sqs send-message --queue-url orders --message-body c --delay-seconds 300
aws sqs receive-message --queue-url orders
curl -s $(aws apigatewayv2 get-apis --query 'Items[0].ApiEndpoint' --output text)/
`), "1 waiting, 1 in flight, 1 delayed", "1 request, 1 with 5xx") // the API may not invoke the function
	contains(t, do("wait 40s\naws sqs receive-message --queue-url orders --max-number-of-messages 10\n"), "1 dead letter")
	do("aws lambda put-function-concurrency --function-name hello --reserved-concurrent-executions 0\n")
	if r := s.Session.Exec("aws lambda invoke --function-name hello out.json", 0); r.Status == 0 {
		t.Fatal("the call was not refused")
	}
	contains(t, do("wait 1m\n"), "0 invocations, 1 throttled")
}
