package autoscaling

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/events/schedule"
	"skylab/engine/sim"
)

// scheduled is an action of a group at a time, or again and again.
type scheduled struct {
	Group, Name, UUID, Recurrence, Zone string
	Start, End                          time.Time
	Min, Max, Desired                   *int
	Turn                                uint64
	event                               uint64 // in the queue, or 0
}

func (s *Service) scheduleOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "PutScheduledUpdateGroupAction", Doc: "Has a group change its sizes at a time, or again and again.", Errors: []string{"AlreadyExists", "LimitExceeded"}}, s.putSchedule),
		op(s, aws.Operation{Name: "DescribeScheduledActions", ReadOnly: true, Doc: "Describes scheduled actions.", Errors: []string{"InvalidNextToken"}}, s.describeSchedules),
		op(s, aws.Operation{Name: "DeleteScheduledAction", Doc: "Deletes a scheduled action."}, s.deleteSchedule),
	}
}

// PutScheduledUpdateGroupActionInput follows AWS's model.
type PutScheduledUpdateGroupActionInput struct {
	AutoScalingGroupName              string `aws:"required"`
	ScheduledActionName               string `aws:"required,min=1,max=255"`
	Time, StartTime, EndTime          time.Time
	Recurrence                        string `aws:"min=1,max=255"`
	MinSize, MaxSize, DesiredCapacity *int
	TimeZone                          string `aws:"min=1,max=255"`
}

// putSchedule makes a scheduled action.
//
// fidelity: autoscaling.schedules
func (s *Service) putSchedule(_ *aws.Request, in *PutScheduledUpdateGroupActionInput) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	d := &scheduled{Group: g.Name, Name: in.ScheduledActionName, Recurrence: in.Recurrence, Zone: in.TimeZone, Start: in.StartTime, End: in.EndTime, Min: in.MinSize, Max: in.MaxSize, Desired: in.DesiredCapacity}
	if d.Start.IsZero() {
		d.Start = in.Time
	}
	switch {
	case in.MinSize == nil && in.MaxSize == nil && in.DesiredCapacity == nil:
		return nil, invalid("At least one of MinSize, MaxSize and DesiredCapacity must be specified")
	case d.Start.IsZero() && d.Recurrence == "":
		return nil, invalid("Either StartTime or Recurrence must be specified")
	case !d.Start.IsZero() && d.Recurrence == "" && d.Start.Before(s.k.Now().Wall()):
		return nil, invalid("Given start time is in the past")
	case !d.End.IsZero() && d.End.Before(s.k.Now().Wall()):
		return nil, invalid("Given end time is in the past")
	}
	if d.Recurrence != "" {
		if _, err := cron(d.Recurrence); err != nil {
			return nil, invalid("Given recurrence string: %s is invalid: %v", d.Recurrence, err)
		}
	}
	if _, err := schedule.Zone(d.Zone); err != nil {
		return nil, invalid("Given time zone %s is invalid", d.Zone)
	}
	if old := g.schedules[d.Name]; old != nil {
		s.k.Cancel(old.event)
		d.UUID = old.UUID
	} else {
		d.UUID = aws.UUID(s.k.Stream("autoscaling.schedules"))
	}
	g.turn++
	d.Turn = g.turn
	g.schedules[d.Name] = d
	s.arm(g, d)
	return &Empty{}, nil
}

// days are weekdays as numbers.
var days = regexp.MustCompile(`[0-7]`)

// cron reads a recurrence of five fields, as Unix has them, by way of the six
// that EventBridge has: there Sunday is 1, and one of the two fields of days is
// a question mark.
func cron(text string) (schedule.Expression, error) {
	f := strings.Fields(text)
	if len(f) != 5 {
		return schedule.Expression{}, fmt.Errorf("it has %d fields, not 5", len(f))
	}
	if f[2] != "*" && f[4] != "*" {
		return schedule.Expression{}, fmt.Errorf("skylab takes a day of the month or of the week, not both")
	}
	if f[4] == "*" {
		f[4] = "?"
	} else {
		f[2] = "?"
		f[4] = days.ReplaceAllStringFunc(f[4], func(d string) string {
			n, _ := strconv.Atoi(d)
			return strconv.Itoa(n%7 + 1)
		})
	}
	return schedule.Parse("cron("+strings.Join(f, " ")+" *)", false)
}

