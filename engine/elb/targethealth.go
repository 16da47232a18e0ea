package elb

import (
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/elb/health"
)

// DescribeTargetHealthInput names a group, and perhaps some of its targets.
type DescribeTargetHealthInput struct {
	TargetGroupArn string `aws:"required"`
	Targets        []TargetDescription
}

// DescribeTargetHealthOutput is what the load balancer thinks of targets.
type DescribeTargetHealthOutput struct {
	TargetHealthDescriptions []TargetHealthDescription `aws:"always"`
}

// TargetHealthDescription is the health of one target.
type TargetHealthDescription struct {
	Target          TargetDescription
	HealthCheckPort string
	TargetHealth    TargetHealth
}

// TargetHealth is a state, with a reason unless it is healthy.
type TargetHealth struct{ State, Reason, Description string }

// describeTargetHealth answers for the targets named, or all. One that is not
// registered is unused.
//
// fidelity: elb.target-health
func (s *Service) describeTargetHealth(_ *aws.Request, in *DescribeTargetHealthInput) (*DescribeTargetHealthOutput, error) {
	g, err := s.group(in.TargetGroupArn)
	if err != nil {
		return nil, err
	}
	list := g.targets
	if len(in.Targets) > 0 {
		list = nil
		for _, d := range in.Targets {
			t := g.byKey[g.key(d)]
			if t == nil {
				t = &target{key: g.key(d), group: g, health: health.Unusable(health.NotRegistered)}
			}
			list = append(list, t)
		}
	}
	out := &DescribeTargetHealthOutput{}
	for _, t := range list {
		out.TargetHealthDescriptions = append(out.TargetHealthDescriptions, t.describe())
	}
	return out, nil
}

func (t *target) describe() TargetHealthDescription {
	port, _ := t.group.checks.port(t.port) // it was looked at when it was set
	d := TargetDescription{Id: t.id, Port: t.port}
	if t.group.kind == ipTargets {
		d.AvailabilityZone = t.zone
	}
	return TargetHealthDescription{d, strconv.Itoa(port), TargetHealth{string(t.health.State), string(t.health.Reason), t.describeHealth()}}
}

// describeHealth is the sentence that AWS gives for a reason (user guide,
// target health status and reason codes).
func (t *target) describeHealth() string {
	switch why := t.health.Reason; why {
	case health.ResponseCodeMismatch:
		return "Health checks failed with these codes: [" + t.detail + "]"
	case health.InvalidState:
		return "Target is in the " + t.detail + " state"
	case health.NotInUse:
		if t.detail != "" {
			return "Target is in an Availability Zone that is not enabled for the load balancer"
		}
		return "Target group is not configured to receive traffic from the load balancer"
	default:
		return map[health.Reason]string{
			health.RegistrationInProgress: "Target registration is in progress", health.InitialHealthChecking: "Initial health checks in progress",
			health.Timeout: "Request timed out", health.FailedHealthChecks: "Health checks failed",
			health.DeregistrationInProgress: "Target deregistration is in progress", health.NotRegistered: "Target is not registered to the target group",
		}[why]
	}
}
