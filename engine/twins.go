package engine

import (
	"skylab/engine/autoscaling"
	"skylab/engine/ec2"
	"skylab/engine/elb"
	"skylab/engine/guest"
	"skylab/engine/lambda"
)

// Twin is a misconception that a world can be made for (Config.Twin).
type Twin struct {
	// ID names it, in all services.
	ID string
	// Belief is the misconception in a learner's words, Truth what is so.
	Belief, Truth string
}

// Twins are the misconceptions about all services.
func Twins() (out []Twin) {
	for _, t := range guest.Twins() {
		out = append(out, Twin{t.ID, t.Belief, t.Truth})
	}
	for _, t := range ec2.Twins() {
		out = append(out, Twin{t.ID, t.Belief, t.Truth})
	}
	for _, t := range elb.Twins() {
		out = append(out, Twin{t.ID, t.Belief, t.Truth})
	}
	for _, t := range autoscaling.Twins() {
		out = append(out, Twin{t.ID, t.Belief, t.Truth})
	}
	for _, t := range lambda.Twins() {
		out = append(out, Twin{t.ID, t.Belief, t.Truth})
	}
	return out
}

// HasTwin tells whether there is a twin with that ID; "" is AWS itself.
func HasTwin(id string) bool {
	if id == "" {
		return true
	}
	for _, t := range Twins() {
		if t.ID == id {
			return true
		}
	}
	return false
}

// rules are a service's in a world with that twin: AWS's own where the twin is
// another service's.
func rules[R any](of func(twin string) (R, error), twin string) R {
	if r, err := of(twin); err == nil {
		return r
	}
	r, err := of("")
	if err != nil {
		panic("engine: " + err.Error())
	}
	return r
}
