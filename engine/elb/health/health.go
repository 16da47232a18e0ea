// Package health decides what a load balancer thinks of a target: its state,
// the reason, and what a check's outcome makes of them.
//
// It knows no time: who checks, and when, is the caller's concern. Its
// invariant: a state other than healthy has a reason.
//
// Facts are from the Application Load Balancers user guide (2023-04) and the
// model of the API (botocore 1.43.67, elbv2 2015-12-01).
package health

// State is a target's, in AWS's words.
type State string

// The states that are simulated.
const (
	Initial   State = "initial"
	Healthy   State = "healthy"
	Unhealthy State = "unhealthy"
	Unused    State = "unused"
	Draining  State = "draining"
)

// Reason is why a target is not healthy, as AWS's API codes it.
type Reason string

// The reasons that are simulated.
const (
	RegistrationInProgress   Reason = "Elb.RegistrationInProgress"
	InitialHealthChecking    Reason = "Elb.InitialHealthChecking"
	ResponseCodeMismatch     Reason = "Target.ResponseCodeMismatch"
	Timeout                  Reason = "Target.Timeout"
	FailedHealthChecks       Reason = "Target.FailedHealthChecks"
	NotRegistered            Reason = "Target.NotRegistered"
	NotInUse                 Reason = "Target.NotInUse"
	InvalidState             Reason = "Target.InvalidState"
	DeregistrationInProgress Reason = "Target.DeregistrationInProgress"
)

// Thresholds are how many checks in a row change a target's state, 2 to 10.
type Thresholds struct{ Healthy, Unhealthy int }

// DefaultThresholds are those of a target group of instances or addresses.
var DefaultThresholds = Thresholds{Healthy: 5, Unhealthy: 2}

// Target is what is known of one target's health. The zero value is of no use;
// see Registered.
type Target struct {
	State  State
	Reason Reason // "" while healthy
	// Run is the number of checks in a row that spoke against State.
	Run int
}

// Registered is a target that was just registered. It is unused, and not
// checked, until a listener forwards to its group.
func Registered(inUse bool) Target {
	if !inUse {
		return Target{State: Unused, Reason: NotInUse}
	}
	return Target{State: Initial, Reason: RegistrationInProgress}
}

// Unusable is a target that gets no requests and is not checked, for a reason.
func Unusable(why Reason) Target { return Target{State: Unused, Reason: why} }

// Checked tells whether a target is sent health checks.
func (t Target) Checked() bool {
	return t.State == Initial || t.State == Healthy || t.State == Unhealthy
}

// Passed is the target after a check that passed. A new target needs only one,
// an unhealthy one as many in a row as the threshold says.
//
// fidelity: elb.health
func (t Target) Passed(n Thresholds) Target {
	switch t.State {
	case Initial:
		return Target{State: Healthy}
	case Healthy:
		t.Run = 0
	case Unhealthy:
		if t.Run++; t.Run >= n.Healthy {
			return Target{State: Healthy}
		}
	}
	return t
}

// Failed is the target after a check that failed for that reason. A failure
// ends an unhealthy target's run of passed checks.
func (t Target) Failed(why Reason, n Thresholds) Target {
	switch t.State {
	case Initial, Healthy:
		if t.Run++; t.Run >= n.Unhealthy {
			return Target{State: Unhealthy, Reason: why}
		}
		if t.State == Initial {
			t.Reason = InitialHealthChecking
		}
	case Unhealthy:
		t.Run, t.Reason = 0, why
	}
	return t
}

// Deregistered is the target while its requests in flight end.
func (t Target) Deregistered() Target {
	return Target{State: Draining, Reason: DeregistrationInProgress}
}
