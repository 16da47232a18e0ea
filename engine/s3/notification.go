package s3

import (
	"encoding/base64"
	"slices"

	"skylab/engine/aws"
)

// PutBucketNotificationConfigurationInput replaces a bucket's configuration.
type PutBucketNotificationConfigurationInput struct {
	Bucket string `aws:"required,path"`
	// NotificationConfiguration may be empty, which switches all off.
	NotificationConfiguration *NotificationConfiguration `aws:"required,payload"`
	SkipDestinationValidation bool                       `aws:"header"`
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
	c := in.NotificationConfiguration
	if err := simulated(c); err != nil {
		return nil, err
	}
	var list []LambdaFunctionConfiguration
	for _, f := range c.LambdaFunctionConfigurations {
		if f, err = f.normal(); err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	if err := unambiguous(list); err != nil {
		return nil, err
	}
	if !in.SkipDestinationValidation {
		if err := s.validateTargets(b, list); err != nil {
			return nil, err
		}
	}
	for i := range list {
		if list[i].Id == "" {
			// AWS makes up an id: a UUID in base64.
			list[i].Id = base64.StdEncoding.EncodeToString([]byte(aws.UUID(s.k.Stream("s3.configuration"))))
		}
	}
	b.notifications = list
	s.k.Emit(NotificationConfigured{in.Bucket, len(list)})
	return nil, nil
}

// NotificationConfigured has happened when a bucket's configuration was set,
// to that many functions.
type NotificationConfigured struct {
	Bucket    string
	Functions int
}

// Kind names the event.
func (NotificationConfigured) Kind() string { return "s3.NotificationConfigured" }

// simulated refuses the destinations that are not simulated.
//
// fidelity: s3.notification-targets
func simulated(c *NotificationConfiguration) error {
	what := ""
	switch {
	case len(c.TopicConfigurations) > 0:
		what = "TopicConfigurations"
	case len(c.QueueConfigurations) > 0:
		what = "QueueConfigurations"
	case c.EventBridgeConfiguration != nil:
		what = "EventBridgeConfiguration"
	default:
		return nil
	}
	return aws.Errorf(501, "NotImplemented", "skylab does not simulate %s, only LambdaFunctionConfigurations", what)
}

// validateTargets asks each function whether the bucket may invoke it.
func (s *Service) validateTargets(b *bucket, list []LambdaFunctionConfiguration) error {
	var refused []aws.Field
	for _, f := range list {
		why := s.refusal(aws.Delivery{Target: f.LambdaFunctionArn, Service: principal, Source: bucketARN(b.name)})
		if why == "" {
			continue
		}
		refused = append(refused, aws.Field{Name: "ArgumentName", Value: f.LambdaFunctionArn}, aws.Field{Name: "ArgumentValue", Value: why})
	}
	if refused != nil {
		return fail(400, "InvalidArgument", "Unable to validate the following destination configurations", refused...)
	}
	return nil
}

// refusal says in S3's words why a destination cannot be notified, "" if it
// can.
func (s *Service) refusal(d aws.Delivery) string {
	if s.target != nil {
		err := s.target.Accepts(d)
		if err == nil {
			return ""
		}
		if err.HTTPStatus != 404 {
			return err.Message
		}
	}
	return "The destination Lambda function does not exist"
}

// GetBucketNotificationConfigurationInput names a bucket.
type GetBucketNotificationConfigurationInput struct {
	Bucket string `aws:"required,path"`
}

// GetBucketNotificationConfigurationOutput is the bucket's configuration.
type GetBucketNotificationConfigurationOutput struct {
	LambdaFunctionConfigurations []LambdaFunctionConfiguration
}

func (s *Service) getBucketNotificationConfiguration(r *aws.Request, in *GetBucketNotificationConfigurationInput) (*GetBucketNotificationConfigurationOutput, error) {
	b, err := s.bucket(in.Bucket)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:GetBucketNotification", bucketARN(in.Bucket)); err != nil {
		return nil, err
	}
	return &GetBucketNotificationConfigurationOutput{slices.Clone(b.notifications)}, nil
}
