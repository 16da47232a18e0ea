package elb

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/elb/rule"
)

// Rule is a rule as the API shows it.
type Rule struct {
	RuleArn    string
	Priority   string
	Conditions []RuleCondition `aws:"always"`
	Actions    []Action        `aws:"always"`
	IsDefault  bool            `aws:"always"`
}

// RulesOutput is rules as the API shows them.
type RulesOutput struct {
	Rules      []Rule `aws:"always"`
	NextMarker string
}

// CreateRuleInput follows AWS's model.
type CreateRuleInput struct {
	ListenerArn string          `aws:"required"`
	Conditions  []RuleCondition `aws:"required"`
	Priority    int             `aws:"required,min=1,max=50000"`
	Actions     []Action        `aws:"required"`
	Tags        []Tag
}

func (s *Service) ruleOperations() []aws.Operation {
	actions := []string{"TargetGroupNotFound", "TargetGroupAssociationLimit", "InvalidLoadBalancerAction", "TooManyUniqueTargetGroupsPerLoadBalancer"}
	left := append(authenticationLeftOut("Actions"), conditionsLeftOut...)
	return []aws.Operation{
		op(s, aws.Operation{Name: "CreateRule", Doc: "Gives a listener a rule: what to do with requests that fulfil conditions.", Unsimulated: left,
			Errors: append([]string{"PriorityInUse", "TooManyRules", "ListenerNotFound"}, actions...)}, s.createRule),
		op(s, aws.Operation{Name: "DescribeRules", ReadOnly: true, Doc: "Describes the rules of a listener, in their order.",
			Errors: []string{"ListenerNotFound", "RuleNotFound"}}, s.describeRules),
		op(s, aws.Operation{Name: "ModifyRule", Doc: "Changes the conditions or actions of a rule.", Unsimulated: append(slices.Clone(left), "ResetTransforms"),
			Errors: append([]string{"RuleNotFound", "OperationNotPermitted"}, actions...)}, s.modifyRule),
		op(s, aws.Operation{Name: "DeleteRule", Doc: "Deletes a rule.", Errors: []string{"RuleNotFound", "OperationNotPermitted"}}, s.deleteRule),
		op(s, aws.Operation{Name: "SetRulePriorities", Doc: "Changes the order of rules.", Errors: []string{"RuleNotFound", "PriorityInUse", "OperationNotPermitted"}}, s.setRulePriorities),
	}
}

func (r *listenerRule) describe() Rule {
	return Rule{RuleArn: r.arn, Priority: strconv.Itoa(r.priority), Conditions: r.given, Actions: []Action{r.effect.action}}
}

// describeRules are all rules of a listener, the default one last.
func (l *listener) describeRules() (out []Rule) {
	for _, r := range l.rules {
		out = append(out, r.describe())
	}
	return append(out, Rule{RuleArn: l.defaultRule, Priority: "default", Actions: []Action{l.otherwise.action}, IsDefault: true})
}

func (s *Service) createRule(_ *aws.Request, in *CreateRuleInput) (*RulesOutput, error) {
	l, err := s.listener(in.ListenerArn)
	if err != nil {
		return nil, err
	}
	show, asked, err := conditions(in.Conditions)
	if err != nil {
		return nil, err
	}
	e, err := s.effect(l.balancer, in.Actions)
	if err != nil {
		return nil, err
	}
	if err := checkTags(nil, in.Tags); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(l.rules, func(r *listenerRule) bool { return r.priority == in.Priority }) {
		return nil, aws.Errorf(400, "PriorityInUse", "Priority '%d' is currently in use", in.Priority)
	}
	if n := len(l.rules); n >= maxRules {
		return nil, aws.Errorf(400, "TooManyRules", "The maximum number of rules has been reached for load balancer '%s'", l.balancer.arn())
	}
	r := &listenerRule{arn: strings.Replace(l.arn, ":listener/", ":listener-rule/", 1) + "/" + s.newID("rule"), listener: l, priority: in.Priority, given: show,
		matches: rule.Rule{Priority: in.Priority, Conditions: asked}, effect: e, tags: in.Tags}
	l.rules, s.rules[r.arn] = append(l.rules, r), r
	l.sort()
	s.bind()
	return &RulesOutput{Rules: []Rule{r.describe()}}, nil
}

// sort brings the rules into the order of their priorities.
func (l *listener) sort() {
	slices.SortFunc(l.rules, func(a, b *listenerRule) int { return cmp.Compare(a.priority, b.priority) })
	l.conditions = nil
	for _, r := range l.rules {
		l.conditions = append(l.conditions, r.matches)
	}
}

// rule is the rule with that ARN, or AWS's error. The default rule is none that
// can be changed as such.
func (s *Service) rule(arn string) (*listenerRule, *aws.Error) {
	if _, err := pathOf(arn, "listener-rule/", "listener rule"); err != nil {
		return nil, err
	}
	if r := s.rules[arn]; r != nil {
		return r, nil
	}
	if s.defaultOf(arn) != nil {
		return nil, aws.Errorf(400, "OperationNotPermitted", "Default rule '%s' cannot be modified", arn)
	}
	return nil, aws.Errorf(400, "RuleNotFound", "One or more rules not found")
}

