package sns

import (
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// metrics are the recorders of one topic: namespace AWS/SNS, dimension
// TopicName (developer guide, monitoring topics with CloudWatch).
//
// fidelity: sns.metrics
type metrics struct {
	published, size, delivered, failed *cloudwatch.Metric
	redriven, redriveFailed            *cloudwatch.Metric
	filtered                           *cloudwatch.Metric
	filteredBecause                    [byInvalidBody + 1]*cloudwatch.Metric
}

// measure makes a topic's recorders.
func (s *Service) measure(topic string) metrics {
	dims := []cloudwatch.Dimension{{Name: "TopicName", Value: topic}}
	metric := func(name, unit string) *cloudwatch.Metric { return s.cloudWatch.Metric("AWS/SNS", name, unit, dims) }
	m := metrics{
		published: metric("NumberOfMessagesPublished", "Count"), size: metric("PublishSize", "Bytes"),
		delivered: metric("NumberOfNotificationsDelivered", "Count"), failed: metric("NumberOfNotificationsFailed", "Count"),
		redriven:      metric("NumberOfNotificationsRedrivenToDlq", "Count"),
		redriveFailed: metric("NumberOfNotificationsFailedToRedriveToDlq", "Count"),
		filtered:      metric("NumberOfNotificationsFilteredOut", "Count"),
	}
	for why, name := range [...]string{byAttributes: "MessageAttributes", byNoAttributes: "NoMessageAttributes",
		byInvalidAttributes: "InvalidAttributes", byBody: "MessageBody", byInvalidBody: "InvalidMessageBody"} {
		if name != "" {
			m.filteredBecause[why] = metric("NumberOfNotificationsFilteredOut-"+name, "Count")
		}
	}
	return m
}

// filter counts a message that a filter policy kept out.
func (m *metrics) filter(at sim.Time, why verdict) {
	m.filtered.Record(at, 1)
	m.filteredBecause[why].Record(at, 1)
}
