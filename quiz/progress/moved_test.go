package progress

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestRepairedByAnother: one skylab runs on while another finds the file
// damaged and replaces it.
func TestRepairedByAnother(t *testing.T) {
	dir, records := filled(t, 200, 300)
	running := reopened(t, dir)
	records = append(records, appended(t, running, answer("in the log", 50, true)))
	spoil(t, dir, func(b []byte) []byte {
		half := len(b) / 2
		b[half+bytes.Index(b[half:], []byte(`"correct":true`))+11] = 'b'
		return b
	})
	other := reopened(t, dir)
	if len(other.Notices()) != 1 {
		t.Fatalf("notices %q, want one of the damage", other.Notices())
	}
	appended(t, other, answer("made by the other", 51, true))
	appended(t, running, answer("made by the one that ran on", 52, true))
	for name, s := range map[string]*Store{"running": running, "reopened": reopened(t, dir)} {
		for _, item := range []string{"made by the other", "made by the one that ran on"} {
			if _, ok := s.Item(item); !ok {
				t.Errorf("%s: the answer %s is gone", name, item)
			}
		}
		for _, r := range records { // also the damaged one, which the running store knew
			if _, ok := s.Latest(r.Kind, r.Item); !ok {
				t.Errorf("%s: %s is gone", name, r.Item)
			}
		}
	}
}

// TestMovedAway: somebody cleans up while skylab runs.
func TestMovedAway(t *testing.T) {
	for _, how := range []struct {
		name string
		away func(dir string) error
	}{
		{"renamed", func(dir string) error { return os.Rename(filepath.Join(dir, Name), filepath.Join(dir, "old.db")) }},
		{"deleted", func(dir string) error { return os.Remove(filepath.Join(dir, Name)) }},
	} {
		t.Run(how.name, func(t *testing.T) {
			if os.PathSeparator != '/' {
				t.Skip("an open file cannot be moved away here")
			}
			s, dir := opened(t)
			first := appended(t, s, answer("before", 0, true))
			if err := how.away(dir); err != nil {
				t.Fatal(err)
			}
			second := appended(t, s, answer("after", 1, true))
			same(t, "shown", s.All(), []Record{first, second})
			s.Close()
			same(t, "on disk", reopened(t, dir).All(), []Record{first, second})
		})
	}
}
