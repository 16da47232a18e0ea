package sdk

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
)

func TestEventBridge(t *testing.T) {
	w := serve(t, "events")
	c := eventbridge.NewFromConfig(w.config())
	bus := str("shop")
	do(w, c.CreateEventBus, &eventbridge.CreateEventBusInput{Name: bus, Description: str("größe")})
	do(w, c.DescribeEventBus, &eventbridge.DescribeEventBusInput{Name: bus})
	w.rules(c, bus)
	w.targets(c, bus)
	w.eventLists(c, bus)
	w.putEvents(c, bus)
	w.eventRefusals(c, bus)
	do(w, c.RemoveTargets, &eventbridge.RemoveTargetsInput{Rule: str("a"), EventBusName: bus, Ids: []string{"1", "2", "3"}})
	for _, rule := range []string{"a", "b", "c"} {
		do(w, c.DeleteRule, &eventbridge.DeleteRuleInput{Name: &rule, EventBusName: bus})
	}
	do(w, c.DeleteEventBus, &eventbridge.DeleteEventBusInput{Name: bus})
	w.complete(nil)
}

func (w *world) rules(c *eventbridge.Client, bus *string) {
	for _, name := range []string{"a", "b", "c"} {
		do(w, c.PutRule, &eventbridge.PutRuleInput{Name: &name, EventBusName: bus, Description: str("a rule"),
			EventPattern: str(`{"source":["shop"],"detail":{"total":[{"numeric":[">",1]}]}}`)})
	}
	do(w, c.PutRule, &eventbridge.PutRuleInput{Name: str("clock"), ScheduleExpression: str("rate(5 minutes)"), State: types.RuleStateDisabled})
	do(w, c.EnableRule, &eventbridge.EnableRuleInput{Name: str("clock")})
	do(w, c.DisableRule, &eventbridge.DisableRuleInput{Name: str("clock")})
	if rule := do(w, c.DescribeRule, &eventbridge.DescribeRuleInput{Name: str("clock")}); rule.State != types.RuleStateDisabled {
		w.Errorf("the rule is %s", rule.State)
	}
}

func (w *world) targets(c *eventbridge.Client, bus *string) {
	log := str(arn + "log")
	out := do(w, c.PutTargets, &eventbridge.PutTargetsInput{Rule: str("a"), EventBusName: bus, Targets: []types.Target{
		{Id: str("1"), Arn: log, InputPath: str("$.detail")},
		{Id: str("2"), Arn: log, InputTransformer: &types.InputTransformer{InputTemplate: str(`{"total":<total>}`), InputPathsMap: map[string]string{"total": "$.detail.total"}}},
		{Id: str("3"), Arn: log, RetryPolicy: &types.RetryPolicy{MaximumRetryAttempts: aws.Int32(2), MaximumEventAgeInSeconds: aws.Int32(60)},
			DeadLetterConfig: &types.DeadLetterConfig{Arn: str(queueARN + "dead")}}}})
	if out.FailedEntryCount != 0 {
		w.Errorf("failed %+v", out.FailedEntries)
	}
	for _, rule := range []string{"b", "c"} {
		do(w, c.PutTargets, &eventbridge.PutTargetsInput{Rule: &rule, EventBusName: bus, Targets: []types.Target{{Id: str("1"), Arn: log, Input: str("{}")}}})
	}
	names := tokens(w, func(token *string) ([]string, *string) {
		out := do(w, c.ListRuleNamesByTarget, &eventbridge.ListRuleNamesByTargetInput{TargetArn: log, EventBusName: bus, Limit: aws.Int32(2), NextToken: token})
		return out.RuleNames, out.NextToken
	})
	if !sameNames(names, []string{"a", "b", "c"}) {
		w.Errorf("rules %q", names)
	}
	for _, rule := range []string{"b", "c"} {
		do(w, c.RemoveTargets, &eventbridge.RemoveTargetsInput{Rule: &rule, EventBusName: bus, Ids: []string{"1"}})
	}
}

