package lambda

import "time"

// The events of Lambda, in the order of a request's life. Those marked
// (scheduled) wait in the kernel's queue; the others happen within another
// one or a call. Durations are nanoseconds.

// FunctionCreated: a function is in the account, still Pending.
type FunctionCreated struct {
	Function, Runtime string
	MemoryMB          int
}

// FunctionActivated (scheduled): the creation of a version is over.
type FunctionActivated struct{ Function, Version, Revision string }

// UpdateEnded (scheduled): the new code or configuration serves.
type UpdateEnded struct{ Function, Revision string }

// FunctionDeleted: a function is no longer in the account.
type FunctionDeleted struct{ Function string }

// EventQueued: an asynchronous event was accepted; the caller has its 202.
type EventQueued struct {
	Function, Request string
	Invocation        uint64
	Bytes             int
	Source            string // who sent it: a principal
}

// EventPolled (scheduled): the queue hands the event to the function.
type EventPolled struct {
	Function, Request string
	Invocation        uint64
	Attempt           int
}

// EventRetried: the event goes back to the queue, for the given delay.
type EventRetried struct {
	Function, Request string
	Invocation        uint64
	Attempt           int // that comes next, from 1
	Delay             time.Duration
	// Reason is "error", "throttle", or the state of a version that cannot be
	// invoked.
	Reason string
}

// EventDropped: the event is given up.
type EventDropped struct {
	Function, Request string
	// Reason is AWS's condition (RetriesExhausted, EventAgeExceeded,
	// ZeroReservedConcurrency), or FunctionDeleted or RecursiveInvocation.
	Reason   string
	Attempts int
	// Kept tells that a destination or a dead-letter queue has it.
	Kept bool
}

// DestinationTold: the record of an ended event was sent to a destination, or
// could not be.
type DestinationTold struct {
	Function, Request string
	Destination       string // an ARN
	Condition         string
	OK                bool
}

// DeadLettered: an event that was given up was sent to a dead-letter queue, or
// could not be.
type DeadLettered struct {
	Function, Request string
	Queue             string // an ARN
	OK                bool
}

// VersionPublished: a version was made out of $LATEST.
type VersionPublished struct{ Function, Version string }

// AliasChanged: an alias points to a version, and with a weight to another.
type AliasChanged struct {
	Function, Alias, Version, Other string
	Weight                          float64
}

// ConcurrencyReserved: a function has a concurrency of its own.
type ConcurrencyReserved struct {
	Function string
	Reserved int
}

// ProvisioningStarted (scheduled): environments of provisioned concurrency are
// to be started.
type ProvisioningStarted struct {
	Function, Qualifier string
	Round               int
}

// ProvisioningEnded: provisioned concurrency is there as requested.
type ProvisioningEnded struct {
	Function, Qualifier string
	Provisioned         int
}

// Throttled: a request was refused for want of concurrency.
type Throttled struct {
	Function, Request, Mode, Reason string
}

// EnvironmentStarted: a request found no idle environment; a microVM and the
// code are being fetched for it.
type EnvironmentStarted struct {
	Function    string
	Environment int
	Request     string
	Preparation time.Duration
}

// InitStarted (scheduled): the init phase begins.
type InitStarted struct {
	Function    string
	Environment int
}

// InitEnded (scheduled): the init phase is over.
type InitEnded struct {
	Function    string
	Environment int
	Request     string
	Duration    time.Duration
	Phase       string // "init", or "invoke" where it runs within an invocation
	Status      string // success, error or timeout
	ErrorType   string
}

// InvocationStarted: an environment begins to serve a request.
type InvocationStarted struct {
	Function    string
	Environment int
	Request     string
	Invocation  uint64
	Mode        string
	Attempt     int
	Cold        bool
}

// TurnEnded (scheduled): the program has run until it waits for the world.
type TurnEnded struct {
	Function    string
	Environment int
	Turn        int
}

// TimerFired (scheduled): a timer of the program is due.
type TimerFired struct {
	Function    string
	Environment int
	Life        int
	Timer       int64
}

