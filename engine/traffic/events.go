package traffic

import "time"

// Started is the beginning of a run of traffic.
type Started struct {
	Run          uint64
	Name         string
	Load, Target string // in words: "poisson:5/s", "GET https://…"
}

// Kind names the event.
func (Started) Kind() string { return "traffic.Started" }

// Arrived is an instant at which requests of a run are due. Each run has one
// in the queue at most.
type Arrived struct{ Run uint64 }

// Kind names the event.
func (Arrived) Kind() string { return "traffic.Arrived" }

// PatienceEnded is an instant at which requests of a run may have waited for
// as long as their client waits. Each run has one in the queue at most.
type PatienceEnded struct{ Run uint64 }

// Kind names the event.
func (PatienceEnded) Kind() string { return "traffic.PatienceEnded" }

// DurationReached is the end of the time for which a run was to send.
type DurationReached struct{ Run uint64 }

// Kind names the event.
func (DurationReached) Kind() string { return "traffic.DurationReached" }

// Ended is the end of a run: nothing is to be sent any more, and nothing is
// open.
type Ended struct {
	Run                    uint64
	Name                   string
	Sent, Failed, TimedOut int64
	Took                   time.Duration
}

// Kind names the event.
func (Ended) Kind() string { return "traffic.Ended" }
