package events

import (
	"errors"
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
	"skylab/engine/events/due"
	"skylab/engine/events/pattern"
	"skylab/engine/events/schedule"
	"skylab/engine/sim"
)

// Rule is a rule as lists show it.
type Rule struct {
	Name               string
	Arn                string
	EventPattern       string
	State              string
	Description        string
	ScheduleExpression string
	RoleArn            string
	EventBusName       string
}

// The states of a rule. The third one adds CloudTrail's management events,
// which this world does not have.
const (
	enabled    = "ENABLED"
	disabled   = "DISABLED"
	cloudTrail = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
)

type rule struct {
	Rule
	pattern pattern.Pattern
	targets map[string]*Target
	sorted  []Target // by Id, nil when out of date

	schedule schedule.Expression
	// started is when the schedule began: when the rule was put or enabled.
	started sim.Time
	next    due.Next

	triggered uint64
	metrics   map[string]*cloudwatch.Metric
}

func (r *rule) enabled() bool { return r.State != disabled }

// sortedTargets are its targets in the order of their Ids.
func (r *rule) sortedTargets() []Target {
	if r.sorted == nil {
		for _, id := range slices.Sorted(maps.Keys(r.targets)) {
			r.sorted = append(r.sorted, *r.targets[id])
		}
	}
	return r.sorted
}

func ruleARN(bus, name string) string {
	if bus == defaultBus {
		return aws.ARN("events", "rule/"+name)
	}
	return aws.ARN("events", "rule/"+bus+"/"+name)
}

// rule is the rule of that name on that bus, which the caller may do the
// action to.
func (s *Service) rule(r *aws.Request, action, name, busName string) (*bus, *rule, error) {
	b, err := s.bus(busName)
	if err != nil {
		return nil, nil, err
	}
	if err := s.authorize(r, action, ruleARN(b.name, name)); err != nil {
		return nil, nil, err
	}
	if b.rules[name] == nil {
		return nil, nil, notFound("Rule %s does not exist on EventBus %s.", name, b.name)
	}
	return b, b.rules[name], nil
}

// PutRuleInput is a rule. What is left out of a rule that exists is taken away
// from it, its targets aside.
type PutRuleInput struct {
	Name               string `aws:"required,min=1,max=64,pattern=[\\.\\-_A-Za-z0-9]+"`
	ScheduleExpression string `aws:"max=256"`
	EventPattern       string `aws:"max=4096"`
	State              string `aws:"enum=ENABLED|DISABLED|ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"`
	Description        string `aws:"max=512"`
	RoleArn            string `aws:"min=1,max=1600"`
	EventBusName       string `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+"`
}

// PutRuleOutput is the rule's ARN.
type PutRuleOutput struct{ RuleArn string }

// fidelity: events.rules
func (s *Service) putRule(r *aws.Request, in *PutRuleInput) (*PutRuleOutput, error) {
	b, err := s.bus(in.EventBusName)
	if err != nil {
		return nil, err
	}
	arn := ruleARN(b.name, in.Name)
	if err := s.authorize(r, "PutRule", arn); err != nil {
		return nil, err
	}
	n := &rule{Rule: Rule{in.Name, arn, in.EventPattern, in.State, in.Description, in.ScheduleExpression, in.RoleArn, b.name},
		targets: map[string]*Target{}}
	if n.State == "" {
		n.State = enabled
	}
	if err := n.compile(b); err != nil {
		return nil, err
	}
	old := b.rules[in.Name]
	if old == nil && len(b.rules) >= maxRules {
		return nil, tooMany()
	}
	if old != nil {
		n.targets, n.triggered, n.metrics = old.targets, old.triggered, old.metrics
		old.next.Stop(s.k)
	}
	b.rules[in.Name], b.sorted = n, nil
	s.start(n)
	s.k.Emit(RulePut{b.name, in.Name, n.State, in.ScheduleExpression})
	return &PutRuleOutput{arn}, nil
}

// compile reads the rule's pattern and schedule.
func (n *rule) compile(b *bus) error {
	if n.EventPattern == "" && n.ScheduleExpression == "" {
		return invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.")
	}
	var err error
	if n.ScheduleExpression != "" {
		if b.name != defaultBus {
			return invalid("ScheduleExpression is supported only on the default event bus.")
		}
		if n.schedule, err = schedule.Parse(n.ScheduleExpression, false); err != nil {
			return invalid("Parameter ScheduleExpression is not valid.")
		}
	}
	if n.EventPattern != "" {
		n.pattern, err = parsePattern(n.EventPattern)
	}
	return err
}

func parsePattern(text string) (pattern.Pattern, error) {
	p, err := pattern.Parse([]byte(text))
	var bad *pattern.Error
	if errors.As(err, &bad) {
		return p, aws.Errorf(400, "InvalidEventPatternException", "%s", bad.Error())
	}
	return p, err
}

// RulePut has happened when a rule was made or replaced.
type RulePut struct{ Bus, Rule, State, Schedule string }

// Kind names the event.
func (RulePut) Kind() string { return "events.RulePut" }
