package events

import (
	"strings"

	"skylab/engine/aws"
)

// RuleInput names a rule of a bus.
type RuleInput struct {
	Name         string `aws:"required,min=1,max=64,pattern=[\\.\\-_A-Za-z0-9]+"`
	EventBusName string `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+"`
}

// DescribeRuleOutput is a rule.
type DescribeRuleOutput struct {
	Name               string
	Arn                string
	EventPattern       string
	ScheduleExpression string
	State              string
	Description        string
	RoleArn            string
	EventBusName       string
	CreatedBy          string
}

func (s *Service) describeRule(r *aws.Request, in *RuleInput) (*DescribeRuleOutput, error) {
	_, n, err := s.rule(r, "DescribeRule", in.Name, in.EventBusName)
	if err != nil {
		return nil, err
	}
	return &DescribeRuleOutput{n.Name, n.Arn, n.EventPattern, n.ScheduleExpression, n.State, n.Description, n.RoleArn,
		n.EventBusName, aws.AccountID}, nil
}

// ListRulesInput says which rules of a bus to list.
type ListRulesInput struct {
	NamePrefix   string `aws:"min=1,max=64,pattern=[\\.\\-_A-Za-z0-9]+"`
	EventBusName string `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+"`
	NextToken    string `aws:"min=1,max=2048"`
	Limit        int    `aws:"min=1,max=100"`
}

// ListRulesOutput is a page of rules by name.
type ListRulesOutput struct {
	Rules     []Rule `aws:"always"`
	NextToken string
}

func (s *Service) listRules(r *aws.Request, in *ListRulesInput) (*ListRulesOutput, error) {
	b, err := s.bus(in.EventBusName)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "ListRules", ruleARN(b.name, "*")); err != nil {
		return nil, err
	}
	out := &ListRulesOutput{}
	for _, n := range b.sortedRules() {
		if strings.HasPrefix(n.Name, in.NamePrefix) {
			out.Rules = append(out.Rules, n.Rule)
		}
	}
	out.Rules, out.NextToken, err = page(out.Rules, in.NextToken, in.Limit)
	return out, err
}
