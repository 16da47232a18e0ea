// Package progress is the learner's record: what was answered, predicted,
// solved and read, appended and never changed. It lives in one SQLite file,
// is merged between machines as JSON lines, and answers what the screens ask:
// latest grades, where reading stopped, what is due.
//
// A record that Append returned is on disk, whatever happens to the process
// afterwards. What cannot be read is kept aside, never overwritten. The
// package does not grade, does not know the course, and reads no clock but the
// one it is given.
package progress

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// Kinds of records. Others may be appended; they are kept and exported.
const (
	Answered  = "answered"  // Item is the question, Data an Answer
	Predicted = "predicted" // Item is the prediction, Data an Answer
	Lab       = "lab"       // Item is the lab, Data an Attempt
	Read      = "read"      // Item is the section that was read
	Session   = "session"   // skylab was opened or left
	Place     = "place"     // where reading stopped, Data a Position
)

// Record is one thing that happened.
type Record struct {
	// Seq counts the records of this file, from 1; another machine may give
	// the same record another number.
	Seq int64 `json:"-"`
	// ID is the same everywhere, and fits the content: see Genuine.
	ID string `json:"id"`
	// At is in UTC.
	At      time.Time `json:"at"`
	Kind    string    `json:"kind"`
	Chapter string    `json:"chapter,omitempty"`
	Item    string    `json:"item,omitempty"`
	// Data is compact JSON, or nil.
	Data json.RawMessage `json:"data,omitempty"`
}

// largest bounds one record's data in bytes.
const largest = 1 << 20

// years that fit into nanoseconds since 1970.
const firstYear, lastYear = 1678, 2261

// tidy is the record in the one form in which it is stored and hashed.
func (r Record) tidy() (Record, error) {
	r.At = r.At.UTC().Round(0)
	switch {
	case r.Kind == "":
		return r, errors.New("a record needs a kind")
	case r.At.Year() < firstYear || r.At.Year() > lastYear:
		return r, fmt.Errorf("a record cannot be of the year %d", r.At.Year())
	case len(r.Data) > largest:
		return r, fmt.Errorf("a record's data is at most %d bytes, not %d", largest, len(r.Data))
	}
	for _, text := range []string{r.Kind, r.Chapter, r.Item, string(r.Data)} {
		if !utf8.ValidString(text) {
			return r, errors.New("a record is UTF-8 text")
		}
	}
	if len(r.Data) == 0 {
		r.Data = nil
		return r, nil
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, r.Data); err != nil {
		return r, fmt.Errorf("a record's data is JSON: %w", err)
	}
	if r.Data = compact.Bytes(); string(r.Data) == "null" {
		r.Data = nil
	}
	return r, nil
}

// compare orders records by time, and at the same instant by id, so that the
// order is the same on all machines.
func compare(a, b Record) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}
