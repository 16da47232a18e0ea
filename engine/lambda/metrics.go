package lambda

import (
	"time"

	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// namespace is that of Lambda's metrics (fact sheet 7 [DEV]).
const namespace = "AWS/Lambda"

// metrics are the recorders of one function: dimension FunctionName.
//
// fidelity: lambda.metrics
type metrics struct {
	invocations, errors, throttles, duration, concurrent *cloudwatch.Metric
	received, dropped, age, recursive                    *cloudwatch.Metric
	deadLetterErrors, destinationFailures                *cloudwatch.Metric
	provisioned, spillover                               *cloudwatch.Metric
}

// measure makes the function's recorders.
func (f *function) measure(s *Service) {
	dims := []cloudwatch.Dimension{{Name: "FunctionName", Value: f.Name}}
	metric := func(name, unit string) *cloudwatch.Metric {
		return s.near.CloudWatch.Metric(namespace, name, unit, dims)
	}
	f.metrics = metrics{
		invocations: metric("Invocations", "Count"),
		errors:      metric("Errors", "Count"),
		throttles:   metric("Throttles", "Count"),
		duration:    metric("Duration", "Milliseconds"),
		concurrent:  metric("ConcurrentExecutions", "Count"),
		received:    metric("AsyncEventsReceived", "Count"),
		dropped:     metric("AsyncEventsDropped", "Count"),
		age:         metric("AsyncEventAge", "Milliseconds"),
		recursive:   metric("RecursiveInvocationsDropped", "Count"),

		deadLetterErrors:    metric("DeadLetterErrors", "Count"),
		destinationFailures: metric("DestinationDeliveryFailures", "Count"),
		provisioned:         metric("ProvisionedConcurrencyInvocations", "Count"),
		spillover:           metric("ProvisionedConcurrencySpilloverInvocations", "Count"),
	}
}

// add records an invocation, at the instant at which it started. Errors has a
// sample for each, 0 for a success, as AWS's has.
func (m *metrics) add(started sim.Time, e InvocationEnded) {
	m.invocations.Record(started, 1)
	failed := 0.0
	if e.Status != success {
		failed = 1
	}
	m.errors.Record(started, failed)
	m.duration.Record(started, float64(e.Duration)/float64(time.Millisecond))
}

// accountMetrics are those of the whole account: without dimensions.
type accountMetrics struct{ concurrent, unreserved, claimed *cloudwatch.Metric }

func accountWide(c *cloudwatch.Service) accountMetrics {
	metric := func(name string) *cloudwatch.Metric { return c.Metric(namespace, name, "Count", nil) }
	return accountMetrics{metric("ConcurrentExecutions"), metric("UnreservedConcurrentExecutions"), metric("ClaimedAccountConcurrency")}
}

// recordConcurrency samples the account at a change.
func (s *Service) recordConcurrency() {
	now, a := s.kernel.Now(), s.account
	s.metrics.concurrent.Record(now, float64(s.concurrent))
	s.metrics.unreserved.Record(now, float64(a.Unreserved))
	s.metrics.claimed.Record(now, float64(a.Unreserved+a.Reserved+a.Provisioned))
}
