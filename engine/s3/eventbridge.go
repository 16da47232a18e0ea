package s3

import (
	"encoding/json"
	"strings"

	"skylab/engine/aws"
)

// defaultBus is where a bucket's events go when EventBridge is switched on.
const defaultBus = "arn:aws:events:" + aws.Region + ":" + aws.AccountID + ":event-bus/default"

// eventBridgeEvent is a change as EventBridge gets it: unlike the notification
// with the key as it is, and with the name of the request that made it (S3
// user guide, EventBridge event message structure; recorded against AWS
// 2023-08 by github localstack/localstack, test_s3_notifications_eventbridge).
//
// fidelity: s3.eventbridge-event
func (e NotificationDelivered) eventBridgeEvent() []byte {
	how, reason := detailType(e.Name)
	object := aws.Object{{Name: "key", Value: e.Key}}
	if e.ETag != "" {
		object = append(object, aws.Field{Name: "size", Value: e.Size}, aws.Field{Name: "etag", Value: e.ETag})
	}
	object = append(object, aws.Field{Name: "sequencer", Value: e.Sequencer})
	detail := aws.Object{
		{Name: "version", Value: "0"},
		{Name: "bucket", Value: aws.Object{{Name: "name", Value: e.Bucket}}},
		{Name: "object", Value: object},
		{Name: "request-id", Value: e.RequestID},
		{Name: "requester", Value: aws.AccountID},
		{Name: "source-ip-address", Value: e.SourceIP},
		{Name: "reason", Value: reason},
	}
	if strings.HasPrefix(e.Name, "ObjectRemoved:") {
		detail = append(detail, aws.Field{Name: "deletion-type", Value: "Permanently Deleted"})
	}
	data, err := json.Marshal(aws.Object{
		{Name: "detail-type", Value: how},
		{Name: "source", Value: "aws.s3"},
		{Name: "time", Value: e.Changed.Wall().Format("2006-01-02T15:04:05Z")},
		{Name: "resources", Value: []string{bucketARN(e.Bucket)}},
		{Name: "detail", Value: detail},
	})
	if err != nil {
		panic("s3: " + err.Error()) // strings and numbers always marshal
	}
	return data
}

// detailType is EventBridge's name of what happened, and of the request.
func detailType(name string) (how, reason string) {
	switch name {
	case "ObjectCreated:CompleteMultipartUpload":
		return "Object Created", "CompleteMultipartUpload"
	case "ObjectCreated:Copy":
		return "Object Created", "CopyObject"
	case "ObjectRemoved:Delete":
		return "Object Deleted", "DeleteObject"
	}
	return "Object Created", "PutObject"
}
