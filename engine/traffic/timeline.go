package traffic

import "time"

// Slot is a stretch of a run's time with what happened in it.
type Slot struct{ Sent, Answered, Failed int64 }

// slots bounds a timeline: when a run outlasts it, neighbours are added up and
// each slot stands for twice the time.
const slots = 512

// timeline counts by stretches of time, a second each at first.
type timeline struct {
	width time.Duration
	slots []Slot
}

// at is the slot of a time since the run's start.
func (t *timeline) at(since time.Duration) *Slot {
	if t.width == 0 {
		t.width = time.Second
	}
	for int(since/t.width) >= slots {
		for i := range (len(t.slots) + 1) / 2 {
			sum := t.slots[2*i]
			if 2*i+1 < len(t.slots) {
				more := t.slots[2*i+1]
				sum = Slot{sum.Sent + more.Sent, sum.Answered + more.Answered, sum.Failed + more.Failed}
			}
			t.slots[i] = sum
		}
		t.slots = t.slots[:(len(t.slots)+1)/2]
		t.width *= 2
	}
	i := int(since / t.width)
	for len(t.slots) <= i {
		t.slots = append(t.slots, Slot{})
	}
	return &t.slots[i]
}
