package autoscaling

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// The transitions at which instances can be held.
const (
	transitionLaunching   = "autoscaling:EC2_INSTANCE_LAUNCHING"
	transitionTerminating = "autoscaling:EC2_INSTANCE_TERMINATING"
)

// hook holds instances at a transition until somebody says that they may go on.
type hook struct {
	Group, Name, Transition, Metadata, Result string
	Heartbeat                                 time.Duration
}

// The heartbeat where none is given, and for how long an instance is held at
// most (facts 6).
const (
	heartbeat     = time.Hour
	longestHold   = 48 * time.Hour
	mostHeartbeat = 100
)

// longest is for how long the hook holds an instance, however many heartbeats
// there are.
func (h *hook) longest() time.Duration { return min(longestHold, mostHeartbeat*h.Heartbeat) }

func (s *Service) hookOperations() []aws.Operation {
	return []aws.Operation{
		op(s, aws.Operation{Name: "PutLifecycleHook", Doc: "Holds instances of a group when they are launched or terminated.", Errors: []string{"LimitExceeded"}, Unsimulated: []string{"RoleARN", "NotificationTargetARN"}}, s.putHook),
		op(s, aws.Operation{Name: "DescribeLifecycleHooks", ReadOnly: true, Doc: "Describes a group's lifecycle hooks."}, s.describeHooks),
		op(s, aws.Operation{Name: "DeleteLifecycleHook", Doc: "Deletes a lifecycle hook; launches that it holds are abandoned, terminations go on."}, s.deleteHook),
		op(s, aws.Operation{Name: "CompleteLifecycleAction", Doc: "Lets an instance that is held go on."}, s.completeAction),
		op(s, aws.Operation{Name: "RecordLifecycleActionHeartbeat", Doc: "Has an instance be held for longer."}, s.recordHeartbeat),
	}
}

// PutLifecycleHookInput follows AWS's model.
type PutLifecycleHookInput struct {
	LifecycleHookName    string `aws:"required,min=1,max=255"`
	AutoScalingGroupName string `aws:"required"`
	LifecycleTransition  string
	NotificationMetadata string
	HeartbeatTimeout     int
	DefaultResult        string
}

// putHook makes a hook.
//
// fidelity: autoscaling.hooks
func (s *Service) putHook(_ *aws.Request, in *PutLifecycleHookInput) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	h := &hook{Group: g.Name, Name: in.LifecycleHookName, Transition: in.LifecycleTransition, Metadata: in.NotificationMetadata, Result: "ABANDON", Heartbeat: heartbeat}
	if old := g.hooks[h.Name]; old != nil && h.Transition == "" {
		h.Transition = old.Transition
	}
	if in.HeartbeatTimeout != 0 {
		h.Heartbeat = time.Duration(in.HeartbeatTimeout) * time.Second
	}
	if in.DefaultResult != "" {
		h.Result = in.DefaultResult
	}
	switch {
	case h.Transition != transitionLaunching && h.Transition != transitionTerminating:
		return nil, invalid("Please specify the lifecycle transition: %s or %s", transitionLaunching, transitionTerminating)
	case h.Result != "ABANDON" && h.Result != "CONTINUE":
		return nil, invalid("Lifecycle action result must be one of: ABANDON, CONTINUE")
	case h.Heartbeat < 30*time.Second || h.Heartbeat > 7200*time.Second:
		return nil, invalid("Heartbeat timeout must be from 30 to 7200 seconds")
	case g.hooks[h.Name] == nil && len(g.hooks) >= maxPolicies:
		return nil, aws.Errorf(400, "LimitExceeded", "You have reached the limit of %d lifecycle hooks for the group %s.", maxPolicies, g.Name)
	}
	g.hooks[h.Name] = h
	return &Empty{}, nil
}

// DescribeLifecycleHooksInput follows AWS's model.
type DescribeLifecycleHooksInput struct {
	AutoScalingGroupName string `aws:"required"`
	LifecycleHookNames   []string
}

// DescribeLifecycleHooksOutput are a group's hooks.
type DescribeLifecycleHooksOutput struct {
	LifecycleHooks []LifecycleHook `aws:"always"`
}

// LifecycleHook is a hook as the API shows it.
type LifecycleHook struct {
	LifecycleHookName, AutoScalingGroupName, LifecycleTransition, NotificationMetadata string
	HeartbeatTimeout, GlobalTimeout                                                    int
	DefaultResult                                                                      string
}

func (s *Service) describeHooks(_ *aws.Request, in *DescribeLifecycleHooksInput) (*DescribeLifecycleHooksOutput, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	out := &DescribeLifecycleHooksOutput{}
	for _, h := range sim.InOrder(g.hooks) {
		if len(in.LifecycleHookNames) == 0 || slices.Contains(in.LifecycleHookNames, h.Name) {
			out.LifecycleHooks = append(out.LifecycleHooks, LifecycleHook{h.Name, g.Name, h.Transition, h.Metadata, int(h.Heartbeat.Seconds()), int(h.longest().Seconds()), h.Result})
		}
	}
	return out, nil
}

// HookName names a hook.
type HookName struct {
	LifecycleHookName    string `aws:"required"`
	AutoScalingGroupName string `aws:"required"`
}

func (s *Service) deleteHook(_ *aws.Request, in *HookName) (*Empty, error) {
	g, err := s.group(in.AutoScalingGroupName)
	if err != nil {
		return nil, err
	}
	h := g.hooks[in.LifecycleHookName]
	if h == nil {
		return nil, invalid("No Lifecycle Hook found with name %s", in.LifecycleHookName)
	}
	delete(g.hooks, h.Name)
	for _, m := range slices.Clone(g.members) {
		result := "ABANDON"
		if m.State == TerminatingWait {
			result = "CONTINUE"
		}
		if w := m.heldBy(h.Name); w != nil {
			s.release(m, w, result, "Abandon Requested")
		}
	}
	return &Empty{}, nil
}
