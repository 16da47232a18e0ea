package planning

// grow puts an environment that was just made behind the elders.
func (s *environments) grow(slot int32) {
	s.slots[slot].living = link{s.elders.last, none}
	if s.elders.last != none {
		s.slots[s.elders.last].living.next = slot
	} else {
		s.elders.first = slot
	}
	s.elders.last = slot
}

// leave takes an environment out of the elders, if it is among them.
func (s *environments) leave(slot int32) {
	v := &s.slots[slot]
	if v.living.prev == none && s.elders.first != slot {
		return
	}
	if v.living.prev != none {
		s.slots[v.living.prev].living.next = v.living.next
	} else {
		s.elders.first = v.living.next
	}
	if v.living.next != none {
		s.slots[v.living.next].living.prev = v.living.prev
	} else {
		s.elders.last = v.living.prev
	}
	v.living = link{none, none}
}
