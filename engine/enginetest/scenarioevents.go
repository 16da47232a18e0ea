package enginetest

import (
	"fmt"
	"strings"
	"time"
)

// scheduled has a rule with a schedule run a function, changes it on the way
// and lets it run on.
func (g *generator) scheduled() {
	name := g.function()
	target := helloARN[:len(helloARN)-5] + name
	g.add(pause(g.r), "events.PutRule", fmt.Sprintf(`{"Name":"tick","ScheduleExpression":%q}`,
		[]string{"rate(1 minute)", "rate(2 minutes)", "cron(*/1 * * * ? *)"}[g.r.IntN(3)]))
	g.add(0, "events.PutTargets", fmt.Sprintf(`{"Rule":"tick","Targets":[{"Id":"1","Arn":%q,"RetryPolicy":{"MaximumRetryAttempts":%d}}]}`, target, g.r.IntN(4)))
	if g.r.IntN(4) > 0 {
		g.add(0, "lambda.AddPermission", fmt.Sprintf(
			`{"FunctionName":%q,"StatementId":"events","Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com"}`, name))
	}
	between := []string{`events.DisableRule {"Name":"tick"}`, `events.EnableRule {"Name":"tick"}`, `events.DescribeRule {"Name":"tick"}`,
		`events.ListTargetsByRule {"Rule":"tick"}`, `events.PutRule {"Name":"tick","ScheduleExpression":"rate(1 minute)"}`,
		`events.RemoveTargets {"Rule":"tick","Ids":["1"]}`}
	for range 1 + g.r.IntN(4) {
		op, in, _ := strings.Cut(between[g.r.IntN(len(between))], " ")
		g.add(time.Duration(g.r.IntN(90))*time.Second, op, in)
	}
}

// published puts events on a bus whose rule takes some of them to a function.
func (g *generator) published() {
	name := g.function()
	g.add(pause(g.r), "events.CreateEventBus", `{"Name":"shop"}`)
	g.add(0, "events.PutRule", `{"Name":"orders","EventBusName":"shop","EventPattern":"{\"source\":[{\"prefix\":\"shop\"}],\"detail\":{\"n\":[{\"numeric\":[\">\",1]}]}}"}`)
	g.add(0, "events.PutTargets", fmt.Sprintf(`{"Rule":"orders","EventBusName":"shop","Targets":[{"Id":"1","Arn":%q,"InputPath":"$.detail"}]}`, helloARN[:len(helloARN)-5]+name))
	g.add(0, "lambda.AddPermission", fmt.Sprintf(
		`{"FunctionName":%q,"StatementId":"events","Action":"lambda:InvokeFunction","Principal":"events.amazonaws.com"}`, name))
	for range 1 + g.r.IntN(4) {
		g.add(time.Duration(g.r.IntN(3))*time.Second, "events.PutEvents", fmt.Sprintf(
			`{"Entries":[{"EventBusName":"shop","Source":"shop.orders","DetailType":"Order placed","Detail":"{\"n\":%d}"}]}`, g.r.IntN(4)))
	}
	g.add(0, "events.TestEventPattern", `{"EventPattern":"{\"source\":[\"x\"]}","Event":"{\"id\":\"1\",\"account\":\"1\",\"source\":\"x\",\"time\":\"t\",\"region\":\"r\",\"detail-type\":\"d\"}"}`)
}

// clocked has EventBridge Scheduler call a function, by a role that may or may
// not be allowed to.
func (g *generator) clocked() {
	target := helloARN[:len(helloARN)-5] + g.function()
	g.add(0, "iam.CreateRole", `{"RoleName":"caller","AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"scheduler.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"}`)
	if g.r.IntN(4) > 0 {
		g.add(0, "iam.PutRolePolicy", fmt.Sprintf(`{"RoleName":"caller","PolicyName":"grants","PolicyDocument":%q}`, allowed))
	}
	for _, op := range []string{"CreateSchedule", "UpdateSchedule"} {
		g.add(pause(g.r), "scheduler."+op, fmt.Sprintf(
			`{"Name":"tick","ScheduleExpression":%q,"FlexibleTimeWindow":{"Mode":"OFF"},"ActionAfterCompletion":%q,"Target":{"Arn":%q,"RoleArn":"arn:aws:iam::123456789012:role/caller"}}`,
			[]string{"rate(1 minute)", "at(2026-11-02T09:02:00)", "cron(*/2 * * * ? *)"}[g.r.IntN(3)], []string{"NONE", "DELETE"}[g.r.IntN(2)], target))
		g.add(time.Duration(g.r.IntN(90))*time.Second, "scheduler.GetSchedule", `{"Name":"tick"}`)
	}
	if g.r.IntN(2) == 0 {
		g.add(pause(g.r), "scheduler.DeleteSchedule", `{"Name":"tick"}`)
	}
}
