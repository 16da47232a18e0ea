package sns

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"skylab/engine/aws"
)

// GetTopicAttributesInput names a topic.
type GetTopicAttributesInput struct {
	TopicArn string `aws:"required"`
}

// AttributesOutput is the attributes of a topic or subscription by name.
type AttributesOutput struct{ Attributes map[string]string }

func (s *Service) getTopicAttributes(r *aws.Request, in *GetTopicAttributesInput) (*AttributesOutput, error) {
	t, err := s.topic(in.TopicArn)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "GetTopicAttributes", t.arn, t); err != nil {
		return nil, err
	}
	return &AttributesOutput{t.attributes()}, nil
}

// attributes are the topic's as GetTopicAttributes shows them.
//
// fidelity: sns.topic-attributes
func (t *topic) attributes() map[string]string {
	pending := 0
	for _, sub := range t.subscriptions {
		if sub.pending {
			pending++
		}
	}
	out := map[string]string{
		"TopicArn": t.arn, "Owner": aws.AccountID, "DisplayName": t.displayName, "Policy": t.policy.Text(),
		"SubscriptionsConfirmed":  strconv.Itoa(len(t.subscriptions) - pending),
		"SubscriptionsPending":    strconv.Itoa(pending),
		"SubscriptionsDeleted":    strconv.Itoa(t.deleted),
		"EffectiveDeliveryPolicy": effectiveDeliveryPolicy,
	}
	if t.signature != "" {
		out["SignatureVersion"] = t.signature
	}
	if t.fifo {
		out["FifoTopic"] = "true"
		out["ContentBasedDeduplication"] = strconv.FormatBool(t.contentBased)
	}
	return out
}

// effectiveDeliveryPolicy is for HTTP endpoints, as recorded from AWS.
const effectiveDeliveryPolicy = `{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,` +
	`"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},` +
	`"disableSubscriptionOverrides":false,"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}`

// configure sets up a new topic from the attributes of CreateTopic.
func (t *topic) configure(attributes map[string]string) error {
	t.fifo = attributes["FifoTopic"] == "true"
	if err := t.nameError(); err != nil {
		return err
	}
	t.policy = defaultPolicy(t.arn)
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		value := attributes[name]
		if name == "FifoTopic" {
			if value != "true" && value != "false" {
				return invalid("Attributes Reason: FifoTopic: Invalid value [%s]. Must be true or false.", value)
			}
			continue
		}
		if known, err := t.set(name, value, "Attributes Reason: "); err != nil {
			return err
		} else if !known {
			return invalid("Attributes Reason: Unknown attribute: %s", name)
		}
	}
	return nil
}

// set changes an attribute and tells whether there is one of that name; at
// goes in front of what is wrong with the value.
//
// fidelity: sns.topic-attributes-left
func (t *topic) set(name, value, at string) (known bool, err error) {
	switch name {
	case "DisplayName":
		if utf8.RuneCountInString(value) > maxDisplayName {
			return true, invalid("%sDisplayName: must not exceed %d characters", at, maxDisplayName)
		}
		t.displayName = value
	case "Policy":
		p, err := parsePolicy(value)
		if err != nil {
			return true, err
		}
		t.policy = p
	case "SignatureVersion":
		if value != "1" && value != "2" {
			return true, invalid("%sSignatureVersion: Invalid value [%s]. Must be 1 or 2.", at, value)
		}
		t.signature = value
	case "ContentBasedDeduplication":
		if !t.fifo {
			return true, invalid("%sContentBasedDeduplication: Content-based deduplication can only be set for FIFO topics", at)
		}
		if value != "true" && value != "false" {
			return true, invalid("%sContentBasedDeduplication: Invalid value [%s]. Must be true or false.", at, value)
		}
		t.contentBased = value == "true"
	default:
		if slices.Contains(leftAttributes(), name) {
			return true, aws.Errorf(501, "NotImplemented", "skylab does not simulate the topic attribute %s", name)
		}
		return false, nil
	}
	return true, nil
}

// leftAttributes are those that AWS knows and this world does not act on.
func leftAttributes() []string {
	list := []string{"DeliveryPolicy", "TracingConfig", "KmsMasterKeyId", "ArchivePolicy", "BeginningArchiveTime", "FifoThroughputScope"}
	for _, protocol := range []string{"HTTP", "Firehose", "Lambda", "Application", "SQS"} {
		list = append(list, protocol+"SuccessFeedbackRoleArn", protocol+"SuccessFeedbackSampleRate", protocol+"FailureFeedbackRoleArn")
	}
	return list
}

// SetTopicAttributesInput changes one attribute.
type SetTopicAttributesInput struct {
	TopicArn       string `aws:"required"`
	AttributeName  string `aws:"required"`
	AttributeValue string
}

func (s *Service) setTopicAttributes(r *aws.Request, in *SetTopicAttributesInput) (*Empty, error) {
	t, err := s.topic(in.TopicArn)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "SetTopicAttributes", t.arn, t); err != nil {
		return nil, err
	}
	known, err := t.set(in.AttributeName, in.AttributeValue, "")
	if err == nil && !known {
		err = invalid("AttributeName")
	}
	return nil, err
}
