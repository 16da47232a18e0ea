package ec2

import "skylab/engine/aws"

// State is where an instance is in its life.
type State struct {
	Code int `aws:"always"`
	Name string
}

// The states of an instance (API reference, InstanceState; facts 1).
var (
	Pending      = State{0, "pending"}
	Running      = State{16, "running"}
	ShuttingDown = State{32, "shutting-down"}
	Terminated   = State{48, "terminated"}
	Stopping     = State{64, "stopping"}
	Stopped      = State{80, "stopped"}
)

// lifecycle tells into which states an instance may go from each.
//
// fidelity: ec2.states
var lifecycle = map[State][]State{
	Pending:      {Running, ShuttingDown},
	Running:      {Stopping, ShuttingDown},
	Stopping:     {Stopped, ShuttingDown},
	Stopped:      {Pending, Terminated},
	ShuttingDown: {Terminated},
	Terminated:   nil,
}

// StateReason is why an instance is in its state.
type StateReason struct{ Code, Message string }

// The reasons of states (API reference, StateReason).
var (
	userShutdown     = StateReason{"Client.UserInitiatedShutdown", "Client.UserInitiatedShutdown: User initiated shutdown"}
	instanceShutdown = StateReason{"Client.InstanceInitiatedShutdown", "Client.InstanceInitiatedShutdown: Instance initiated shutdown"}
	userHibernate    = StateReason{"Client.UserInitiatedHibernate", "Client.UserInitiatedHibernate: User initiated hibernate"}
	pendingReason    = StateReason{"pending", "pending"}
)

// StateChange is an instance's state before and after a call.
type StateChange struct {
	InstanceId                  string
	CurrentState, PreviousState State
}

// wrongState refuses a call that instances of that state do not take.
func wrongState(id, verb, subject string) *aws.Error {
	return aws.Errorf(400, "IncorrectInstanceState", "%s instance '%s' is not in a state from which it can be %s.", subject, id, verb)
}
