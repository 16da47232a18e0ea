// Package engine is the embedded cloud: one simulated AWS account in one
// Region, as a plain single-threaded value.
//
//	w := engine.New(engine.Config{Seed: 7})
//	r := w.Do(engine.Call{Operation: "sts.GetCallerIdentity"})
//	w.Advance(w.Now().Add(time.Minute), 1_000_000)
//
// The same seed and the same calls at the same times give the same bytes, at
// any speed and on any machine. There is no wall clock, goroutine, file,
// network or global randomness below this package.
package engine

import (
	"fmt"

	"skylab/engine/aws"
	"skylab/engine/ec2"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
)

// Version names the behaviour of the simulation: a save made by another
// version may replay differently, and loading it says so. When it must be
// raised is in docs/architecture.md, "Saving, undo, fork".
const Version = 1

// Config is what a world is made from.
type Config struct {
	// Seed is where all randomness comes from.
	Seed uint64
	// Runner runs learners' programs; nil runs them in line.
	Runner sandbox.Runner
	// Memo remembers what learners' programs did, for this world and those that
	// are made of its past by replay; nil runs them each time.
	Memo *sandbox.Memo
	// Twin patches the simulation with one misconception, by its id, for
	// predictions that show where a wrong belief leads; "" is the real thing.
	Twin string
	// Limits are the account's vCPU quotas; nil is ec2.DefaultLimits.
	Limits ec2.Limits
}

// service is the skeleton that all services share.
type service interface {
	// Operations are the service's API, each defined once.
	Operations() []aws.Operation
	// On tells the service what has happened.
	On(sim.Entry)
	// State is all that decides the service's behaviour, for hashing.
	State() any
	// Check reports a broken invariant.
	Check() error
}

// World is one account with all its services.
type World struct {
	config     Config
	kernel     *sim.Kernel
	services   []service
	operations map[string]*aws.Operation
	replies    map[uint64]*Reply
	calls      []Call
	past       []Call // calls, and the readings that were charged
	programs   programs
	parts
}

// New is a fresh account at the world's epoch.
func New(c Config) *World {
	w := &World{
		config:     c,
		kernel:     sim.New(c.Seed),
		operations: map[string]*aws.Operation{},
		replies:    map[uint64]*Reply{},
	}
	w.build()
	for _, s := range w.services {
		ops := s.Operations()
		for i := range ops {
			w.operations[ops[i].ID()] = &ops[i]
		}
	}
	w.kernel.Handle(func(e sim.Entry) {
		for _, s := range w.services {
			s.On(e)
		}
	})
	return w
}

// Config is what the world was made from.
func (w *World) Config() Config { return w.config }

// Now is the present of the world.
func (w *World) Now() sim.Time { return w.kernel.Now() }

// Journal is the world's history, newest entries only.
func (w *World) Journal() *sim.Journal { return w.kernel.Journal() }

// Next is the time of the next event, if any is due at all.
func (w *World) Next() (sim.Time, bool) { return w.kernel.Next() }

// Advance lets virtual time pass until the given instant, or until the fuel
// (events and polls of learners' programs) is used up; it reports whether it
// got there.
func (w *World) Advance(until sim.Time, fuel int64) bool { return w.kernel.Advance(until, fuel) }

// Spent is all the fuel that Advance ever used.
func (w *World) Spent() int64 { return w.kernel.Spent() }

// AdvanceTo is Advance with as much fuel as it takes.
func (w *World) AdvanceTo(until sim.Time) {
	for !w.Advance(until, 1<<40) {
	}
}

// Operation is the definition with that ID ("lambda.Invoke"), or nil.
func (w *World) Operation(id string) *aws.Operation { return w.operations[id] }

// Operations are all definitions, ordered by ID.
func (w *World) Operations() []*aws.Operation { return sim.InOrder(w.operations) }

// Check reports the first broken invariant of any service, with the seed.
func (w *World) Check() error {
	for _, s := range w.services {
		if err := s.Check(); err != nil {
			return fmt.Errorf("seed %d at %s: %w", w.config.Seed, w.Now().Since(), err)
		}
	}
	return nil
}
