package progress

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"skylab/quiz/recall"
)

// Review is an item that should be asked again.
type Review struct {
	Item
	Card recall.Card
	// Recall is the chance that it is still remembered.
	Recall float64
	// Misled tells that the latest answer was wrong and given with the highest
	// confidence: such errors are the ones best mended, so they come first.
	Misled bool
}

// Due are the items to be asked again at a time, by the memory model: those
// that were confidently wrong, then those most likely forgotten.
func (s *Store) Due(at time.Time, m recall.Model) []Review {
	var out []Review
	s.eachCard(m, func(r Review) {
		if !r.Card.Due.After(at) {
			r.Recall = m.Retrievability(r.Card, at)
			out = append(out, r)
		}
	})
	slices.SortFunc(out, func(a, b Review) int {
		if a.Misled != b.Misled {
			if a.Misled {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Recall, b.Recall), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// NextDue is when the next item after a time is due; false if none will be.
func (s *Store) NextDue(after time.Time, m recall.Model) (time.Time, bool) {
	var next time.Time
	s.eachCard(m, func(r Review) {
		if r.Card.Due.After(after) && (next.IsZero() || r.Card.Due.Before(next)) {
			next = r.Card.Due
		}
	})
	return next, !next.IsZero()
}

// eachCard folds the answers to every item into its card, by id.
func (s *Store) eachCard(m recall.Model, visit func(Review)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, id := range slices.Sorted(maps.Keys(s.book.answers)) {
		var card recall.Card
		for _, a := range s.book.answers[id] {
			card = m.Review(card, a.Rating, a.At)
		}
		it := *s.book.items[id]
		visit(Review{Item: it, Card: card, Misled: !it.Right && it.Confidence == 3})
	}
}
