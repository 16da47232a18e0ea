package billing

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"skylab/engine/sim"
)

// Store is what a resource keeps until a retention is over: a log group's
// events. It is paid for at each full hour, like what Service.Hold is told of,
// and knows by itself when things go. It remembers one number for each hour,
// whatever came in, and adding to it costs a few nanoseconds.
type Store struct {
	meter   *Meter
	batches []batch // by hour
	sum     int64   // of the batches
	life    int64   // for how many hours a batch is kept, 0 for ever
	since   int64   // the last full hour that the meter has counted
}

// batch is what belongs to one hour of the world.
type batch struct{ Hour, Amount int64 }

// Store is where the resource keeps what the usage type counts, made at first
// use. It panics on a usage type that is not paid by the hour.
func (s *Service) Store(usage UsageType, resource string) *Store {
	k := key{usage, resource}
	st := s.stores[k]
	if st == nil {
		m := s.Meter(usage, resource)
		if m.price.unit.tick != time.Hour {
			panic(fmt.Sprintf("billing: %s is not paid by the hour", usage))
		}
		st = &Store{meter: m, since: hour(s.k.Now())}
		s.stores[k] = st
	}
	return st
}

// Add puts an amount (bytes) into the store, which goes when the retention
// has passed since t, its time stamp. A negative amount panics.
func (st *Store) Add(t sim.Time, amount int64) {
	if amount < 0 {
		panic(fmt.Sprintf("billing: %d put into the store of %s", amount, st.meter.resource))
	}
	st.settle()
	st.sum += amount
	st.batch(hour(t)).Amount += amount
}

// Remove takes out what was put in with that time stamp, as far as it is still
// there.
func (st *Store) Remove(t sim.Time, amount int64) {
	st.settle()
	b := st.batch(hour(t))
	amount = min(amount, b.Amount)
	b.Amount -= amount
	st.sum -= amount
}

// Retain says how long things are kept from now on; 0 is for ever. What has
// gone does not come back.
func (st *Store) Retain(d time.Duration) {
	st.settle()
	st.life = int64(d / time.Hour)
	st.expire()
}

// Clear takes everything out and forgets the retention: the resource is gone.
func (st *Store) Clear() {
	st.settle()
	st.batches, st.sum, st.life = nil, 0, 0
}

// batch is the one of that hour. Most events are of the newest.
func (st *Store) batch(hour int64) *batch {
	i := len(st.batches)
	for i > 0 && st.batches[i-1].Hour > hour {
		i--
	}
	if i == 0 || st.batches[i-1].Hour < hour {
		st.batches = slices.Insert(st.batches, i, batch{Hour: hour})
		return &st.batches[i]
	}
	return &st.batches[i-1]
}

// settle has the meter count up to the present, once an hour.
func (st *Store) settle() {
	s := st.meter.s
	now := hour(s.k.Now())
	if now == st.since {
		return
	}
	s.roll()
	for month := range s.month + 1 {
		st.meter.add(month, st.in(month))
	}
	s.recent[st.meter.place].spread(hourTime(st.since), hourTime(now), s.k.Now(), st.over)
	st.since = now
	st.expire()
}

// expire forgets the batches that no later hour counts.
func (st *Store) expire() {
	st.batches = slices.DeleteFunc(st.batches, func(b batch) bool {
		gone := b.Amount == 0 || st.life > 0 && b.Hour+st.life <= st.since
		if gone {
			st.sum -= b.Amount
		}
		return gone
	})
}

// in are the base units of the month, up to the present and beyond what the
// meter has.
func (st *Store) in(month int) int64 {
	s := st.meter.s
	from, to := max(st.since, hour(sim.FromWall(s.monthStart(month)))), hour(s.k.Now())
	if month < s.month {
		to = min(to, hour(sim.FromWall(s.monthStart(month+1))))
	}
	if to <= from {
		return 0
	}
	return st.between(from, to)
}

// over are the base units of the full hours in a span of time.
func (st *Store) over(from, to sim.Time) int64 { return st.between(hour(from), hour(to)) }

// between are the base units from one full hour to another.
func (st *Store) between(from, to int64) int64 {
	if st.life == 0 {
		return st.sum * (to - from)
	}
	var n int64
	for _, b := range st.batches {
		n += b.Amount * max(0, min(to, b.Hour+st.life)-from)
	}
	return n
}

// check reports books that do not agree.
func (st *Store) check() error {
	sum := int64(0)
	for i, b := range st.batches {
		sum += b.Amount
		if b.Amount < 0 || i > 0 && b.Hour <= st.batches[i-1].Hour {
			return fmt.Errorf("billing: the store of %s has %d of hour %d", st.meter.resource, b.Amount, b.Hour)
		}
	}
	if sum != st.sum {
		return fmt.Errorf("billing: the store of %s has %d booked and holds %d", st.meter.resource, st.sum, sum)
	}
	return nil
}

// hour is the last full hour of the world at t.
func hour(t sim.Time) int64 {
	h := int64(t) / int64(time.Hour)
	if int64(t)%int64(time.Hour) < 0 {
		h-- // before the world's beginning
	}
	return h
}

// stocked are the stores in a fixed order.
func (s *Service) stocked() []*Store {
	return slices.SortedFunc(maps.Values(s.stores), func(a, b *Store) int { return a.meter.compare(b.meter) })
}
