package events

import (
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
)

// PutEventsInput is up to ten events.
type PutEventsInput struct {
	Entries []PutEventsRequestEntry `aws:"required,min=1,max=10"`
}

// PutEventsRequestEntry is one event.
type PutEventsRequestEntry struct {
	Time         time.Time
	Source       string
	Resources    []string
	DetailType   string
	Detail       string
	EventBusName string `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[\\.\\-_A-Za-z0-9]+"`
}

// PutEventsOutput says what became of each entry, in their order.
type PutEventsOutput struct {
	FailedEntryCount int                    `aws:"always"`
	Entries          []PutEventsResultEntry `aws:"always"`
}

// PutEventsResultEntry is an event's id, or why it was not taken.
type PutEventsResultEntry struct {
	EventId      string
	ErrorCode    string
	ErrorMessage string
}

// fidelity: events.put-events
func (s *Service) putEvents(r *aws.Request, in *PutEventsInput) (*PutEventsOutput, error) {
	weight := 0
	for i := range in.Entries {
		weight += in.Entries[i].weight()
	}
	if weight > maxEntries {
		return nil, invalid("Total size of the entries in the request is over the limit.")
	}
	for i := range in.Entries {
		if err := s.authorize(r, "PutEvents", s.busARN(in.Entries[i].EventBusName)); err != nil {
			return nil, err
		}
	}
	out := &PutEventsOutput{}
	for i := range in.Entries {
		result := s.put(&in.Entries[i])
		if result.ErrorCode != "" {
			out.FailedEntryCount++
		}
		out.Entries = append(out.Entries, result)
	}
	return out, nil
}

// busARN is the ARN of a bus that may not exist.
func (s *Service) busARN(nameOrARN string) string {
	switch {
	case nameOrARN == "":
		return s.buses[defaultBus].arn()
	case strings.HasPrefix(nameOrARN, "arn:"):
		return nameOrARN
	}
	return aws.ARN("events", "event-bus/"+nameOrARN)
}

// weight is an entry's size as EventBridge counts it, in bytes (EventBridge
// user guide, calculating PutEvents event entry size).
func (e *PutEventsRequestEntry) weight() int {
	n := len(e.Source) + len(e.DetailType) + len(e.Detail)
	if !e.Time.IsZero() {
		n += 14
	}
	for _, r := range e.Resources {
		n += len(r)
	}
	return n
}

// put takes one event. One for a bus that does not exist is accepted and lost,
// as on AWS.
func (s *Service) put(e *PutEventsRequestEntry) PutEventsResultEntry {
	missing := func(name string) PutEventsResultEntry {
		return PutEventsResultEntry{ErrorCode: "InvalidArgument",
			ErrorMessage: "Parameter " + name + " is not valid. Reason: " + name + " is a required argument."}
	}
	switch {
	case e.Source == "":
		return missing("Source")
	case strings.HasPrefix(e.Source, "aws."):
		return PutEventsResultEntry{ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source."}
	case e.DetailType == "":
		return missing("DetailType")
	case e.Detail == "":
		return missing("Detail")
	case !isObject([]byte(e.Detail)):
		return PutEventsResultEntry{ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed."}
	}
	at := e.Time
	if at.IsZero() {
		at = s.k.Now().Wall()
	}
	ev := event{aws.UUID(s.k.Stream("events.id")), e.Source, e.DetailType, at, e.Resources, []byte(e.Detail)}
	if b, err := s.bus(e.EventBusName); err == nil {
		if s.billing != nil {
			s.billing.Meter(billing.EventBridgeEvents, b.name).AddBase(int64((e.weight() + chunk - 1) / chunk))
		}
		s.receive(b, ev)
	}
	return PutEventsResultEntry{EventId: ev.id}
}
