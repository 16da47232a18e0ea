package autoscaling

import (
	"skylab/engine/aws"
	"skylab/engine/sim"
)

// The states of an instance's life in a group (the user guide's lifecycle).
const (
	PendingState     = "Pending"
	PendingWait      = "Pending:Wait"
	PendingProceed   = "Pending:Proceed"
	InService        = "InService"
	Standby          = "Standby"
	TerminatingState = "Terminating"
	TerminatingWait  = "Terminating:Wait"
	TerminatingGo    = "Terminating:Proceed"
)

// member is an instance of a group.
type member struct {
	ID, Zone, Type, Version string
	State                   string
	Spot                    bool
	// Leaving tells that it will be interrupted, and another takes its place.
	Leaving   bool
	Protected bool
	// Unhealthy is why it is to be replaced, "" while it is healthy.
	Unhealthy string
	Launched  sim.Time
	// InServiceAt is since when it serves; Warm is whether it counts for metrics.
	InServiceAt sim.Time
	Warm        bool
	// Turn tells waits of one state from those of another.
	Turn     uint64
	group    *group
	activity *activity // under way
	waits    []*wait   // for hooks
	warmAt   sim.Time  // when it counts for metrics
}

func (m *member) health() string {
	if m.Unhealthy != "" {
		return "Unhealthy"
	}
	return "Healthy"
}

// memberOf is the instance with that id as one of a group's, or AWS's error.
func (s *Service) memberOf(id string) (*member, *aws.Error) {
	if m := s.members[id]; m != nil {
		return m, nil
	}
	return nil, invalid("Instance Id not found - No managed instance found for instance ID: %s", id)
}

// enter brings a member into a state.
func (s *Service) enter(m *member, state string) {
	if m.State == state {
		return
	}
	m.State = state
	m.group.turn++
	m.Turn = m.group.turn
	s.k.Emit(MemberChanged{m.group.Name, m.ID, state})
}

// activity is what a group did.
type activity struct {
	ID, Group, Description, Cause, Status, Message string
	Start, End                                     sim.Time
	Progress                                       int
	details                                        string
}

// maxActivities is how many of a group are remembered; AWS keeps those of six
// weeks.
const maxActivities = 500

// begin records what a group begins to do.
func (s *Service) begin(g *group, description, cause, zone string) *activity {
	a := &activity{ID: aws.UUID(s.k.Stream("autoscaling.activities")), Group: g.Name, Description: description, Cause: cause, Status: "InProgress", Start: s.k.Now(), Progress: 50}
	a.details = `{"Subnet ID":"` + zone + `","Availability Zone":"` + zone + `"}`
	for _, n := range g.Subnets {
		if n.Zone.Name == zone {
			a.details = `{"Subnet ID":"` + n.ID + `","Availability Zone":"` + zone + `"}`
		}
	}
	if len(g.activities) >= maxActivities {
		g.activities = append([]*activity(nil), g.activities[maxActivities/2:]...)
	}
	g.activities = append(g.activities, a)
	return a
}

// finish ends what a group did; message is "" for a success.
func (s *Service) finish(a *activity, status, message string) {
	if a == nil || a.End != 0 {
		return
	}
	a.Status, a.Message, a.End, a.Progress = status, message, s.k.Now(), 100
}

// moment is an instant as causes tell it.
func (s *Service) moment() string { return s.k.Now().Wall().Format("2006-01-02T15:04:05Z") }
