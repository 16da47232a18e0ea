package schedule

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"errors"
	"io"
	"sync"
	"time"
)

// zoneinfo is the IANA Time Zone Database, 2025c, as Go compiles it
// (lib/time/zoneinfo.zip of Go 1.26, packed); IANA says that it is in the
// public domain. It is held here because the host's own would make a schedule
// depend on the machine.
//
//go:embed zoneinfo.zip
var zoneinfo []byte

var zones = sync.OnceValue(func() map[string]*zip.File {
	r, err := zip.NewReader(bytes.NewReader(zoneinfo), int64(len(zoneinfo)))
	if err != nil {
		panic("schedule: " + err.Error()) // the file is part of the program
	}
	m := map[string]*zip.File{}
	for _, f := range r.File {
		m[f.Name] = f
	}
	return m
})

// ErrZone is the error for a time zone that does not exist.
var ErrZone = errors.New("there is no such time zone")

// Zone is the time zone of that IANA name; "" is UTC.
func Zone(name string) (*time.Location, error) {
	if name == "" || name == "UTC" {
		return time.UTC, nil
	}
	f := zones()[name]
	if f == nil {
		return nil, ErrZone
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return time.LoadLocationFromTZData(name, data)
}
