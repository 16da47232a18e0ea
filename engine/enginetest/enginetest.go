// Package enginetest makes random worlds: calls drawn from the registry of
// operations, at random times, for the laws that every world must obey. It is
// imported by tests only.
package enginetest

import (
	"math/rand/v2"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/lambda"
	"skylab/engine/sim"
)

// Story is a random life of an account: calls with their times.
type Story struct {
	Seed uint64
	// Steps are the calls in order, each with the pause before it.
	Steps []Step
}

// Step is a pause and a call after it.
type Step struct {
	Pause time.Duration
	Call  engine.Call
}

// Do makes the step's call. The answer of a runtime outside is for the request
// that it has by then, and a group's instance is one that it has: only the world
// can name them.
func (s Step) Do(w *engine.World) *engine.Reply {
	c := s.Call
	if in, is := c.In.(*lambda.RuntimeAnswerInput); is && in.RequestId == taken {
		named := *in
		for _, e := range w.Lambda.Environments(in.FunctionName) {
			if e.Outside && e.RequestID != "" {
				named.RequestId = e.RequestID
				break
			}
		}
		c.In = &named
	}
	if id, ok := memberOf(w); ok {
		c.In = withMember(c.In, id)
	}
	return w.Do(c)
}

// taken stands for the request that a runtime outside has.
const taken = "taken"

// Draw makes a story of n turns, each a random call or a scenario of several.
// The same seed gives the same story.
func Draw(seed uint64, n int) Story {
	g := newGenerator(seed)
	ops := g.w.Operations()
	for range n {
		if g.r.IntN(4) == 0 {
			scenarios[g.r.IntN(len(scenarios))](g)
			continue
		}
		op := ops[g.r.IntN(len(ops))]
		if op.ReadOnly && g.r.IntN(2) == 0 {
			op = ops[g.r.IntN(len(ops))] // readings change nothing: fewer of them
		}
		g.steps = append(g.steps, Step{Pause: pause(g.r), Call: engine.Call{Operation: op.ID(), In: g.input(op), By: "test"}})
	}
	return Story{Seed: seed, Steps: g.steps}
}

// Flood makes a short story in which the account's concurrency is used up.
func Flood(seed uint64) Story {
	g := newGenerator(seed)
	g.flood()
	g.again()
	return Story{Seed: seed, Steps: g.steps}
}

// pause is nothing, some milliseconds, seconds or minutes.
func pause(r *rand.Rand) time.Duration {
	switch r.IntN(4) {
	case 0:
		return 0
	case 1:
		return time.Duration(r.IntN(500)) * time.Millisecond
	case 2:
		return time.Duration(r.IntN(20)) * time.Second
	}
	return time.Duration(r.IntN(15)) * time.Minute
}

// Play runs the story in a fresh world and calls after each step.
func (s Story) Play(after func(*engine.World) error) (*engine.World, error) {
	w := engine.New(engine.Config{Seed: s.Seed})
	for _, step := range s.Steps {
		w.AdvanceTo(w.Now().Add(step.Pause))
		step.Do(w)
		if after != nil {
			if err := after(w); err != nil {
				return w, err
			}
		}
	}
	return w, nil
}

// PlaySliced is Play with time cut into random slices of random fuel, as the
// frames of a screen cut it.
func (s Story) PlaySliced(cut uint64) *engine.World {
	r := rand.New(rand.NewPCG(s.Seed, cut))
	w := engine.New(engine.Config{Seed: s.Seed})
	for _, step := range s.Steps {
		until := w.Now().Add(step.Pause)
		for w.Now() < until {
			next := min(until, w.Now().Add(time.Duration(1+r.Int64N(int64(time.Minute)))))
			for !w.Advance(next, 1+r.Int64N(50)) {
			}
		}
		step.Do(w)
	}
	return w
}

// Without is the story with the steps from i to j left out, for shrinking.
func (s Story) Without(i, j int) Story {
	out := Story{Seed: s.Seed}
	out.Steps = append(append(out.Steps, s.Steps[:i]...), s.Steps[j:]...)
	return out
}

// Shrink leaves out steps as long as the story still fails.
func (s Story) Shrink(fails func(Story) bool) Story {
	for size := len(s.Steps) / 2; size > 0; size /= 2 {
		for i := 0; i+size <= len(s.Steps); {
			if shorter := s.Without(i, i+size); fails(shorter) {
				s = shorter
				continue
			}
			i += size
		}
	}
	return s
}

// End is the instant at which the story's last call is made.
func (s Story) End() sim.Time {
	var t sim.Time
	for _, step := range s.Steps {
		t = t.Add(step.Pause)
	}
	return t
}

// decode fills the input of an operation from JSON, for the fixed steps.
func decode(op *aws.Operation, json string) any {
	in := op.NewIn()
	if err := aws.Decode([]byte(json), in); err != nil {
		panic("enginetest: " + op.ID() + ": " + err.Error())
	}
	return in
}
