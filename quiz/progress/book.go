package progress

import (
	"cmp"
	"encoding/json"
	"slices"

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
