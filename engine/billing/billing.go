// Package billing adds up what the account uses and prices it: meters that
// services turn, a price list as data, and the bill explained line by line.
//
// Quantities are integers in the smallest unit that AWS meters, and amounts
// are fractions, so nothing is lost before AWS's own rounding to cents. It has
// no operations, and knows neither taxes nor credits. Its
// invariant: the bill is the sum of the meters.
package billing

import (
	"maps"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// Service holds the meters of a world.
type Service struct {
	k        *sim.Kernel
	prices   []*price // the list, and then what was agreed on (agreed.go)
	meters   map[key]*Meter
	holds    map[held]*hold
	stores   map[key]*Store
	turned   []int64 // base units ever added by price, to check the meters by
	recent   []recent
	freeTier bool
	ledger   *ledger // nil before the first commitment
	zoneOf   func(resource string) string
	month    int      // months since the world's first
	monthEnd sim.Time // when the present month is over
}

type key struct {
	usage    UsageType
	resource string
}

// New is a service whose first month is the kernel's present one.
func New(k *sim.Kernel) *Service {
	s := &Service{k: k, meters: map[key]*Meter{}, holds: map[held]*hold{},
		stores: map[key]*Store{}}
	for _, p := range priceList() {
		s.addPrice(p)
	}
	s.monthEnd = sim.FromWall(s.monthStart(1))
	return s
}

// monthStart is the first instant of the i-th month of the world, UTC.
//
// fidelity: billing.month
func (s *Service) monthStart(i int) time.Time {
	first := sim.Time(0).Wall()
	return time.Date(first.Year(), first.Month()+time.Month(i), 1, 0, 0, 0, 0, time.UTC)
}

// hours are the hours of the i-th month.
func (s *Service) hours(i int) int64 {
	return int64(s.monthStart(i+1).Sub(s.monthStart(i)) / time.Hour)
}

// roll moves to the month of the present.
func (s *Service) roll() {
	for s.k.Now() >= s.monthEnd {
		s.month++
		s.monthEnd = sim.FromWall(s.monthStart(s.month + 1))
	}
}

// SetFreeTier says whether bills take AWS's always-free usage off. It is a
// matter of how the bill is read, not of the world: saves and hashes do not
// hold it. A fresh service does not take it off.
func (s *Service) SetFreeTier(on bool) { s.freeTier = on }

// sorted are the meters in the order of the price list, then by resource.
func (s *Service) sorted() []*Meter {
	return slices.SortedFunc(maps.Values(s.meters), (*Meter).compare)
}

// Operations: there are none; AWS's billing APIs are not simulated.
func (s *Service) Operations() []aws.Operation { return nil }

// On settles commitments; meters are turned by those who know.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case HourPassed:
		s.hourPassed()
	case CommitmentEnded:
		s.ended(event.ID)
	}
}

// State is every meter's count in every month, what is held and what is
// stored.
func (s *Service) State() any {
	type count struct {
		Usage    UsageType
		Resource string
		Months   []int64
	}
	type holding struct {
		Usage          UsageType
		Resource, What string
		Amount         int64
		First, Since   sim.Time
	}
	type stock struct {
		Usage       UsageType
		Resource    string
		Batches     []batch
		Life, Since int64
	}
	var state struct {
		Meters []count
		Held   []holding
		Stored []stock
		Ledger any
	}
	for _, m := range s.sorted() {
		if len(m.months) > 0 {
			state.Meters = append(state.Meters, count{m.usage, m.resource, m.months})
		}
	}
	for _, h := range s.held() {
		state.Held = append(state.Held, holding{h.meter.usage, h.meter.resource, h.what, h.amount, h.first, h.since})
	}
	for _, st := range s.stocked() {
		state.Stored = append(state.Stored, stock{st.meter.usage, st.meter.resource, st.batches, st.life, st.since})
	}
	state.Ledger = s.ledgerState()
	return state
}
