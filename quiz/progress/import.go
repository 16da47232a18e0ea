package progress

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Merged counts what an import did.
type Merged struct {
	// Added are new records; Known are those that were there already.
	Added, Known int
}

// Import takes over the records of an export that are not here yet: all of
// them, or after an error none. The error names the line. Doing it twice, or
// in both directions, changes nothing more.
func (s *Store) Import(r io.Reader) (Merged, error) {
	records, err := parse(r)
	if err != nil {
		return Merged{}, fmt.Errorf("progress: import: %w", err)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.refusal != nil {
		return Merged{}, s.refusal
	}
	if s.file == nil {
		fresh := s.fresh(records, nil)
		s.learn(fresh...)
		return Merged{len(fresh), len(records) - len(fresh)}, nil
	}
	var others, fresh []Record
	err = s.write(func() error {
		var err error
		if others, err = s.file.since(s.book.last); err != nil {
			return err
		}
		fresh = s.fresh(records, others)
		return s.file.insertAll(fresh)
	})
	if err != nil {
		return Merged{}, s.explain("not imported", err)
	}
	s.learn(append(others, fresh...)...)
	return Merged{len(fresh), len(records) - len(fresh)}, nil
}

// fresh are the records that are neither here nor among the others, numbered.
func (s *Store) fresh(records, others []Record) []Record {
	last := s.book.last
	known := map[string]bool{}
	for _, r := range others {
		known[r.ID] = true
		last = max(last, r.Seq)
	}
	var out []Record
	for _, r := range records {
		if s.book.ids[r.ID] || known[r.ID] {
			continue
		}
		known[r.ID] = true
		last++
		r.Seq = last
		out = append(out, r)
	}
	return out
}

// widestLine bounds a line of an import in bytes: a record's data, with room
// for the rest.
const widestLine = largest + 1<<16

// parse reads and verifies the lines of an export.
func parse(r io.Reader) ([]Record, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, widestLine)
	var out []Record
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		record, isHeading, err := parseLine(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if !isHeading {
			out = append(out, record)
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("line %d: it is longer than any record", n+1)
	} else if err != nil {
		return nil, err
	}
	return out, nil
}

func parseLine(line []byte) (r Record, isHeading bool, err error) {
	var h heading
	if err := json.Unmarshal(line, &h); err != nil {
		return r, false, fmt.Errorf("it is not a record in JSON: %w", err)
	}
	switch {
	case h.Format == formatName && h.Version > version:
		return r, false, fmt.Errorf("it was written by a newer skylab (its format is %d, this one knows %d): update skylab", h.Version, version)
	case h.Format == formatName:
		return r, true, nil
	case h.Format != "":
		return r, false, fmt.Errorf("its format is %q, not %q", h.Format, formatName)
	}
	if err := json.Unmarshal(line, &r); err != nil {
		return r, false, fmt.Errorf("it is not a record: %w", err)
	}
	if r, err = r.tidy(); err != nil {
		return r, false, err
	}
	if r.ID == "" {
		r.ID = identify(nobody, 0, r)
	}
	if !r.Genuine() {
		return r, false, errors.New("its content does not fit its id: it was changed after it was recorded")
	}
	return r, false, nil
}
