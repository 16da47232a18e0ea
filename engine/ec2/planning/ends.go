package planning

import "skylab/engine/sim"

// ends is a heap of instances by the instant at which something ends on them
// next; all instances are in it, those without at the instant never.
type ends struct {
	heap  []end
	place []int32 // in the heap, by slot
}

type end struct {
	at   sim.Time
	slot int32
}

// add gives the next slot a place.
func (e *ends) add() {
	slot := len(e.heap)
	e.heap, e.place = append(e.heap, end{}), append(e.place, 0)
	e.put(slot, end{never, int32(slot)})
}

func (e *ends) at() sim.Time { return e.heap[0].at }
func (e *ends) first() int   { return int(e.heap[0].slot) }

// before orders by instant, and of the same instant by slot.
func (a end) before(b end) bool { return a.at < b.at || a.at == b.at && a.slot < b.slot }

// set says when something ends on an instance next.
func (e *ends) set(slot int, at sim.Time) {
	x, i := end{at, int32(slot)}, int(e.place[slot])
	for i > 0 && x.before(e.heap[(i-1)/2]) {
		e.put(i, e.heap[(i-1)/2])
		i = (i - 1) / 2
	}
	for {
		down := 2*i + 1
		if down >= len(e.heap) {
			break
		}
		if down+1 < len(e.heap) && e.heap[down+1].before(e.heap[down]) {
			down++
		}
		if !e.heap[down].before(x) {
			break
		}
		e.put(i, e.heap[down])
		i = down
	}
	e.put(i, x)
}

func (e *ends) put(i int, x end) { e.heap[i], e.place[x.slot] = x, int32(i) }
