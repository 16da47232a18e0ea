package sdk

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

func TestSNS(t *testing.T) {
	w := serve(t, "sns")
	c := sns.NewFromConfig(w.config())
	topic := do(w, c.CreateTopic, &sns.CreateTopicInput{Name: str("news"), Attributes: map[string]string{"DisplayName": "Größe & more"},
		Tags: []types.Tag{{Key: str("team"), Value: str("a b")}}}).TopicArn
	w.topicSettings(c, topic)
	w.subscriptions(c, topic)
	w.publishing(c, topic)
	w.snsPages(c, topic)
	w.snsRefusals(c, topic)
	do(w, c.DeleteTopic, &sns.DeleteTopicInput{TopicArn: topic})
	w.complete(nil)
}

func (w *world) topicSettings(c *sns.Client, topic *string) {
	do(w, c.SetTopicAttributes, &sns.SetTopicAttributesInput{TopicArn: topic, AttributeName: str("DisplayName"), AttributeValue: str("News")})
	if got := do(w, c.GetTopicAttributes, &sns.GetTopicAttributesInput{TopicArn: topic}).Attributes; got["DisplayName"] != "News" {
		w.Errorf("attributes %v", got)
	}
	do(w, c.TagResource, &sns.TagResourceInput{ResourceArn: topic, Tags: []types.Tag{{Key: str("stage"), Value: str("")}}})
	do(w, c.UntagResource, &sns.UntagResourceInput{ResourceArn: topic, TagKeys: []string{"team"}})
	if tags := do(w, c.ListTagsForResource, &sns.ListTagsForResourceInput{ResourceArn: topic}).Tags; len(tags) != 1 {
		w.Errorf("tags %v", tags)
	}
	do(w, c.AddPermission, &sns.AddPermissionInput{TopicArn: topic, Label: str("share"), AWSAccountId: []string{"210987654321"}, ActionName: []string{"Publish"}})
	do(w, c.RemovePermission, &sns.RemovePermissionInput{TopicArn: topic, Label: str("share")})
}

func (w *world) subscriptions(c *sns.Client, topic *string) {
	do(w, sqs.NewFromConfig(w.config()).CreateQueue, &sqs.CreateQueueInput{QueueName: str("inbox")})
	sub := do(w, c.Subscribe, &sns.SubscribeInput{TopicArn: topic, Protocol: str("sqs"), Endpoint: str(queueARN + "inbox"), ReturnSubscriptionArn: true,
		Attributes: map[string]string{"FilterPolicy": `{"kind":["a","b"]}`}}).SubscriptionArn
	do(w, c.SetSubscriptionAttributes, &sns.SetSubscriptionAttributesInput{SubscriptionArn: sub, AttributeName: str("RawMessageDelivery"), AttributeValue: str("true")})
	if got := do(w, c.GetSubscriptionAttributes, &sns.GetSubscriptionAttributesInput{SubscriptionArn: sub}).Attributes; got["RawMessageDelivery"] != "true" {
		w.Errorf("attributes %v", got)
	}
	do(w, c.Unsubscribe, &sns.UnsubscribeInput{SubscriptionArn: sub})
}

func (w *world) publishing(c *sns.Client, topic *string) {
	attributes := map[string]types.MessageAttributeValue{"kind": {DataType: str("String"), StringValue: str("<a>")},
		"bytes": {DataType: str("Binary"), BinaryValue: []byte{0, 255, 10}}}
	do(w, c.Publish, &sns.PublishInput{TopicArn: topic, Message: str("hi & bye <3"), Subject: str("größe"), MessageAttributes: attributes})
	out := do(w, c.PublishBatch, &sns.PublishBatchInput{TopicArn: topic, PublishBatchRequestEntries: []types.PublishBatchRequestEntry{
		{Id: str("1"), Message: str("one"), MessageAttributes: attributes}, {Id: str("2"), Message: str("")}}})
	if len(out.Successful) != 1 || len(out.Failed) != 1 {
		w.Errorf("published %+v", out)
	}
}

