package progress

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// file is one connection to the SQLite file. It is written in WAL mode with
// full synchronisation: a transaction is on disk when it has ended.
type file struct {
	db   *sql.DB
	conn *sql.Conn
}

// patience is how long a write waits for another skylab's.
const patience = 5 * time.Second

// dial opens the file without changing anything in it. Parameters are those of
// SQLite's URI file names.
func dial(path string, parameters ...string) (*file, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	slashed := filepath.ToSlash(full)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/… is file:///C:/…
	}
	parameters = append(parameters, fmt.Sprintf("_pragma=busy_timeout(%d)", patience.Milliseconds()))
	name := url.URL{Scheme: "file", Path: slashed, RawQuery: strings.Join(parameters, "&")}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(context.Background())
	if err != nil {
		db.Close()
		return nil, err
	}
	return &file{db, conn}, nil
}

func (f *file) close() error {
	err := f.conn.Close()
	if e := f.db.Close(); err == nil {
		err = e
	}
	return err
}

func (f *file) exec(query string, args ...any) error {
	_, err := f.conn.ExecContext(context.Background(), query, args...)
	return err
}

// number runs a query for one whole number.
func (f *file) number(query string) (n int64, err error) {
	err = f.conn.QueryRowContext(context.Background(), query).Scan(&n)
	return n, err
}

// transaction runs do while no other process can write, and keeps what it did
// or, after an error, nothing of it.
func (f *file) transaction(do func() error) error { return f.during("BEGIN IMMEDIATE", do) }

// snapshot runs do, which only reads, on one state of the file.
func (f *file) snapshot(do func() error) error { return f.during("BEGIN", do) }

func (f *file) during(begin string, do func() error) error {
	if err := f.exec(begin); err != nil {
		return err
	}
	err := do()
	if err == nil {
		err = f.exec("COMMIT")
	}
	if err != nil {
		f.exec("ROLLBACK") // fails if SQLite has rolled back already
	}
	return err
}

func (f *file) insert(r Record) error {
	return f.exec("INSERT INTO record (seq, id, at, kind, chapter, item, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
		r.Seq, r.ID, r.At.UnixNano(), r.Kind, r.Chapter, r.Item, string(r.Data))
}

func (f *file) insertAll(records []Record) error {
	for _, r := range records {
		if err := f.insert(r); err != nil {
			return err
		}
	}
	return nil
}

const columns = "SELECT seq, id, at, kind, chapter, item, data FROM record NOT INDEXED "

// since are the records after a number, in order.
func (f *file) since(seq int64) ([]Record, error) {
	return f.records(columns+"WHERE seq > ? ORDER BY seq", seq)
}

// records are the rows of a query, and, with an error, those before it.
func (f *file) records(query string, args ...any) ([]Record, error) {
	rows, err := f.conn.QueryContext(context.Background(), query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Record
	for rows.Next() {
		var r Record
		var at int64
		var data string
		if err := rows.Scan(&r.Seq, &r.ID, &at, &r.Kind, &r.Chapter, &r.Item, &data); err != nil {
			return out, err
		}
		r.At = time.Unix(0, at).UTC()
		if data != "" {
			r.Data = []byte(data)
		}
		out = append(out, r)
	}
	return out, rows.Err()
}
