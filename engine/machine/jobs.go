package machine

import "fmt"

// jobs are what runs on a CPU, as a heap: the one that is done first on top.
type jobs struct {
	heap []entry
	// slots say which job has which place in the heap; free ones are not used.
	slots []slot
	free  []int32
	// named are the slots of jobs by their number.
	named map[uint64]int32
}

// entry is a job in the heap: when the CPU's clock ends it, as which it was
// started, and its slot.
type entry struct {
	end   clock
	start uint64
	slot  int32
}

type slot struct {
	job   uint64
	place int32
}

func newJobs() jobs { return jobs{named: map[uint64]int32{}} }

func (a *entry) before(b *entry) bool {
	return a.end.less(b.end) || a.end == b.end && a.start < b.start
}

// slot is one for a new job.
func (j *jobs) slot(job uint64) int32 {
	if _, ok := j.named[job]; ok {
		panic(fmt.Sprintf("machine: job %d runs already", job))
	}
	if len(j.free) == 0 {
		j.free = append(j.free, int32(len(j.slots)))
		j.slots = append(j.slots, slot{})
	}
	last := len(j.free) - 1
	i := j.free[last]
	j.free = j.free[:last]
	j.slots[i].job = job
	j.named[job] = i
	return i
}

// first is the job on top.
func (j *jobs) first() uint64 { return j.slots[j.heap[0].slot].job }

func (j *jobs) push(e entry) {
	j.heap = append(j.heap, e)
	j.rise(len(j.heap)-1, e)
}

// pop takes the job on top away.
func (j *jobs) pop() uint64 {
	job := j.first()
	j.remove(job)
	return job
}

// remove takes a job away; false if there is none of that number.
func (j *jobs) remove(job uint64) bool {
	i, ok := j.named[job]
	if !ok {
		return false
	}
	delete(j.named, job)
	j.free = append(j.free, i)
	at, last := int(j.slots[i].place), len(j.heap)-1
	e := j.heap[last]
	j.heap = j.heap[:last]
	if at < last {
		j.sink(at, e)
		j.rise(int(j.slots[e.slot].place), e)
	}
	return true
}

// rise puts an entry at i or above, sink at i or below.
func (j *jobs) rise(i int, e entry) {
	for i > 0 {
		up := (i - 1) / 2
		if !e.before(&j.heap[up]) {
			break
		}
		j.put(i, j.heap[up])
		i = up
	}
	j.put(i, e)
}

func (j *jobs) sink(i int, e entry) {
	for {
		down := 2*i + 1
		if down >= len(j.heap) {
			break
		}
		if down+1 < len(j.heap) && j.heap[down+1].before(&j.heap[down]) {
			down++
		}
		if !j.heap[down].before(&e) {
			break
		}
		j.put(i, j.heap[down])
		i = down
	}
	j.put(i, e)
}

func (j *jobs) put(i int, e entry) {
	j.heap[i] = e
	j.slots[e.slot].place = int32(i)
}