// arm schedules the next time of an action; one that is over is forgotten.
func (s *Service) arm(g *group, d *scheduled) {
	now := s.k.Now().Wall()
	due := d.Start
	if d.Recurrence != "" {
		e, _ := cron(d.Recurrence) // it was read once
		zone, _ := schedule.Zone(d.Zone)
		from := now
		if d.Start.After(now) {
			from = d.Start.Add(-time.Second)
		}
		next, ok := e.Next(from, from, zone)
		if !ok {
			delete(g.schedules, d.Name)
			return
		}
		due = next
	}
	if d.Recurrence == "" && !due.After(now) && d.event != 0 || !d.End.IsZero() && due.After(d.End) {
		delete(g.schedules, d.Name)
		return
	}
	d.event = s.k.After(max(0, due.Sub(now)), ScheduleDue{g.Name, d.Name, d.Turn})
}

// scheduleDue is when an action happens.
func (s *Service) scheduleDue(e ScheduleDue) {
	g := s.groups[e.Group]
	if g == nil || g.schedules[e.Action] == nil || g.schedules[e.Action].Turn != e.Turn {
		return
	}
	d := g.schedules[e.Action]
	if !g.suspended("ScheduledActions") {
		before := g.Desired
		// What no longer fits the group's sizes changes nothing.
		if err := s.set(g, &UpdateAutoScalingGroupInput{MinSize: d.Min, MaxSize: d.Max, DesiredCapacity: d.Desired}); err == nil {
			s.want(g, before, fmt.Sprintf("At %s scheduled action %s was executed changing the desired capacity from %d to %d.", s.moment(), d.Name, before, g.Desired))
			s.later(g, reacting)
		}
	}
	if d.Recurrence == "" {
		delete(g.schedules, d.Name)
		return
	}
	s.arm(g, d)
}

// DescribeScheduledActionsInput follows AWS's model.
type DescribeScheduledActionsInput struct {
	AutoScalingGroupName string
	ScheduledActionNames []string
	StartTime, EndTime   time.Time
	NextToken            string
	MaxRecords           int `aws:"max=100"`
}

// DescribeScheduledActionsOutput is a page of actions.
type DescribeScheduledActionsOutput struct {
	ScheduledUpdateGroupActions []ScheduledUpdateGroupAction `aws:"always"`
	NextToken                   string
}

// ScheduledUpdateGroupAction is an action as the API shows it.
type ScheduledUpdateGroupAction struct {
	AutoScalingGroupName, ScheduledActionName, ScheduledActionARN string
	StartTime, EndTime                                            *time.Time
	Recurrence                                                    string
	MinSize, MaxSize, DesiredCapacity                             *int
	TimeZone                                                      string
}

func (s *Service) describeSchedules(_ *aws.Request, in *DescribeScheduledActionsInput) (*DescribeScheduledActionsOutput, error) {
	var all []ScheduledUpdateGroupAction
	for _, g := range sim.InOrder(s.groups) {
		for _, d := range sim.InOrder(g.schedules) {
			due := s.k.Now().Wall()
			if !d.Start.IsZero() {
				due = d.Start
			}
			if in.AutoScalingGroupName != "" && g.Name != in.AutoScalingGroupName || len(in.ScheduledActionNames) > 0 && !slices.Contains(in.ScheduledActionNames, d.Name) ||
				!in.StartTime.IsZero() && due.Before(in.StartTime) || !in.EndTime.IsZero() && due.After(in.EndTime) {
				continue
			}
			all = append(all, d.show())
		}
	}
	page, next, err := pageOf(all, in.NextToken, in.MaxRecords, 50, func(d ScheduledUpdateGroupAction) string { return d.ScheduledActionARN })
	return &DescribeScheduledActionsOutput{page, next}, err
}

func (d *scheduled) show() ScheduledUpdateGroupAction {
	out := ScheduledUpdateGroupAction{AutoScalingGroupName: d.Group, ScheduledActionName: d.Name, Recurrence: d.Recurrence, MinSize: d.Min, MaxSize: d.Max, DesiredCapacity: d.Desired, TimeZone: d.Zone,
		ScheduledActionARN: aws.ARN("autoscaling", "scheduledUpdateGroupAction:"+d.UUID+":autoScalingGroupName/"+d.Group+":scheduledActionName/"+d.Name)}
	if !d.Start.IsZero() {
		out.StartTime = &d.Start
	}
	if !d.End.IsZero() {
		out.EndTime = &d.End
	}
	return out
}

// ScheduledActionName names an action.
type ScheduledActionName struct {
	AutoScalingGroupName string `aws:"required"`
	ScheduledActionName  string `aws:"required"`
}

func (s *Service) deleteSchedule(_ *aws.Request, in *ScheduledActionName) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	d := g.schedules[in.ScheduledActionName]
	if d == nil {
		return nil, invalid("Scheduled action name not found - %s", in.ScheduledActionName)
	}
	s.k.Cancel(d.event)
	delete(g.schedules, d.Name)
	return &Empty{}, nil
}
