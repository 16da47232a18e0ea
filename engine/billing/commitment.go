package billing

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/billing/coverage"
	"skylab/engine/sim"
)

// Commitment is a promise to use so much for a term: Reserved Instances, or a
// Savings Plan. It costs what it costs whether it is used or not.
type Commitment struct {
	// ID is what it is called: a reservation's or a plan's.
	ID string
	// Name is AWS's usage type of what is paid, such as "HeavyUsage:m5.large" or
	// "ComputeSP:1yrNoUpfront".
	Name string
	// Hourly and Upfront are what one of it costs, in 1e-10 dollars; there are Count.
	Hourly, Upfront int64
	Count           int64
	Ends            sim.Time
	// One of these says what it covers; Left is an hour's worth.
	Reservation *coverage.Reservation
	Plan        *coverage.Plan
}

// commitment is one that is in force.
type commitment struct {
	Commitment
	full int64 // an hour's worth
}

// left is what is left of the hour's worth.
func (c *commitment) left() *int64 {
	if c.Reservation != nil {
		return &c.Reservation.Left
	}
	return &c.Plan.Left
}

// ledger is how commitments meet usage, hour by hour. There is none until the
// first commitment.
type ledger struct {
	commitments []*commitment
	counted     map[*Meter]int64 // base units of meters up to the last settling
	since       sim.Time         // when that was
	covered     map[monthly]covered
}

type monthly struct {
	month int
	usage UsageType
}

// covered are the base units that commitments pay for.
type covered struct{ Reserved, Planned int64 }

// HourPassed (scheduled) ends an hour in which commitments were in force, and
// CommitmentEnded a commitment.
type (
	HourPassed      struct{}
	CommitmentEnded struct{ ID string }
)

// The kinds of the events, as journals and screens name them.

func (HourPassed) Kind() string      { return "billing.HourPassed" }
func (CommitmentEnded) Kind() string { return "billing.CommitmentEnded" }

// SetZones tells in which zone a resource is: reservations of a zone cover
// nothing else.
func (s *Service) SetZones(of func(resource string) string) { s.zoneOf = of }

// Commit has a commitment be in force from now on until it ends, and charges it.
//
// fidelity: billing.reserved-instances
// fidelity: billing.savings-plans
func (s *Service) Commit(c Commitment) {
	if s.ledger == nil {
		s.ledger = &ledger{covered: map[monthly]covered{}}
	}
	if s.ledger.counted == nil {
		s.begin()
	}
	s.settle()
	k := &commitment{Commitment: c}
	k.full = *k.left()
	*k.left() = k.full / 3600 * int64(nextHour(s.k.Now()).Sub(s.k.Now())/time.Second) // the rest of this hour
	s.ledger.commitments = append(s.ledger.commitments, k)
	s.k.At(c.Ends, CommitmentEnded{c.ID})
	s.charge(k, c.Count)
	if c.Upfront > 0 {
		s.Meter(agreedOn(strings.Replace(c.Name, ":", "-Upfront:", 1), Rate(c.Upfront)), c.ID).AddBase(c.Count)
	}
}

// begin has the ledger count from now on.
func (s *Service) begin() {
	l := s.ledger
	l.counted, l.since = map[*Meter]int64{}, s.k.Now()
	s.roll()
	pending := s.pending()
	for _, m := range s.coverable() {
		l.counted[m] = s.total(m) + pending[m]
	}
	s.k.At(nextHour(l.since), HourPassed{})
}

// charge has the commitment's hourly fee be paid for so many, or none.
func (s *Service) charge(c *commitment, count int64) {
	if c.Hourly > 0 {
		s.Hold(agreedOn(c.Name, Rate(c.Hourly)), c.ID, "", count)
	}
}

// ended is when a commitment's term is over.
func (s *Service) ended(id string) {
	s.settle()
	i := slices.IndexFunc(s.ledger.commitments, func(c *commitment) bool { return c.ID == id })
	s.charge(s.ledger.commitments[i], 0)
	s.ledger.commitments = slices.Delete(s.ledger.commitments, i, i+1)
}

// hourPassed settles an hour, and gives commitments another.
func (s *Service) hourPassed() {
	s.settle()
	if len(s.ledger.commitments) == 0 {
		s.ledger.counted = nil // the covered stay on the bills
		return
	}
	for _, c := range s.ledger.commitments {
		*c.left() = c.full
	}
	s.k.At(nextHour(s.k.Now()), HourPassed{})
}

// nextHour is the first full hour after t.
func nextHour(t sim.Time) sim.Time { return sim.Time((hour(t) + 1) * int64(time.Hour)) }

