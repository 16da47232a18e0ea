package sqs

import "time"

// What a message move task takes. AWS names the most that it moves in a second
// and the longest that it runs (API reference, StartMessageMoveTask; developer
// guide, dead-letter queue redrive); that a task without a rate moves the most
// is said of the console's "System optimized". When it begins is an assumption.
//
// fidelity: sqs.move-timing
const (
	moveStart     = time.Second // from the start to the first message
	optimizedRate = maxMoveRate // messages a second
	maxMove       = 36 * time.Hour
)
