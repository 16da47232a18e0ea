package sqs

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"skylab/engine/aws"
)

// bounds of the attributes that are numbers (API reference, SetQueueAttributes).
var bounds = map[string][2]int{
	"VisibilityTimeout": {0, 43_200}, "DelaySeconds": {0, 900}, "MaximumMessageSize": {1024, maxMessage},
	"MessageRetentionPeriod": {60, 1_209_600}, "ReceiveMessageWaitTimeSeconds": {0, 20},
}

// change sets attributes of a queue, all or none.
//
// fidelity: sqs.attributes
func (s *Service) change(q *queue, attributes map[string]string, create bool) error {
	next := *q
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		value := attributes[name]
		if b, ok := bounds[name]; ok {
			n, err := strconv.Atoi(value)
			if err != nil || n < b[0] || n > b[1] {
				return badValue(name, "")
			}
			next.setNumber(name, n)
			continue
		}
		if err := s.setText(&next, name, value, create); err != nil {
			return err
		}
	}
	if err := next.fits(); err != nil {
		return err
	}
	q.settings, q.policy, q.policyText = next.settings, next.policy, next.policyText
	return nil
}

// badValue refuses the value of an attribute, for AWS's reason if it says one.
func badValue(name, reason string) error {
	text := "Invalid value for the parameter " + name + "."
	if reason != "" {
		text += " Reason: " + reason
	}
	return &aws.Error{Code: "InvalidAttributeValue", Message: text, HTTPStatus: 400}
}

func (q *queue) setNumber(name string, n int) {
	d := time.Duration(n) * time.Second
	switch name {
	case "VisibilityTimeout":
		q.Visibility = d
	case "DelaySeconds":
		q.Delay = d
	case "MaximumMessageSize":
		q.MaxSize = n
	case "MessageRetentionPeriod":
		q.Retention = d
	case "ReceiveMessageWaitTimeSeconds":
		q.Wait = d
	}
}

// setText sets an attribute that is no number.
func (s *Service) setText(q *queue, name, value string, create bool) (err error) {
	switch name {
	case "FifoQueue":
		return q.setKind(value, create)
	case "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit":
		return q.setFIFO(name, value)
	case "RedrivePolicy":
		return s.setRedrive(q, value)
	case "RedriveAllowPolicy":
		q.Allow, err = parseRedriveAllow(value)
		return err
	case "Policy":
		return q.setPolicy(value)
	case "SqsManagedSseEnabled":
		return setBool(&q.Encrypted, name, value)
	case "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds":
		return aws.Errorf(400, "InvalidAttributeName", "skylab does not simulate the attribute %s", name)
	}
	return unknownAttribute(name)
}

func unknownAttribute(name string) error {
	return aws.Errorf(400, "InvalidAttributeName", "Unknown Attribute %s.", name)
}

// setBool sets a field to an attribute that is true or false.
func setBool(field *bool, name, value string) error {
	if value != "true" && value != "false" {
		return badValue(name, "")
	}
	*field = value == "true"
	return nil
}

// attributeNames are those that GetQueueAttributes knows, in a fixed order.
var attributeNames = []string{"QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible",
	"ApproximateNumberOfMessagesDelayed", "CreatedTimestamp", "LastModifiedTimestamp", "VisibilityTimeout", "MaximumMessageSize",
	"MessageRetentionPeriod", "DelaySeconds", "Policy", "ReceiveMessageWaitTimeSeconds", "RedrivePolicy", "RedriveAllowPolicy", "FifoQueue",
	"ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit", "SqsManagedSseEnabled"}

// attribute is one attribute as the API shows it, "" where it is not set.
func (q *queue) attribute(name string) string {
	seconds := func(d time.Duration) string { return strconv.Itoa(int(d / time.Second)) }
	switch name {
	case "QueueArn":
		return q.arn
	case "ApproximateNumberOfMessages":
		return strconv.Itoa(len(q.ready))
	case "ApproximateNumberOfMessagesNotVisible":
		return strconv.Itoa(q.inFlight)
	case "ApproximateNumberOfMessagesDelayed":
		return strconv.Itoa(q.delayed)
	case "CreatedTimestamp":
		return strconv.FormatInt(q.created.Wall().Unix(), 10)
	case "LastModifiedTimestamp":
		return strconv.FormatInt(q.modified.Wall().Unix(), 10)
	case "VisibilityTimeout":
		return seconds(q.Visibility)
	case "MaximumMessageSize":
		return strconv.Itoa(q.MaxSize)
	case "MessageRetentionPeriod":
		return seconds(q.Retention)
	case "DelaySeconds":
		return seconds(q.Delay)
	case "ReceiveMessageWaitTimeSeconds":
		return seconds(q.Wait)
	case "Policy":
		return q.policyText
	case "RedrivePolicy":
		return q.Redrive
	case "RedriveAllowPolicy":
		return q.Allow.Text
	case "SqsManagedSseEnabled":
		return strconv.FormatBool(q.Encrypted)
	case "DeduplicationScope":
		return q.Scope
	case "FifoThroughputLimit":
		return q.Throughput
	case "FifoQueue":
		if q.FIFO {
			return "true"
		}
	case "ContentBasedDeduplication":
		if q.FIFO {
			return strconv.FormatBool(q.ContentBased)
		}
	}
	return ""
}

// GetQueueAttributesInput asks for attributes by name, or for All.
type GetQueueAttributesInput struct {
	QueueUrl       string `aws:"required"`
	AttributeNames []string
}

// GetQueueAttributesOutput are the attributes, as text.
type GetQueueAttributesOutput struct{ Attributes map[string]string }

func (s *Service) getQueueAttributes(r *aws.Request, in *GetQueueAttributesInput) (*GetQueueAttributesOutput, error) {
	q, err := s.may(r, in.QueueUrl, "GetQueueAttributes")
	if err != nil {
		return nil, err
	}
	all := slices.Contains(in.AttributeNames, "All")
	for _, name := range in.AttributeNames {
		if name != "All" && !slices.Contains(attributeNames, name) {
			return nil, unknownAttribute(name)
		}
	}
	out := map[string]string{}
	for _, name := range attributeNames {
		if value := q.attribute(name); value != "" && (all || slices.Contains(in.AttributeNames, name)) {
			out[name] = value
		}
	}
	if len(out) == 0 {
		out = nil
	}
	return &GetQueueAttributesOutput{out}, nil
}

// SetQueueAttributesInput follows AWS's model.
type SetQueueAttributesInput struct {
	QueueUrl   string            `aws:"required"`
	Attributes map[string]string `aws:"required"`
}

func (s *Service) setQueueAttributes(r *aws.Request, in *SetQueueAttributesInput) (*Empty, error) {
	q, err := s.may(r, in.QueueUrl, "SetQueueAttributes")
	if err != nil {
		return nil, err
	}
	if err := s.change(q, in.Attributes, false); err != nil {
		return nil, err
	}
	q.modified = s.k.Now()
	return &Empty{}, nil
}
