// Package cloudwatch keeps what services report about themselves: log events
// in groups and streams, and metrics as aggregates of each minute.
//
// Services write by Put and Metric.Record; learners read logs through the
// operations of "logs". Alarms, Insights, subscriptions, retention and the
// operations of metrics are not simulated. Its invariant is bounded memory:
// neither ten million log events nor ten million samples make it grow without
// end.
package cloudwatch

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// Service holds the logs and metrics of a world.
type Service struct {
	k       *sim.Kernel
	groups  map[string]*group
	metrics map[string]*Metric
	written uint64 // log events ever put, which numbers them
}

// New is an empty service.
func New(k *sim.Kernel) *Service {
	return &Service{k: k, groups: map[string]*group{}, metrics: map[string]*Metric{}}
}

// Operations are the API of CloudWatch Logs.
func (s *Service) Operations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "logs", Name: "DescribeLogGroups", ReadOnly: true, HTTP: "POST /",
			Doc:         "Lists the log groups of the account, ordered by name.",
			Errors:      []string{"InvalidParameterException"},
			Unsimulated: []string{"accountIdentifiers", "includeLinkedAccounts", "logGroupClass", "logGroupIdentifiers"},
		}, s.describeLogGroups),
		aws.Op(aws.Operation{
			Service: "logs", Name: "DescribeLogStreams", ReadOnly: true, HTTP: "POST /",
			Doc:         "Lists the log streams of a log group.",
			Errors:      []string{"InvalidParameterException", "ResourceNotFoundException"},
			Unsimulated: []string{"logGroupIdentifier"},
		}, s.describeLogStreams),
		aws.Op(aws.Operation{
			Service: "logs", Name: "FilterLogEvents", ReadOnly: true, HTTP: "POST /",
			Doc:         "Lists the log events of a log group that match a filter pattern, a time range or streams.",
			Errors:      []string{"InvalidParameterException", "ResourceNotFoundException"},
			Unsimulated: []string{"logGroupIdentifier", "unmask"},
		}, s.filterLogEvents),
		aws.Op(aws.Operation{
			Service: "logs", Name: "GetLogEvents", ReadOnly: true, HTTP: "POST /",
			Doc:         "Lists the log events of one log stream.",
			Errors:      []string{"InvalidParameterException", "ResourceNotFoundException"},
			Unsimulated: []string{"logGroupIdentifier", "unmask"},
		}, s.getLogEvents),
	}
}

// On has nothing to do: services report by calls.
func (s *Service) On(sim.Entry) {}

// State is a digest of all that was ever put and recorded.
func (s *Service) State() any {
	type digest struct {
		Name  string
		Count uint64
		Sum   uint64
	}
	var out struct{ Logs, Metrics []digest }
	for _, name := range slices.Sorted(maps.Keys(s.groups)) {
		out.Logs = append(out.Logs, digest{name, s.groups[name].count, s.groups[name].digest})
	}
	for _, id := range slices.Sorted(maps.Keys(s.metrics)) {
		// A metric that was only looked at is no difference.
		if m := s.metrics[id]; m.total.Count > 0 {
			out.Metrics = append(out.Metrics, digest{id, m.total.Count, m.digest})
		}
	}
	return out
}
