package progress

import (
	"context"
	"errors"
	"fmt"
)

// version is that of the schema, in user_version; signature marks the file as
// skylab's, in application_id ("skyl").
const (
	version   = 1
	signature = 0x736b796c
)

// schema makes an empty record. The triggers hold what the package promises:
// a record is never changed or dropped.
const schema = `
CREATE TABLE record (
	seq     INTEGER PRIMARY KEY,
	id      TEXT NOT NULL UNIQUE,
	at      INTEGER NOT NULL, -- nanoseconds since 1970, UTC
	kind    TEXT NOT NULL,
	chapter TEXT NOT NULL,
	item    TEXT NOT NULL,
	data    TEXT NOT NULL     -- JSON, or empty
) STRICT;
CREATE TABLE device (id TEXT NOT NULL) STRICT;
CREATE TRIGGER record_changed BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;
CREATE TRIGGER record_dropped BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'records are never dropped'); END;
PRAGMA application_id = %d;
PRAGMA user_version = %d;
INSERT INTO device (id) VALUES ('%s');
`

// foreign reports a file that must not be touched.
type foreign string

func (f foreign) Error() string { return string(f) }

// inspect reads whether the file is a record that this program understands; a
// new file is empty. It runs within a transaction, since another skylab may be
// making the record just now.
func (f *file) inspect() (empty bool, err error) {
	app, err := f.number("PRAGMA application_id")
	if err != nil {
		return false, err
	}
	v, err := f.number("PRAGMA user_version")
	if err != nil {
		return false, err
	}
	tables, err := f.number("SELECT count(*) FROM sqlite_schema")
	if err != nil {
		return false, err
	}
	switch {
	case app == 0 && v == 0 && tables == 0:
		return true, nil
	case app != signature:
		return false, foreign("is a database of another program; move it away, or use another folder with --data")
	case v > version:
		return false, foreign(fmt.Sprintf("was written by a newer skylab (its format is %d, this one knows %d): update skylab, or use another folder with --data", v, version))
	}
	return false, nil
}

func (f *file) inspectOnly() error {
	_, err := f.inspect()
	return err
}

// prepare makes the file a record, if it is empty, in the mode in which it is
// written.
func (f *file) prepare() error {
	// Another skylab that opens the file at this moment can stop the change of
	// mode; the mode that there is keeps records as well, only slower.
	f.exec("PRAGMA journal_mode = WAL")
	if err := f.exec("PRAGMA synchronous = FULL"); err != nil {
		return err
	}
	return f.transaction(func() error {
		empty, err := f.inspect() // again: another skylab may have been first
		if err != nil || !empty {
			return err
		}
		return f.exec(fmt.Sprintf(schema, signature, version, newDevice()))
	})
}

// device is the name that this file gave itself.
func (f *file) device() (id string, err error) {
	err = f.conn.QueryRowContext(context.Background(), "SELECT id FROM device").Scan(&id)
	return id, err
}

// check looks at the structure of the file; what is in the records is checked
// by their ids.
func (f *file) check() error {
	var result string
	err := f.conn.QueryRowContext(context.Background(), "PRAGMA integrity_check(1)").Scan(&result)
	if err == nil && result != "ok" {
		return damage{errors.New(result)}
	}
	return err
}
