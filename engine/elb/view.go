package elb

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/elb/health"
	"skylab/engine/sim"
)

// LoadBalancerView is a load balancer as screens show it.
type LoadBalancerView struct {
	ARN, Path, Name, DNSName, Scheme, State string
	Nodes                                   []NodeView
	Listeners                               []ListenerView
	// InFlight is how many requests wait for targets now; Received and Answered
	// how many there were so far.
	InFlight           int
	Received, Answered int64
}

// NodeView is a load balancer's node in a zone.
type NodeView struct {
	Zone, PublicIP, PrivateIP string
	// Up tells whether packets reach it, InDNS whether clients are sent to it.
	Up, InDNS bool
}

// ListenerView is a listener with how many rules it has beside the default one.
type ListenerView struct {
	Protocol string
	Port     int
	Rules    int
	// Groups are the paths of the target groups of its default rule.
	Groups []string
}

// GroupView is a target group as screens show it.
type GroupView struct {
	ARN, Path, Name, LoadBalancer, Algorithm string // LoadBalancer is a path, or ""
	Targets                                  []TargetView
}

// TargetView is a target as screens show it.
type TargetView struct {
	ID                          string
	Port                        int
	Zone, State, Reason, Detail string // Detail is AWS's sentence for the reason
	InFlight                    int
	// Requests is how many it was sent so far.
	Requests uint64
}

// LoadBalancers are all, the oldest first.
func (s *Service) LoadBalancers() []LoadBalancerView {
	var out []LoadBalancerView
	for _, b := range s.allBalancers() {
		v := LoadBalancerView{ARN: b.arn(), Path: b.path, Name: b.name, DNSName: b.dns, Scheme: b.scheme, State: b.state(), InFlight: b.inFlight, Received: b.received, Answered: b.answered}
		for _, n := range b.nodes {
			nv := NodeView{Zone: n.zone, PrivateIP: n.address, Up: !n.nic.Unreachable(), InDNS: b.active && !n.nic.Unreachable() && b.wellIn(n)}
			if n.nic.Public.IsValid() {
				nv.PublicIP = n.nic.Public.String()
			}
			v.Nodes = append(v.Nodes, nv)
		}
		for _, l := range b.listeners {
			lv := ListenerView{Protocol: l.protocol, Port: l.port, Rules: len(l.rules)}
			for _, f := range l.otherwise.forward {
				lv.Groups = append(lv.Groups, f.group.path)
			}
			v.Listeners = append(v.Listeners, lv)
		}
		out = append(out, v)
	}
	return out
}

func oldestGroups(s *Service) []*group {
	return oldest(s.groups, func(g *group) sim.Time { return g.created })
}

// TargetGroups are all target groups, the oldest first.
func (s *Service) TargetGroups() []GroupView {
	var out []GroupView
	for _, g := range oldestGroups(s) {
		v := GroupView{ARN: g.arn(), Path: g.path, Name: g.name, Algorithm: g.behaviour.algorithm}
		if g.balancer != nil {
			v.LoadBalancer = g.balancer.path
		}
		for _, t := range g.targets {
			v.Targets = append(v.Targets, TargetView{t.id, t.port, t.zone, string(t.health.State), string(t.health.Reason), t.describeHealth(), t.inFlight, t.requests})
		}
		out = append(out, v)
	}
	return out
}

// RegisterInstance adds an instance to a target group, on the group's port, as
// Auto Scaling does. It must run.
func (s *Service) RegisterInstance(groupARN, id string) *aws.Error {
	g, err := s.group(groupARN)
	if err != nil {
		return err
	}
	return s.register(g, []TargetDescription{{Id: id}})
}

// DeregisterInstance begins to take an instance out of a target group. One that
// is not there is no error.
func (s *Service) DeregisterInstance(groupARN, id string) *aws.Error {
	g, err := s.group(groupARN)
	if err != nil {
		return err
	}
	for _, t := range slices.Clone(s.registered[id]) {
		if t.group == g {
			s.deregister(t)
		}
	}
	return nil
}

// HealthOf is the worst state of an instance in a target group with its reason:
// "unused" and Target.NotRegistered where it is not there.
func (s *Service) HealthOf(groupARN, id string) (state, reason string) {
	g, err := s.group(groupARN)
	if err != nil {
		return string(health.Unused), string(health.NotRegistered)
	}
	worst := health.Unusable(health.NotRegistered)
	found := false
	for _, t := range s.registered[id] {
		if t.group == g && (!found || worst.State == health.Healthy) {
			worst, found = t.health, true
		}
	}
	return string(worst.State), string(worst.Reason)
}

// InFlight are the requests under way through nodes or to targets in a zone:
// what would be lost with it.
func (s *Service) InFlight(zone string) int {
	n := 0
	for _, b := range s.allBalancers() {
		for _, l := range []*line{&b.connecting, &b.waiting} {
			for f := l.first; f != nil; f = f.behind {
				if f.node.zone == zone || f.target.zone == zone {
					n++
				}
			}
		}
	}
	return n
}

// HasGroup tells whether there is a target group with that ARN.
func (s *Service) HasGroup(groupARN string) bool {
	_, err := s.group(groupARN)
	return err == nil
}
