package scheduler

import (
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// ScheduleName names a schedule.
type ScheduleName struct {
	GroupName string `aws:"query,min=1,max=64,at=groupName,pattern=[0-9a-zA-Z-_.]+"`
	Name      string `aws:"required,path,min=1,max=64,pattern=[0-9a-zA-Z-_.]+"`
}

// GetScheduleOutput is a schedule with its defaults filled in.
type GetScheduleOutput struct {
	ActionAfterCompletion      string
	Arn                        string
	CreationDate               time.Time `aws:"micros"`
	Description                string
	EndDate                    time.Time
	FlexibleTimeWindow         *FlexibleTimeWindow
	GroupName                  string
	LastModificationDate       time.Time `aws:"micros"`
	Name                       string
	ScheduleExpression         string
	ScheduleExpressionTimezone string
	StartDate                  time.Time
	State                      string
	Target                     *Target
}

func (s *Service) getSchedule(r *aws.Request, in *ScheduleName) (*GetScheduleOutput, error) {
	n, err := s.find(r, "GetSchedule", in.GroupName, in.Name)
	if err != nil {
		return nil, err
	}
	t := n.Target.withDefaults()
	return &GetScheduleOutput{n.ActionAfterCompletion, n.arn, n.created.Wall(), n.Description, n.EndDate, n.FlexibleTimeWindow,
		group, n.modified.Wall(), n.Name, n.ScheduleExpression, n.ScheduleExpressionTimezone, n.StartDate, n.State, &t}, nil
}

// DeleteScheduleOutput has no members.
type DeleteScheduleOutput struct{}

func (s *Service) deleteSchedule(r *aws.Request, in *ScheduleName) (*DeleteScheduleOutput, error) {
	n, err := s.find(r, "DeleteSchedule", in.GroupName, in.Name)
	if err != nil {
		return nil, err
	}
	s.remove(n, "deleted")
	return nil, nil
}

func (s *Service) remove(n *scheduled, why string) {
	n.next.Stop(s.k)
	delete(s.schedules, n.Name)
	s.k.Emit(ScheduleDeleted{n.Name, why})
}

// ScheduleDeleted has happened when a schedule is gone: "deleted" by a call,
// or "completed".
type ScheduleDeleted struct{ Schedule, Reason string }

// Kind names the event.
func (ScheduleDeleted) Kind() string { return "scheduler.ScheduleDeleted" }

// ListSchedulesInput says which schedules to list.
type ListSchedulesInput struct {
	GroupName  string `aws:"query,min=1,max=64,at=ScheduleGroup,pattern=[0-9a-zA-Z-_.]+"`
	NamePrefix string `aws:"query,min=1,max=64,pattern=[0-9a-zA-Z-_.]+"`
	State      string `aws:"query,enum=ENABLED|DISABLED"`
	NextToken  string `aws:"query,min=1,max=2048"`
	MaxResults int    `aws:"query,min=1,max=100"`
}

// ListSchedulesOutput is a page of schedules by name.
type ListSchedulesOutput struct {
	NextToken string
	Schedules []ScheduleSummary `aws:"always"`
}

// ScheduleSummary is a schedule in a list.
type ScheduleSummary struct {
	Arn                  string
	CreationDate         time.Time `aws:"micros"`
	GroupName            string
	LastModificationDate time.Time `aws:"micros"`
	Name                 string
	State                string
	Target               TargetSummary
}

// TargetSummary is a target in a list.
type TargetSummary struct{ Arn string }

func (s *Service) listSchedules(r *aws.Request, in *ListSchedulesInput) (*ListSchedulesOutput, error) {
	if err := s.authorize(r, "ListSchedules", "*"); err != nil {
		return nil, err
	}
	if in.GroupName != "" && in.GroupName != group {
		return nil, notFound("Schedule group %s does not exist.", in.GroupName)
	}
	var all []ScheduleSummary
	for _, n := range sim.InOrder(s.schedules) {
		if strings.HasPrefix(n.Name, in.NamePrefix) && (in.State == "" || in.State == n.State) {
			all = append(all, ScheduleSummary{n.arn, n.created.Wall(), group, n.modified.Wall(), n.Name, n.State, TargetSummary{n.Target.Arn}})
		}
	}
	limit := in.MaxResults
	if limit == 0 {
		limit = 100
	}
	page, next, ok := aws.Page(all, in.NextToken, limit)
	if !ok {
		return nil, invalid("Invalid NextToken.")
	}
	return &ListSchedulesOutput{next, page}, nil
}
