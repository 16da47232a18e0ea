package cloudwatch

import (
	"fmt"
	"time"

	"skylab/engine/aws"
)

// PutLogEventsInput are events for a stream, in order of time. The sequence
// token is accepted and ignored, as AWS does since 2023.
//
// fidelity: cloudwatch.log-api
type PutLogEventsInput struct {
	LogGroupName  string          `aws:"wire=logGroupName,required,min=1,max=512,pattern=[\\.\\-_/#A-Za-z0-9]+"`
	LogStreamName string          `aws:"wire=logStreamName,required,min=1,max=512,pattern=[^:*]*"`
	LogEvents     []InputLogEvent `aws:"wire=logEvents,required,min=1,max=10000"`
	SequenceToken string          `aws:"wire=sequenceToken,min=1"`
}

// InputLogEvent is one event; its time is milliseconds since 1970.
type InputLogEvent struct {
	Timestamp int64  `aws:"wire=timestamp,required,min=0"`
	Message   string `aws:"wire=message,required,min=1"`
}

// PutLogEventsOutput says which events were not taken.
type PutLogEventsOutput struct {
	NextSequenceToken     string                 `aws:"wire=nextSequenceToken"`
	RejectedLogEventsInfo *RejectedLogEventsInfo `aws:"wire=rejectedLogEventsInfo"`
}

// RejectedLogEventsInfo are the bounds of what was too new, too old or already
// expired.
type RejectedLogEventsInfo struct {
	TooNewLogEventStartIndex *int `aws:"wire=tooNewLogEventStartIndex"`
	TooOldLogEventEndIndex   *int `aws:"wire=tooOldLogEventEndIndex"`
	ExpiredLogEventEndIndex  *int `aws:"wire=expiredLogEventEndIndex"`
}

func (s *Service) putLogEvents(_ *aws.Request, in *PutLogEventsInput) (*PutLogEventsOutput, error) {
	g, err := s.find(in.LogGroupName)
	if err != nil {
		return nil, err
	}
	if g.streams[in.LogStreamName] == nil {
		return nil, noStream()
	}
	if err := checkBatch(in.LogEvents); err != nil {
		return nil, err
	}
	rejected := s.reject(g, in.LogEvents)
	from, to := 0, len(in.LogEvents)
	if rejected != nil {
		for _, end := range []*int{rejected.TooOldLogEventEndIndex, rejected.ExpiredLogEventEndIndex} {
			if end != nil {
				from = max(from, *end)
			}
		}
		if start := rejected.TooNewLogEventStartIndex; start != nil {
			to = *start
		}
	}
	taken := in.LogEvents[from:max(from, to)]
	if n := len(taken); n > 0 && taken[n-1].Timestamp-taken[0].Timestamp > (24*time.Hour).Milliseconds() {
		return nil, aws.Errorf(400, invalidParameter, "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")
	}
	for _, e := range taken {
		g.custom.AddBase(int64(len(e.Message)))
		s.ingest(g, in.LogStreamName, fromMillis(e.Timestamp), e.Message)
	}
	return &PutLogEventsOutput{NextSequenceToken: fmt.Sprintf("49%054d", s.written), RejectedLogEventsInfo: rejected}, nil
}

// Limits of a batch (API reference, PutLogEvents): its bytes, and those that
// each event counts for beside its message.
//
// fidelity: cloudwatch.log-batch
const (
	batchLimit    = 1 << 20
	eventOverhead = 26
)

// checkBatch reports a batch that is too large, or not in order of time.
func checkBatch(events []InputLogEvent) error {
	size := 0
	for i, e := range events {
		if size += len(e.Message) + eventOverhead; i > 0 && e.Timestamp < events[i-1].Timestamp {
			return aws.Errorf(400, invalidParameter, "Log events in a single PutLogEvents request must be in chronological order.")
		}
	}
	if size > batchLimit {
		return aws.Errorf(400, invalidParameter, "Upload too large: %d bytes exceeds limit of %d", size, batchLimit)
	}
	return nil
}

// reject finds what is more than two hours ahead, older than 14 days or
// expired (API reference, PutLogEvents); nil where all is taken.
func (s *Service) reject(g *group, events []InputLogEvent) *RejectedLogEventsInfo {
	now := s.k.Now()
	tooNew, tooOld := millis(now.Add(2*time.Hour)), millis(now.Add(-14*24*time.Hour))
	var out RejectedLogEventsInfo
	for i, e := range events {
		end := i + 1
		switch {
		case e.Timestamp > tooNew && out.TooNewLogEventStartIndex == nil:
			out.TooNewLogEventStartIndex = &i
		case e.Timestamp < tooOld:
			out.TooOldLogEventEndIndex = &end
		case g.retention > 0 && e.Timestamp < millis(g.expiry(now)):
			out.ExpiredLogEventEndIndex = &end
		}
	}
	if out == (RejectedLogEventsInfo{}) {
		return nil
	}
	return &out
}
