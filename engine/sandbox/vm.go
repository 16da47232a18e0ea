package sandbox

import (
	"math/rand/v2"
	"runtime"
	"unsafe"
)

// VM is one process of a runtime with a package in it: what an execution
// environment keeps between invocations. It is for one goroutine at a time.
type VM struct {
	pkg *Package
	cfg Config
	q   quickjs

	dead Exit // ExitNone while it lives
	code int
	lost bool // its memory may not be touched any more

	turn  *Turn
	now   int64 // virtual unix nanoseconds at the start of the turn
	base  int64 // steps at the start of the turn
	share float64

	door       door           // what the boot script handed over
	ticks      bool           // process.nextTick has something queued
	pending    map[int64]bool // Wants without an answer; true keeps the program going
	lastID     int64          //
	rejections []rejection    // promises rejected that nobody handles yet
	running    phase          // what the next settling settles
	deferred   []byte         // a callback's result, waiting for the event loop to empty
	printed    int            // bytes of output since the invocation began
	random     *rand.ChaCha8  // crypto's
	moment     int64          // most bytes held for a moment outside the heap
	outgoing   int64          // bytes in the Wants of this turn
	started    int64          // virtual unix nanoseconds of Init, for process.uptime
	about      *About         // what the program was told of the function, nil if nothing
}

// phase is what a VM is doing for its caller.
type phase int

const (
	idle      phase = iota
	loading         // Init has not settled
	async           // the handler returned a promise
	callbacks       // the handler returned something else: it answers by callback or not at all
)

// door are the functions by which the host enters the boot script's world.
type door struct{ begin, start, invoke, deliver, tick, fail, wrap, exports value }

// all lists them in the order in which the boot script returns them.
func (d *door) all() []*value {
	return []*value{&d.begin, &d.start, &d.invoke, &d.deliver, &d.tick, &d.fail, &d.wrap, &d.exports}
}

// New makes a VM with the runtime in it; the package is not loaded yet.
func New(p *Package, c Config) (*VM, error) {
	s, _ := bootSnapshot()
	return newVM(p, c, s)
}

// newVM makes a VM that begins as a copy of s, or boots by itself where s is
// nil. Nobody can tell one from the other but by the time it takes.
func newVM(p *Package, c Config, s *snapshot) (*VM, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	v := &VM{pkg: p, cfg: c, pending: map[int64]bool{}, share: c.InitVCPU,
		random: newRandom(c.Seed)}
	if err := v.ready(s); err != nil {
		v.q.close()
		return nil, err
	}
	v.q.leave()
	runtime.AddCleanup(v, (*blocks).release, v.q.heap.blocks)
	v.q.heap.soft = v.q.heap.used + c.heapLimit()
	v.q.heap.hard = v.q.heap.soft + wall
	v.q.heap.peak = v.q.heap.used
	return v, nil
}

// ready gives the VM an engine in which the boot script has run: a copy of an
// image, or one of its own where there is no snapshot.
func (v *VM) ready(s *snapshot) error {
	if s != nil {
		if err := s.start(&v.q, unsafe.Pointer(v)); err != nil {
			return err
		}
		v.door = s.door.moved(v.q.heap.copied.from)
	} else {
		if err := v.q.start(unsafe.Pointer(v), nil); err != nil {
			return err
		}
		if err := v.boot(); err != nil {
			return err
		}
	}
	return v.begin()
}

// Init loads the package, with its top-level await. now is in virtual unix
// nanoseconds, here and below. If the turn is not Settled, Resume goes on.
func (v *VM) Init(now int64) Turn {
	v.started = now
	return v.run(now, v.cfg.InitVCPU, loading, func() {
		file, export, missing := v.cfg.entry(v.pkg)
		if missing != nil {
			v.settle(nil, v.missing(missing))
			return
		}
		v.enter(v.door.start, v.string(v.specifier(file)), v.string(export), v.string(v.cfg.Handler))
	})
}

// Invoke calls the handler with an event in JSON and a context.
func (v *VM) Invoke(now int64, event []byte, c Context) Turn {
	v.printed, v.deferred = 0, nil
	return v.run(now, v.cfg.VCPU, async, func() {
		v.enter(v.door.invoke, v.string(string(event)), v.string(c.RequestID), newFloat(float64(c.Deadline)), v.told(c.About))
	})
}

// Resume delivers answers and timers, in this order, and runs the program
// until it waits again. An answer that nobody waits for does nothing.
func (v *VM) Resume(now int64, answers []Answer) Turn {
	share := v.cfg.VCPU
	if v.running == loading {
		share = v.cfg.InitVCPU
	}
	return v.run(now, share, v.running, func() {
		for _, a := range answers {
			if _, waits := v.pending[a.ID]; !waits {
				continue
			}
			delete(v.pending, a.ID)
			v.q.meter.charge(turnSteps)
			if v.deliver(a); v.drain() {
				return
			}
		}
	})
}

// MemoryUsed is what the VM holds, in bytes: RuntimeBase and its heap, in
// which the pixels of images are. Of a VM that is lost it is RuntimeBase.
func (v *VM) MemoryUsed() int64 {
	if v.lost {
		return RuntimeBase
	}
	return RuntimeBase + v.q.heap.used
}

// Close gives back the VM's memory; the VM is dead then. The memory of a VM
// that its Runner abandoned is not given back: it may still be running. Nor is
// that of one whose engine has crashed: nothing in it can be trusted.
func (v *VM) Close() {
	if !v.lost {
		v.q.close()
	}
	if v.dead == ExitNone {
		v.dead = ExitAbandoned
	}
}

// string makes a JavaScript string that enter frees.
func (v *VM) string(s string) value { return v.q.newString(s) }

// enter calls a function of the door; the arguments are consumed.
func (v *VM) enter(f value, args ...value) {
	r := v.q.call(f, args...)
	for _, a := range args {
		v.q.free(a)
	}
	v.done(r)
}

// done looks at what a call from the host returned: an exception is one that
// nothing in the program has caught.
func (v *VM) done(r value) {
	if isException(r) {
		v.uncaught(v.q.caught(), exitUncaught)
		return
	}
	v.q.free(r)
}

// deliver hands an answer to whoever waits for it.
func (v *VM) deliver(a Answer) {
	args := []value{newFloat(float64(a.ID)), v.string(string(a.Output)), undefined}
	if a.Err != nil {
		args[2] = v.string(a.Err.inward())
	}
	for _, b := range a.Blobs {
		args = append(args, v.q.newBuffer(b))
	}
	for _, arg := range args {
		if isException(arg) {
			v.q.free(v.q.caught())
			v.q.heap.exceed() // an answer that does not fit the memory
			return
		}
	}
	v.enter(v.door.deliver, args...)
}
