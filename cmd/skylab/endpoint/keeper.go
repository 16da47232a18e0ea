package endpoint

import (
	"context"
	"errors"
	"time"

	"skylab/engine"
	"skylab/engine/sim"
)

// Keeper owns a world that nobody looks at, and lets its time pass with real
// time. It is the world's only user: everything happens in Run's goroutine.
// While a program outside has a request of the world, time passes as fast as
// real time, whatever the speed: what that program takes is wall time.
type Keeper struct {
	world *engine.World
	// speed is virtual seconds per real second.
	speed float64
	jobs  chan job
	open  []pending
	// since and at are a real instant and the virtual one that belongs to it;
	// rate is the speed since then.
	since time.Time
	at    sim.Time
	rate  float64
	// gone is closed when Run has ended.
	gone chan struct{}
}

// job is something to be done with the world.
type job struct {
	call   engine.Call
	ctx    context.Context
	answer chan<- *engine.Reply
	// with is done instead of a call, where it is not nil.
	with func(*engine.World)
}

// pending is a call that the world answers later.
type pending struct {
	job
	reply *engine.Reply
}

// ErrGone is the error of a call to a world that is no longer kept.
var ErrGone = errors.New("the server is closing")

// fuel is what the world may spend before calls are looked at again: a few
// milliseconds.
const fuel = 5_000

// maxLag is how far the world may fall behind real time before it is given up
// to catch up: a flood of events slows virtual time down, it does not stop it.
const maxLag = 200 * time.Millisecond

// NewKeeper keeps a world at a speed of virtual seconds per real second.
func NewKeeper(w *engine.World, speed float64) *Keeper {
	return &Keeper{world: w, speed: speed, rate: speed, gone: make(chan struct{}), jobs: make(chan job, 256)}
}

// Do makes a call.
func (k *Keeper) Do(ctx context.Context, c engine.Call) (*engine.Reply, error) {
	answer := make(chan *engine.Reply, 1)
	select {
	case k.jobs <- job{call: c, ctx: ctx, answer: answer}:
	case <-k.gone:
		return nil, ErrGone
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case r := <-answer:
		if r == nil {
			return nil, ErrGone
		}
		return r, nil
	case <-k.gone:
		return nil, ErrGone
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// With runs f with the world, between calls.
func (k *Keeper) With(ctx context.Context, f func(*engine.World)) error {
	answer := make(chan *engine.Reply, 1)
	select {
	case k.jobs <- job{with: f, ctx: ctx, answer: answer}:
	case <-k.gone:
		return ErrGone
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-answer:
		return nil
	case <-k.gone:
		return ErrGone
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Run lets time pass and makes the calls until ctx ends. Then all that wait are
// told that the world is gone.
func (k *Keeper) Run(ctx context.Context) {
	defer close(k.gone)
	k.since, k.at = time.Now(), k.world.Now()
	k.pace()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		behind := k.pass()
		k.settle()
		timer.Reset(k.rest(behind))
		select {
		case j := <-k.jobs:
			k.pass() // to the present: the world may have rested for long
			k.do(j)
			k.drain()
			k.pace()
		case <-timer.C:
		case <-ctx.Done():
			for _, p := range k.open {
				p.answer <- nil
			}
			return
		}
	}
}

// drain does the calls that came meanwhile, a bounded number of them, before
// time passes again.
func (k *Keeper) drain() {
	for range cap(k.jobs) {
		select {
		case j := <-k.jobs:
			k.do(j)
		default:
			return
		}
	}
}

func (k *Keeper) do(j job) {
	if j.ctx.Err() != nil {
		return // who asked has left, and nothing has been done yet
	}
	if j.with != nil {
		j.with(k.world)
		j.answer <- nil
		return
	}
	r := k.world.Do(j.call)
	if r.Done {
		j.answer <- r
		return
	}
	k.open = append(k.open, pending{j, r})
}

// pass lets the world's time come up to real time, as far as the fuel goes; it
// tells whether there is more to do at once.
func (k *Keeper) pass() (behind bool) {
	now := time.Now()
	until := k.at.Add(time.Duration(float64(now.Sub(k.since)) * k.rate))
	there := k.world.AdvanceLive(until, fuel)
	if k.pace() || there {
		return !there
	}
	if lag := time.Duration(float64(until-k.world.Now()) / k.rate); lag > maxLag {
		k.since, k.at = now, k.world.Now()
	}
	return true
}

// pace changes the rate from now on, if the world asks for another; it tells
// whether it did.
func (k *Keeper) pace() bool {
	rate := k.speed
	if k.world.Outside() {
		rate = 1
	}
	if rate == k.rate {
		return false
	}
	k.rate, k.since, k.at = rate, time.Now(), k.world.Now()
	return true
}

// settle answers the calls whose replies have come.
func (k *Keeper) settle() {
	left := k.open[:0]
	for _, p := range k.open {
		if p.reply.Done {
			p.answer <- p.reply
			continue
		}
		left = append(left, p)
	}
	clear(k.open[len(left):])
	k.open = left
}

// longest is how long the Keeper rests at the most: what is due later than that
// is asked for again.
const longest = time.Hour

// rest is the real time until something is due.
func (k *Keeper) rest(behind bool) time.Duration {
	next, any := k.world.Next()
	switch {
	case behind:
		return 0
	case !any:
		return longest // a call will wake us
	}
	wait := float64(next-k.at) / k.rate
	return max(0, time.Until(k.since.Add(time.Duration(min(wait, float64(longest))))))
}
