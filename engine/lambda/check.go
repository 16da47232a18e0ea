package lambda

import (
	"fmt"
	"maps"
	"slices"
)

// Check reports a broken invariant.
func (s *Service) Check() error {
	held := map[uint64]int{}
	busy, outside, perFunction := 0, 0, map[*function]int{}
	events := map[*function]int{}
	for _, inv := range s.invocations { // only counts: the order does not matter
		if inv.Mode == Event && !inv.f.deleted {
			events[inv.f]++
		}
	}
	for _, n := range slices.Sorted(maps.Keys(s.environments)) {
		v := s.environments[n]
		if err := v.check(); err != nil {
			return fmt.Errorf("lambda: environment %d of %s: %w", n, v.f.Name, err)
		}
		if v.inv == nil {
			continue
		}
		if other := held[v.inv.Number]; other != 0 {
			return fmt.Errorf("lambda: environments %d and %d serve the same request", other, n)
		}
		if s.invocations[v.inv.Number] != v.inv || v.inv.env != v {
			return fmt.Errorf("lambda: environment %d serves request %d, which knows nothing of it", n, v.inv.Number)
		}
		held[v.inv.Number] = n
		busy++
		if v.outside != nil {
			outside++
		}
		perFunction[v.f]++
	}
	if busy != s.concurrent {
		return fmt.Errorf("lambda: %d environments hold requests, the account counts %d", busy, s.concurrent)
	}
	if outside != s.outside {
		return fmt.Errorf("lambda: programs outside have or await %d requests, it counts %d", outside, s.outside)
	}
	if err := s.checkMappings(); err != nil {
		return err
	}
	reserved, provisioned := 0, 0
	for _, f := range s.sorted() {
		if c := f.capacity; c.Reserves {
			reserved += c.Reserved
		} else {
			provisioned += c.Provisioned
		}
	}
	if a := s.account; s.near.Rules.PoolShared && (a.Reserved != reserved || a.Provisioned != provisioned) {
		return fmt.Errorf("lambda: functions reserve %d and provision %d, the account counts %d and %d", reserved, provisioned, a.Reserved, a.Provisioned)
	}
	for _, f := range s.sorted() {
		if err := s.checkFunction(f, perFunction[f]); err != nil {
			return fmt.Errorf("lambda: function %s: %w", f.Name, err)
		}
		if t := f.stats; t.EventsReceived != t.EventsSucceeded+t.EventsKept+t.EventsDropped+events[f] {
			return fmt.Errorf("lambda: function %s: of %d events %d ended well, %d were kept, %d lost and %d wait", f.Name,
				t.EventsReceived, t.EventsSucceeded, t.EventsKept, t.EventsDropped, events[f])
		}
	}
	return nil
}

// check is about one environment.
func (v *environment) check() error {
	switch {
	case v.State == Gone:
		return fmt.Errorf("is gone, and still known")
	case v.State == Idle && v.inv != nil:
		return fmt.Errorf("is idle with request %s", v.inv.ID)
	case v.State != Idle && v.inv == nil && v.prov == nil:
		return fmt.Errorf("is %s without a request", v.State)
	case v.State == Idle && v.phase != noPhase:
		return fmt.Errorf("is idle in phase %d", v.phase)
	case v.running != nil && v.phase == noPhase:
		return fmt.Errorf("runs in no phase")
	}
	return v.checkOutside()
}

func (s *Service) checkFunction(f *function, busy int) error {
	switch {
	case busy != f.capacity.Running:
		return fmt.Errorf("%d environments hold requests, it counts %d", busy, f.capacity.Running)
	case f.stats.Started < len(s.Environments(f.Name)):
		return fmt.Errorf("has more environments than were started")
	}
	if err := f.capacity.Check(); err != nil {
		return err
	}
	for _, v := range f.all {
		if v.ver.State != Active {
			return fmt.Errorf("environment %d is of version %s, which is %s", v.Number, v.ver.label(), v.ver.State)
		}
	}
	for _, ver := range f.versions() {
		if (ver.check != 0) != (ver.State == Active && ver.reclaimable()) {
			return fmt.Errorf("version %s is %s, and the check of its use is %d", ver.label(), ver.State, ver.check)
		}
		if err := s.checkPool(&ver.pool); err != nil {
			return fmt.Errorf("version %s: %w", ver.label(), err)
		}
	}
	for _, q := range slices.Sorted(maps.Keys(f.provisions)) {
		p := f.provisions[q]
		if len(p.all) > p.Requested {
			return fmt.Errorf("%s has %d provisioned environments of %d", q, len(p.all), p.Requested)
		}
		for _, ver := range f.versions() {
			if err := s.checkPool(p.of(ver)); err != nil {
				return fmt.Errorf("provisioned %s: %w", q, err)
			}
		}
	}
	return nil
}

func (s *Service) checkPool(p *pool) error {
	if !slices.IsSortedFunc(p.idle, func(a, b *environment) int { return a.Number - b.Number }) {
		return fmt.Errorf("idle environments are out of order")
	}
	for _, v := range p.idle {
		if v.State != Idle || s.environments[v.Number] != v {
			return fmt.Errorf("environment %d is listed as idle and is %s", v.Number, v.State)
		}
	}
	return nil
}
