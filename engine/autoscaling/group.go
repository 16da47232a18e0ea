package autoscaling

import (
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// group is an Auto Scaling group.
type group struct {
	Name, UUID string
	Template   LaunchTemplateSpecification
	// Mixed is the mixed instances policy, or nil.
	Mixed *MixedInstancesPolicy
	// Rebalances has Spot Instances replaced that will be interrupted.
	Rebalances bool
	Min, Max   int
	// Desired is how many instances are wanted.
	Desired int
	Subnets []*vpc.Subnet `json:"-"`
	// Checks is "EC2", or "ELB" where load balancers are asked, too.
	Checks      string
	Grace       time.Duration
	Cooldown    time.Duration
	Warmup      time.Duration // -1 without
	Termination []string
	Protected   bool // new instances are protected from scale in
	MaxLifetime time.Duration
	TargetARNs  []string
	Tags        []TagDescription
	Suspended   []string // processes, sorted
	Created     sim.Time
	Deleting    bool

	members    []*member // the oldest first
	activities []*activity
	policies   map[string]*scalingPolicy
	schedules  map[string]*scheduled
	hooks      map[string]*hook
	pending    uint64   // the Reconciled in the queue, or 0
	quiet      sim.Time // until when simple scaling waits
	// changing is that a simple policy has changed the capacity, and instances
	// come or go for it; then the cooldown begins.
	changing  bool
	cooldown  time.Duration
	failures  int      // launches that failed in a row
	retry     sim.Time // not before this is a launch tried again
	failed    map[string]sim.Time
	turn      uint64
	why       string // for the next activities
	refreshes []*refresh
	surge     int // instances beyond the desired ones, for a refresh
}

// arn is AWS's name of the group.
func (g *group) arn() string {
	return aws.ARN("autoscaling", "autoScalingGroup:"+g.UUID+":autoScalingGroupName/"+g.Name)
}

// group is the one with that name, or AWS's error.
func (s *Service) group(name string) (*group, *aws.Error) {
	if g := s.groups[name]; g != nil {
		return g, nil
	}
	return nil, invalid("AutoScalingGroup name not found - AutoScalingGroup '%s' not found", name)
}

// suspended tells whether a process of the group stands still.
func (g *group) suspended(process string) bool { return slices.Contains(g.Suspended, process) }

// standing are the instances that count for the capacity: those that are on
// their way in, or in service.
func (g *group) standing() int {
	n := 0
	for _, m := range g.members {
		if m.counts() {
			n++
		}
	}
	return n
}

// counts tells whether an instance counts for the desired capacity.
func (m *member) counts() bool {
	return !m.Leaving && (strings.HasPrefix(m.State, "Pending") || m.State == InService)
}

// perZone is how many standing instances each of the group's zones has.
func (g *group) perZone() map[string]int {
	n := map[string]int{}
	for _, m := range g.members {
		if m.counts() {
			n[m.Zone]++
		}
	}
	return n
}

// GroupView is a group as screens and lessons see it.
type GroupView struct {
	Name              string
	Min, Max, Desired int
	Zones             []string
	Members           []MemberView
	Policies          []PolicyView
	Activities        []ActivityView // the newest first
	TargetARNs        []string
}

// MemberView is an instance of a group.
type MemberView struct {
	ID, Zone, State, Health string
	Protected               bool
}

// PolicyView is a scaling policy with its alarms' names.
type PolicyView struct {
	Name, Type string
	Target     float64
	Alarms     []string
}

// ActivityView is what a group did, and why.
type ActivityView struct {
	At                         sim.Time
	Description, Cause, Status string
}

// Groups are all groups, by name.
func (s *Service) Groups() (out []GroupView) {
	for _, g := range sim.InOrder(s.groups) {
		v := GroupView{Name: g.Name, Min: g.Min, Max: g.Max, Desired: g.Desired, TargetARNs: slices.Clone(g.TargetARNs)}
		for _, n := range g.Subnets {
			v.Zones = append(v.Zones, n.Zone.Name)
		}
		for _, m := range g.members {
			v.Members = append(v.Members, MemberView{m.ID, m.Zone, m.State, m.health(), m.Protected})
		}
		for _, p := range sim.InOrder(g.policies) {
			v.Policies = append(v.Policies, PolicyView{p.Name, p.Type, p.target(), p.alarms})
		}
		for _, a := range slices.Backward(g.activities) {
			v.Activities = append(v.Activities, ActivityView{a.Start, a.Description, a.Cause, a.Status})
		}
		out = append(out, v)
	}
	return out
}
