package machine

import (
	"fmt"
	"maps"
	"slices"

	"skylab/engine/sim"
)

// CPUState is all that decides what a CPU does, as plain values to be hashed.
type CPUState struct {
	// Now is when it was last changed, Capacity in millionths of a vCPU.
	Now      sim.Time
	Capacity uint64
	// Used is the CPU time so far, in millionths of a nanosecond: the upper and
	// the lower 64 bits.
	Used [2]uint64
	// Jobs are those that run, in the order in which they will be done; Done
	// those that Finish has not told of.
	Jobs []JobState
	Done []uint64
}

// JobState is a job: CPU time that it still needs, in nanoseconds and in parts
// of 2⁻⁶⁴ of one.
type JobState struct{ Job, Left, Part uint64 }

// State is the CPU's state.
func (c *CPU) State() CPUState {
	s := CPUState{Now: c.now, Capacity: c.capacity, Used: [2]uint64{c.used.hi, c.used.lo}, Done: slices.Clone(c.done)}
	for _, e := range c.jobs.inOrder() {
		left := c.clock.until(e.end)
		s.Jobs = append(s.Jobs, JobState{c.jobs.slots[e.slot].job, left.ns, left.part})
	}
	return s
}

// inOrder are the entries of the heap in the order in which they end.
func (j *jobs) inOrder() []entry {
	return slices.SortedFunc(slices.Values(j.heap), func(a, b entry) int {
		if a.before(&b) {
			return -1
		}
		return 1
	})
}

// clone is a copy that shares nothing.
func (c *CPU) clone() *CPU {
	d := *c
	d.done = slices.Clone(c.done)
	d.jobs = jobs{slices.Clone(c.jobs.heap), slices.Clone(c.jobs.slots), slices.Clone(c.jobs.free), maps.Clone(c.jobs.named)}
	return &d
}

// Check reports a job that is lost between its heap, its slot and its name, or
// one that should have ended.
func (c *CPU) Check() error {
	j := &c.jobs
	if len(j.heap) != len(j.named) || len(j.heap)+len(j.free) != len(j.slots) {
		return fmt.Errorf("machine: %d jobs run, %d have a name, and of %d slots %d are free", len(j.heap), len(j.named), len(j.slots), len(j.free))
	}
	for i := range j.heap {
		e := &j.heap[i]
		s := j.slots[e.slot]
		if at, ok := j.named[s.job]; !ok || at != e.slot || int(s.place) != i {
			return fmt.Errorf("machine: job %d is at %d of the heap, and its slot says %d", s.job, i, s.place)
		}
		if i > 0 && e.before(&j.heap[(i-1)/2]) {
			return fmt.Errorf("machine: job %d is below one that ends later", s.job)
		}
		if e.end.less(c.clock) && c.due > c.now {
			return fmt.Errorf("machine: job %d should have ended", s.job)
		}
	}
	if c.due < c.now {
		return fmt.Errorf("machine: a job was due at %d, and it is %d", c.due, c.now)
	}
	return nil
}
