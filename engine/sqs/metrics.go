package sqs

import (
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
)

// metrics are the recorders of one queue: namespace AWS/SQS, dimension
// QueueName.
//
// fidelity: sqs.metrics
type metrics struct {
	sent, size, received, deleted, empty *cloudwatch.Metric
	visible, notVisible, delayed, oldest *cloudwatch.Metric
}

// measure makes a queue's recorders and its meter.
func (s *Service) measure(q *queue) {
	dims := []cloudwatch.Dimension{{Name: "QueueName", Value: q.name}}
	metric := func(name, unit string) *cloudwatch.Metric { return s.cloudWatch.Metric("AWS/SQS", name, unit, dims) }
	q.metrics = metrics{
		sent: metric("NumberOfMessagesSent", "Count"), size: metric("SentMessageSize", "Bytes"),
		received: metric("NumberOfMessagesReceived", "Count"), deleted: metric("NumberOfMessagesDeleted", "Count"),
		empty:      metric("NumberOfEmptyReceives", "Count"),
		visible:    metric("ApproximateNumberOfMessagesVisible", "Count"),
		notVisible: metric("ApproximateNumberOfMessagesNotVisible", "Count"),
		delayed:    metric("ApproximateNumberOfMessagesDelayed", "Count"),
		oldest:     metric("ApproximateAgeOfOldestMessage", "Seconds"),
	}
	usage := billing.SQSRequests
	if q.FIFO {
		usage = billing.SQSFIFORequests
	}
	q.requests = s.bill.Meter(usage, q.name)
}

// meter books a request that carries so many bytes.
//
// fidelity: sqs.requests
func (q *queue) meter(bytes int) { q.requests.AddBase(billing.Chunks(bytes)) }

// sample sees to it that a queue with messages reports each minute.
func (s *Service) sample(q *queue) {
	if !q.sampling {
		q.sampling = true
		s.k.After(sampleInterval, MinutePassed{q.name})
	}
}

// minute reports the gauges, until once after the queue is empty.
func (s *Service) minute(e MinutePassed) {
	q := s.queues[e.Queue]
	if q == nil || !q.sampling {
		return
	}
	now := s.k.Now()
	q.metrics.visible.Record(now, float64(len(q.ready)))
	q.metrics.notVisible.Record(now, float64(q.inFlight))
	q.metrics.delayed.Record(now, float64(q.delayed))
	q.metrics.oldest.Record(now, q.age(now).Seconds())
	q.sampling = false
	if len(q.messages) > 0 {
		s.sample(q)
	}
}