// CallAnswered (scheduled): a service's answer has reached the program.
type CallAnswered struct {
	Function    string
	Environment int
	Operation   string
	Call        uint64
	Code        string // of the error, "" for a success
	Latency     time.Duration
}

// DeadlineReached (scheduled): a waiting request has used up its timeout, or
// an init phase its ten seconds.
type DeadlineReached struct {
	Function    string
	Environment int
}

// ProgramAbandoned: the program could not be stopped and was left behind; its
// invocation counts as timed out.
type ProgramAbandoned struct {
	Function    string
	Environment int
}

// InvocationEnded (scheduled): the environment is done with a request.
type InvocationEnded struct {
	Function    string
	Environment int
	Request     string
	Invocation  uint64
	Mode        string
	Attempt     int
	Cold        bool
	Duration    time.Duration
	Init        time.Duration // 0 on a warm start
	// Restore is what a start from a snapshot took, BilledRestore what of it
	// is charged.
	Restore, BilledRestore time.Duration
	BilledMs               int64
	MemoryMB               int
	MaxMemoryMB            int
	Status                 string // success, error or timeout
	ErrorType              string
	// Outside tells that a program outside of the world ran it, in wall time.
	Outside bool
}

// Responded (scheduled): the answer has reached the synchronous caller.
type Responded struct {
	Function, Request string
	Invocation        uint64
	Status            int
	FunctionError     string
}

// IdleChecked (scheduled): an idle environment's time may be up.
type IdleChecked struct {
	Function    string
	Environment int
}

// EnvironmentExpired: an environment is gone.
type EnvironmentExpired struct {
	Function    string
	Environment int
	// Reason is idle, age, used, update, deleted, provisioning; or runtime: the
	// function's programs are inside now or outside, or the one outside left.
	Reason      string
	Age         time.Duration
	Invocations int
}

// The kinds of the events, as journals and screens name them.

func (FunctionCreated) Kind() string     { return "lambda.FunctionCreated" }
func (FunctionActivated) Kind() string   { return "lambda.FunctionActivated" }
func (UpdateEnded) Kind() string         { return "lambda.UpdateEnded" }
func (FunctionDeleted) Kind() string     { return "lambda.FunctionDeleted" }
func (EventQueued) Kind() string         { return "lambda.EventQueued" }
func (EventPolled) Kind() string         { return "lambda.EventPolled" }
func (EventRetried) Kind() string        { return "lambda.EventRetried" }
func (EventDropped) Kind() string        { return "lambda.EventDropped" }
func (DestinationTold) Kind() string     { return "lambda.DestinationTold" }
func (DeadLettered) Kind() string        { return "lambda.DeadLettered" }
func (VersionPublished) Kind() string    { return "lambda.VersionPublished" }
func (AliasChanged) Kind() string        { return "lambda.AliasChanged" }
func (ConcurrencyReserved) Kind() string { return "lambda.ConcurrencyReserved" }
func (ProvisioningStarted) Kind() string { return "lambda.ProvisioningStarted" }
func (ProvisioningEnded) Kind() string   { return "lambda.ProvisioningEnded" }
func (Throttled) Kind() string           { return "lambda.Throttled" }
func (EnvironmentStarted) Kind() string  { return "lambda.EnvironmentStarted" }
func (InitStarted) Kind() string         { return "lambda.InitStarted" }
func (InitEnded) Kind() string           { return "lambda.InitEnded" }
func (InvocationStarted) Kind() string   { return "lambda.InvocationStarted" }
func (TurnEnded) Kind() string           { return "lambda.TurnEnded" }
func (TimerFired) Kind() string          { return "lambda.TimerFired" }
func (CallAnswered) Kind() string        { return "lambda.CallAnswered" }
func (DeadlineReached) Kind() string     { return "lambda.DeadlineReached" }
func (ProgramAbandoned) Kind() string    { return "lambda.ProgramAbandoned" }
func (InvocationEnded) Kind() string     { return "lambda.InvocationEnded" }
func (Responded) Kind() string           { return "lambda.Responded" }
func (IdleChecked) Kind() string         { return "lambda.IdleChecked" }
func (EnvironmentExpired) Kind() string  { return "lambda.EnvironmentExpired" }