// tokens reads pages to their end where the SDK has no paginator.
func tokens(w *world, page func(token *string) ([]string, *string)) (all []string) {
	w.Helper()
	var token *string
	for n := 1; ; n++ {
		var names []string
		names, token = page(token)
		all = append(all, names...)
		if token == nil {
			if n == 1 {
				w.Error("one page has all")
			}
			return all
		}
	}
}

func (w *world) eventLists(c *eventbridge.Client, bus *string) {
	rules := tokens(w, func(token *string) (names []string, _ *string) {
		out := do(w, c.ListRules, &eventbridge.ListRulesInput{EventBusName: bus, Limit: aws.Int32(2), NextToken: token})
		for _, r := range out.Rules {
			names = append(names, *r.Name)
		}
		return names, out.NextToken
	})
	targets := tokens(w, func(token *string) (ids []string, _ *string) {
		out := do(w, c.ListTargetsByRule, &eventbridge.ListTargetsByRuleInput{Rule: str("a"), EventBusName: bus, Limit: aws.Int32(2), NextToken: token})
		for _, t := range out.Targets {
			ids = append(ids, *t.Id)
		}
		return ids, out.NextToken
	})
	buses := tokens(w, func(token *string) (names []string, _ *string) {
		out := do(w, c.ListEventBuses, &eventbridge.ListEventBusesInput{Limit: aws.Int32(1), NextToken: token})
		for _, b := range out.EventBuses {
			names = append(names, *b.Name)
		}
		return names, out.NextToken
	})
	if !sameNames(rules, []string{"a", "b", "c"}) || !sameNames(targets, []string{"1", "2", "3"}) || !sameNames(buses, []string{"default", "shop"}) {
		w.Errorf("rules %q, targets %q, buses %q", rules, targets, buses)
	}
}

func (w *world) putEvents(c *eventbridge.Client, bus *string) {
	out := do(w, c.PutEvents, &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{
		{Source: str("shop"), DetailType: str("order"), Detail: str(`{"total":2}`), EventBusName: bus, Resources: []string{"a", "b"}, Time: aws.Time(w.now())},
		{Source: str("shop"), DetailType: str("order"), Detail: str("{")}}})
	if out.FailedEntryCount != 1 || out.Entries[0].EventId == nil || out.Entries[1].ErrorCode == nil {
		w.Errorf("put %+v", out)
	}
	event := `{"id":"1","account":"123456789012","source":"shop","time":"2026-11-02T09:00:00Z","region":"us-east-1","resources":[],"detail-type":"order","detail":{"total":2}}`
	if got := do(w, c.TestEventPattern, &eventbridge.TestEventPatternInput{EventPattern: str(`{"source":["shop"]}`), Event: &event}); !got.Result {
		w.Error("the pattern does not match")
	}
}

func (w *world) eventRefusals(c *eventbridge.Client, bus *string) {
	refuse(w, "ResourceNotFoundException", c.DescribeRule, &eventbridge.DescribeRuleInput{Name: str("none")})
	refuse(w, "ResourceNotFoundException", c.DescribeEventBus, &eventbridge.DescribeEventBusInput{Name: str("none")})
	refuse(w, "ResourceNotFoundException", c.PutTargets, &eventbridge.PutTargetsInput{Rule: str("none"), Targets: []types.Target{{Id: str("1"), Arn: str(arn + "x")}}})
	refuse(w, "ResourceAlreadyExistsException", c.CreateEventBus, &eventbridge.CreateEventBusInput{Name: bus})
	refuse(w, "InvalidEventPatternException", c.PutRule, &eventbridge.PutRuleInput{Name: str("x"), EventPattern: str("source")})
	refuse(w, "InvalidEventPatternException", c.TestEventPattern, &eventbridge.TestEventPatternInput{EventPattern: str(`{"a":1}`), Event: str("{}")})
	refuse(w, "ValidationException", c.PutRule, &eventbridge.PutRuleInput{Name: str("x"), ScheduleExpression: str("rate(5 minute)")})
	refuse(w, "ValidationException", c.PutRule, &eventbridge.PutRuleInput{Name: str("a b"), ScheduleExpression: str("rate(5 minutes)")})
	refuse(w, "ValidationException", c.DeleteRule, &eventbridge.DeleteRuleInput{Name: str("a"), EventBusName: bus})
}
