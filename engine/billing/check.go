package billing

import (
	"fmt"
	"slices"
)

// Check reports where the bill is not the sum of the meters.
func (s *Service) Check() error {
	billed := map[UsageType]int64{}
	for _, b := range s.Bills() {
		var total Cents
		for _, l := range b.Lines {
			billed[l.UsageType] += l.Quantity.N
			total += l.Rounded
		}
		if total != b.Total {
			return fmt.Errorf("billing: lines of %s add up to %s, the total is %s", b.Month.Format("2006-01"), total, b.Total)
		}
	}
	metered := slices.Clone(s.turned)
	for _, h := range s.held() {
		if h.amount <= 0 {
			return fmt.Errorf("billing: %s of %s is held at %d", h.meter.usage, h.meter.resource, h.amount)
		}
		for month := range s.month + 1 {
			metered[h.meter.place] += h.in(month, h.end(s.k.Now()))
		}
	}
	for _, st := range s.stocked() {
		if err := st.check(); err != nil {
			return err
		}
		for month := range s.month + 1 {
			metered[st.meter.place] += st.in(month)
		}
	}
	for i, p := range s.prices {
		if billed[p.usage] != metered[i] {
			return fmt.Errorf("billing: %s: %d metered, %d billed", p.usage, metered[i], billed[p.usage])
		}
	}
	return nil
}
