package cloudwatch

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// GetLogEventsInput selects events of one stream. Times are milliseconds since
// 1970; the start is inclusive, the end is not.
//
// fidelity: cloudwatch.log-api
type GetLogEventsInput struct {
	LogGroupName  string `aws:"wire=logGroupName,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	LogStreamName string `aws:"wire=logStreamName,required,min=1,max=512,pattern=[^:*]*"`
	StartTime     *int64 `aws:"wire=startTime,min=0"`
	EndTime       *int64 `aws:"wire=endTime,min=0"`
	NextToken     string `aws:"wire=nextToken"`
	// Limit is how many to list at most; 0 is 10,000.
	Limit         int  `aws:"wire=limit,min=1,max=10000"`
	StartFromHead bool `aws:"wire=startFromHead"`
}

// GetLogEventsOutput is a page of events, oldest first, with the ways on.
// There is always a token; at the end it is the one that was given.
type GetLogEventsOutput struct {
	Events            []OutputLogEvent `aws:"wire=events,always"`
	NextForwardToken  string           `aws:"wire=nextForwardToken"`
	NextBackwardToken string           `aws:"wire=nextBackwardToken"`
}

// OutputLogEvent is an event of the stream.
type OutputLogEvent struct {
	Timestamp     int64  `aws:"wire=timestamp"`
	Message       string `aws:"wire=message"`
	IngestionTime int64  `aws:"wire=ingestionTime"`
}

func (s *Service) getLogEvents(_ *aws.Request, in *GetLogEventsInput) (*GetLogEventsOutput, error) {
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	if g.streams[in.LogStreamName] == nil {
		return nil, noStream()
	}
	lo, hi := s.between(g, in.StartTime, in.EndTime, 0)
	var events []LogEvent
	for i := lo; i < hi; i++ {
		if e := g.at(i); e.Stream == in.LogStreamName {
			events = append(events, *e)
		}
	}
	limit := in.Limit
	if limit == 0 {
		limit = 10_000
	}
	lo, hi, err = page(events, in.NextToken, limit, in.StartFromHead)
	if err != nil {
		return nil, err
	}
	out := &GetLogEventsOutput{Events: []OutputLogEvent{}}
	for _, e := range events[lo:hi] {
		out.Events = append(out.Events, OutputLogEvent{millis(e.At), e.Message, millis(e.At)})
	}
	out.NextBackwardToken, out.NextForwardToken = tokens(events, lo, hi)
	if lo == hi && strings.HasPrefix(in.NextToken, "f") {
		out.NextForwardToken = in.NextToken
	} else if lo == hi && in.NextToken != "" {
		out.NextBackwardToken = in.NextToken
	}
	return out, nil
}

// page is the part of events that a token and a limit select. A token names
// the event that it is behind ("f/") or before ("b/").
func page(events []LogEvent, token string, limit int, fromHead bool) (lo, hi int, err error) {
	lo, hi = 0, len(events)
	if token != "" {
		way, rest, _ := strings.Cut(token, "/")
		var ms, ns int64
		var id uint64
		if n, err := fmt.Sscanf(rest, "%014d%06d%036d", &ms, &ns, &id); n != 3 || err != nil || way != "f" && way != "b" {
			return 0, 0, aws.Errorf(400, "InvalidParameterException", "The specified nextToken is invalid.")
		}
		edge := LogEvent{At: fromMillis(ms) + sim.Time(ns), ID: id}
		if fromHead = way == "f"; fromHead {
			lo = sort.Search(len(events), func(i int) bool { return edge.before(events[i]) })
		} else {
			hi = sort.Search(len(events), func(i int) bool { return !events[i].before(edge) })
		}
	}
	if fromHead {
		return lo, min(hi, lo+limit), nil
	}
	return max(lo, hi-limit), hi, nil
}

// before tells whether e stands before f in a group.
func (e LogEvent) before(f LogEvent) bool { return e.At < f.At || e.At == f.At && e.ID < f.ID }

// tokens name the edges of events[lo:hi]; where that is empty, the place where
// it would be.
func tokens(events []LogEvent, lo, hi int) (backward, forward string) {
	first, last := LogEvent{At: fromMillis(0)}, LogEvent{At: fromMillis(0)}
	switch {
	case lo < hi:
		first, last = events[lo], events[hi-1]
	case lo > 0:
		first, last = events[lo-1], events[lo-1]
		first.ID++ // to be before it, one must be behind it
	}
	return "b/" + first.eventID(), "f/" + last.eventID()
}

// fromMillis is the instant that log events carry as ms.
func fromMillis(ms int64) sim.Time {
	// Beyond some centuries a Time cannot reach; the ends of time do as well.
	const reach = math.MaxInt64 / int64(time.Millisecond) / 2
	if d := ms - sim.Time(0).Wall().UnixMilli(); d > reach {
		return math.MaxInt64
	} else if d < -reach {
		return math.MinInt64
	}
	return sim.FromWall(time.UnixMilli(ms))
}