// coverable are the meters of what commitments can pay for.
func (s *Service) coverable() []*Meter {
	var out []*Meter
	for _, m := range s.meters {
		if m.price.covers != "" {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, (*Meter).compare)
	return out
}

// total is all that a meter has ever counted, with what is held.
func (s *Service) total(m *Meter) int64 {
	n := int64(0)
	for _, months := range m.months {
		n += months
	}
	return n
}

// pending are the base units of what is held and coverable, by meter.
func (s *Service) pending() map[*Meter]int64 {
	out := map[*Meter]int64{}
	for _, h := range s.holds {
		if h.meter.price.covers == "" {
			continue
		}
		for month := range s.month + 1 {
			out[h.meter] += h.in(month, h.end(s.k.Now()))
		}
	}
	return out
}

// uses are the usage since the last settling, and the meters that it is of.
func (s *Service) uses() (meters []*Meter, uses []*coverage.Use) {
	pending := s.pending()
	for _, m := range s.coverable() {
		n := s.total(m) + pending[m] - s.ledger.counted[m]
		if n <= 0 {
			continue
		}
		u := &coverage.Use{Units: n, Rate: int64(m.price.tiers[0].rate), Per: m.price.unit.base}
		if m.price.covers != lambdaCompute {
			u.Family, u.Size, _ = strings.Cut(m.price.covers, ".")
			if s.zoneOf != nil {
				u.Zone = s.zoneOf(m.resource)
			}
		}
		meters, uses = append(meters, m), append(uses, u)
	}
	return meters, uses
}

// settle has commitments pay for the usage since they did so the last time.
func (s *Service) settle() {
	l := s.ledger
	month := s.monthOf(l.since)
	s.roll()
	meters, uses := s.uses()
	coverage.Apply(uses, l.reservations(), l.plans())
	for i, m := range meters {
		l.counted[m] += uses[i].Units
		l.add(monthly{month, m.usage}, uses[i])
	}
	l.since = s.k.Now()
}

func (l *ledger) add(k monthly, u *coverage.Use) {
	c := l.covered[k]
	l.covered[k] = covered{c.Reserved + u.Reserved, c.Planned + u.Planned}
}

func (l *ledger) reservations() (out []*coverage.Reservation) {
	for _, c := range l.commitments {
		if c.Reservation != nil {
			out = append(out, c.Reservation)
		}
	}
	return out
}

func (l *ledger) plans() (out []*coverage.Plan) {
	for _, c := range l.commitments {
		if c.Plan != nil {
			out = append(out, c.Plan)
		}
	}
	return out
}

// coveredIn is what commitments pay for in a month, by usage type, with what they
// would pay if the hour ended now.
func (s *Service) coveredIn(month int) map[UsageType]covered {
	out := map[UsageType]covered{}
	if s.ledger == nil {
		return out
	}
	for k, c := range s.ledger.covered {
		if k.month == month {
			out[k.usage] = c
		}
	}
	if len(s.ledger.commitments) == 0 || s.monthOf(s.ledger.since) != month {
		return out
	}
	meters, uses := s.uses()
	var rs []*coverage.Reservation
	var ps []*coverage.Plan
	for _, r := range s.ledger.reservations() {
		rs = append(rs, &[]coverage.Reservation{*r}[0])
	}
	for _, p := range s.ledger.plans() {
		ps = append(ps, &[]coverage.Plan{*p}[0])
	}
	coverage.Apply(uses, rs, ps)
	for i, m := range meters {
		c := out[m.usage]
		out[m.usage] = covered{c.Reserved + uses[i].Reserved, c.Planned + uses[i].Planned}
	}
	return out
}

// monthOf is the month of the world that t is in.
func (s *Service) monthOf(t sim.Time) int {
	month := 0
	for sim.FromWall(s.monthStart(month+1)) <= t {
		month++
	}
	return month
}

// ledgerState is what commitments have paid for and have left, for hashing.
func (s *Service) ledgerState() any {
	if s.ledger == nil {
		return nil
	}
	type row struct {
		Month int
		Usage UsageType
		covered
	}
	type count struct {
		Usage    UsageType
		Resource string
		N        int64
	}
	var state struct {
		Since       sim.Time
		Commitments []commitment
		Left        []int64
		Counted     []count
		Covered     []row
	}
	state.Since = s.ledger.since
	for _, c := range s.ledger.commitments {
		plain := *c
		plain.Reservation, plain.Plan = nil, nil
		state.Commitments, state.Left = append(state.Commitments, plain), append(state.Left, *c.left())
	}
	for _, m := range slices.SortedFunc(maps.Keys(s.ledger.counted), (*Meter).compare) {
		state.Counted = append(state.Counted, count{m.usage, m.resource, s.ledger.counted[m]})
	}
	for k, c := range s.ledger.covered {
		state.Covered = append(state.Covered, row{k.month, k.usage, c})
	}
	slices.SortFunc(state.Covered, func(a, b row) int { return cmp.Or(a.Month-b.Month, cmp.Compare(a.Usage, b.Usage)) })
	return state
}
