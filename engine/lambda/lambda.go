// Package lambda is AWS Lambda: functions, the execution environments that
// run them, the ways to invoke them, and what each of it costs.
//
// Simulated: functions with their versions, aliases and states; cold and warm
// environments that each serve one request at a time, running the learner's
// JavaScript or a model; synchronous and asynchronous invocation with queue,
// retries, destinations and dead letters; the account's, reserved and
// provisioned concurrency; resource policies; function URLs; log lines,
// metrics and metered usage. Not simulated: VPCs, file systems, response
// streaming, extensions, durable functions. Numbers and texts come from the fact sheet
// on Lambda, whose sections and source tags the comments name; each number
// that is an assumption says so where it stands (timing.go).
//
// Its invariant: every accepted request ends exactly once, and no environment
// holds two requests (check.go).
package lambda

import (
	"skylab/engine/lambda/scaling"
	"skylab/engine/sim"
)

// Service is Lambda in one account and Region.
type Service struct {
	kernel *sim.Kernel
	near   Neighbours

	functions    map[string]*function
	environments map[int]*environment
	invocations  map[uint64]*invocation
	calls        map[uint64]*call
	urls         map[string]*urlConfig
	packages     map[string]*code
	layers       map[string]*layer
	mappings     []*mapping // in the order of their creation

	lastEnvironment int
	lastInvocation  uint64
	lastCall        uint64
	lastRound       int // of provisioned concurrency

	// concurrent is the number of requests that hold an environment.
	concurrent int
	// outside is the number of those whose environment is of a program outside.
	outside int
	account *scaling.Account
	metrics accountMetrics
	// open starts a copy of a function's code; tests put models there.
	open func(*environment) (program, error)
}

// New is a Lambda without functions.
func New(k *sim.Kernel, n Neighbours) *Service {
	s := &Service{
		kernel: k, near: n,
		functions:    map[string]*function{},
		environments: map[int]*environment{},
		invocations:  map[uint64]*invocation{},
		calls:        map[uint64]*call{},
		urls:         map[string]*urlConfig{},
		packages:     map[string]*code{},
		layers:       map[string]*layer{},
		account:      scaling.NewAccount(n.Rules.limit()),
	}
	s.open = s.program
	s.metrics = accountWide(n.CloudWatch)
	return s
}

// On moves what the event is about. Lambda is moved by its own events and by
// messages that become visible, so that each one's cause is the event that led
// to it.
func (s *Service) On(entry sim.Entry) {
	switch e := entry.Event.(type) {
	case FunctionActivated:
		s.activated(e)
	case UpdateEnded:
		s.updateEnded(e)
	case InactivityChecked:
		s.inactivityChecked(e)
	case FunctionRestored:
		s.functionRestored(e)
	case EnvironmentStarted:
		s.kernel.After(e.Preparation, InitStarted{e.Function, e.Environment})
	case InvocationStarted:
		s.invocationStarted(e)
	case EventQueued:
		s.poll(e.Invocation, polling.Sample(s.kernel.Stream("lambda.polling")))
	case EventRetried:
		s.poll(e.Invocation, e.Delay)
	case InitStarted:
		s.initStarted(e)
	case InitEnded:
		s.initEnded(e)
	case TurnEnded:
		s.turnEnded(e)
	case TimerFired:
		s.timerFired(e)
	case CallAnswered:
		s.callAnswered(e)
	case DeadlineReached:
		s.deadlineReached(e, entry.Seq)
	case InvocationEnded:
		s.invocationEnded(e)
	case Responded:
		s.responded(e)
	case IdleChecked:
		s.idleChecked(e)
	case ProvisioningStarted:
		s.provisioningStarted(e)
	case EventPolled:
		s.eventPolled(e)
	default:
		s.onMapping(e)
	}
}
