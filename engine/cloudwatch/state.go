package cloudwatch

import (
	"maps"
	"slices"

	"skylab/engine/sim"
)

// State is a digest of all that was ever put and recorded.
func (s *Service) State() any {
	type digest struct {
		Name  string
		Count uint64
		Sum   uint64
	}
	type metricDigest struct {
		digest
		Unit    string
		Metered int64
	}
	var out struct {
		Logs    []digest
		Metrics []metricDigest
		Groups  []groupState
		Alarms  []alarmState
		History []historyState
		Written uint64
	}
	out.Written = s.written
	for _, name := range slices.Sorted(maps.Keys(s.groups)) {
		g := s.groups[name]
		out.Logs = append(out.Logs, digest{name, g.count, g.digest})
		out.Groups = append(out.Groups, g.state())
	}
	for _, id := range slices.Sorted(maps.Keys(s.metrics)) {
		// A metric that was only looked at is no difference.
		if m := s.metrics[id]; m.total.Count > 0 {
			out.Metrics = append(out.Metrics, metricDigest{digest{id, m.total.Count, m.digest}, m.Unit, m.metered})
		}
	}
	for _, name := range s.Alarms() {
		a := s.alarms[name]
		out.Alarms = append(out.Alarms, alarmState{a.describe(), a.version, a.previous.value})
	}
	for _, h := range s.history {
		out.History = append(out.History, historyState{h.number, h.at, h.alarm, h.kind, h.brief, h.data})
	}
	return out
}

type groupState struct {
	Created   sim.Time
	Retention int
	Streams   []streamState
	Kept      int
	Filters   []filterState
}

type streamState struct {
	Name    string
	Created sim.Time
	Made    bool
}

type filterState struct {
	Name, Pattern  string
	Created        sim.Time
	Transformation MetricTransformation
}

func (g *group) state() groupState {
	st := groupState{Created: g.created, Retention: g.retention, Kept: len(g.ring)}
	for _, name := range slices.Sorted(maps.Keys(g.streams)) {
		stream := g.streams[name]
		st.Streams = append(st.Streams, streamState{name, stream.created, stream.made})
	}
	for _, f := range g.filters {
		st.Filters = append(st.Filters, filterState{f.name, f.pattern, f.created, f.transformation})
	}
	return st
}

type alarmState struct {
	Alarm    MetricAlarm
	Version  int
	Previous string
}

type historyState struct {
	Number                   int
	At                       sim.Time
	Alarm, Kind, Brief, Data string
}
