package guest

import (
	"fmt"

	"skylab/engine/machine"
)

// Rules are the rules of what runs in a machine as data, so that a world can be
// run in which a common misconception is true: a twin. AWSRules is the real
// thing.
type Rules struct {
	// NoQueues gives each request a worker and a vCPU of its own.
	NoQueues bool
}

// AWSRules are the rules of real machines.
func AWSRules() Rules { return Rules{} }

// manyVCPUs give every job one of its own.
const manyVCPUs = 100_000

// capacity is how much of a processor requests share on a machine that has so
// many vCPUs. One that is off has none.
func (r Rules) capacity(vcpus float64) float64 {
	if r.NoQueues && vcpus > 0 {
		return manyVCPUs
	}
	return vcpus
}

// application is a server's process.
func (r Rules) application(workers, backlog int) *machine.Application {
	if r.NoQueues {
		workers = machine.Unlimited
	}
	return machine.NewApplication(workers, backlog)
}

// Twin is a misconception about machines as a patch of their rules.
type Twin struct {
	// ID is how lessons and quizzes name the twin.
	ID string
	// Belief is the misconception in a learner's words, Truth what is so.
	Belief, Truth string
	patch         func(*Rules)
}

// Twins are all misconceptions.
func Twins() []Twin {
	return []Twin{
		{"load-does-not-slow", "A server that keeps up answers as fast under load as without.",
			"Requests come in clumps and wait for each other: the fuller a server is, the longer.",
			func(r *Rules) { r.NoQueues = true }},
	}
}

// RulesFor are the rules of the twin with that ID; "" is a real machine.
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
	return r, fmt.Errorf("guest: no twin %q", twin)
}