// snsPages makes more than fit on a page: SNS knows no sizes, and has a hundred.
func (w *world) snsPages(c *sns.Client, topic *string) {
	topics := []string{*topic}
	var subs []string
	q := sqs.NewFromConfig(w.config())
	for i := range 120 {
		name := fmt.Sprintf("topic-%03d", i)
		topics = append(topics, *do(w, c.CreateTopic, &sns.CreateTopicInput{Name: &name}).TopicArn)
		do(w, q.CreateQueue, &sqs.CreateQueueInput{QueueName: &name})
		subs = append(subs, *do(w, c.Subscribe, &sns.SubscribeInput{TopicArn: topic, Protocol: str("sqs"), Endpoint: str(queueARN + name), ReturnSubscriptionArn: true}).SubscriptionArn)
	}
	pages(w, sns.NewListTopicsPaginator(c, &sns.ListTopicsInput{}), func(o *sns.ListTopicsOutput) (out []string) {
		for _, t := range o.Topics {
			out = append(out, *t.TopicArn)
		}
		return out
	}, topics...)
	names := func(list []types.Subscription) (out []string) {
		for _, s := range list {
			out = append(out, *s.SubscriptionArn)
		}
		return out
	}
	pages(w, sns.NewListSubscriptionsPaginator(c, &sns.ListSubscriptionsInput{}),
		func(o *sns.ListSubscriptionsOutput) []string { return names(o.Subscriptions) }, subs...)
	pages(w, sns.NewListSubscriptionsByTopicPaginator(c, &sns.ListSubscriptionsByTopicInput{TopicArn: topic}),
		func(o *sns.ListSubscriptionsByTopicOutput) []string { return names(o.Subscriptions) }, subs...)
}

func (w *world) snsRefusals(c *sns.Client, topic *string) {
	gone := str(*topic + "x")
	refuse(w, "NotFound", c.Publish, &sns.PublishInput{TopicArn: gone, Message: str("x")})
	refuse(w, "NotFound", c.GetTopicAttributes, &sns.GetTopicAttributesInput{TopicArn: gone})
	refuse(w, "NotFound", c.GetSubscriptionAttributes, &sns.GetSubscriptionAttributesInput{SubscriptionArn: str(*topic + ":00000000-0000-4000-8000-000000000000")})
	refuse(w, "ResourceNotFound", c.TagResource, &sns.TagResourceInput{ResourceArn: gone, Tags: []types.Tag{{Key: str("a"), Value: str("b")}}})
	refuse(w, "ValidationException", c.GetTopicAttributes, &sns.GetTopicAttributesInput{TopicArn: str("")})
	refuse(w, "InvalidParameter", c.CreateTopic, &sns.CreateTopicInput{Name: str("a b")})
	refuse(w, "InvalidParameter", c.Publish, &sns.PublishInput{TopicArn: topic, Message: str("")})
	refuse(w, "InvalidParameter", c.Subscribe, &sns.SubscribeInput{TopicArn: topic, Protocol: str("pigeon"), Endpoint: str("x")})
	refuse(w, "InvalidParameter", c.SetTopicAttributes, &sns.SetTopicAttributesInput{TopicArn: topic, AttributeName: str("Colour"), AttributeValue: str("red")})
	entry := types.PublishBatchRequestEntry{Id: str("1"), Message: str("x")}
	refuse(w, "BatchEntryIdsNotDistinct", c.PublishBatch, &sns.PublishBatchInput{TopicArn: topic, PublishBatchRequestEntries: []types.PublishBatchRequestEntry{entry, entry}})
	refuse(w, "EmptyBatchRequest", c.PublishBatch, &sns.PublishBatchInput{TopicArn: topic, PublishBatchRequestEntries: []types.PublishBatchRequestEntry{}})
}
