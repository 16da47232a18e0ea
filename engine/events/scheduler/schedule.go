package scheduler

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/events/due"
	"skylab/engine/events/schedule"
	"skylab/engine/sim"
)

// ScheduleInput is a schedule as it is created or updated.
type ScheduleInput struct {
	ActionAfterCompletion      string `aws:"enum=NONE|DELETE,default=NONE"`
	Description                string `aws:"max=512"`
	EndDate                    time.Time
	FlexibleTimeWindow         *FlexibleTimeWindow `aws:"required"`
	GroupName                  string              `aws:"min=1,max=64,default=default,pattern=[0-9a-zA-Z-_.]+"`
	Name                       string              `aws:"required,path,min=1,max=64,pattern=[0-9a-zA-Z-_.]+"`
	ScheduleExpression         string              `aws:"required,min=1,max=256"`
	ScheduleExpressionTimezone string              `aws:"min=1,max=50,default=UTC"`
	StartDate                  time.Time
	State                      string  `aws:"enum=ENABLED|DISABLED,default=ENABLED"`
	Target                     *Target `aws:"required"`
}

// FlexibleTimeWindow lets an invocation come later than its time.
type FlexibleTimeWindow struct {
	// MaximumWindowInMinutes is by how much, where the Mode is FLEXIBLE.
	MaximumWindowInMinutes int    `aws:"min=1,max=1440"`
	Mode                   string `aws:"required,enum=OFF|FLEXIBLE"`
}

const (
	enabled  = "ENABLED"
	flexible = "FLEXIBLE"
	group    = "default"
)

// scheduled is a schedule with its place in time.
type scheduled struct {
	ScheduleInput
	arn               string
	created, modified sim.Time
	expression        schedule.Expression
	zone              *time.Location
	next              due.Next
	invoked           uint64
}

func scheduleARN(name string) string {
	return aws.ARN("scheduler", "schedule/"+group+"/"+name)
}

// find is the schedule of that name, which the caller may do the action to.
func (s *Service) find(r *aws.Request, action, groupName, name string) (*scheduled, error) {
	if err := s.authorize(r, action, scheduleARN(name)); err != nil {
		return nil, err
	}
	if groupName != "" && groupName != group {
		return nil, notFound("Schedule group %s does not exist.", groupName)
	}
	n := s.schedules[name]
	if n == nil {
		return nil, notFound("Schedule %s does not exist.", name)
	}
	return n, nil
}

// ScheduleOutput is a schedule's ARN.
type ScheduleOutput struct{ ScheduleArn string }

func (s *Service) createSchedule(r *aws.Request, in *ScheduleInput) (*ScheduleOutput, error) {
	if err := s.authorize(r, "CreateSchedule", scheduleARN(in.Name)); err != nil {
		return nil, err
	}
	if in.GroupName != group {
		return nil, notFound("Schedule group %s does not exist.", in.GroupName)
	}
	if s.schedules[in.Name] != nil {
		return nil, aws.Errorf(409, "ConflictException", "Schedule %s already exists.", in.Name)
	}
	n, err := s.compile(in)
	if err != nil {
		return nil, err
	}
	n.created = s.k.Now()
	s.schedules[in.Name] = n
	s.start(n)
	s.k.Emit(ScheduleCreated{n.Name, n.ScheduleExpression, n.State})
	return &ScheduleOutput{n.arn}, nil
}

func (s *Service) updateSchedule(r *aws.Request, in *ScheduleInput) (*ScheduleOutput, error) {
	old, err := s.find(r, "UpdateSchedule", in.GroupName, in.Name)
	if err != nil {
		return nil, err
	}
	n, err := s.compile(in)
	if err != nil {
		return nil, err
	}
	n.created, n.invoked = old.created, old.invoked
	old.next.Stop(s.k)
	s.schedules[in.Name] = n
	s.start(n)
	s.k.Emit(ScheduleUpdated{n.Name, n.ScheduleExpression, n.State})
	return &ScheduleOutput{n.arn}, nil
}

// compile checks an input. The texts are AWS's for the expression and the
// role; the others are assumptions.
//
// fidelity: scheduler.validation
func (s *Service) compile(in *ScheduleInput) (*scheduled, error) {
	n := &scheduled{ScheduleInput: *in, arn: scheduleARN(in.Name), modified: s.k.Now()}
	var err error
	if n.expression, err = schedule.Parse(in.ScheduleExpression, true); err != nil {
		return nil, invalid("Invalid Schedule Expression %s.", in.ScheduleExpression)
	}
	if n.zone, err = schedule.Zone(in.ScheduleExpressionTimezone); err != nil {
		return nil, invalid("Invalid Schedule Expression Timezone %s.", in.ScheduleExpressionTimezone)
	}
	w := in.FlexibleTimeWindow
	switch {
	case w.Mode == flexible && w.MaximumWindowInMinutes == 0:
		return nil, invalid("MaximumWindowInMinutes must be provided for Mode FLEXIBLE.")
	case w.Mode != flexible && w.MaximumWindowInMinutes != 0:
		return nil, invalid("MaximumWindowInMinutes must not be provided for Mode OFF.")
	case !in.EndDate.IsZero() && !in.StartDate.IsZero() && !in.EndDate.After(in.StartDate):
		return nil, invalid("The StartDate must come before the EndDate.")
	}
	if err := in.Target.validate(); err != nil {
		return nil, err
	}
	if s.roles != nil && s.roles.CanAssume(in.Target.RoleArn, principal) != nil {
		return nil, invalid("The execution role you provide must allow AWS EventBridge Scheduler to assume the role.")
	}
	return n, nil
}

// ScheduleCreated has happened when a schedule exists.
type ScheduleCreated struct{ Schedule, Expression, State string }

// Kind names the event.
func (ScheduleCreated) Kind() string { return "scheduler.ScheduleCreated" }

// ScheduleUpdated has happened when a schedule was replaced.
type ScheduleUpdated struct{ Schedule, Expression, State string }

// Kind names the event.
func (ScheduleUpdated) Kind() string { return "scheduler.ScheduleUpdated" }
