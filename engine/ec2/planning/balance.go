package planning

import (
	"fmt"
	"slices"
)

// Balance is how a load balancer chooses an instance for a request.
type Balance string

// The ways of an Application Load Balancer's target groups.
const (
	RoundRobin       Balance = "round-robin"
	LeastOutstanding Balance = "least-outstanding"
)

// ParseBalance reads one of the ways by its name.
func ParseBalance(text string) (Balance, error) {
	if b := Balance(text); b == RoundRobin || b == LeastOutstanding {
		return b, nil
	}
	return "", fmt.Errorf("%q: %s or %s is wanted", text, RoundRobin, LeastOutstanding)
}

// balancer chooses among the instances that were added to it, by their slots.
type balancer interface {
	add(slot int)
	remove(slot int)
	// pick is the instance for a request, false if there is none.
	pick() (slot int, ok bool)
	// change tells by how many the requests at an instance have changed.
	change(slot, by int)
}

func newBalancer(b Balance) balancer {
	if b == LeastOutstanding {
		return &outstanding{}
	}
	return &roundRobin{}
}

// roundRobin takes one after the other.
type roundRobin struct {
	slots []int
	turn  int
}

func (r *roundRobin) add(slot int) { r.slots = append(r.slots, slot) }

func (r *roundRobin) remove(slot int) {
	i := slices.Index(r.slots, slot)
	r.slots = slices.Delete(r.slots, i, i+1)
	if i < r.turn {
		r.turn--
	}
}

func (r *roundRobin) pick() (int, bool) {
	if len(r.slots) == 0 {
		return 0, false
	}
	if r.turn >= len(r.slots) {
		r.turn = 0
	}
	r.turn++
	return r.slots[r.turn-1], true
}

func (*roundRobin) change(int, int) {}

// outstanding takes an instance with the fewest requests, of those the one that
// has had so few for the longest. There is a list of instances for each number of
// requests, so that a choice costs the same for any fleet.
type outstanding struct {
	count      []int // of requests, by slot
	next, prev []int // in the list, by slot; -1 at its ends
	lists      []list
	least      int // no list below it has an instance
	n          int
}

type list struct{ first, last int }

func (o *outstanding) add(slot int) {
	for slot >= len(o.count) {
		o.count, o.next, o.prev = append(o.count, 0), append(o.next, 0), append(o.prev, 0)
	}
	o.n++
	o.link(slot, 0)
}

func (o *outstanding) remove(slot int) {
	o.n--
	o.unlink(slot)
	o.count[slot] = 0
}

func (o *outstanding) pick() (int, bool) {
	if o.n == 0 {
		return 0, false
	}
	for o.lists[o.least].first < 0 {
		o.least++
	}
	return o.lists[o.least].first, true
}

func (o *outstanding) change(slot, by int) {
	o.unlink(slot)
	o.link(slot, o.count[slot]+by)
}

// link puts an instance behind those with so many requests.
func (o *outstanding) link(slot, count int) {
	for count >= len(o.lists) {
		o.lists = append(o.lists, list{-1, -1})
	}
	l := &o.lists[count]
	o.count[slot], o.next[slot], o.prev[slot] = count, -1, l.last
	if l.last >= 0 {
		o.next[l.last] = slot
	} else {
		l.first = slot
	}
	l.last = slot
	o.least = min(o.least, count)
}

func (o *outstanding) unlink(slot int) {
	l := &o.lists[o.count[slot]]
	if o.prev[slot] >= 0 {
		o.next[o.prev[slot]] = o.next[slot]
	} else {
		l.first = o.next[slot]
	}
	if o.next[slot] >= 0 {
		o.prev[o.next[slot]] = o.prev[slot]
	} else {
		l.last = o.prev[slot]
	}
}
