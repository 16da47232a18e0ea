package elb

import (
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2"
	"skylab/engine/elb/health"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// key names a target within its group: an instance or address may be registered
// with several ports.
type key struct {
	id   string
	port int
}

// target is a member of a target group.
type target struct {
	key
	group   *group
	zone    string
	address netip.Addr
	health  health.Target
	detail  string // what the health's reason does not say
	// turn tells this registration from those before, for events to come.
	turn      uint64
	checks    uint64 // that have been sent
	probe     *vpc.Exchange
	expiry    uint64 // the Seq of the check's timeout, 0 where none is under way
	checkedAt place
	url       string // of checkedAt
	// warming is when a slow start began, negative where it is at its full share.
	warming sim.Time
	share   float64 // of a request, as slow start has saved up
	at      int     // its place in its pool's heap

	inFlight   int
	last       uint64 // the number of the last request it got, in its group
	requests   uint64
	registered sim.Time
}

// settled is a target that has no slow start.
const settled sim.Time = -1

// TargetDescription names a target.
type TargetDescription struct {
	Id               string `aws:"required"`
	Port             int    `aws:"min=1,max=65535"`
	AvailabilityZone string
}

// TargetsInput names targets of a group.
type TargetsInput struct {
	TargetGroupArn string              `aws:"required"`
	Targets        []TargetDescription `aws:"required"`
}

func (s *Service) targetOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "RegisterTargets", Doc: "Adds targets to a group: instances that run, or addresses.",
			Errors: []string{"TargetGroupNotFound", "TooManyTargets", "InvalidTarget"}, Unsimulated: []string{"Targets.QuicServerId"}}, s.registerTargets),
		op(s, aws.Operation{Name: "DeregisterTargets", Doc: "Takes targets out of a group, as soon as their requests have had time to end.",
			Errors: []string{"TargetGroupNotFound", "InvalidTarget"}, Unsimulated: []string{"Targets.QuicServerId"}}, s.deregisterTargets),
		op(s, aws.Operation{Name: "DescribeTargetHealth", ReadOnly: true, Doc: "Tells what the load balancer thinks of the targets of a group.",
			Errors: []string{"InvalidTarget", "TargetGroupNotFound"}, Unsimulated: []string{"Include", "Targets.QuicServerId"}}, s.describeTargetHealth),
	}
}

// key is the target that a description names in the group.
func (g *group) key(d TargetDescription) key {
	if d.Port == 0 {
		d.Port = g.port
	}
	return key{d.Id, d.Port}
}