// defaultOf is the listener whose default rule has that ARN, or nil.
func (s *Service) defaultOf(arn string) *listener {
	of, _, _ := cutLast(strings.Replace(arn, ":listener-rule/", ":listener/", 1), "/")
	if l := s.listeners[of]; l != nil && l.defaultRule == arn {
		return l
	}
	return nil
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// DescribeRulesInput names a listener, or rules.
type DescribeRulesInput struct {
	ListenerArn string
	RuleArns    []string
	Marker      string
	PageSize    int `aws:"min=1,max=400"`
}

func (s *Service) describeRules(_ *aws.Request, in *DescribeRulesInput) (*RulesOutput, error) {
	switch {
	case in.ListenerArn == "" && len(in.RuleArns) == 0:
		return nil, invalid("You must specify either listener rule ARNs or a listener ARN")
	case in.ListenerArn != "" && len(in.RuleArns) > 0:
		return nil, invalid("Listener rule ARNs and a listener ARN cannot be specified at the same time")
	}
	var list []Rule
	for _, arn := range in.RuleArns {
		if l := s.defaultOf(arn); l != nil {
			list = append(list, l.describeRules()[len(l.rules)])
			continue
		}
		r, err := s.rule(arn)
		if err != nil {
			return nil, err
		}
		list = append(list, r.describe())
	}
	if in.ListenerArn != "" {
		l, err := s.listener(in.ListenerArn)
		if err != nil {
			return nil, err
		}
		list = l.describeRules()
	}
	list, next, err := page(list, in.Marker, in.PageSize)
	if err != nil {
		return nil, err
	}
	return &RulesOutput{list, next}, nil
}

// ModifyRuleInput follows AWS's model; what is not given stays.
type ModifyRuleInput struct {
	RuleArn    string `aws:"required"`
	Conditions []RuleCondition
	Actions    []Action
}

func (s *Service) modifyRule(_ *aws.Request, in *ModifyRuleInput) (*RulesOutput, error) {
	r, err := s.rule(in.RuleArn)
	if err != nil {
		return nil, err
	}
	if len(in.Conditions) == 0 && len(in.Actions) == 0 {
		return nil, invalid("Either conditions or actions must be specified")
	}
	n := *r
	if len(in.Conditions) > 0 {
		if n.given, n.matches.Conditions, err = conditions(in.Conditions); err != nil {
			return nil, err
		}
	}
	if len(in.Actions) > 0 {
		if n.effect, err = s.effect(r.listener.balancer, in.Actions); err != nil {
			return nil, err
		}
	}
	*r = n
	r.listener.sort()
	s.bind()
	return &RulesOutput{Rules: []Rule{r.describe()}}, nil
}

// RuleInput names a rule.
type RuleInput struct {
	RuleArn string `aws:"required"`
}

func (s *Service) deleteRule(_ *aws.Request, in *RuleInput) (*Empty, error) {
	r, err := s.rule(in.RuleArn)
	if err != nil {
		return nil, err
	}
	r.listener.rules = slices.DeleteFunc(r.listener.rules, func(o *listenerRule) bool { return o == r })
	r.listener.sort()
	delete(s.rules, r.arn)
	s.bind()
	return nil, nil
}

// SetRulePrioritiesInput gives rules new priorities.
type SetRulePrioritiesInput struct {
	RulePriorities []RulePriorityPair `aws:"required"`
}

// RulePriorityPair is a rule with its new priority.
type RulePriorityPair struct {
	RuleArn  string
	Priority int `aws:"min=1,max=50000"`
}

func (s *Service) setRulePriorities(_ *aws.Request, in *SetRulePrioritiesInput) (*RulesOutput, error) {
	after := map[*listenerRule]int{}
	for i, p := range in.RulePriorities {
		r, err := s.rule(p.RuleArn)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(in.RulePriorities[:i], func(o RulePriorityPair) bool { return o.Priority == p.Priority }) {
			return nil, invalid("Priority '%d' was provided multiple times", p.Priority)
		}
		after[r] = p.Priority
	}
	for _, p := range in.RulePriorities {
		for _, o := range s.rules[p.RuleArn].listener.rules {
			if _, moves := after[o]; !moves && o.priority == p.Priority {
				return nil, aws.Errorf(400, "PriorityInUse", "Priority '%d' is currently in use", p.Priority)
			}
		}
	}
	out := &RulesOutput{}
	for _, p := range in.RulePriorities {
		r := s.rules[p.RuleArn]
		r.priority, r.matches.Priority = p.Priority, p.Priority
		r.listener.sort()
		out.Rules = append(out.Rules, r.describe())
	}
	return out, nil
}
