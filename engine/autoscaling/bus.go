package autoscaling

import (
	"encoding/json"

	"skylab/engine/aws"
)

// tell has EventBridge hear of a launch or a termination.
//
// fidelity: autoscaling.events
func (s *Service) tell(g *group, kind, instance string, a *activity) {
	if a == nil {
		return
	}
	s.send(g, kind, aws.Object{{Name: "ActivityId", Value: a.ID}, {Name: "AutoScalingGroupName", Value: g.Name}, {Name: "Cause", Value: a.Cause}, {Name: "Description", Value: a.Description},
		{Name: "EC2InstanceId", Value: instance}, {Name: "StatusCode", Value: a.Status}, {Name: "StatusMessage", Value: a.Message}})
}

// tellHook has EventBridge hear of an instance that is held.
func (s *Service) tellHook(m *member, h *hook, token string) {
	kind := "EC2 Instance-launch Lifecycle Action"
	if h.Transition == transitionTerminating {
		kind = "EC2 Instance-terminate Lifecycle Action"
	}
	s.send(m.group, kind, aws.Object{{Name: "LifecycleActionToken", Value: token}, {Name: "AutoScalingGroupName", Value: m.group.Name}, {Name: "LifecycleHookName", Value: h.Name},
		{Name: "EC2InstanceId", Value: m.ID}, {Name: "LifecycleTransition", Value: h.Transition}, {Name: "NotificationMetadata", Value: h.Metadata}})
}

func (s *Service) send(g *group, kind string, detail aws.Object) {
	if s.near.Bus == nil {
		return
	}
	data, err := json.Marshal(aws.Object{{Name: "detail-type", Value: kind}, {Name: "source", Value: "aws.autoscaling"}, {Name: "time", Value: s.moment()},
		{Name: "resources", Value: []string{g.arn()}}, {Name: "detail", Value: detail}})
	if err != nil {
		panic("autoscaling: " + err.Error()) // strings always marshal
	}
	// The default bus takes all that AWS's services send.
	_ = s.near.Bus.Deliver(aws.Delivery{Target: aws.ARN("events", "event-bus/default"), Service: principal, Source: g.arn(), Body: data})
}
