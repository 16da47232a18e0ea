package sns

import (
	"math"
	"time"

	"skylab/engine/aws"
)

// delay is the wait before the n-th retry of the phase, from 0.
func (p phase) delay(n int) time.Duration {
	if p.first == p.last || p.attempts < 2 {
		return p.first
	}
	part := float64(n) / float64(p.attempts-1)
	return time.Duration(float64(p.first) * math.Pow(float64(p.last)/float64(p.first), part)).Round(time.Millisecond)
}

// retriable tells whether SNS tries a refused delivery again. That an endpoint
// does not exist or does not let SNS in is the client's mistake, and trying
// again is of no use; a service that throttles or fails is another matter.
//
// fidelity: sns.client-errors
func retriable(err *aws.Error) bool {
	if err.Status() == 429 || err.Status() >= 500 {
		return true
	}
	switch err.Code {
	case "ThrottlingException", "RequestThrottled", "OverLimit":
		return true
	}
	return false
}
