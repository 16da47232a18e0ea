package events

import "skylab/engine/aws"

// RuleOutput has no members.
type RuleOutput struct{}

// enableRule lets a rule run; its schedule begins now.
func (s *Service) enableRule(r *aws.Request, in *RuleInput) (*RuleOutput, error) {
	return s.setState(r, "EnableRule", in, enabled)
}

// disableRule keeps a rule from running; what is under way goes on.
func (s *Service) disableRule(r *aws.Request, in *RuleInput) (*RuleOutput, error) {
	return s.setState(r, "DisableRule", in, disabled)
}

func (s *Service) setState(r *aws.Request, action string, in *RuleInput, state string) (*RuleOutput, error) {
	b, n, err := s.rule(r, action, in.Name, in.EventBusName)
	if err != nil {
		return nil, err
	}
	if (state == enabled) != n.enabled() {
		n.next.Stop(s.k)
		n.State = state
		s.start(n)
		s.k.Emit(RuleStateChanged{b.name, n.Name, state})
	}
	return nil, nil
}

// RuleStateChanged has happened when a rule was enabled or disabled.
type RuleStateChanged struct{ Bus, Rule, State string }

// Kind names the event.
func (RuleStateChanged) Kind() string { return "events.RuleStateChanged" }

// DeleteRuleInput names a rule; Force is about managed rules, which nobody
// makes here.
type DeleteRuleInput struct {
	Name         string `aws:"required,min=1,max=64,pattern=[\\.\\-_A-Za-z0-9]+"`
	EventBusName string `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+"`
	Force        bool
}

// deleteRule removes a rule without targets; one that does not exist is no
// error.
func (s *Service) deleteRule(r *aws.Request, in *DeleteRuleInput) (*RuleOutput, error) {
	b, err := s.bus(in.EventBusName)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "DeleteRule", ruleARN(b.name, in.Name)); err != nil {
		return nil, err
	}
	n := b.rules[in.Name]
	if n == nil {
		return nil, nil
	}
	if len(n.targets) > 0 {
		return nil, invalid("Rule can't be deleted since it has targets.")
	}
	n.next.Stop(s.k)
	delete(b.rules, in.Name)
	b.sorted = nil
	s.k.Emit(RuleDeleted{b.name, in.Name})
	return nil, nil
}

// RuleDeleted has happened when a rule is gone.
type RuleDeleted struct{ Bus, Rule string }

// Kind names the event.
func (RuleDeleted) Kind() string { return "events.RuleDeleted" }
