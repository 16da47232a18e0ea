package s3

import (
	"encoding/base64"

	"skylab/engine/aws"
)

// PutBucketNotificationConfigurationInput replaces a bucket's configuration.
type PutBucketNotificationConfigurationInput struct {
	Bucket string `aws:"required,path"`
	// NotificationConfiguration may be empty, which switches all off.
	NotificationConfiguration *NotificationConfiguration `aws:"required,payload"`
	SkipDestinationValidation bool                       `aws:"header,at=X-Amz-Skip-Destination-Validation"`
}

// PutBucketNotificationConfigurationOutput has no members.
type PutBucketNotificationConfigurationOutput struct{}

func (s *Service) putBucketNotificationConfiguration(r *aws.Request, in *PutBucketNotificationConfigurationInput) (*PutBucketNotificationConfigurationOutput, error) {
	b, err := s.bucket(in.Bucket)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:PutBucketNotification", bucketARN(in.Bucket)); err != nil {
		return nil, err
	}
	var list []configuration
	for _, c := range in.NotificationConfiguration.configurations() {
		if c, err = c.normal(); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	if err := unambiguous(list); err != nil {
		return nil, err
	}
	if !in.SkipDestinationValidation {
		if err := s.validate(b, list); err != nil {
			return nil, err
		}
	}
	for i := range list {
		if list[i].ID == "" {
			// AWS makes up an id: a UUID in base64.
			list[i].ID = base64.StdEncoding.EncodeToString([]byte(aws.UUID(s.k.Stream("s3.configuration"))))
		}
	}
	b.notifications, b.eventBridge = list, in.NotificationConfiguration.EventBridgeConfiguration != nil
	s.k.Emit(NotificationConfigured{in.Bucket, len(list), b.eventBridge})
	return nil, nil
}

// NotificationConfigured has happened when a bucket's configuration was set,
// to that many topics, queues and functions.
type NotificationConfigured struct {
	Bucket       string
	Destinations int
	EventBridge  bool
}

// Kind names the event.
func (NotificationConfigured) Kind() string { return "s3.NotificationConfigured" }

// GetBucketNotificationConfigurationInput names a bucket.
type GetBucketNotificationConfigurationInput struct {
	Bucket string `aws:"required,path"`
}

func (s *Service) getBucketNotificationConfiguration(r *aws.Request, in *GetBucketNotificationConfigurationInput) (*NotificationConfiguration, error) {
	b, err := s.bucket(in.Bucket)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:GetBucketNotification", bucketARN(in.Bucket)); err != nil {
		return nil, err
	}
	return b.shown(), nil
}
