package cloudwatch

import (
	"encoding/json"
	"strings"
	"time"

	"skylab/engine/sim"
)

// envelope is the part of an event in the embedded metric format that says
// what its metrics are (CloudWatch user guide, embedded metric format
// specification).
type envelope struct {
	AWS struct {
		Timestamp         int64
		CloudWatchMetrics []struct {
			Namespace  string
			Dimensions [][]string
			Metrics    []struct{ Name, Unit string }
		}
	} `json:"_aws"`
}

// embedded records the metrics that an event carries. What a runtime writes
// before the object (its time, its request and level) does not matter: an
// assumption, since the guide speaks of events that are JSON alone.
//
// fidelity: cloudwatch.embedded
func (s *Service) embedded(e LogEvent) {
	start := strings.IndexByte(e.Message, '{')
	if start < 0 {
		return
	}
	data := []byte(e.Message[start:])
	var env envelope
	var members map[string]any
	if json.Unmarshal(data, &env) != nil || json.Unmarshal(data, &members) != nil {
		return
	}
	at := e.At
	if env.AWS.Timestamp > 0 {
		at = fromMillis(env.AWS.Timestamp)
	}
	if !s.timely(at) {
		return // such as seconds, or microseconds, in the place of milliseconds
	}
	for _, directive := range env.AWS.CloudWatchMetrics {
		sets := directive.Dimensions
		if len(sets) == 0 {
			sets = [][]string{nil}
		}
		for _, set := range sets {
			dims, ok := pick(members, set)
			if !ok || directive.Namespace == "" || strings.HasPrefix(directive.Namespace, "AWS/") {
				continue
			}
			for _, m := range directive.Metrics {
				s.sample(directive.Namespace, m.Name, m.Unit, dims, members[m.Name], at)
			}
		}
	}
}

// timely tells whether a sample of that time is taken: one at most two weeks
// old and two hours ahead, as PutMetricData has it. One far ahead would end the
// metric, which keeps the newest minutes.
func (s *Service) timely(at sim.Time) bool {
	now := s.k.Now()
	return at >= now.Add(-14*24*time.Hour) && at <= now.Add(2*time.Hour)
}

// pick are the dimensions of a set, if the event has them all.
func pick(members map[string]any, set []string) ([]Dimension, bool) {
	var out []Dimension
	for _, name := range set {
		value, ok := members[name].(string)
		if !ok || value == "" || len(set) > 30 {
			return nil, false
		}
		out = append(out, Dimension{name, value})
	}
	return out, true
}

// sample records a number, or a list of them, of which a metric may have 100.
func (s *Service) sample(namespace, name, unit string, dims []Dimension, value any, at sim.Time) {
	if unit == "" {
		unit = "None"
	}
	values, _ := value.([]any)
	if f, ok := value.(float64); ok {
		values = []any{f}
	}
	for _, v := range values[:min(len(values), 100)] {
		if f, ok := v.(float64); ok && name != "" {
			if m := s.own(namespace, name, unit, dims); m != nil {
				m.Record(at, f)
			}
		}
	}
}
