package events

import "skylab/engine/cloudwatch"

// overall are the metrics that are also reported without dimensions
// (EventBridge user guide, monitoring: "None, RuleName").
var overall = [...]string{"Invocations", "InvocationAttempts", "SuccessfulInvocationAttempts", "RetryInvocationAttempts",
	"IngestionToInvocationStartLatency"}

// count adds one to a metric of a rule.
func (s *Service) count(n *rule, name string) { s.record(n, name, "Count", 1) }

// record adds a sample to a metric of a rule, in the namespace AWS/Events.
// One of a rule that is gone is not reported.
//
// fidelity: events.metrics
func (s *Service) record(n *rule, name, unit string, value float64) {
	if s.cloudwatch == nil {
		return
	}
	for _, o := range overall {
		if o != name {
			continue
		}
		m := s.totals[name]
		if m == nil {
			m = s.cloudwatch.Metric("AWS/Events", name, unit, nil)
			s.totals[name] = m
		}
		m.Record(s.k.Now(), value)
	}
	if n == nil {
		return
	}
	m := n.metrics[name]
	if m == nil {
		m = s.cloudwatch.Metric("AWS/Events", name, unit, n.dimensions())
		if n.metrics == nil {
			n.metrics = map[string]*cloudwatch.Metric{}
		}
		n.metrics[name] = m
	}
	m.Record(s.k.Now(), value)
}

// dimensions of a rule's metrics: its name, and its bus where that is not the
// default one.
func (n *rule) dimensions() []cloudwatch.Dimension {
	d := []cloudwatch.Dimension{{Name: "RuleName", Value: n.Name}}
	if n.EventBusName != defaultBus {
		d = []cloudwatch.Dimension{{Name: "EventBusName", Value: n.EventBusName}, d[0]}
	}
	return d
}
