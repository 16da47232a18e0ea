package s3

import (
	"encoding/base64"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// NotificationConfiguration says which events go where. Topics, queues and
// EventBridge are refused as not simulated.
type NotificationConfiguration struct {
	TopicConfigurations          []TopicConfiguration
	QueueConfigurations          []QueueConfiguration
	LambdaFunctionConfigurations []LambdaFunctionConfiguration
	EventBridgeConfiguration     *EventBridgeConfiguration
}

// LambdaFunctionConfiguration sends events to a function.
type LambdaFunctionConfiguration struct {
	Id                string
	LambdaFunctionArn string   `aws:"required"`
	Events            []string `aws:"required"`
	Filter            *NotificationConfigurationFilter
}

// TopicConfiguration would send events to an SNS topic.
type TopicConfiguration struct {
	Id       string
	TopicArn string   `aws:"required"`
	Events   []string `aws:"required"`
	Filter   *NotificationConfigurationFilter
}

// QueueConfiguration would send events to an SQS queue.
type QueueConfiguration struct {
	Id       string
	QueueArn string   `aws:"required"`
	Events   []string `aws:"required"`
	Filter   *NotificationConfigurationFilter
}

// EventBridgeConfiguration would send all events to EventBridge.
type EventBridgeConfiguration struct{}

// NotificationConfigurationFilter narrows events to some keys.
type NotificationConfigurationFilter struct{ Key S3KeyFilter }

// S3KeyFilter holds at most one rule for the prefix and one for the suffix.
type S3KeyFilter struct{ FilterRules []FilterRule }

// FilterRule is a prefix or a suffix of the keys.
type FilterRule struct {
	Name  string
	Value string
}

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
		why := "The destination Lambda function does not exist"
		if s.target != nil {
			err := s.target.Validate(f.LambdaFunctionArn, bucketARN(b.name))
			if err == nil {
				continue
			}
			why = err.Error()
		}
		refused = append(refused, aws.Field{Name: "ArgumentName", Value: f.LambdaFunctionArn}, aws.Field{Name: "ArgumentValue", Value: why})
	}
	if refused != nil {
		return fail(400, "InvalidArgument", "Unable to validate the following destination configurations", refused...)
	}
	return nil
}

// normal is the configuration as S3 keeps it: rule names capitalised.
func (f LambdaFunctionConfiguration) normal() (LambdaFunctionConfiguration, error) {
	if !strings.HasPrefix(f.LambdaFunctionArn, "arn:aws:lambda:") {
		return f, invalid("The ARN could not be parsed", "CloudFunction", f.LambdaFunctionArn)
	}
	for _, e := range f.Events {
		if !slices.Contains(eventTypes(), e) {
			return f, invalid("A specified event is not supported for notifications", "Event", e)
		}
	}
	if f.Filter == nil {
		return f, nil
	}
	seen, rules := map[string]bool{}, []FilterRule{}
	for _, r := range f.Filter.Key.FilterRules {
		lower := strings.ToLower(r.Name)
		if lower != "prefix" && lower != "suffix" {
			return f, invalid("filter rule name must be either prefix or suffix", "FilterRule.Name", r.Name)
		}
		if seen[lower] {
			return f, invalid("Cannot specify more than one "+lower+" rule in a filter.", "FilterRule.Name", r.Name)
		}
		seen[lower] = true
		rules = append(rules, FilterRule{strings.ToUpper(lower[:1]) + lower[1:], r.Value})
	}
	f.Filter = &NotificationConfigurationFilter{S3KeyFilter{rules}}
	return f, nil
}

func invalid(message, name, value string) *aws.Error {
	return fail(400, "InvalidArgument", message, aws.Field{Name: "ArgumentName", Value: name}, aws.Field{Name: "ArgumentValue", Value: value})
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
