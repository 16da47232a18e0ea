package billing

import (
	"fmt"
	"maps"
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
	for _, u := range slices.Sorted(maps.Keys(s.turned)) {
		if billed[u] != s.turned[u] {
			return fmt.Errorf("billing: %s: %d metered, %d billed", u, s.turned[u], billed[u])
		}
	}
	return nil
}
