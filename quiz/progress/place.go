package progress

import (
	"encoding/json"
	"time"
)

// Position is where somebody stopped reading: the paragraph rather than the
// line, so that it survives another window size.
type Position struct {
	// Chapter is its id.
	Chapter string `json:"-"`
	// Section is the id of the heading, Block the number of the block in the
	// chapter. When the chapter was edited since, the section still fits.
	Section string `json:"section,omitempty"`
	Block   int    `json:"block"`
	// At is when it was recorded.
	At time.Time `json:"-"`
}

// Record is the record of the position.
func (p Position) Record() Record {
	return Record{Kind: Place, Chapter: p.Chapter, At: p.At, Data: encode(p)}
}

// Place is where reading stopped in a chapter; false if it was never opened.
func (s *Store) Place(chapter string) (Position, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, ok := s.book.places[chapter]
	if !ok {
		return Position{}, false
	}
	return position(r), true
}

// LastPlace is where reading stopped last, in any chapter; false if nothing
// was read yet.
func (s *Store) LastPlace() (Position, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var last Record
	for _, r := range s.book.places { // the maximum does not depend on the order
		if last.ID == "" || compare(r, last) > 0 {
			last = r
		}
	}
	return position(last), last.ID != ""
}

func position(r Record) Position {
	var p Position
	if json.Unmarshal(r.Data, &p) != nil {
		p = Position{} // the top of the chapter
	}
	p.Chapter, p.At = r.Chapter, r.At
	return p
}
