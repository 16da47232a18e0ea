package machine

import (
	"math/big"
	"time"

	"skylab/engine/sim"
)

// naive is a CPU that walks all its jobs for each change, in fractions: what a
// CPU is to do, written down.
type naive struct {
	now      sim.Time
	capacity *big.Rat
	used     *big.Rat
	jobs     []*naiveJob // in the order of their start
	done     []uint64
}

type naiveJob struct {
	job  uint64
	left *big.Rat
}

func newNaive(vcpus float64) *naive {
	return &naive{capacity: big.NewRat(int64(vcpus*whole+0.5), whole), used: new(big.Rat)}
}

// share is what each job gets.
func (n *naive) share() *big.Rat {
	if len(n.jobs) == 0 {
		return new(big.Rat)
	}
	s := new(big.Rat).Quo(n.capacity, big.NewRat(int64(len(n.jobs)), 1))
	if s.Cmp(big.NewRat(1, 1)) > 0 {
		s.SetInt64(1)
	}
	return s
}

// next is the first job to be done and when, rounded up.
func (n *naive) next() (at sim.Time, i int, ok bool) {
	for k, j := range n.jobs {
		d := new(big.Int)
		if j.left.Sign() > 0 {
			if n.share().Sign() == 0 {
				continue
			}
			q := new(big.Rat).Quo(j.left, n.share())
			d.Add(q.Num(), new(big.Int).Sub(q.Denom(), big.NewInt(1)))
			d.Quo(d, q.Denom())
		}
		if !d.IsInt64() {
			continue
		}
		t := n.now.Add(time.Duration(d.Int64()))
		if !ok || t < at || t == at && j.left.Cmp(n.jobs[i].left) < 0 {
			at, i, ok = t, k, true
		}
	}
	return at, i, ok
}

func (n *naive) pass(now sim.Time) {
	for {
		at, i, ok := n.next()
		if !ok || at > now {
			break
		}
		n.run(at)
		n.done = append(n.done, n.jobs[i].job)
		n.jobs = append(n.jobs[:i], n.jobs[i+1:]...)
	}
	n.run(now)
}

func (n *naive) run(to sim.Time) {
	given := new(big.Rat).Mul(n.share(), big.NewRat(int64(to-n.now), 1))
	n.now = to
	for _, j := range n.jobs {
		j.left.Sub(j.left, given)
		n.used.Add(n.used, given)
	}
}

func (n *naive) busy() time.Duration {
	return time.Duration(new(big.Int).Quo(n.used.Num(), n.used.Denom()).Int64())
}

func (n *naive) start(job uint64, work time.Duration) {
	n.jobs = append(n.jobs, &naiveJob{job, big.NewRat(int64(work), 1)})
}

func (n *naive) remove(job uint64) bool {
	for i, j := range n.jobs {
		if j.job == job {
			n.jobs = append(n.jobs[:i], n.jobs[i+1:]...)
			return true
		}
	}
	for i, j := range n.done {
		if j == job {
			n.done = append(n.done[:i], n.done[i+1:]...)
			return true
		}
	}
	return false
}