// registerTargets adds all targets, or none.
//
// fidelity: elb.registration
func (s *Service) registerTargets(_ *aws.Request, in *TargetsInput) (*Empty, error) {
	g, err := s.group(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	if err := s.register(g, in.Targets); err != nil {
		return nil, err
	}
	return nil, nil
}

func (s *Service) register(g *group, list []TargetDescription) *aws.Error {
	var fresh []*target
	var down []string
	for _, d := range list {
		t := &target{key: g.key(d), group: g, registered: s.k.Now(), warming: settled, at: -1}
		runs, err := s.locate(t, d.AvailabilityZone)
		if err != nil {
			return err
		}
		if !runs {
			down = append(down, "'"+d.Id+"'")
		}
		fresh = append(fresh, t)
	}
	if len(down) > 0 {
		return aws.Errorf(400, "InvalidTarget", "The following targets are not in a running state and cannot be registered: %s", strings.Join(down, ", "))
	}
	if len(g.targets)+len(fresh) > maxTargets {
		return aws.Errorf(400, "TooManyTargets", "The maximum number of targets has been reached for target group '%s'", g.arn())
	}
	established := slices.ContainsFunc(g.targets, func(t *target) bool { return t.health.State == health.Healthy && t.warming == settled })
	for _, t := range fresh {
		s.add(t, established)
	}
	return nil
}

var instanceID = regexp.MustCompile(`^i-[0-9a-f]{8}([0-9a-f]{9})?$`)

// locate finds out where a target is, and whether it runs.
func (s *Service) locate(t *target, zone string) (runs bool, err *aws.Error) {
	if t.group.kind == instanceTargets {
		if !instanceID.MatchString(t.id) {
			return false, invalid("Instance ID '%s' is not valid", t.id)
		}
		if zone != "" {
			return false, invalid("You cannot specify an Availability Zone for a target with the target type 'instance'")
		}
		m, ok := s.machines.Machine(t.id)
		if !ok || m.State != ec2.Running || m.Interface == nil {
			return false, nil
		}
		t.zone, t.address = m.Zone, m.Interface.Private
		return true, nil
	}
	a, e := netip.ParseAddr(t.id)
	if e != nil || !a.Is4() {
		return false, invalid("The IP address '%s' is not a valid IPv4 address", t.id)
	}
	if !netip.MustParsePrefix(vpc.CIDR).Contains(a) {
		return false, unsimulated("targets outside of the VPC")
	}
	t.zone, t.address = s.zoneOf(a), a
	return true, nil
}

// add puts a target into its group, or takes one back that was on its way out.
// It starts slowly only where others carry the load already.
//
// fidelity: elb.slow-start
func (s *Service) add(t *target, established bool) {
	g := t.group
	if old := g.byKey[t.key]; old != nil {
		if old.health.State != health.Draining {
			return
		}
		t.inFlight, t.requests, t.last = old.inFlight, old.requests, old.last
		*old, t = *t, old
	} else {
		g.targets, g.byKey[t.key] = append(g.targets, t), t
		s.registered[t.id] = append(s.registered[t.id], t)
	}
	if established {
		t.warming = 0
	}
	s.settle(t)
}

// settle has a target checked if it can be sent requests, and else says why
// not.
//
// fidelity: elb.unused
func (s *Service) settle(t *target) {
	why, detail := s.unused(t)
	switch {
	case t.health.State == health.Draining:
	case why != "":
		if t.health.Reason != why || t.detail != detail {
			s.endChecks(t)
			s.set(t, health.Unusable(why), detail)
		}
	case t.health.State == health.Unused || t.health.State == "":
		s.endChecks(t)
		s.set(t, health.Registered(true), "")
		s.beginChecks(t)
	}
}

func (s *Service) settleAll(list []*target) {
	for _, t := range list {
		s.settle(t)
	}
}

// unused is why a target gets neither requests nor checks, "" if it does.
func (s *Service) unused(t *target) (why health.Reason, detail string) {
	if t.group.kind == instanceTargets {
		m, ok := s.machines.Machine(t.id)
		switch {
		case !ok || m.State == ec2.Terminated:
			return health.InvalidState, "terminated"
		case m.State == ec2.Stopped:
			return health.InvalidState, "stopped"
		}
	}
	b := t.group.balancer
	switch {
	case b == nil:
		return health.NotInUse, ""
	case t.zone != everywhere && b.in(t.zone) == nil:
		return health.NotInUse, t.zone
	}
	return "", ""
}

// set is the only place where a target's health changes.
func (s *Service) set(t *target, h health.Target, detail string) {
	from := t.health
	t.health, t.detail = h, detail
	if from.State == h.State {
		return
	}
	t.group.pools = nil
	switch {
	case h.State != health.Healthy:
		if from.State == health.Healthy {
			t.warming = 0 // it starts slowly again
		}
	case t.warming != settled && t.group.behaviour.slowStart > 0:
		t.warming, t.share = s.k.Now(), 0
	default:
		t.warming = settled
	}
	s.k.Emit(TargetHealthChanged{t.group.path, t.id, t.port, string(from.State), string(h.State), string(h.Reason), detail})
}

// deregisterTargets begins to take targets out. One that is not there is no
// error, as the model of the API says.
func (s *Service) deregisterTargets(_ *aws.Request, in *TargetsInput) (*Empty, error) {
	g, err := s.group(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	for _, d := range in.Targets {
		if t := g.byKey[g.key(d)]; t != nil {
			s.deregister(t)
		}
	}
	return nil, nil
}

// deregister gives a target no more requests. It is shown as draining for the
// whole delay, even where nothing is in flight.
//
// fidelity: elb.deregistration
func (s *Service) deregister(t *target) {
	delay := t.group.attributes.seconds(groupAttributes, deregistrationDelay)
	switch {
	case t.health.State == health.Draining:
		return
	case !s.model.Drains:
		s.drop(t)
		s.remove(t)
		return
	case delay == 0 || t.health.State == health.Unused:
		s.remove(t)
		return
	}
	s.endChecks(t)
	s.set(t, t.health.Deregistered(), "")
	s.k.After(delay, TargetDrained{t.group.path, t.id, t.port, t.turn})
}

// drained ends a deregistration.
func (s *Service) drained(e TargetDrained) {
	if t := s.target(e.Group, e.Target, e.Port, e.Turn); t != nil {
		s.remove(t)
	}
}

// target is the one that an event is about, nil where it is gone or another
// registration's.
func (s *Service) target(path, id string, port int, turn uint64) *target {
	g := s.groups[path]
	if g == nil {
		return nil
	}
	if t := g.byKey[key{id, port}]; t != nil && t.turn == turn {
		return t
	}
	return nil
}

// remove takes a target out of its group. Its requests in flight go on.
func (s *Service) remove(t *target) {
	s.endChecks(t)
	g, is := t.group, func(o *target) bool { return o == t }
	g.targets = slices.DeleteFunc(g.targets, is)
	delete(g.byKey, t.key)
	if s.registered[t.id] = slices.DeleteFunc(s.registered[t.id], is); len(s.registered[t.id]) == 0 {
		delete(s.registered, t.id)
	}
	g.pools = nil
	s.k.Emit(TargetHealthChanged{g.path, t.id, t.port, string(t.health.State), "", "", ""})
}

// forget takes an instance that can no longer be seen out of all groups.
func (s *Service) forget(id string) {
	for _, t := range slices.Clone(s.registered[id]) {
		s.remove(t)
	}
}

// weight is a target's share of requests beside one that started long ago.
func (t *target) weight(now sim.Time, d time.Duration) float64 {
	if t.warming == settled || d == 0 {
		return 1
	}
	if w := float64(now.Sub(t.warming)) / float64(d); w < 1 {
		return w
	}
	t.warming = settled
	return 1
}
