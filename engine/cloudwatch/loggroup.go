package cloudwatch

import (
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

const (
	invalidParameter = "InvalidParameterException"
	resourceNotFound = "ResourceNotFoundException"
	alreadyExists    = "ResourceAlreadyExistsException"
)

// eventsKept bounds the memory of a group.
//
// fidelity: cloudwatch.log-kept
const eventsKept = 10_000

// group is a log group: its newest events in order of time, over all streams.
type group struct {
	name    string
	created sim.Time
	streams map[string]*stream
	ring    []LogEvent // sorted by (At, ID) from head on
	head    int
	count   uint64 // events ever put
	digest  uint64 // of all of them
	bytes   int64  // of the messages kept

	retention int // days, 0 for ever
	filters   []metricFilter

	meters
}

// stream is a log stream of a group.
type stream struct {
	name        string
	created     sim.Time
	first, last sim.Time
	kept        int // events still in the group's ring
	bytes       int64
	// made by CreateLogStream: it stays without events; used tells whether it
	// ever had one.
	made, used bool
}

// LogEvent is one line of a log.
type LogEvent struct {
	// ID numbers the events of a world in the order in which they were put.
	ID      uint64
	At      sim.Time
	Stream  string
	Message string
}

// Put writes lines of an AWS service into a stream at the present of the
// world. The group and the stream are made at first use.
func (s *Service) Put(group, stream string, lines ...string) {
	s.PutAt(s.k.Now(), group, stream, lines...)
}

// PutAt is Put for events that happened, or will have happened, at t. What
// lies in the future shows when its time has come.
//
// fidelity: cloudwatch.log-created-by-use
// fidelity: cloudwatch.log-ingestion
func (s *Service) PutAt(t sim.Time, group, stream string, lines ...string) {
	for _, line := range lines {
		g := s.group(group)
		g.vended.AddBase(int64(len(line)))
		s.ingest(g, stream, t, line)
	}
}

// ingest lets an event into a group.
//
// fidelity: cloudwatch.log-metering
func (s *Service) ingest(g *group, stream string, t sim.Time, message string) {
	s.written++
	// In a full group an event may push its own stream out: look it up anew.
	st := g.stream(stream, s.k.Now(), t)
	e := LogEvent{ID: s.written, At: t, Stream: st.name, Message: message}
	g.put(st, e)
	g.stored.Add(t, archived(message))
	s.derive(g, e)
}

func (s *Service) group(name string) *group {
	g := s.groups[name]
	if g == nil {
		g = &group{name: name, created: s.k.Now(), streams: map[string]*stream{}, meters: s.measure(name)}
		s.groups[name] = g
	}
	return g
}

func (g *group) stream(name string, now, t sim.Time) *stream {
	st := g.streams[name]
	if st == nil {
		st = &stream{name: name, created: now, first: t, last: t}
		g.streams[name] = st
	}
	return st
}

func (g *group) put(st *stream, e LogEvent) {
	h := fnv.New64a()
	h.Write([]byte(e.Stream))
	h.Write([]byte{0})
	h.Write([]byte(e.Message))
	g.count++
	g.digest = (g.digest ^ h.Sum64() ^ uint64(e.At)) * 0x9e3779b97f4a7c15
	if !st.used {
		st.used, st.first, st.last = true, e.At, e.At
	}
	st.first, st.last = min(st.first, e.At), max(st.last, e.At)
	g.keep(st, e, 1)
	g.insert(e)
}

// keep books an event in (sign 1) or out (sign -1) of what is kept.
func (g *group) keep(st *stream, e LogEvent, sign int) {
	st.kept += sign
	st.bytes += int64(sign * len(e.Message))
	g.bytes += int64(sign * len(e.Message))
	if st.kept == 0 && !st.made {
		delete(g.streams, st.name)
	}
}

// Events are the newest events of a group at or after from, at most n, in
// order of time. A group that does not exist has none.
func (s *Service) Events(group string, from sim.Time, n int) []LogEvent {
	g := s.groups[group]
	if g == nil || n <= 0 {
		return nil
	}
	hi := g.after(s.k.Now() + 1)
	lo := max(g.after(max(from, g.expiry(s.k.Now()))), hi-n)
	var out []LogEvent
	for i := lo; i < hi; i++ {
		out = append(out, *g.at(i))
	}
	return out
}

// Dropped is how many events of the group are no longer kept.
func (s *Service) Dropped(group string) uint64 {
	g := s.groups[group]
	if g == nil {
		return 0
	}
	return g.count - uint64(len(g.ring))
}

// expiry is before when events have outlived the group's retention: they can
// no longer be read.
//
// fidelity: cloudwatch.log-retention
func (g *group) expiry(now sim.Time) sim.Time {
	if g.retention == 0 {
		return math.MinInt64
	}
	return now.Add(-time.Duration(g.retention) * 24 * time.Hour)
}

// Groups are the names of the log groups, sorted.
func (s *Service) Groups() []string { return slices.Sorted(maps.Keys(s.groups)) }

// find is the group with that name, or AWS's error.
//
// fidelity: cloudwatch.log-not-found
func (s *Service) find(name string) (*group, error) {
	if g := s.groups[name]; g != nil {
		return g, nil
	}
	if name == "" {
		// The model leaves the name open, for there is logGroupIdentifier.
		return nil, aws.Errorf(400, invalidParameter, "Either logGroupName or logGroupIdentifier must be specified.")
	}
	return nil, aws.Errorf(400, resourceNotFound, "The specified log group does not exist.")
}

// arn is the group's name in the form without the trailing ":*".
func (g *group) arn() string { return aws.ARN("logs", "log-group:"+g.name) }
