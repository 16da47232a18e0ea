package billing

import "slices"

// Reading is what a meter shows for a month.
type Reading struct {
	Usage    UsageType
	Resource string
	Quantity Quantity
}

// Readings are the meters of the present month that are not at zero, with what
// is held and stored up to the present, in the order of the price list and then by
// resource.
func (s *Service) Readings() []Reading {
	s.roll()
	return s.readings(s.month)
}

func (s *Service) readings(month int) []Reading {
	now := s.k.Now()
	pending := map[*Meter]int64{}
	for _, h := range s.held() {
		pending[h.meter] += h.in(month, h.end(now))
	}
	for _, st := range s.stocked() {
		pending[st.meter] += st.in(month)
	}
	hours := s.hours(month)
	var out []Reading
	for _, m := range s.sorted() {
		if n := m.in(month) + pending[m]; n > 0 {
			out = append(out, Reading{m.usage, m.resource, Quantity{n, m.price.unit.in(hours)}})
		}
	}
	return out
}

// of are the readings of one usage type.
func of(all []Reading, u UsageType) []Reading {
	return slices.DeleteFunc(slices.Clone(all), func(r Reading) bool { return r.Usage != u })
}
