package guest

import "skylab/engine/vpc"

import "time"

// burn is a process that only computes, on so many vCPUs for a while.
type burn struct {
	s     *System
	p     *process
	until time.Duration
	jobs  []uint64
}

// burst is how much of it is given to the CPU at a time.
const burst = 365 * 24 * time.Hour

func (b *burn) begin(p *process) { b.p = p }

// begun starts the workers, which end together.
func (b *burn) begun(workers int) {
	if b.p == nil || b.p.gone {
		return
	}
	for range workers {
		b.jobs = append(b.jobs, b.s.compute(burst, b))
	}
	b.s.after(b.until, func() { b.s.over(b.p, 0, "") })
}

// computed is when a worker has worked for a year: it begins anew.
func (b *burn) computed() {
	if !b.p.gone {
		b.jobs = append(b.jobs, b.s.compute(burst, b))
	}
}

func (b *burn) end(vpc.Failure) {
	for _, n := range b.jobs {
		b.s.CPU.Remove(b.s.host.Now(), n)
		delete(b.s.jobs, n)
	}
	b.jobs = nil
	b.s.plan()
}

func (b *burn) state() any {
	return struct {
		Jobs  []uint64
		Until time.Duration
	}{b.jobs, b.until}
}
