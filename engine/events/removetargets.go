package events

import (
	"maps"
	"slices"

	"skylab/engine/aws"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// RemoveTargetsInput names targets of a rule.
type RemoveTargetsInput struct {
	Rule         string   `aws:"required,min=1,max=64,pattern=[\\.\\-_A-Za-z0-9]+"`
	EventBusName string   `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+"`
	Ids          []string `aws:"required,min=1,max=100"`
	Force        bool
}

// removeTargets takes targets from a rule. That one which is not there is no
// error is an assumption.
func (s *Service) removeTargets(r *aws.Request, in *RemoveTargetsInput) (*TargetsOutput, error) {
	b, n, err := s.rule(r, "RemoveTargets", in.Rule, in.EventBusName)
	if err != nil {
		return nil, err
	}
	for _, id := range in.Ids {
		if n.targets[id] != nil {
			delete(n.targets, id)
			n.sorted = nil
			s.k.Emit(TargetRemoved{b.name, n.Name, id})
		}
	}
	return &TargetsOutput{}, nil
}

// TargetRemoved has happened when a rule lost a target.
type TargetRemoved struct{ Bus, Rule, Target string }

// Kind names the event.
func (TargetRemoved) Kind() string { return "events.TargetRemoved" }

// ListTargetsByRuleInput names a rule.
type ListTargetsByRuleInput struct {
	Rule         string `aws:"required,min=1,max=64,pattern=[\\.\\-_A-Za-z0-9]+"`
	EventBusName string `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+"`
	NextToken    string `aws:"min=1,max=2048"`
	Limit        int    `aws:"min=1,max=100"`
}

// ListTargetsByRuleOutput is a page of targets by Id.
type ListTargetsByRuleOutput struct {
	Targets   []Target `aws:"always"`
	NextToken string
}

func (s *Service) listTargetsByRule(r *aws.Request, in *ListTargetsByRuleInput) (*ListTargetsByRuleOutput, error) {
	_, n, err := s.rule(r, "ListTargetsByRule", in.Rule, in.EventBusName)
	if err != nil {
		return nil, err
	}
	list, token, err := page(n.sortedTargets(), in.NextToken, in.Limit)
	return &ListTargetsByRuleOutput{slices.Clone(list), token}, err
}

// ListRuleNamesByTargetInput is the ARN of a target.
type ListRuleNamesByTargetInput struct {
	TargetArn    string `aws:"required,min=1,max=1600"`
	EventBusName string `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+"`
	NextToken    string `aws:"min=1,max=2048"`
	Limit        int    `aws:"min=1,max=100"`
}

// ListRuleNamesByTargetOutput is a page of rules' names.
type ListRuleNamesByTargetOutput struct {
	RuleNames []string `aws:"always"`
	NextToken string
}

func (s *Service) listRuleNamesByTarget(r *aws.Request, in *ListRuleNamesByTargetInput) (*ListRuleNamesByTargetOutput, error) {
	b, err := s.bus(in.EventBusName)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "ListRuleNamesByTarget", ruleARN(b.name, "*")); err != nil {
		return nil, err
	}
	out := &ListRuleNamesByTargetOutput{}
	for _, n := range b.sortedRules() {
		if slices.ContainsFunc(n.sortedTargets(), func(t Target) bool { return t.Arn == in.TargetArn }) {
			out.RuleNames = append(out.RuleNames, n.Name)
		}
	}
	out.RuleNames, out.NextToken, err = page(out.RuleNames, in.NextToken, in.Limit)
	return out, err
}
