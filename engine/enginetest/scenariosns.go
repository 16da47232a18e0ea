package enginetest

import (
	"fmt"
	"time"

	"skylab/engine"
	"skylab/engine/sns"
)

const (
	ordersARN = "arn:aws:sns:us-east-1:123456789012:orders"
	mailARN   = "arn:aws:sqs:us-east-1:123456789012:mail"
	// openTopic lets everybody publish to orders.
	openTopic = `{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}}`
)

// fannedOut has a topic that tells functions and a queue, with and without
// permission, and a bucket that tells the topic.
func (g *generator) fannedOut() {
	name := g.function()
	g.add(0, "sns.CreateTopic", `{"Name":"orders"}`)
	if g.r.IntN(4) > 0 {
		g.add(0, "lambda.AddPermission", fmt.Sprintf(`{"FunctionName":%q,"StatementId":"sns","Action":"lambda:InvokeFunction","Principal":"sns.amazonaws.com"}`, name))
	}
	g.add(0, "sns.Subscribe", fmt.Sprintf(`{"TopicArn":%q,"Protocol":"lambda","Endpoint":%q}`, ordersARN, helloARN[:len(helloARN)-5]+name))
	g.add(0, "sns.Subscribe", fmt.Sprintf(`{"TopicArn":%q,"Protocol":"sqs","Endpoint":%q,"Attributes":{"FilterPolicy":"{\"KEY\":[{\"exists\":%t}]}"}}`, ordersARN, mailARN, g.r.IntN(2) == 0))
	if g.r.IntN(3) == 0 {
		g.touched()
	}
	for i := range 1 + g.r.IntN(3) {
		g.add(time.Duration(g.r.IntN(2000))*time.Millisecond, "sns.Publish", fmt.Sprintf(`{"TopicArn":%q,"Message":"message %d"}`, ordersARN, i))
	}
	g.add(0, "sns.PublishBatch", fmt.Sprintf(`{"TopicArn":%q,"PublishBatchRequestEntries":[{"Id":"1","Message":"a"},{"Id":"2","Message":""}]}`, ordersARN))
	switch g.r.IntN(4) {
	case 0:
		g.add(time.Duration(g.r.IntN(60))*time.Millisecond, "sns.Unsubscribe", fmt.Sprintf(`{"SubscriptionArn":%q}`, g.subscription()))
	case 1:
		g.add(0, "sns.SetTopicAttributes", fmt.Sprintf(`{"TopicArn":%q,"AttributeName":"Policy","AttributeValue":"%s"}`, ordersARN, openTopic))
		g.add(0, "s3api.PutBucketNotificationConfiguration", fmt.Sprintf(`{"Bucket":"uploads","NotificationConfiguration":{"EventBridgeConfiguration":{},`+
			`"TopicConfigurations":[{"TopicArn":%q,"Events":["s3:ObjectCreated:*"]}]}}`, ordersARN))
		g.add(pause(g.r), "s3api.PutObject", `{"Bucket":"uploads","Key":"photo0.png"}`)
	case 2:
		g.add(time.Duration(g.r.IntN(60))*time.Millisecond, "sns.DeleteTopic", fmt.Sprintf(`{"TopicArn":%q}`, ordersARN))
	}
}

// touched reads and changes what belongs to the topic.
func (g *generator) touched() {
	sub := g.subscription()
	g.add(0, "sns.SetSubscriptionAttributes", fmt.Sprintf(`{"SubscriptionArn":%q,"AttributeName":"FilterPolicy","AttributeValue":"{\"KEY\":[\"value\"]}"}`, sub))
	g.add(0, "sns.GetSubscriptionAttributes", fmt.Sprintf(`{"SubscriptionArn":%q}`, sub))
	g.add(0, "sns.AddPermission", fmt.Sprintf(`{"TopicArn":%q,"Label":"friend","AWSAccountId":["111111111111"],"ActionName":["Publish"]}`, ordersARN))
	g.add(0, "sns.TagResource", fmt.Sprintf(`{"ResourceArn":%q,"Tags":[{"Key":"k","Value":"v"}]}`, ordersARN))
	g.add(0, "sns.UntagResource", fmt.Sprintf(`{"ResourceArn":%q,"TagKeys":["other"]}`, ordersARN))
	g.add(0, "sns.ListTagsForResource", fmt.Sprintf(`{"ResourceArn":%q}`, ordersARN))
	g.add(0, "sns.RemovePermission", fmt.Sprintf(`{"TopicArn":%q,"Label":"friend"}`, ordersARN))
	for _, op := range []string{"sns.GetTopicAttributes", "sns.ListSubscriptionsByTopic"} {
		g.add(0, op, fmt.Sprintf(`{"TopicArn":%q}`, ordersARN))
	}
}

// subscription is one of the first subscriptions to orders.
func (g *generator) subscription() string {
	if g.subscriptions == nil {
		g.subscriptions = subscriptions(g.seed)
	}
	return g.subscriptions[g.r.IntN(len(g.subscriptions))]
}

// subscriptions are those to orders that a world of that seed makes first.
func subscriptions(seed uint64) []string {
	g := &generator{w: engine.New(engine.Config{Seed: seed})}
	g.add(0, "sns.CreateTopic", `{"Name":"orders"}`)
	for i := range 4 {
		g.add(0, "sns.Subscribe", fmt.Sprintf(`{"TopicArn":%q,"Protocol":"sqs","Endpoint":"%s%d"}`, ordersARN, mailARN, i))
	}
	var out []string
	for _, step := range g.steps {
		if made, is := g.w.Do(step.Call).Out.(*sns.SubscribeOutput); is {
			out = append(out, made.SubscriptionArn)
		}
	}
	return out
}
