package elb

import (
	"cmp"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// Action is what a rule does with a request.
type Action struct {
	Type                string `aws:"required,enum=forward|authenticate-oidc|authenticate-cognito|redirect|fixed-response|jwt-validation"`
	TargetGroupArn      string
	Order               int `aws:"min=1,max=50000"`
	RedirectConfig      *RedirectConfig
	FixedResponseConfig *FixedResponseConfig
	ForwardConfig       *ForwardConfig
}

// RedirectConfig is where to send a client instead. Parts may name those of
// the request: "#{protocol}", "#{host}", "#{port}", "#{path}", "#{query}".
type RedirectConfig struct {
	Protocol   string `aws:"pattern=^(HTTPS?|#\\{protocol\\})$"`
	Port       string
	Host       string  `aws:"min=1,max=128"`
	Path       string  `aws:"min=1,max=128"`
	Query      *string `aws:"max=128"`
	StatusCode string  `aws:"required,enum=HTTP_301|HTTP_302"`
}

// FixedResponseConfig is an answer.
type FixedResponseConfig struct {
	MessageBody string `aws:"max=1024"`
	StatusCode  string `aws:"required,pattern=^(2|4|5)\\d\\d$"`
	ContentType string `aws:"max=32"`
}

// ForwardConfig shares requests out among target groups.
type ForwardConfig struct {
	TargetGroups                []TargetGroupTuple
	TargetGroupStickinessConfig *TargetGroupStickinessConfig
}

// TargetGroupTuple is a group with its share: 0 to 999.
type TargetGroupTuple struct {
	TargetGroupArn string
	Weight         *int `aws:"min=0,max=999"`
}

// TargetGroupStickinessConfig keeps a client with a target group.
type TargetGroupStickinessConfig struct {
	Enabled         bool `aws:"always"`
	DurationSeconds int
}

// share is a target group with its weight among others.
type share struct {
	group  *group
	weight int
}

// effect is an action as requests need it.
type effect struct {
	forward []share
	total   int // the sum of the weights
	action  Action
}

// authenticationLeftOut are the members of actions that belong to actions this
// world does not have.
func authenticationLeftOut(list string) []string {
	return []string{list + ".AuthenticateOidcConfig", list + ".AuthenticateCognitoConfig", list + ".JwtValidationConfig"}
}

var contentTypes = []string{"text/plain", "text/css", "text/html", "application/javascript", "application/json"}

// effect is what a list of actions does, or AWS's refusal.
//
// fidelity: elb.actions
func (s *Service) effect(b *balancer, actions []Action) (effect, *aws.Error) {
	if len(actions) != 1 {
		return effect{}, aws.Errorf(400, "InvalidLoadBalancerAction", "You must specify exactly one action of type 'forward', 'redirect', or 'fixed-response'")
	}
	a := actions[0]
	switch a.Type {
	case "forward":
		return s.forwarding(b, a)
	case "redirect":
		return redirection(a)
	case "fixed-response":
		return fixedResponse(a)
	}
	return effect{}, unsimulated("actions of type %s", a.Type)
}

func fixedResponse(a Action) (effect, *aws.Error) {
	if a.FixedResponseConfig == nil {
		return effect{}, invalid("A 'FixedResponseConfig' must be specified with the action type 'fixed-response'")
	}
	if t := a.FixedResponseConfig.ContentType; t != "" && !slices.Contains(contentTypes, t) {
		return effect{}, aws.Errorf(400, "InvalidLoadBalancerAction", "The ContentType must be one of:'text/html', 'application/json', 'application/javascript', 'text/css', 'text/plain'")
	}
	return effect{action: a}, nil
}

func redirection(a Action) (effect, *aws.Error) {
	if a.RedirectConfig == nil {
		return effect{}, invalid("A 'RedirectConfig' must be specified with the action type 'redirect'")
	}
	c := *a.RedirectConfig
	c.Protocol, c.Port, c.Host, c.Path = cmp.Or(c.Protocol, "#{protocol}"), cmp.Or(c.Port, "#{port}"), cmp.Or(c.Host, "#{host}"), cmp.Or(c.Path, "/#{path}")
	if c.Query == nil {
		query := "#{query}"
		c.Query = &query
	}
	switch {
	case c.Path[0] != '/':
		return effect{}, invalid("The Path parameter must be a valid path, should start with a '/', and may contain up to one of each of these placeholders: '#{path}', '#{host}', '#{port}'.")
	case c.Protocol == "#{protocol}" && c.Port == "#{port}" && c.Host == "#{host}" && c.Path == "/#{path}" && *c.Query == "#{query}":
		return effect{}, aws.Errorf(400, "InvalidLoadBalancerAction", "The redirect configuration is not valid because it creates a loop.")
	}
	a.RedirectConfig = &c
	return effect{action: a}, nil
}

// forwarding finds the groups of an action and normalizes it, as AWS shows it.
func (s *Service) forwarding(b *balancer, a Action) (effect, *aws.Error) {
	tuples := []TargetGroupTuple{{TargetGroupArn: a.TargetGroupArn}}
	if c := a.ForwardConfig; c != nil {
		if c.TargetGroupStickinessConfig != nil && c.TargetGroupStickinessConfig.Enabled {
			return effect{}, unsimulated("stickiness to target groups")
		}
		if a.TargetGroupArn != "" && (len(c.TargetGroups) != 1 || c.TargetGroups[0].TargetGroupArn != a.TargetGroupArn) {
			return effect{}, invalid("You must specify the same target group in both TargetGroupArn and ForwardConfig")
		}
		tuples = c.TargetGroups
	}
	if len(tuples) == 0 || tuples[0].TargetGroupArn == "" {
		return effect{}, invalid("A target group ARN must be specified")
	}
	if len(tuples) > maxActionGroups {
		return effect{}, aws.Errorf(400, "TooManyUniqueTargetGroupsPerLoadBalancer", "The maximum number of target groups per action is %d", maxActionGroups)
	}
	e := effect{}
	config := &ForwardConfig{TargetGroupStickinessConfig: &TargetGroupStickinessConfig{}}
	for _, t := range tuples {
		g, err := s.forwardable(b, t.TargetGroupArn)
		if err != nil {
			return e, err
		}
		w := 1
		if t.Weight != nil {
			w = *t.Weight
		}
		e.forward, e.total = append(e.forward, share{g, w}), e.total+w
		config.TargetGroups = append(config.TargetGroups, TargetGroupTuple{g.arn(), &w})
	}
	e.action = Action{Type: a.Type, Order: a.Order, ForwardConfig: config}
	if len(tuples) == 1 {
		e.action.TargetGroupArn = tuples[0].TargetGroupArn
	}
	return e, nil
}

// forwardable is the group with that ARN, if the load balancer may use it.
func (s *Service) forwardable(b *balancer, arn string) (*group, *aws.Error) {
	g, err := s.group(arn)
	switch {
	case err != nil && err.Code == "TargetGroupNotFound":
		return nil, aws.Errorf(400, err.Code, "Target groups '%s' not found", arn)
	case err != nil:
		return nil, err
	case g.balancer != nil && g.balancer != b:
		return nil, aws.Errorf(400, "TargetGroupAssociationLimit", "The following target groups cannot be associated with more than one load balancer: %s", arn)
	}
	return g, nil
}

// bind finds out again which load balancer uses which group, and has targets
// checked, or no longer.
func (s *Service) bind() {
	was := map[*group]*balancer{}
	for _, g := range oldestGroups(s) {
		was[g], g.balancer = g.balancer, nil
	}
	for _, b := range s.allBalancers() {
		b.uses = nil
		for _, l := range b.listeners {
			for _, e := range l.effects() {
				for _, f := range e.forward {
					if f.group.balancer = b; !slices.Contains(b.uses, f.group) {
						b.uses = append(b.uses, f.group)
					}
				}
			}
		}
		slices.SortFunc(b.uses, func(a, o *group) int { return strings.Compare(a.path, o.path) })
	}
	for _, g := range oldestGroups(s) {
		if g.balancer != was[g] {
			g.pools = nil
			s.settleAll(g.targets)
		}
	}
}
