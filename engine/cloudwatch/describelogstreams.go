package cloudwatch

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// DescribeLogStreamsInput selects streams of a group and their order.
//
// fidelity: cloudwatch.log-api
type DescribeLogStreamsInput struct {
	LogGroupName        string `aws:"wire=logGroupName,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	LogStreamNamePrefix string `aws:"wire=logStreamNamePrefix,min=1,max=512,pattern=[^:*]*"`
	OrderBy             string `aws:"wire=orderBy,enum=LogStreamName|LastEventTime"`
	Descending          bool   `aws:"wire=descending"`
	NextToken           string `aws:"wire=nextToken"`
	// Limit is how many to list at most; 0 is 50.
	Limit int `aws:"wire=limit,min=1,max=50"`
}

// DescribeLogStreamsOutput is a page of log streams.
type DescribeLogStreamsOutput struct {
	LogStreams []LogStream `aws:"wire=logStreams,always"`
	NextToken  string      `aws:"wire=nextToken"`
}

// LogStream is a log stream as AWS describes it; times are milliseconds since
// 1970.
type LogStream struct {
	LogStreamName       string `aws:"wire=logStreamName"`
	CreationTime        int64  `aws:"wire=creationTime"`
	FirstEventTimestamp int64  `aws:"wire=firstEventTimestamp"`
	LastEventTimestamp  int64  `aws:"wire=lastEventTimestamp"`
	LastIngestionTime   int64  `aws:"wire=lastIngestionTime"`
	Arn                 string `aws:"wire=arn"`
	StoredBytes         int64  `aws:"wire=storedBytes,always"`
}

func (s *Service) describeLogStreams(_ *aws.Request, in *DescribeLogStreamsInput) (*DescribeLogStreamsOutput, error) {
	byTime := in.OrderBy == "LastEventTime"
	if byTime && in.LogStreamNamePrefix != "" {
		return nil, aws.Errorf(400, "InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.")
	}
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	all := g.ordered(in.LogStreamNamePrefix, byTime, in.Descending)
	start := 0
	if in.NextToken != "" {
		// The token is the last name listed; a stream dropped since ends the list.
		at := slices.IndexFunc(all, func(st *stream) bool { return st.name == in.NextToken })
		if at < 0 {
			return nil, aws.Errorf(400, "InvalidParameterException", "The specified nextToken is invalid.")
		}
		start = at + 1
	}
	limit := in.Limit
	if limit == 0 {
		limit = 50
	}
	out := &DescribeLogStreamsOutput{LogStreams: []LogStream{}}
	for _, st := range all[start:min(start+limit, len(all))] {
		out.LogStreams = append(out.LogStreams, g.describeStream(st))
	}
	if start+limit < len(all) {
		out.NextToken = all[start+limit-1].name
	}
	return out, nil
}

// ordered are the group's streams with that prefix, in that order.
func (g *group) ordered(prefix string, byTime, descending bool) []*stream {
	var all []*stream
	for _, name := range slices.Sorted(maps.Keys(g.streams)) {
		if strings.HasPrefix(name, prefix) {
			all = append(all, g.streams[name])
		}
	}
	if byTime {
		slices.SortStableFunc(all, func(a, b *stream) int { return cmp.Compare(a.last, b.last) })
	}
	if descending {
		slices.Reverse(all)
	}
	return all
}

func (g *group) describeStream(st *stream) LogStream {
	out := LogStream{LogStreamName: st.name, CreationTime: millis(st.created), Arn: g.arn() + ":log-stream:" + st.name, StoredBytes: st.bytes}
	if st.used {
		out.FirstEventTimestamp, out.LastEventTimestamp, out.LastIngestionTime = millis(st.first), millis(st.last), millis(st.last)
	}
	return out
}

// millis is t as log events carry it: milliseconds since 1970.
func millis(t sim.Time) int64 { return t.Wall().UnixMilli() }
