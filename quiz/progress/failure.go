package progress

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// damage is an error that means: the file's content is not what was written.
type damage struct{ error }

func (d damage) Unwrap() error { return d.error }

// code is SQLite's primary result code, or 0.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

func damaged(err error) bool {
	var d damage
	c := code(err)
	return errors.As(err, &d) || c == lib.SQLITE_CORRUPT || c == lib.SQLITE_NOTADB
}

// unwritable tells whether the file might still be read.
func unwritable(err error) bool {
	switch code(err) {
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM, lib.SQLITE_IOERR, lib.SQLITE_FULL:
		return true
	}
	return false
}

// explain says in the learner's words what went wrong with the file.
func (s *Store) explain(what string, err error) error {
	reason := ""
	var f foreign
	switch code(err) {
	case lib.SQLITE_FULL:
		reason = "the disk is full"
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		reason = "the file or its folder may not be written; use another folder with --data"
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		reason = fmt.Sprintf("another skylab has been writing to it for %v; try again", patience)
	case lib.SQLITE_IOERR:
		reason = "the disk does not take or give the data; it may be full"
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		reason = "the file is damaged; open skylab again to repair it"
	}
	switch {
	case errors.As(err, &f):
		return fmt.Errorf("%s %w", s.path, err)
	case reason == "":
		return fmt.Errorf("progress %s: %s: %w", what, s.path, err)
	}
	return fmt.Errorf("progress %s: %s: %s (%w)", what, s.path, reason, err)
}
