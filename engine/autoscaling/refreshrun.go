package autoscaling

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"skylab/engine/sim"
)

// refreshStep is how often an instance refresh looks whether it can go on, and
// refreshPatience how long it waits for something to get on: AWS fails a refresh
// after an hour.
const (
	refreshStep     = 10 * time.Second
	refreshPatience = time.Hour
)

// turnRefresh brings a refresh into a state.
func (s *Service) turnRefresh(g *group, r *refresh, status string) {
	r.Status = status
	s.k.Emit(RefreshChanged{g.Name, r.ID, status})
}

// template is what new instances are launched from.
func (g *group) template() LaunchTemplateSpecification {
	if r := g.refreshing(); r != nil && r.Desired != nil && r.Back == nil && r.Status != refreshCancelling {
		return *r.Desired
	}
	return g.Template
}

// toReplace are the instances that a refresh is about: all that are there, or
// those that another launch template made.
func (s *Service) toReplace(g *group, r *refresh) (out []string) {
	t := g.template()
	version := s.near.EC2.TemplateVersion(t.LaunchTemplateId, t.Version)
	for _, m := range g.members {
		if !m.counts() && m.State != Standby {
			continue
		}
		if machine, _ := s.near.EC2.Machine(m.ID); r.Preferences.SkipMatching && machine.Template == t.LaunchTemplateId && m.Version == version {
			continue
		}
		out = append(out, m.ID)
	}
	return out
}

// refreshStepped is when a refresh looks at its group again.
func (s *Service) refreshStepped(e RefreshStepped) {
	g := s.groups[e.Group]
	if g == nil || g.refreshing() == nil || g.refreshing().ID != e.Refresh {
		return
	}
	r := g.refreshing()
	s.stepRefresh(g, r)
	if r.active() {
		s.k.After(refreshStep, e)
	}
}

// stepRefresh takes a refresh one step on.
//
// fidelity: autoscaling.instance-refresh
func (s *Service) stepRefresh(g *group, r *refresh) {
	if r.Status == refreshPending {
		s.turnRefresh(g, r, refreshRuns)
	}
	old, moving, example := s.progress(g, r)
	done := max(0, r.Total-len(old)-moving)
	if percent := 100; r.Total > 0 {
		percent = 100 * done / r.Total
		if percent > r.Percentage {
			r.Percentage, r.Moved = percent, s.k.Now()
		}
	}
	switch {
	case r.Status == refreshCancelling:
		if moving == 0 {
			s.endRefresh(g, r, refreshCancelled)
		}
	case len(old) == 0 && moving == 0:
		s.complete(g, r)
	case s.k.Now().Sub(r.Moved) > refreshPatience:
		s.giveUp(g, r)
	case s.atCheckpoint(r):
	default:
		s.replaceSome(g, r, old, moving, example)
	}
}

// progress are the instances that are still to be replaced, and how many are on
// their way in or warm up, with one of them.
func (s *Service) progress(g *group, r *refresh) (old []*member, moving int, example string) {
	warmup := time.Duration(*r.Preferences.InstanceWarmup) * time.Second
	for _, m := range g.members {
		ignored := m.Protected && r.Preferences.ScaleInProtectedInstances == "Ignore" || m.State == Standby && r.Preferences.StandbyInstances == "Ignore"
		switch {
		case slices.Contains(r.Old, m.ID):
			if !ignored && (m.counts() || m.State == Standby) {
				old = append(old, m)
			}
		case strings.HasPrefix(m.State, PendingState), m.State == InService && s.k.Now() < m.InServiceAt.Add(warmup):
			moving, example = moving+1, m.ID
		}
	}
	return old, moving, example
}

// replaceSome launches more, or takes old ones out, as far as the least and the
// most healthy instances allow it. One at a time is always replaced.
func (s *Service) replaceSome(g *group, r *refresh, old []*member, moving int, example string) {
	if moving > 0 && (g.surge > 0 || *r.Preferences.MaxHealthyPercentage == 100) {
		r.Reason = fmt.Sprintf("Waiting for instances to warm up before continuing. For example: %s is warming up.", example)
		return
	}
	ready := slices.DeleteFunc(slices.Clone(old), func(m *member) bool {
		why := r.waitsFor(m)
		if why != "" {
			r.Reason = why
		}
		return why != ""
	})
	if len(ready) == 0 {
		return
	}
	if more := g.Desired * (*r.Preferences.MaxHealthyPercentage - 100) / 100; *r.Preferences.MaxHealthyPercentage > 100 && g.surge == 0 {
		g.surge = min(max(more, 1), len(ready))
		s.later(g, reacting)
		return
	}
	n := min(max(1, g.Desired*(100-*r.Preferences.MinHealthyPercentage)/100, g.surge), r.toCheckpoint(len(old)), len(ready))
	g.surge, r.Reason = 0, ""
	for _, m := range ready[:n] {
		s.terminate(m, fmt.Sprintf("At %s an instance was taken out of service in response to an instance refresh.", s.moment()))
	}
	s.later(g, reacting)
}

