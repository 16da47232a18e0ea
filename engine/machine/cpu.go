package machine

import (
	"fmt"
	"math"
	"slices"
	"time"

	"skylab/engine/sim"
)

// CPU shares vCPUs among jobs: each runs on at most one vCPU, and when there
// are more jobs than vCPUs all get the same share. A job is named by a number
// that no other job has as long as Finish has not told of it.
//
// All jobs run equally fast, so there is one clock for all of them: what a job
// would have been given that was there from the beginning. A job is done when
// the clock has gone as far as its work since it came. A change costs the
// logarithm of the number of jobs.
//
// Instants that calls are made at never go back; a CPU that is told otherwise,
// or of a job twice, panics. Jobs that are due leave at their instant, whenever
// Finish is asked.
//
// fidelity: machine.processor-sharing
type CPU struct {
	// capacity is in millionths of a vCPU.
	capacity uint64
	// clock and used are as of now: used is a sum of nanoseconds times
	// millionths of a vCPU, in 128 bits.
	now   sim.Time
	clock clock
	used  wide
	jobs  jobs
	// started counts jobs: those that are due at once are done in this order.
	started uint64
	// due is when the first job will be done.
	due sim.Time
	// done are jobs that have ended and not been told of.
	done []uint64
}

const (
	// whole is one vCPU in millionths.
	whole = 1_000_000
	// mostVCPUs bounds a capacity, so that no product overflows.
	mostVCPUs = 1_000_000
	never     = sim.Time(math.MaxInt64)
)

// NewCPU is a CPU of so many vCPUs at the beginning of time. See SetCapacity.
func NewCPU(vcpus float64) *CPU {
	return &CPU{capacity: millionths(vcpus), due: never, jobs: newJobs()}
}

// millionths is a number of vCPUs to the nearest millionth.
func millionths(vcpus float64) uint64 {
	if !(vcpus >= 0 && vcpus <= mostVCPUs) {
		panic(fmt.Sprintf("machine: a CPU of %v vCPUs", vcpus))
	}
	return uint64(math.Round(vcpus * whole))
}

// Capacity is how many vCPUs there are now, to the millionth.
func (c *CPU) Capacity() float64 { return float64(c.capacity) / whole }

// SetCapacity changes the number of vCPUs from now on, as when CPU credits run
// out: from 0, which stops all jobs, to a million, to the nearest millionth.
func (c *CPU) SetCapacity(now sim.Time, vcpus float64) {
	c.pass(now)
	c.capacity = millionths(vcpus)
	c.plan()
}

// Start begins a job. Its work is CPU time at one full vCPU, not negative.
func (c *CPU) Start(now sim.Time, job uint64, work time.Duration) {
	if work < 0 {
		panic(fmt.Sprintf("machine: job %d takes %v", job, work))
	}
	c.pass(now)
	if slices.Contains(c.done, job) {
		panic(fmt.Sprintf("machine: Finish has not told of job %d yet", job))
	}
	c.started++
	c.jobs.push(entry{c.clock.after(uint64(work)), c.started, c.jobs.slot(job)})
	c.plan()
}

// Remove takes a job away, done or not: Finish will not tell of it. It is false
// if there is no such job.
func (c *CPU) Remove(now sim.Time, job uint64) bool {
	c.pass(now)
	if !c.jobs.remove(job) {
		return c.forget(job)
	}
	c.plan()
	return true
}

// forget takes a job from those that are done.
func (c *CPU) forget(job uint64) bool {
	i := slices.Index(c.done, job)
	if i < 0 {
		return false
	}
	c.done = slices.Delete(c.done, i, i+1)
	return true
}

// Next is the job that is done first if nothing changes, and when; false if
// none ever is.
func (c *CPU) Next() (at sim.Time, job uint64, ok bool) {
	switch {
	case len(c.done) > 0:
		return c.now, c.done[0], true
	case c.due == never:
		return 0, 0, false
	}
	return c.due, c.jobs.first(), true
}

// Finish appends the jobs that are done by now to list, in the order in which
// they were done, and of those that were done together in that of their start.
// They are gone then.
func (c *CPU) Finish(now sim.Time, list []uint64) []uint64 {
	if c.due <= now {
		c.pass(now)
	}
	list = append(list, c.done...)
	c.done = c.done[:0]
	return list
}

// Jobs are how many there are, those that are done and not told of included.
func (c *CPU) Jobs() int { return len(c.jobs.heap) + len(c.done) }

// Busy is how much CPU time the jobs have used since the beginning, all vCPUs
// together, rounded down. Asking changes nothing.
func (c *CPU) Busy(now sim.Time) time.Duration {
	if c.due < now { // nobody has asked Finish in time
		c = c.clone()
		c.pass(now)
	}
	return c.used.plus(uint64(max(0, now-c.now)), c.speed()).by(whole)
}

// speed is what all jobs together get, in millionths of a vCPU.
func (c *CPU) speed() uint64 { return min(c.capacity, whole*uint64(len(c.jobs.heap))) }

// pass lets time go by.
func (c *CPU) pass(now sim.Time) {
	if now < c.now {
		panic(fmt.Sprintf("machine: from %d the time goes back to %d", c.now, now))
	}
	for c.due <= now {
		c.run(c.due)
		c.done = append(c.done, c.jobs.pop())
		c.plan()
	}
	c.run(now)
}

// run lets time go by in which no job is done.
func (c *CPU) run(to sim.Time) {
	d := uint64(to - c.now)
	c.now = to
	if d == 0 || len(c.jobs.heap) == 0 {
		return
	}
	c.used = c.used.plus(d, c.speed())
	c.clock = c.clock.run(d, c.capacity, whole*uint64(len(c.jobs.heap)))
}

// plan works out when the first job will be done.
func (c *CPU) plan() {
	c.due = never
	if len(c.jobs.heap) == 0 {
		return
	}
	left := c.clock.until(c.jobs.heap[0].end)
	if ns, ok := left.takes(c.capacity, whole*uint64(len(c.jobs.heap))); ok && ns < uint64(never-c.now) {
		c.due = c.now.Add(time.Duration(ns))
	}
}
