// Package cloudwatch keeps what services report about themselves: log events
// in groups and streams, metrics as aggregates of each minute, and alarms that
// watch metrics and notify topics and functions.
//
// Services write by Put and Metric.Record; learners read and write through the
// operations of "logs" and "cloudwatch". Composite alarms, anomaly detection,
// high resolution, dashboards, Insights, subscriptions and tags are not
// simulated. What AWS charges for is metered where it happens: bytes of logs
// as they come in and while they are kept, metrics of one's own, alarms, and
// some requests. Its invariants are bounded memory, so that neither ten million
// log events nor ten million samples make it grow without end, and that an
// alarm is in one state, with the reason for it.
//
// Facts are from the models and the API references (botocore 1.43.67,
// monitoring 2010-08-01, logs 2014-03-28), the user guides, and answers
// recorded against AWS by github localstack/localstack,
// tests/aws/services/cloudwatch (2023-09 … 2024-01).
package cloudwatch

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/sim"
)

// Service holds the logs and metrics of a world.
type Service struct {
	k       *sim.Kernel
	bill    *billing.Service
	groups  map[string]*group
	metrics map[string]*Metric
	written uint64 // log events ever put, which numbers them

	alarms   map[string]*alarm
	owned    int // metrics of the learner's own
	versions int // configurations of alarms ever put
	history  []historyItem
	target   aws.Deliverer

	authorizer Authorizer
}

// New is an empty service.
func New(k *sim.Kernel, bill *billing.Service) *Service {
	return &Service{k: k, bill: bill, groups: map[string]*group{}, metrics: map[string]*Metric{}, alarms: map[string]*alarm{}}
}

// SetAuthorizer says who decides what principals may do with metrics and
// alarms; without one everybody may do everything.
func (s *Service) SetAuthorizer(a Authorizer) { s.authorizer = a }

// SetTarget says who takes notifications to topics, functions and buses;
// without it alarms only change their state.
func (s *Service) SetTarget(t aws.Deliverer) { s.target = t }

// Operations are the API of CloudWatch and CloudWatch Logs.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.metricOperations(), s.alarmOperations(), s.logOperations())
}

// On evaluates alarms and does what they are to do.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case AlarmEvaluated:
		s.evaluate(event)
	case AlarmStateChanged:
		s.act(event)
	}
}

// State is a digest of all that was ever put and recorded.
func (s *Service) State() any {
	type digest struct {
		Name  string
		Count uint64
		Sum   uint64
	}
	type metricDigest struct {
		digest
		Metered int64
	}
	var out struct {
		Logs    []digest
		Metrics []metricDigest
		Groups  []groupState
		Alarms  []alarmState
		History []historyState
	}
	for _, name := range slices.Sorted(maps.Keys(s.groups)) {
		g := s.groups[name]
		out.Logs = append(out.Logs, digest{name, g.count, g.digest})
		out.Groups = append(out.Groups, groupState{g.retention, slices.Sorted(maps.Keys(g.streams)), len(g.ring), g.filterNames()})
	}
	for _, id := range slices.Sorted(maps.Keys(s.metrics)) {
		// A metric that was only looked at is no difference.
		if m := s.metrics[id]; m.total.Count > 0 {
			out.Metrics = append(out.Metrics, metricDigest{digest{id, m.total.Count, m.digest}, m.metered})
		}
	}
	for _, name := range s.Alarms() {
		a := s.alarms[name]
		out.Alarms = append(out.Alarms, alarmState{a.describe(), a.version, a.previous.value})
	}
	for _, h := range s.history {
		out.History = append(out.History, historyState{h.number, h.at, h.alarm, h.brief})
	}
	return out
}

type groupState struct {
	Retention int
	Streams   []string
	Kept      int
	Filters   []string
}

type alarmState struct {
	Alarm    MetricAlarm
	Version  int
	Previous string
}

type historyState struct {
	Number       int
	At           sim.Time
	Alarm, Brief string
}
