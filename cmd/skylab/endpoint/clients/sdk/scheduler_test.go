package sdk

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	"github.com/aws/aws-sdk-go-v2/service/scheduler/types"
)

func TestScheduler(t *testing.T) {
	w := serve(t, "scheduler")
	c := scheduler.NewFromConfig(w.config())
	role := w.role("caller", "scheduler.amazonaws.com", "")
	target := &types.Target{Arn: str(arn + "clock"), RoleArn: role, Input: str(`{"größe":"<&>"}`),
		RetryPolicy:      &types.RetryPolicy{MaximumRetryAttempts: aws.Int32(1), MaximumEventAgeInSeconds: aws.Int32(120)},
		DeadLetterConfig: &types.DeadLetterConfig{Arn: str(queueARN + "dead")}}
	off := &types.FlexibleTimeWindow{Mode: types.FlexibleTimeWindowModeOff}
	for _, name := range []string{"a", "b", "c"} {
		do(w, c.CreateSchedule, &scheduler.CreateScheduleInput{Name: &name, ScheduleExpression: str("cron(0 9 ? * MON-FRI *)"), Target: target,
			ScheduleExpressionTimezone: str("Europe/Berlin"), FlexibleTimeWindow: &types.FlexibleTimeWindow{Mode: types.FlexibleTimeWindowModeFlexible, MaximumWindowInMinutes: aws.Int32(15)},
			Description: str("each morning"), StartDate: aws.Time(w.now().Truncate(time.Second)), EndDate: aws.Time(w.now().Truncate(time.Second).Add(1000 * time.Hour))})
	}
	do(w, c.GetSchedule, &scheduler.GetScheduleInput{Name: str("a"), GroupName: str("default")})
	do(w, c.UpdateSchedule, &scheduler.UpdateScheduleInput{Name: str("a"), ScheduleExpression: str("rate(1 day)"), FlexibleTimeWindow: off, Target: target,
		State: types.ScheduleStateDisabled})
	if got := do(w, c.GetSchedule, &scheduler.GetScheduleInput{Name: str("a")}); got.State != types.ScheduleStateDisabled {
		t.Errorf("the schedule is %s", got.State)
	}
	pages(w, scheduler.NewListSchedulesPaginator(c, &scheduler.ListSchedulesInput{MaxResults: aws.Int32(2)}), func(o *scheduler.ListSchedulesOutput) (out []string) {
		for _, s := range o.Schedules {
			out = append(out, *s.Name)
		}
		return out
	}, "a", "b", "c")
	refuse(w, "ResourceNotFoundException", c.GetSchedule, &scheduler.GetScheduleInput{Name: str("none")})
	refuse(w, "ConflictException", c.CreateSchedule, &scheduler.CreateScheduleInput{Name: str("a"), ScheduleExpression: str("rate(1 day)"), FlexibleTimeWindow: off, Target: target})
	refuse(w, "ValidationException", c.CreateSchedule, &scheduler.CreateScheduleInput{Name: str("x"), ScheduleExpression: str("rate(5 minute)"), FlexibleTimeWindow: off, Target: target})
	refuse(w, "ValidationException", c.CreateSchedule, &scheduler.CreateScheduleInput{Name: str("a b"), ScheduleExpression: str("rate(1 day)"), FlexibleTimeWindow: off, Target: target})
	refuse(w, "ValidationException", c.CreateSchedule, &scheduler.CreateScheduleInput{Name: str("x"), ScheduleExpression: str("rate(1 day)"), FlexibleTimeWindow: off,
		Target: &types.Target{Arn: str(arn + "clock"), RoleArn: str(*role + "x")}})
	do(w, c.DeleteSchedule, &scheduler.DeleteScheduleInput{Name: str("a")})
	w.complete(nil)
}
