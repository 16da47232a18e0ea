package events

// The quotas of EventBridge in an account (EventBridge user guide, quotas,
// read 2026-11-23).
const (
	// maxRules is how many rules a bus may have.
	maxRules = 300
	// maxTargets is how many targets a rule may have.
	maxTargets = 5
	// maxBuses is how many buses an account may have.
	maxBuses = 100
	// maxEntries is the weight of all entries of one PutEvents, in bytes
	// (AWS blog 2026-01-29: 1 MB; 256 KB before).
	//
	// fidelity: events.put-events-size
	maxEntries = 1 << 20
	// chunk is what is billed as one event, in bytes.
	chunk = 64 << 10
)

// maxPage is how many names a list operation answers at the most.
const maxPage = 100
