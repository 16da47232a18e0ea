package s3

import (
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
