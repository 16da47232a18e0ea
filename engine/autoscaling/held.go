package autoscaling

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// wait is one hook's hold of an instance.
type wait struct {
	Hook, Token string
	Since       sim.Time
	timeout     uint64 // the event in the queue
}

// hold holds an instance for all hooks of a transition, or tells that there are
// none.
//
// fidelity: autoscaling.hooks
func (s *Service) hold(m *member, transition, state string) bool {
	var hooks []*hook
	for _, h := range sim.InOrder(m.group.hooks) {
		if h.Transition == transition {
			hooks = append(hooks, h)
		}
	}
	if hooks == nil {
		return false
	}
	s.enter(m, state)
	if m.activity != nil && m.activity.End == 0 {
		m.activity.Status = "MidLifecycleAction"
	}
	for _, h := range hooks {
		w := &wait{Hook: h.Name, Token: aws.UUID(s.k.Stream("autoscaling.tokens")), Since: s.k.Now()}
		m.waits = append(m.waits, w)
		s.arrange(m, w, h.Heartbeat)
		s.tellHook(m, h, w.Token)
	}
	return true
}

// arrange has a hold end after so long.
func (s *Service) arrange(m *member, w *wait, after time.Duration) {
	w.timeout = s.k.After(after, HookTimedOut{m.group.Name, m.ID, w.Hook, m.Turn})
}

// heldBy is a hook's hold of the instance, or nil.
func (m *member) heldBy(hook string) *wait {
	i := slices.IndexFunc(m.waits, func(w *wait) bool { return w.Hook == hook })
	if i < 0 {
		return nil
	}
	return m.waits[i]
}

// hookTimedOut is when an instance has been held for as long as its hook says.
func (s *Service) hookTimedOut(e HookTimedOut) {
	m := s.members[e.Instance]
	if m == nil || m.Turn != e.Turn || m.heldBy(e.Hook) == nil {
		return
	}
	s.release(m, m.heldBy(e.Hook), m.group.hooks[e.Hook].Result, "Heartbeat Timeout")
}

// release ends a hook's hold. One that is abandoned is the end of a launch, and
// of all waiting for a termination; others are waited for.
func (s *Service) release(m *member, w *wait, result, why string) {
	s.k.Cancel(w.timeout)
	m.waits = slices.DeleteFunc(slices.Clone(m.waits), func(o *wait) bool { return o == w })
	switch {
	case m.State == PendingWait && result == "ABANDON":
		s.forgetHooks(m)
		s.finish(m.activity, "Cancelled", "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token "+w.Token+" was abandoned: "+why)
		s.tell(m.group, "EC2 Instance Launch Unsuccessful", m.ID, m.activity)
		s.terminate(m, "At "+s.moment()+" an instance was taken out of service in response to an abandoned lifecycle action.")
	case result == "CONTINUE" && len(m.waits) > 0:
	case m.State == PendingWait:
		s.enter(m, PendingProceed)
		s.serve(m)
	case m.State == TerminatingWait:
		s.forgetHooks(m)
		s.kill(m)
	}
}

// forgetHooks ends an instance's waiting.
func (s *Service) forgetHooks(m *member) {
	for _, w := range m.waits {
		s.k.Cancel(w.timeout)
	}
	m.waits = nil
}

// LifecycleActionInput is that of CompleteLifecycleAction.
type LifecycleActionInput struct {
	LifecycleHookName     string `aws:"required,min=1,max=255"`
	AutoScalingGroupName  string `aws:"required"`
	LifecycleActionToken  string `aws:"min=36,max=36"`
	LifecycleActionResult string `aws:"required"`
	InstanceId            string `aws:"min=1,max=19"`
}

// held finds what a hook holds, by the instance or by the action's token.
func (s *Service) held(group, hook, instance, token string) (*member, *wait, *aws.Error) {
	g, err := s.group(group)
	if err != nil {
		return nil, nil, err
	}
	if instance == "" && token == "" {
		return nil, nil, invalid("Must specify either Lifecycle Action Token or Instance ID")
	}
	for _, m := range g.members {
		w := m.heldBy(hook)
		if w != nil && (instance == "" || instance == m.ID) && (token == "" || token == w.Token) {
			return m, w, nil
		}
	}
	if instance == "" {
		return nil, nil, invalid("No active Lifecycle Action found with token %s", token)
	}
	return nil, nil, invalid("No active Lifecycle Action found with instance ID %s", instance)
}

func (s *Service) completeAction(_ *aws.Request, in *LifecycleActionInput) (*Empty, error) {
	if in.LifecycleActionResult != "ABANDON" && in.LifecycleActionResult != "CONTINUE" {
		return nil, invalid("Lifecycle action result must be one of: ABANDON, CONTINUE")
	}
	m, w, err := s.held(in.AutoScalingGroupName, in.LifecycleHookName, in.InstanceId, in.LifecycleActionToken)
	if err != nil {
		return nil, err
	}
	s.release(m, w, in.LifecycleActionResult, "Abandon Requested")
	return &Empty{}, nil
}

// HeartbeatInput names an instance that is held.
type HeartbeatInput struct {
	LifecycleHookName    string `aws:"required,min=1,max=255"`
	AutoScalingGroupName string `aws:"required"`
	LifecycleActionToken string `aws:"min=36,max=36"`
	InstanceId           string `aws:"min=1,max=19"`
}

// recordHeartbeat has an instance be held for another heartbeat, up to the
// longest that a hook holds one.
//
// fidelity: autoscaling.hooks
func (s *Service) recordHeartbeat(_ *aws.Request, in *HeartbeatInput) (*Empty, error) {
	m, w, err := s.held(in.AutoScalingGroupName, in.LifecycleHookName, in.InstanceId, in.LifecycleActionToken)
	if err != nil {
		return nil, err
	}
	h := m.group.hooks[w.Hook]
	s.k.Cancel(w.timeout)
	s.arrange(m, w, max(0, min(h.Heartbeat, h.longest()-s.k.Now().Sub(w.Since))))
	return &Empty{}, nil
}
