package lambda

import (
	"fmt"
	"time"
)

// Twin is a misconception about Lambda as a patch of its rules: the world as
// it would be if the misconception were true (fact sheet 9).
type Twin struct {
	// ID is how lessons and quizzes name the twin.
	ID string
	// Belief is the misconception in a learner's words, Truth what is so.
	Belief, Truth string
	patch         func(*Rules)
}

// Twins are all misconceptions, in the order of the fact sheet.
func Twins() []Twin {
	return []Twin{
		{"every-invoke-cold", "Every invocation is a cold start.",
			"An idle environment serves the next request; cold starts are typically below 1 %.",
			func(r *Rules) { r.Reuse = false }},
		{"one-environment-serves-all", "One environment serves many requests at a time.",
			"An environment holds one request at a time; a second one needs a second environment.",
			func(r *Rules) { r.RequestsPerEnvironment = 0 }},
		{"scaling-unlimited", "Scaling is infinite and instant.",
			"The account has a concurrency limit, and a function starts at most 1,000 environments in 10 seconds.",
			func(r *Rules) { r.Unlimited = true }},
		{"own-thousand", "Each function has a concurrency of 1,000 of its own.",
			"All functions of a Region share one pool.",
			func(r *Rules) { r.PoolShared = false }},
		{"reserved-is-no-ceiling", "Reserved concurrency guarantees a minimum and sets no maximum.",
			"It is both: the function cannot use more than it has reserved.",
			func(r *Rules) { r.ReservedLimits = false }},
		{"reserved-warms", "Reserved concurrency removes cold starts.",
			"It keeps room and no environments; provisioned concurrency keeps environments, and is paid for.",
			func(r *Rules) { r.ReservedWarms = true }},
		{"init-not-billed", "Cold starts are free.",
			"The init phase is billed like the handler, since August 2025.",
			func(r *Rules) { r.BillInit = false }},
		{"billed-by-100ms", "Duration is billed in steps of 100 ms.",
			"It is rounded up to 1 ms, since December 2020.",
			func(r *Rules) { r.BillingUnit = 100 * time.Millisecond }},
		{"memory-only-adds-ram", "More memory only adds RAM.",
			"CPU grows with memory: 1,769 MB is one vCPU.",
			func(r *Rules) { r.CPUFollowsMemory = false }},
		{"memory-shortens-init", "More memory shortens the init phase.",
			"Measured init times are the same at every memory setting.",
			func(r *Rules) { r.InitFollowsMemory = true }},
		{"timeout-is-billed", "A longer timeout makes a function cost more.",
			"The time that it runs is billed, not the time that it may run.",
			func(r *Rules) { r.BillTimeout = true }},
		{"errors-return-500", "A function that fails answers with an HTTP error.",
			"Invoke answers 200; FunctionError says that the function failed.",
			func(r *Rules) { r.ErrorsAnswer500 = true }},
		{"event-returns-result", "An Event invocation returns the function's result.",
			"It returns 202 with an empty body as soon as the event is queued.",
			func(r *Rules) { r.EventsReturnResult = true }},
		{"lambda-retries-sync", "Lambda retries failed synchronous invocations.",
			"The caller gets the error; only asynchronous events are retried, twice.",
			func(r *Rules) { r.SyncRetries = 2 }},
		{"async-not-retried", "A failed asynchronous event is lost.",
			"It is retried after one minute, and after two more.",
			func(r *Rules) { r.AsyncRetries = 0 }},
		{"throttled-events-lost", "Throttled events are lost.",
			"They go back to the queue for up to six hours.",
			func(r *Rules) { r.ThrottledEventsRetried = false }},
		{"globals-reset", "Globals are reset between invocations.",
			"They survive in a warm environment, and are gone in a new one.",
			func(r *Rules) { r.GlobalsSurvive = false }},
		{"tmp-wiped", "A failure wipes /tmp.",
			"/tmp survives the reset after a failure, and goes with the environment.",
			func(r *Rules) { r.TmpSurvives = false }},
		{"idle-for-ever", "Environments stay warm for ever.",
			"An idle environment is taken away after minutes; AWS does not say how many.",
			func(r *Rules) { r.IdleTTL, r.MaxAge = 0, 0 }},
		{"throttles-are-errors", "The Errors metric counts throttles.",
			"Throttles have a metric of their own, and are no invocations.",
			func(r *Rules) { r.ThrottlesAreErrors = true }},
		{"one-message-fails-alone", "If one message of a batch fails, only that one comes back.",
			"The whole batch comes back, unless the function reports what failed and the mapping asks for that.",
			func(r *Rules) { r.BatchFailsWhole = false }},
		{"filtered-messages-stay", "Messages that a mapping's filter keeps out stay in the queue.",
			"Lambda deletes them.",
			func(r *Rules) { r.FilteredDeleted = false }},
	}
}

// RulesFor are the rules of the twin with that ID; "" is AWS itself.
func RulesFor(twin string) (Rules, error) {
	r := AWSRules()
	if twin == "" {
		return r, nil
	}
	for _, t := range Twins() {
		if t.ID == twin {
			t.patch(&r)
			return r, nil
		}
	}
	return r, fmt.Errorf("lambda: no twin %q", twin)
}
