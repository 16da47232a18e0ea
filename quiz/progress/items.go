package progress

import (
	"maps"
	"slices"
	"time"
)

// Item is what the record says about one question, prediction or lab.
type Item struct {
	ID, Chapter, Kind string
	// Right, Score, Confidence and Twin are those of the latest answer.
	Right      bool
	Score      float64
	Confidence int
	Twin       string
	// Times counts the answers, Hits the right ones.
	Times, Hits int
	First, Last time.Time

	lastID string
}

// Done tells whether the item was ever answered right; a lab stays solved.
func (it Item) Done() bool { return it.Hits > 0 }

// All are the records in the order of time.
func (s *Store) All() []Record {
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := slices.Clone(s.book.records)
	slices.SortFunc(out, compare)
	return out
}

// Latest is the newest record of a kind about an item.
func (s *Store) Latest(kind, item string) (Record, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, ok := s.book.latest[key{kind, item}]
	return r, ok
}

// Item is what is known about a question, prediction or lab, by its id; false
// if it was never answered.
func (s *Store) Item(id string) (Item, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if it, ok := s.book.items[id]; ok {
		return *it, true
	}
	return Item{}, false
}

// Items are all answered items of a chapter, or of all chapters if it is "",
// by id.
func (s *Store) Items(chapter string) []Item {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []Item
	for _, id := range slices.Sorted(maps.Keys(s.book.items)) {
		if it := s.book.items[id]; chapter == "" || it.Chapter == chapter {
			out = append(out, *it)
		}
	}
	return out
}

// Summary counts what was done in a chapter. Items that the course no longer
// has count too; who knows the course asks for each with Item.
type Summary struct {
	// Answered and Right count questions and predictions, by latest answer.
	Answered, Right int
	// Labs counts those tried, Solved those solved once.
	Labs, Solved int
	// Last is the time of the latest answer or attempt.
	Last time.Time
}

// Summary sums up a chapter, or all of them if it is "".
func (s *Store) Summary(chapter string) Summary {
	var sum Summary
	for _, it := range s.Items(chapter) {
		if it.Last.After(sum.Last) {
			sum.Last = it.Last
		}
		switch {
		case it.Kind == Lab:
			sum.Labs++
			if it.Done() {
				sum.Solved++
			}
		default:
			sum.Answered++
			if it.Right {
				sum.Right++
			}
		}
	}
	return sum
}
