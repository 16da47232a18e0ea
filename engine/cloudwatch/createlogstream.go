package cloudwatch

import (
	"fmt"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// LogStreamInput names a log stream.
//
// fidelity: cloudwatch.log-api
type LogStreamInput struct {
	LogGroupName  string `aws:"wire=logGroupName,required,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	LogStreamName string `aws:"wire=logStreamName,required,min=1,max=512,pattern=[^:*]*"`
}

func (s *Service) createLogStream(_ *aws.Request, in *LogStreamInput) (*EmptyOutput, error) {
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	if g.streams[in.LogStreamName] != nil {
		return nil, aws.Errorf(400, alreadyExists, "The specified log stream already exists")
	}
	g.stream(in.LogStreamName, s.k.Now(), s.k.Now()).made = true
	return &EmptyOutput{}, nil
}

// deleteLogStream forgets the stream with its events. Those that the group no
// longer keeps stay on the bill.
func (s *Service) deleteLogStream(_ *aws.Request, in *LogStreamInput) (*EmptyOutput, error) {
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	st := g.streams[in.LogStreamName]
	if st == nil {
		return nil, noStream()
	}
	g.bytes -= st.bytes
	var left []LogEvent
	for i := range g.ring {
		e := g.at(i)
		if e.Stream == st.name {
			g.stored.Remove(e.At, archived(e.Message))
			continue
		}
		left = append(left, *e)
	}
	g.ring, g.head = slices.Clip(left), 0
	delete(g.streams, st.name)
	return &EmptyOutput{}, nil
}

// commaed is a list as AWS's messages have it: [1, 3, 5].
func commaed(list []int) string {
	return "[" + strings.ReplaceAll(strings.Trim(fmt.Sprint(list), "[]"), " ", ", ") + "]"
}