// waitsFor is why an instance is not replaced yet.
func (r *refresh) waitsFor(m *member) string {
	switch {
	case m.Protected && r.Preferences.ScaleInProtectedInstances == "Wait":
		return "Waiting for remaining instances to be available. For example: " + m.ID + " is protected from scale in."
	case m.State == Standby && r.Preferences.StandbyInstances == "Wait":
		return "Waiting for remaining instances to be available. For example: " + m.ID + " is in Standby."
	}
	return ""
}

// atCheckpoint tells whether a refresh waits at one.
func (s *Service) atCheckpoint(r *refresh) bool {
	now := s.k.Now()
	if r.Until > now {
		return true
	}
	points := r.Preferences.CheckpointPercentages
	if r.Passed < len(points) && r.Percentage >= points[r.Passed] && r.Back == nil {
		r.Passed++
		r.Until = now.Add(time.Duration(*r.Preferences.CheckpointDelay) * time.Second)
		r.Moved = r.Until
		r.Reason = "Waiting at a checkpoint."
		return true
	}
	return false
}

// toCheckpoint is how many instances may be replaced until the next one.
func (r *refresh) toCheckpoint(old int) int {
	points := r.Preferences.CheckpointPercentages
	if r.Passed >= len(points) || r.Back != nil {
		return old
	}
	behind := (r.Total*points[r.Passed] + 99) / 100
	return max(1, behind-(r.Total-old))
}

// complete is when all is replaced.
func (s *Service) complete(g *group, r *refresh) {
	r.Percentage, r.Reason = 100, ""
	if r.Back != nil {
		s.endRefresh(g, r, refreshRolledBack)
		return
	}
	if r.Desired != nil {
		g.Template = *r.Desired
	}
	s.endRefresh(g, r, refreshDone)
}

// giveUp is when nothing has got on for too long.
func (s *Service) giveUp(g *group, r *refresh) {
	r.Reason = "Instances could not be replaced for an hour."
	switch {
	case r.Back != nil:
		s.endRefresh(g, r, refreshNotRestored)
	case r.Preferences.AutoRollback:
		s.rollBack(g, r, r.Reason)
	default:
		s.endRefresh(g, r, refreshFailed)
	}
}

// rollBack has the instances that a refresh has launched be replaced.
func (s *Service) rollBack(g *group, r *refresh, why string) {
	r.Back = &RollbackDetails{why, *since(s.k.Now()), r.Percentage, len(r.Old)}
	var made []string
	for _, m := range g.members {
		if !slices.Contains(r.Old, m.ID) && (m.counts() || m.State == Standby) {
			made = append(made, m.ID)
		}
	}
	r.Old, r.Total, r.Percentage, r.Moved, r.Until, r.Reason = made, len(made), 0, s.k.Now(), 0, ""
	g.surge = 0
	s.turnRefresh(g, r, refreshRollsBack)
}

func (s *Service) endRefresh(g *group, r *refresh, status string) {
	r.End = s.k.Now()
	g.surge = 0
	s.turnRefresh(g, r, status)
	s.later(g, reacting)
}

// refreshStates are a group's refreshes, for telling worlds apart.
func (g *group) refreshStates() (out []refresh) {
	for _, r := range g.refreshes {
		out = append(out, *r)
	}
	return out
}

// left is how many instances a refresh has still to replace.
func (g *group) left(r *refresh) (n int) {
	for _, m := range g.members {
		if slices.Contains(r.Old, m.ID) && (m.counts() || m.State == Standby) {
			n++
		}
	}
	return n
}

// since is a time as the API shows it, nil for none.
func since(t sim.Time) *time.Time {
	if t == 0 {
		return nil
	}
	wall := t.Wall().Truncate(time.Second)
	return &wall
}
