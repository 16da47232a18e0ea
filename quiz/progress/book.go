package progress

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"skylab/quiz/recall"
)

// book is the record folded for the screens. Folding does not depend on the
// order in which records arrive, so that merged files agree.
type book struct {
	records []Record // in the order of their numbers
	last    int64    // the highest number
	ids     map[string]bool
	latest  map[key]Record
	places  map[string]Record // by chapter
	items   map[string]*Item
	answers map[string][]rated // to an item, in the order of time
}

type key struct{ kind, item string }

func newBook() book {
	return book{
		ids:     map[string]bool{},
		latest:  map[key]Record{},
		places:  map[string]Record{},
		items:   map[string]*Item{},
		answers: map[string][]rated{},
	}
}

func (b *book) add(r Record) {
	if b.ids[r.ID] {
		return
	}
	b.ids[r.ID] = true
	b.records = append(b.records, r)
	b.last = max(b.last, r.Seq)
	if old, ok := b.latest[key{r.Kind, r.Item}]; !ok || compare(r, old) > 0 {
		b.latest[key{r.Kind, r.Item}] = r
	}
	switch r.Kind {
	case Place:
		if old, ok := b.places[r.Chapter]; !ok || compare(r, old) > 0 {
			b.places[r.Chapter] = r
		}
	case Answered, Predicted, Lab:
		b.grade(r)
	}
}

// rated is an answer as the memory model sees it.
type rated struct {
	recall.Review
	id string
}

// graded is what all graded records say.
type graded struct {
	Answer
	Passed bool `json:"passed"`
}

// grade folds an answer or a lab attempt into its item. Data that cannot be
// read counts as a miss: it was answered, nothing more is known.
func (b *book) grade(r Record) {
	var g graded
	if json.Unmarshal(r.Data, &g) != nil {
		g = graded{}
	}
	right := g.Correct || g.Passed
	it := b.items[r.Item]
	if it == nil {
		it = &Item{ID: r.Item, First: r.At}
		b.items[r.Item] = it
	}
	it.Times++
	if right {
		it.Hits++
	}
	if r.At.Before(it.First) {
		it.First = r.At
	}
	if it.lastID == "" || compare(r, Record{At: it.Last, ID: it.lastID}) > 0 {
		it.Chapter, it.Kind, it.Last, it.lastID = r.Chapter, r.Kind, r.At, r.ID
		it.Right, it.Score, it.Confidence, it.Twin = right, g.Score, g.Confidence, g.Twin
	}
	if r.Kind != Lab {
		b.rate(r, g.Rating())
	}
}

func (b *book) rate(r Record, rating recall.Rating) {
	list := b.answers[r.Item]
	at, _ := slices.BinarySearchFunc(list, r, func(a rated, r Record) int {
		return cmp.Or(a.At.Compare(r.At), cmp.Compare(a.id, r.ID))
	})
	b.answers[r.Item] = slices.Insert(list, at, rated{recall.Review{At: r.At, Rating: rating}, r.ID})
}

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
