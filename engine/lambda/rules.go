package lambda

import "time"

// Rules are the rules of the model as data, so that a world can be run in
// which a common misconception is true: a twin (twins.go). AWSRules is the
// real thing; the zero value is not.
type Rules struct {
	// Reuse lets an environment serve further requests.
	Reuse bool
	// RequestsPerEnvironment is how many requests an environment serves at a
	// time: 1, or 0 for any number.
	RequestsPerEnvironment int
	// IdleTTL is how long an idle environment is kept, MaxAge how long any is;
	// 0 is for ever.
	IdleTTL, MaxAge time.Duration
	// GlobalsSurvive keeps what the code left in memory for the next request.
	GlobalsSurvive bool
	// TmpSurvives keeps /tmp when an environment is reset after a failure.
	TmpSurvives bool
	// BillInit counts the init phase as billed duration.
	BillInit bool
	// BillTimeout bills the configured timeout instead of the duration.
	BillTimeout bool
	// BillingUnit is what a billed duration is rounded up to.
	BillingUnit time.Duration
	// CPUFollowsMemory gives more of a vCPU with more memory.
	CPUFollowsMemory bool
	// InitFollowsMemory slows the init phase down as the handler is.
	InitFollowsMemory bool
	// SyncRetries and AsyncRetries are how often a failed request is run
	// again.
	SyncRetries, AsyncRetries int
	// ThrottledEventsRetried returns throttled events to the queue.
	ThrottledEventsRetried bool
	// EventsReturnResult makes the caller of an event wait for its result.
	EventsReturnResult bool
	// ErrorsAnswer500 answers a function's error with an HTTP error.
	ErrorsAnswer500 bool
	// ThrottlesAreErrors counts throttles in the Errors metric.
	ThrottlesAreErrors bool
	// PoolShared lets all functions share the account's concurrency.
	PoolShared bool
	// ReservedLimits makes reserved concurrency a ceiling too; ReservedWarms
	// has it keep environments ready.
	ReservedLimits, ReservedWarms bool
	// BatchFailsWhole brings all messages of a failed batch back to the queue.
	BatchFailsWhole bool
	// FilteredDeleted deletes messages that a mapping's filters keep out.
	FilteredDeleted bool
	// Unlimited takes away every limit on concurrency and scaling.
	Unlimited bool
}

// AWSRules are the rules of AWS Lambda. That an idle environment lives ten
// minutes, and any at most two hours, are assumptions: AWS publishes no
// number (fact sheet 2.2).
func AWSRules() Rules {
	return Rules{
		Reuse: true, RequestsPerEnvironment: 1, IdleTTL: 600 * time.Second, MaxAge: 2 * time.Hour,
		GlobalsSurvive: true, TmpSurvives: true, BillInit: true, BillingUnit: time.Millisecond,
		CPUFollowsMemory: true, AsyncRetries: 2, ThrottledEventsRetried: true, PoolShared: true, ReservedLimits: true, BatchFailsWhole: true, FilteredDeleted: true,
	}
}

// Rules are the rules that this world's Lambda obeys.
func (s *Service) Rules() Rules { return s.near.Rules }
