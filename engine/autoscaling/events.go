package autoscaling

// What happens to groups.
type (
	// GroupCreated and GroupDeleted: there is a group, and no longer.
	GroupCreated struct{ Group string }
	GroupDeleted struct{ Group string }
	// CapacityChanged: a group is to have another number of instances. Why is
	// the sentence of its activities.
	CapacityChanged struct {
		Group    string
		From, To int
		Why      string
	}
	// MemberChanged: an instance of a group is in another state of its life.
	MemberChanged struct{ Group, Instance, State string }
	// MemberUnhealthy: an instance is to be replaced.
	MemberUnhealthy struct{ Group, Instance, Why string }
	// LaunchFailed: a group could not launch an instance.
	LaunchFailed struct{ Group, Zone, Code string }
	// PolicyExecuted: a policy has run; Changed tells whether it changed anything.
	PolicyExecuted struct {
		Group, Policy string
		Changed       bool
	}
	// RefreshChanged: an instance refresh is in another state.
	RefreshChanged struct{ Group, Refresh, Status string }
	// RefreshStepped (scheduled): an instance refresh looks whether it can go on.
	RefreshStepped struct{ Group, Refresh string }
	// Reconciled (scheduled): a group is brought to what is wanted.
	Reconciled struct{ Group string }
	// HealthChecked (scheduled): all groups look at their instances.
	HealthChecked struct{}
	// ScheduleDue (scheduled): a scheduled action is due.
	ScheduleDue struct {
		Group, Action string
		Turn          uint64
	}
	// HookTimedOut (scheduled): an instance has waited for as long as its hook
	// says.
	HookTimedOut struct {
		Group, Instance, Hook string
		Turn                  uint64
	}
	// PolicyRepeated (scheduled): an alarm may still ring.
	PolicyRepeated struct{ Group, Policy, Alarm, ID string }
	// WarmedUp (scheduled): an instance counts for the metrics from now on.
	WarmedUp struct{ Group, Instance string }
	// Drained (scheduled): an instance's connections have ended.
	Drained struct {
		Group, Instance string
		Turn            uint64
	}
)

// The kinds of the events, as journals and screens name them.

func (GroupCreated) Kind() string    { return "autoscaling.GroupCreated" }
func (GroupDeleted) Kind() string    { return "autoscaling.GroupDeleted" }
func (CapacityChanged) Kind() string { return "autoscaling.CapacityChanged" }
func (MemberChanged) Kind() string   { return "autoscaling.MemberChanged" }
func (MemberUnhealthy) Kind() string { return "autoscaling.MemberUnhealthy" }
func (LaunchFailed) Kind() string    { return "autoscaling.LaunchFailed" }
func (PolicyExecuted) Kind() string  { return "autoscaling.PolicyExecuted" }
func (RefreshChanged) Kind() string  { return "autoscaling.RefreshChanged" }
func (RefreshStepped) Kind() string  { return "autoscaling.RefreshStepped" }
func (Reconciled) Kind() string      { return "autoscaling.Reconciled" }
func (HealthChecked) Kind() string   { return "autoscaling.HealthChecked" }
func (ScheduleDue) Kind() string     { return "autoscaling.ScheduleDue" }
func (HookTimedOut) Kind() string    { return "autoscaling.HookTimedOut" }
func (PolicyRepeated) Kind() string  { return "autoscaling.PolicyRepeated" }
func (WarmedUp) Kind() string        { return "autoscaling.WarmedUp" }
func (Drained) Kind() string         { return "autoscaling.Drained" }
