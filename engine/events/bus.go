package events

import (
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// defaultBus is the bus that every account has, to which AWS's services send.
const defaultBus = "default"

type bus struct {
	name, description string
	created           sim.Time
	rules             map[string]*rule
	sorted            []*rule // by name, nil when out of date
}

func newBus(name, description string, now sim.Time) *bus {
	return &bus{name: name, description: description, created: now, rules: map[string]*rule{}}
}

func (b *bus) arn() string { return aws.ARN("events", "event-bus/"+b.name) }

// sortedRules are its rules in the order of their names.
func (b *bus) sortedRules() []*rule {
	if b.sorted == nil && len(b.rules) > 0 {
		for _, name := range slices.Sorted(maps.Keys(b.rules)) {
			b.sorted = append(b.sorted, b.rules[name])
		}
	}
	return b.sorted
}

// bus is the bus of that name or ARN; none is the default one.
func (s *Service) bus(nameOrARN string) (*bus, error) {
	name := nameOrARN
	if _, after, is := strings.Cut(nameOrARN, ":event-bus/"); is {
		name = after
	}
	if name == "" {
		name = defaultBus
	}
	b := s.buses[name]
	if b == nil || name != nameOrARN && nameOrARN != "" && nameOrARN != b.arn() {
		return nil, notFound("Event bus %s does not exist.", name)
	}
	return b, nil
}

// CreateEventBusInput names a new bus.
type CreateEventBusInput struct {
	Name        string `aws:"required,min=1,max=256,pattern=[/\\.\\-_A-Za-z0-9]+"`
	Description string `aws:"max=512"`
}

// CreateEventBusOutput is the bus's ARN.
type CreateEventBusOutput struct {
	EventBusArn string
	Description string
}

// fidelity: events.buses
func (s *Service) createEventBus(r *aws.Request, in *CreateEventBusInput) (*CreateEventBusOutput, error) {
	b := newBus(in.Name, in.Description, s.k.Now())
	if err := s.authorize(r, "CreateEventBus", b.arn()); err != nil {
		return nil, err
	}
	switch {
	case strings.Contains(in.Name, "/"):
		return nil, invalid("Event bus name must not contain '/'.")
	case s.buses[in.Name] != nil:
		return nil, aws.Errorf(400, "ResourceAlreadyExistsException", "Event bus %s already exists.", in.Name)
	case len(s.buses) >= maxBuses:
		return nil, tooMany()
	}
	s.buses[in.Name] = b
	s.k.Emit(BusCreated{in.Name})
	return &CreateEventBusOutput{b.arn(), in.Description}, nil
}

// BusCreated has happened when a bus exists.
type BusCreated struct{ Bus string }

// Kind names the event.
func (BusCreated) Kind() string { return "events.BusCreated" }

// DeleteEventBusInput names a bus.
type DeleteEventBusInput struct {
	Name string `aws:"required,min=1,max=256,pattern=[/\\.\\-_A-Za-z0-9]+"`
}

// DeleteEventBusOutput has no members.
type DeleteEventBusOutput struct{}

// deleteEventBus removes a bus; one that does not exist is no error. The text
// for a bus that still has rules is an assumption.
func (s *Service) deleteEventBus(r *aws.Request, in *DeleteEventBusInput) (*DeleteEventBusOutput, error) {
	if err := s.authorize(r, "DeleteEventBus", aws.ARN("events", "event-bus/"+in.Name)); err != nil {
		return nil, err
	}
	b := s.buses[in.Name]
	switch {
	case in.Name == defaultBus:
		return nil, invalid("Cannot delete event bus default.")
	case b == nil:
		return nil, nil
	case len(b.rules) > 0:
		return nil, invalid("Event bus %s can't be deleted since it has rules.", in.Name)
	}
	delete(s.buses, in.Name)
	s.k.Emit(BusDeleted{in.Name})
	return nil, nil
}

// BusDeleted has happened when a bus is gone.
type BusDeleted struct{ Bus string }

// Kind names the event.
func (BusDeleted) Kind() string { return "events.BusDeleted" }

// EventBus is a bus as the API shows it.
type EventBus struct {
	Name             string
	Arn              string
	Description      string
	CreationTime     time.Time `aws:"micros"`
	LastModifiedTime time.Time `aws:"micros"`
}

func (b *bus) view() EventBus {
	at := b.created.Wall().Truncate(time.Millisecond)
	return EventBus{b.name, b.arn(), b.description, at, at}
}
