package planning

import "skylab/engine/sim"

// environment is one on-demand environment, in a slot that others use again.
type environment struct {
	// number counts environments as they are made; 0 is a free slot.
	number int64
	born   sim.Time
	since  sim.Time // idle since, if idle
	idle   bool
	// The neighbours in the lists below, as slots.
	idling, living link
}

type link struct{ prev, next int32 }

const none = -1

// environments are those of one function: which idles longest, which is the
// newest idle one, which is the oldest.
type environments struct {
	slots []environment
	free  []int32
	made  int64
	// newest orders the idle ones by when they were made, the newest first. An
	// entry whose environment has ended is dropped when it is met, or when half
	// of all are such.
	newest heap
	stale  int
	// idlers are the idle ones by how long they idle, the longest first, for all
	// expire after the same time; elders are all by age, if ages matter.
	idlers, elders ends
	idle           int
}

// ends are the first and last slot of a list.
type ends struct{ first, last int32 }

func newEnvironments() environments {
	return environments{idlers: ends{none, none}, elders: ends{none, none}}
}

// make makes an environment that is not idle.
func (s *environments) make(now sim.Time) int32 {
	var slot int32
	if n := len(s.free); n > 0 {
		slot, s.free = s.free[n-1], s.free[:n-1]
	} else {
		slot = int32(len(s.slots))
		s.slots = append(s.slots, environment{})
	}
	s.made++
	s.slots[slot] = environment{number: s.made, born: now, idling: link{none, none}, living: link{none, none}}
	return slot
}

// rest makes an environment idle from the given instant on, which is no
// earlier than that of any other idle one.
func (s *environments) rest(slot int32, since sim.Time) {
	v := &s.slots[slot]
	v.since, v.idle = since, true
	s.idle++
	s.newest.push(entry{key: -v.number, env: slot})
	v.idling = link{s.idlers.last, none}
	if s.idlers.last != none {
		s.slots[s.idlers.last].idling.next = slot
	} else {
		s.idlers.first = slot
	}
	s.idlers.last = slot
}

// take is the newest idle environment, idle no more. There is one.
func (s *environments) take() int32 {
	for {
		e := s.newest.pop()
		if v := &s.slots[e.env]; v.number == -e.key && v.idle {
			s.wake(e.env)
			return e.env
		}
		s.stale--
	}
}

// wake takes an environment out of the idle ones.
func (s *environments) wake(slot int32) {
	v := &s.slots[slot]
	v.idle = false
	s.idle--
	if v.idling.prev != none {
		s.slots[v.idling.prev].idling.next = v.idling.next
	} else {
		s.idlers.first = v.idling.next
	}
	if v.idling.next != none {
		s.slots[v.idling.next].idling.prev = v.idling.prev
	} else {
		s.idlers.last = v.idling.prev
	}
}

// end frees the slot of an environment.
func (s *environments) end(slot int32) {
	if s.slots[slot].idle {
		s.wake(slot)
		s.stale++
	}
	s.slots[slot].number = 0
	s.free = append(s.free, slot)
	if s.stale > len(s.newest)/2 {
		s.sweep()
	}
}

// sweep drops the entries of environments that have ended.
func (s *environments) sweep() {
	kept := s.newest[:0]
	for _, e := range s.newest {
		if v := &s.slots[e.env]; v.number == -e.key && v.idle {
			kept = append(kept, e)
		}
	}
	s.newest, s.stale = kept, 0
	s.newest.order()
}
