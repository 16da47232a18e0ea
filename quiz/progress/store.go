package progress

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"
)

// Store is an open record. Its methods may be called from several goroutines;
// those that only read never wait for the disk.
type Store struct {
	now     func() time.Time
	path    string // "" in memory
	device  string
	notices []string

	writing sync.Mutex  // one Append or Import at a time
	file    *file       // nil in memory, and if nothing can be written
	info    os.FileInfo // of the file that is open
	refusal error       // why nothing can be written, or nil

	mu   sync.RWMutex // guards book
	book book
}

// Memory is a store that forgets everything when it is closed, for --read-only
// and tests.
func Memory(now func() time.Time) *Store {
	return &Store{now: now, device: newDevice(), book: newBook()}
}

// Notices are what the learner has to know about the opening: a damaged file
// that was kept aside, a file that cannot be written. Usually there are none.
func (s *Store) Notices() []string { return slices.Clone(s.notices) }

// Path is the file of the record, or "" if it is in memory only.
func (s *Store) Path() string { return s.path }

// Err says why nothing can be appended, or is nil.
func (s *Store) Err() error { return s.refusal }

// Append adds a record and returns it with its number and id once it is on
// disk. A zero time becomes now. After an error nothing was added; the store
// can still be used, and the next Append may succeed (a full disk may have
// been cleared).
func (s *Store) Append(r Record) (Record, error) {
	if r.At.IsZero() {
		r.At = s.now()
	}
	r, err := r.tidy()
	if err != nil {
		return Record{}, fmt.Errorf("progress: %w", err)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.refusal != nil {
		return Record{}, s.refusal
	}
	if s.file == nil {
		r.Seq = s.book.last + 1
		r.ID = identify(s.device, r.Seq, r)
		s.learn(r)
		return r, nil
	}
	var others []Record
	err = s.write(func() error {
		var err error
		if others, err = s.file.since(s.book.last); err != nil {
			return err
		}
		r.Seq = s.book.last + 1
		if n := len(others); n > 0 {
			r.Seq = others[n-1].Seq + 1
		}
		r.ID = identify(s.device, r.Seq, r)
		return s.file.insert(r)
	})
	if err != nil {
		return Record{}, s.explain("not saved", err)
	}
	s.learn(append(others, r)...)
	return r, nil
}

// errMoved means that the file that is open is no longer the record: another
// skylab found it damaged and replaced it, or somebody moved it away.
var errMoved = errors.New("the file was replaced")

// write runs do in a transaction on the file that is the record now.
func (s *Store) write(do func() error) error {
	err := s.file.transaction(func() error {
		if now, err := os.Stat(s.path); err != nil || !os.SameFile(now, s.info) {
			return errMoved
		}
		return do()
	})
	if err == errMoved {
		if err = s.reopen(); err == nil {
			err = s.file.transaction(do)
		}
	}
	return err
}

// reopen goes over to the file that is in place now, with all that is known.
func (s *Store) reopen() error {
	known := s.All()
	s.file.close()
	s.file = nil
	s.mu.Lock()
	s.book = newBook()
	s.mu.Unlock()
	err := s.open()
	var missing []Record
	if err == nil {
		missing = s.fresh(known, nil)
		err = s.file.transaction(func() error { return s.file.insertAll(missing) })
	}
	if err != nil {
		s.refusal = s.explain("not saved", err)
		missing = known
	}
	s.learn(missing...)
	return err
}

// Refresh takes over what another skylab has appended to the same file since.
// Append does so by itself.
func (s *Store) Refresh() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.file == nil {
		return nil
	}
	others, err := s.file.since(s.book.last)
	if err != nil {
		return s.explain("cannot be read", err)
	}
	s.learn(others...)
	return nil
}

// Close ends the use of the store. What was read stays readable.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.file == nil {
		return nil
	}
	err := s.file.close()
	s.file, s.refusal = nil, errors.New("progress: the record is closed")
	return err
}

func (s *Store) learn(records ...Record) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range records {
		s.book.add(r)
	}
}

var _ io.Closer = (*Store)(nil)
