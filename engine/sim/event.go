package sim

// Event is something that has happened, as a small past-tense value: no
// pointers and no closures, so the queue can be shown, hashed and compared.
type Event interface {
	// Kind names the event for journals and screens: "lambda.InitEnded".
	Kind() string
}

// Entry is an event with its place in history.
type Entry struct {
	// Seq numbers entries in the order in which they were scheduled, from 1.
	Seq uint64
	// Cause is the Seq of the entry during which this one was scheduled, or 0
	// for a root: an action of the learner, a fault or the seed.
	Cause uint64
	// Trace is what the cause carried, handed on from effect to effect: see
	// Kernel.Carry.
	Trace uint64
	At    Time
	Event Event
}
