package autoscaling

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"skylab/engine/sim"
)

// State is all that decides what groups do.
func (s *Service) State() any {
	type memberState struct {
		member
		Waits    []wait
		WarmAt   sim.Time
		Activity string
	}
	type groupState struct {
		group
		Subnets       []string
		Members       []memberState
		Activities    []*activity
		Policies      []scalingPolicy
		Alarms        [][]string
		Ringing       [][]string
		Schedules     []scheduled
		Hooks         []*hook
		Pending, Turn uint64
		Quiet, Retry  sim.Time
		Failures      int
		Failed        []string
		Why           string
		Refreshes     []refresh
		Surge         int
		Changing      bool
		Cooldowns     time.Duration
	}
	var out []groupState
	for _, g := range sim.InOrder(s.groups) {
		v := groupState{group: group{Name: g.Name, UUID: g.UUID, Template: g.Template, Mixed: g.Mixed, Rebalances: g.Rebalances, Min: g.Min, Max: g.Max, Desired: g.Desired, Checks: g.Checks, Grace: g.Grace, Cooldown: g.Cooldown, Warmup: g.Warmup,
			Termination: g.Termination, Protected: g.Protected, MaxLifetime: g.MaxLifetime, TargetARNs: g.TargetARNs, Tags: g.Tags, Suspended: g.Suspended, Created: g.Created, Deleting: g.Deleting},
			Activities: g.activities, Hooks: sim.InOrder(g.hooks), Pending: g.pending, Turn: g.turn, Quiet: g.quiet, Retry: g.retry, Failures: g.failures, Why: g.why, Refreshes: g.refreshStates(), Surge: g.surge, Changing: g.changing, Cooldowns: g.cooldown}
		for _, n := range g.Subnets {
			v.Subnets = append(v.Subnets, n.ID)
		}
		for _, m := range g.members {
			id := ""
			if m.activity != nil {
				id = m.activity.ID
			}
			v.Members = append(v.Members, memberState{member{ID: m.ID, Zone: m.Zone, Type: m.Type, Version: m.Version, State: m.State, Spot: m.Spot, Leaving: m.Leaving, Protected: m.Protected, Unhealthy: m.Unhealthy,
				Launched: m.Launched, InServiceAt: m.InServiceAt, Warm: m.Warm, Turn: m.Turn}, m.waiting(), m.warmAt, id})
		}
		for _, p := range sim.InOrder(g.policies) {
			v.Policies, v.Alarms, v.Ringing = append(v.Policies, *p), append(v.Alarms, p.alarms), append(v.Ringing, p.ringing)
		}
		for _, d := range sim.InOrder(g.schedules) {
			v.Schedules = append(v.Schedules, *d)
		}
		for _, key := range slices.Sorted(maps.Keys(g.failed)) {
			v.Failed = append(v.Failed, fmt.Sprint(key, g.failed[key]))
		}
		out = append(out, v)
	}
	return struct {
		Groups  []groupState
		Gone    []*activity
		Ticking bool
	}{out, s.gone, s.ticking}
}

// waiting are the hooks that hold an instance.
func (m *member) waiting() (out []wait) {
	for _, w := range m.waits {
		out = append(out, *w)
	}
	return out
}

// Check reports a capacity outside of its bounds, and an instance that is not
// where it belongs.
func (s *Service) Check() error {
	members := 0
	for _, g := range sim.InOrder(s.groups) {
		if g.Min > g.Max || g.Desired < g.Min || g.Desired > g.Max {
			return fmt.Errorf("autoscaling: %s is to have %d instances, from %d to %d", g.Name, g.Desired, g.Min, g.Max)
		}
		for _, m := range g.members {
			members++
			if s.members[m.ID] != m || m.group != g {
				return fmt.Errorf("autoscaling: %s is not in %s", m.ID, g.Name)
			}
			if (len(m.waits) > 0) != (m.State == PendingWait || m.State == TerminatingWait) {
				return fmt.Errorf("autoscaling: %s is %s and held by %d hooks", m.ID, m.State, len(m.waits))
			}
		}
		// Rebalancing may go beyond the most, by a tenth or one (facts 6).
		if n := g.standing(); n > g.Max+max(1, g.Max/10)+g.surge && !g.Deleting && g.pending == 0 && !g.suspended("Terminate") && s.victim(g) != nil {
			return fmt.Errorf("autoscaling: %s has %d instances, at most %d", g.Name, n, g.Max)
		}
	}
	if members != len(s.members) {
		return fmt.Errorf("autoscaling: groups have %d instances, and %d are known", members, len(s.members))
	}
	return nil
}
