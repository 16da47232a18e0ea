package sqs

import "time"

// Quotas (developer guide, quotas related to messages and queues; the largest
// message is 1 MiB since August 2025).
//
// fidelity: sqs.quotas
const (
	maxMessage     = 1 << 20 // bytes, with attributes
	maxInFlight    = 120_000 // of a standard queue; a FIFO queue has as many
	maxBatch       = 10
	maxAttributes  = 10
	maxPoll        = 20 * time.Second
	maxVisibility  = 12 * time.Hour
	nameRest       = 60 * time.Second // before a deleted name can be used again
	purgeRest      = 60 * time.Second // between two purges
	maxSources     = 10               // ARNs of a redrive allow policy
	maxPolicy      = 8192             // bytes
	maxStatements  = 20               // of a policy
	maxActions     = 7                // of a statement
	maxMoves       = 100              // active message move tasks of the account
	maxMoveRate    = 500              // messages a second
	maxMovesListed = 10               // tasks of a queue
	dedupWindow    = 5 * time.Minute
	maxHeld        = 256 << 20 // bytes of all messages: this project's own
	maxDelay       = 15 * time.Minute
	sampleInterval = time.Minute
)
