// Package retry is how EventBridge, its rules and its Scheduler alike, deals
// with targets that refuse: what is tried again, when, for how long, and what
// a failure is called.
//
// It delivers nothing. Its Book counts that every invocation that was begun
// ends once.
package retry

import (
	"math/rand/v2"
	"time"

	"skylab/engine/aws"
)

// The limits of a target without a retry policy (EventBridge user guide, retry
// policy; botocore 1.43.11 for the ranges: 0-185, 60-86,400 s).
const (
	DefaultAttempts = 185
	DefaultAge      = 24 * time.Hour
)

// Limits are how often a target is tried again, and until which age of the
// event.
type Limits struct {
	Retries int
	Age     time.Duration
}

// Of are the limits of a policy, whose members may be missing; age is in
// seconds.
func Of(retries, age *int) Limits {
	l := Limits{DefaultAttempts, DefaultAge}
	if retries != nil {
		l.Retries = *retries
	}
	if age != nil {
		l.Age = time.Duration(*age) * time.Second
	}
	return l
}

// After tells what follows on a failed attempt, the attempts-th, of an event
// of that age: a further one after a pause, or none, and then which condition
// ended it ("" where the error is not one that passes).
//
// fidelity: events.retries
func (l Limits) After(err *aws.Error, attempts int, age time.Duration, r *rand.Rand) (pause time.Duration, again bool, condition string) {
	if !passes(err) {
		return 0, false, ""
	}
	pause = backOff(attempts, r)
	switch {
	case attempts > l.Retries:
		return 0, false, "MaximumRetryAttempts"
	case age+pause > l.Age:
		return 0, false, "MaximumEventAgeInSeconds"
	}
	return pause, true, ""
}

// passes tells whether an error may pass: throttling and what is the
// service's fault. Missing permissions and resources are not retried
// (EventBridge user guide, dead-letter queues).
func passes(err *aws.Error) bool {
	return err.Status() == 429 || err.Status() >= 500 && err.Status() != 501
}

// backOff is the pause before the nth retry, from 1: it doubles from ten
// seconds to eight minutes, give or take a tenth. AWS says exponential with
// jitter, 185 times in 24 hours, which these steps come to; they themselves
// are an assumption.
func backOff(n int, r *rand.Rand) time.Duration {
	pause := min(10*time.Second<<min(n-1, 10), 8*time.Minute)
	return time.Duration(float64(pause) * (0.9 + 0.2*r.Float64()))
}

// Code is an error as EventBridge names it in dead letters (EventBridge user
// guide, dead-letter queues, list of error codes).
func Code(err *aws.Error) string {
	switch {
	case err.Code == InvalidInput:
		return "INVALID_JSON"
	case err.Status() == 429:
		return "THROTTLING"
	case err.Status() >= 500:
		return "INTERNAL_ERROR"
	case err.Status() == 403:
		return "NO_PERMISSIONS"
	case err.Status() == 404, err.Code == "AWS.SimpleQueueService.NonExistentQueue", err.Code == "QueueDoesNotExist":
		return "NO_RESOURCE"
	}
	return "INVALID_PARAMETER"
}

// InvalidInput is the code of an error for input that is not JSON.
const InvalidInput = "InvalidJson"
