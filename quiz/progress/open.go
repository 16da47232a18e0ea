package progress

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	lib "modernc.org/sqlite/lib"
)

// Name is the name of the record's file in its folder.
const Name = "progress.db"

// Open opens the record in a folder, which is made if needed (for the owner
// only). A damaged file is kept aside as progress.db.corrupt-<time>, what can
// be read is taken over, and Notices tells. A record that cannot be written is
// opened for reading; Notices tells and Err says why. The error is for a
// folder or file that cannot be used at all, one of another program, or one of
// a newer skylab; nothing in it was changed then.
func Open(dir string, now func() time.Time) (*Store, error) {
	s := &Store{now: now, path: filepath.Join(dir, Name), book: newBook()}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("progress cannot be kept in %s: %w; use another folder with --data", dir, bare(err))
	}
	before, _ := os.Stat(s.path)
	err := s.open()
	if damaged(err) {
		err = s.repair(err, before)
	}
	if unwritable(err) {
		err = s.openForReading(err)
	}
	if err != nil {
		return nil, s.explain("cannot be opened", err)
	}
	return s, nil
}

// open reads the whole record; damage anywhere is an error.
func (s *Store) open() (err error) {
	f, err := s.dial()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.close()
		}
	}()
	if err = f.snapshot(f.inspectOnly); err != nil {
		return err
	}
	if err = f.prepare(); err != nil {
		return err
	}
	if err = s.load(f); err != nil {
		return err
	}
	if err = f.exec("UPDATE device SET id = id WHERE false"); err != nil {
		return err // it may only be read, which SQLite says to no one who only reads
	}
	s.file = f
	return nil
}

// dial opens the file and notes which one it was, even if another skylab
// replaces it at this moment.
func (s *Store) dial() (*file, error) {
	for {
		before, _ := os.Stat(s.path)
		f, err := dial(s.path)
		if err != nil {
			return nil, err
		}
		if s.info, err = os.Stat(s.path); err != nil {
			f.close()
			return nil, err
		}
		if before == nil || os.SameFile(before, s.info) {
			return f, nil
		}
		f.close()
	}
}

// load reads and verifies all records.
func (s *Store) load(f *file) error {
	if err := f.check(); err != nil {
		return err
	}
	device, err := f.device()
	var records []Record
	if err == nil {
		records, err = f.since(0)
	}
	if err != nil && (code(err) == lib.SQLITE_ERROR || errors.Is(err, sql.ErrNoRows)) {
		return damage{err} // a table or what is in it has gone
	} else if err != nil {
		return err
	}
	for _, r := range records {
		if !r.Genuine() {
			return damage{fmt.Errorf("record %d does not fit its checksum", r.Seq)}
		}
	}
	s.device = device
	s.learn(records...)
	return nil
}

// openForReading is for a file or folder that may only be read. Without the
// files that go with a database in WAL mode SQLite reads it only when told
// that nobody changes it.
func (s *Store) openForReading(reason error) error {
	if _, err := os.Stat(s.path); err != nil {
		return reason
	}
	for _, how := range [][]string{{"mode=ro"}, {"mode=ro", "immutable=1"}} {
		f, err := dial(s.path, how...)
		if err != nil {
			continue
		}
		if err = f.snapshot(f.inspectOnly); err == nil {
			err = s.load(f)
		}
		f.close()
		if err == nil {
			s.refusal = s.explain("not saved", reason)
			s.notices = append(s.notices, fmt.Sprintf("Your progress in %s can be read but not written, so new answers are not kept: make room and let it be written, or use another folder with --data.", s.path))
			return nil
		}
	}
	return reason
}

// bare drops the path from a file error whose path is said already.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
