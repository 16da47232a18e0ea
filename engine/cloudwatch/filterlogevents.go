package cloudwatch

import (
	"fmt"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// FilterLogEventsInput selects events of a group. Times are milliseconds since
// 1970, the end is inclusive as AWS has it; absent, they select everything.
//
// fidelity: cloudwatch.log-api
type FilterLogEventsInput struct {
	LogGroupName        string   `aws:"wire=logGroupName,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	LogStreamNames      []string `aws:"wire=logStreamNames,min=1,max=100"`
	LogStreamNamePrefix string   `aws:"wire=logStreamNamePrefix,min=1,max=512,pattern=[^:*]*"`
	StartTime           *int64   `aws:"wire=startTime,min=0"`
	EndTime             *int64   `aws:"wire=endTime,min=0"`
	FilterPattern       string   `aws:"wire=filterPattern,max=1024"`
	NextToken           string   `aws:"wire=nextToken"`
	// Limit is how many to list at most; 0 is 10,000.
	Limit int `aws:"wire=limit,min=1,max=10000"`
	// Interleaved is accepted and ignored, as AWS does: events of several
	// streams are always interleaved.
	Interleaved bool `aws:"wire=interleaved"`
}

// FilterLogEventsOutput is a page of events.
type FilterLogEventsOutput struct {
	Events             []FilteredLogEvent  `aws:"wire=events,always"`
	SearchedLogStreams []SearchedLogStream `aws:"wire=searchedLogStreams,always"`
	NextToken          string              `aws:"wire=nextToken"`
}

// FilteredLogEvent is an event that matched.
type FilteredLogEvent struct {
	LogStreamName string `aws:"wire=logStreamName"`
	Timestamp     int64  `aws:"wire=timestamp"`
	Message       string `aws:"wire=message"`
	IngestionTime int64  `aws:"wire=ingestionTime"`
	EventId       string `aws:"wire=eventId"`
}

// SearchedLogStream is no longer filled by AWS; the list is always empty.
type SearchedLogStream struct {
	LogStreamName      string `aws:"wire=logStreamName"`
	SearchedCompletely bool   `aws:"wire=searchedCompletely"`
}

func (s *Service) filterLogEvents(_ *aws.Request, in *FilterLogEventsInput) (*FilterLogEventsOutput, error) {
	if len(in.LogStreamNames) > 0 && in.LogStreamNamePrefix != "" {
		return nil, aws.Errorf(400, "InvalidParameterException",
			"LogStreamNamePrefix and LogStreamNames are mutually exclusive parameters.")
	}
	f, err := parseFilter(in.FilterPattern)
	if err != nil {
		return nil, err
	}
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	for _, name := range in.LogStreamNames {
		if g.streams[name] == nil {
			return nil, noStream()
		}
	}
	limit := in.Limit
	if limit == 0 {
		limit = 10_000
	}
	lo, hi := s.between(g, in.StartTime, in.EndTime, 1)
	if in.NextToken != "" {
		if lo, err = g.resume(in.NextToken, lo); err != nil {
			return nil, err
		}
	}
	out := &FilterLogEventsOutput{Events: []FilteredLogEvent{}, SearchedLogStreams: []SearchedLogStream{}}
	for i := lo; i < hi; i++ {
		e := g.at(i)
		if len(in.LogStreamNames) > 0 && !slices.Contains(in.LogStreamNames, e.Stream) ||
			!strings.HasPrefix(e.Stream, in.LogStreamNamePrefix) || !f.matches(e.Message) {
			continue
		}
		if len(out.Events) == limit {
			out.NextToken = token(*g.at(i - 1))
			break
		}
		out.Events = append(out.Events, FilteredLogEvent{e.Stream, millis(e.At), e.Message, millis(e.At), e.eventID()})
	}
	return out, nil
}

func noStream() *aws.Error {
	return aws.Errorf(400, "ResourceNotFoundException", "The specified log stream does not exist.")
}

// between are the indexes of the events in a range of time, up to the present.
// The end is inclusive with inclusive = 1, exclusive with 0.
func (s *Service) between(g *group, start, end *int64, inclusive int64) (lo, hi int) {
	hi = g.after(s.k.Now() + 1)
	lo = min(g.after(g.expiry(s.k.Now())), hi)
	if start != nil {
		lo = max(lo, min(g.after(fromMillis(*start)), hi))
	}
	if end != nil {
		hi = max(lo, min(hi, g.after(fromMillis(*end+inclusive))))
	}
	return lo, hi
}

// token names a place behind an event; to callers it is opaque.
func token(e LogEvent) string { return fmt.Sprintf("Bxkq6%016x%016x", uint64(e.At), e.ID) }

// resume is the index behind the event that a token names, at least lo.
func (g *group) resume(token string, lo int) (int, error) {
	var at, id uint64
	if n, err := fmt.Sscanf(token, "Bxkq6%016x%016x", &at, &id); n != 2 || err != nil {
		return 0, aws.Errorf(400, "InvalidParameterException", "The specified nextToken is invalid.")
	}
	i := g.after(sim.Time(at))
	for i < len(g.ring) && g.at(i).At == sim.Time(at) && g.at(i).ID <= id {
		i++
	}
	return max(i, lo), nil
}

// eventID is the event's identifier in the form AWS gives it: 56 digits that
// begin with the time in milliseconds.
func (e *LogEvent) eventID() string {
	ms := millis(e.At)
	return fmt.Sprintf("%014d%06d%036d", ms, int64(e.At-fromMillis(ms)), e.ID)
}
