package s3

import (
	"slices"
	"strings"

	"skylab/engine/aws"
)

// NotificationConfiguration says which events go where.
type NotificationConfiguration struct {
	TopicConfigurations          []TopicConfiguration          `aws:"at=TopicConfiguration,flat"`
	QueueConfigurations          []QueueConfiguration          `aws:"at=QueueConfiguration,flat"`
	LambdaFunctionConfigurations []LambdaFunctionConfiguration `aws:"at=CloudFunctionConfiguration,flat"`
	// EventBridgeConfiguration is there, though empty, where all events go to
	// the default event bus.
	EventBridgeConfiguration *EventBridgeConfiguration
}

// TopicConfiguration sends events to an SNS topic.
type TopicConfiguration struct {
	Id       string
	TopicArn string   `aws:"required,at=Topic"`
	Events   []string `aws:"required,at=Event,flat"`
	Filter   *NotificationConfigurationFilter
}

// QueueConfiguration sends events to an SQS queue.
type QueueConfiguration struct {
	Id       string
	QueueArn string   `aws:"required,at=Queue"`
	Events   []string `aws:"required,at=Event,flat"`
	Filter   *NotificationConfigurationFilter
}

// LambdaFunctionConfiguration sends events to a function.
type LambdaFunctionConfiguration struct {
	Id                string
	LambdaFunctionArn string   `aws:"required,at=CloudFunction"`
	Events            []string `aws:"required,at=Event,flat"`
	Filter            *NotificationConfigurationFilter
}

// EventBridgeConfiguration sends all events to EventBridge.
type EventBridgeConfiguration struct{}

// NotificationConfigurationFilter narrows events to some keys.
type NotificationConfigurationFilter struct {
	Key S3KeyFilter `aws:"at=S3Key"`
}

// S3KeyFilter holds at most one rule for the prefix and one for the suffix.
type S3KeyFilter struct {
	FilterRules []FilterRule `aws:"at=FilterRule,flat"`
}

// FilterRule is a prefix or a suffix of the keys.
type FilterRule struct {
	Name  string
	Value string
}

// configuration sends events to one topic, queue or function.
type configuration struct {
	Service string // of the target's ARN: "sns", "sqs", "lambda"
	ID      string
	Target  string
	Events  []string
	Filter  *NotificationConfigurationFilter
}

// configurations are all of them, in the order in which S3 lists them.
func (c *NotificationConfiguration) configurations() []configuration {
	var list []configuration
	for _, t := range c.TopicConfigurations {
		list = append(list, configuration{"sns", t.Id, t.TopicArn, t.Events, t.Filter})
	}
	for _, q := range c.QueueConfigurations {
		list = append(list, configuration{"sqs", q.Id, q.QueueArn, q.Events, q.Filter})
	}
	for _, f := range c.LambdaFunctionConfigurations {
		list = append(list, configuration{"lambda", f.Id, f.LambdaFunctionArn, f.Events, f.Filter})
	}
	return list
}

// shown is the configuration of a bucket as S3 gives it back.
func (b *bucket) shown() *NotificationConfiguration {
	out := &NotificationConfiguration{}
	for _, c := range b.notifications {
		switch c.Service {
		case "sns":
			out.TopicConfigurations = append(out.TopicConfigurations, TopicConfiguration{c.ID, c.Target, c.Events, c.Filter})
		case "sqs":
			out.QueueConfigurations = append(out.QueueConfigurations, QueueConfiguration{c.ID, c.Target, c.Events, c.Filter})
		default:
			out.LambdaFunctionConfigurations = append(out.LambdaFunctionConfigurations, LambdaFunctionConfiguration{c.ID, c.Target, c.Events, c.Filter})
		}
	}
	if b.eventBridge {
		out.EventBridgeConfiguration = &EventBridgeConfiguration{}
	}
	return out
}

// called is what S3 calls a service's configurations in its errors.
func called(service string) (argument, thing string) {
	switch service {
	case "sns":
		return "Topic", "topic"
	case "sqs":
		return "Queue", "queue"
	}
	return "CloudFunction", "Lambda function"
}

// normal is the configuration as S3 keeps it: rule names capitalised.
func (c configuration) normal() (configuration, error) {
	argument, _ := called(c.Service)
	if parts := strings.SplitN(c.Target, ":", 6); len(parts) < 6 || parts[0] != "arn" || parts[2] != c.Service {
		return c, invalid("The ARN could not be parsed", argument, c.Target)
	}
	for _, e := range c.Events {
		if !slices.Contains(eventTypes(), e) {
			return c, invalid("A specified event is not supported for notifications", "Event", e)
		}
	}
	if c.Filter == nil {
		return c, nil
	}
	seen, rules := map[string]bool{}, []FilterRule{}
	for _, r := range c.Filter.Key.FilterRules {
		lower := strings.ToLower(r.Name)
		if lower != "prefix" && lower != "suffix" {
			return c, invalid("filter rule name must be either prefix or suffix", "FilterRule.Name", r.Name)
		}
		if seen[lower] {
			return c, invalid("Cannot specify more than one "+lower+" rule in a filter.", "FilterRule.Name", r.Name)
		}
		seen[lower] = true
		rules = append(rules, FilterRule{strings.ToUpper(lower[:1]) + lower[1:], r.Value})
	}
	c.Filter = &NotificationConfigurationFilter{S3KeyFilter{rules}}
	return c, nil
}

func invalid(message, name, value string) *aws.Error {
	return fail(400, "InvalidArgument", message, aws.Field{Name: "ArgumentName", Value: name}, aws.Field{Name: "ArgumentValue", Value: value})
}
