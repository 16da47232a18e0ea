package progress

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// filled is the folder of a closed store with n records of about size bytes.
func filled(t testing.TB, n, size int) (dir string, records []Record) {
	t.Helper()
	s, dir := opened(t)
	for i := range n {
		r := answer(fmt.Sprintf("q-%d", i), i, true)
		r.Data = []byte(fmt.Sprintf(`{"correct":true,"text":%q}`, strings.Repeat("x", size)))
		records = append(records, appended(t, s, r))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, records
}

// spoil changes the bytes of the file.
func spoil(t testing.TB, dir string, change func([]byte) []byte) (spoiled []byte) {
	t.Helper()
	path := filepath.Join(dir, Name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	spoiled = change(bytes.Clone(data))
	if bytes.Equal(spoiled, data) {
		t.Fatal("nothing was spoiled")
	}
	if err := os.WriteFile(path, spoiled, 0o600); err != nil {
		t.Fatal(err)
	}
	return spoiled
}

func TestDamagedFileIsKeptAside(t *testing.T) {
	const n = 200
	tests := []struct {
		name   string
		change func([]byte) []byte
		least  int // records that can be read
		most   int
	}{
		{"not a database", func([]byte) []byte {
			return []byte("I am a letter to my aunt, and longer than a hundred bytes, because a shorter file is taken for an empty one.")
		}, 0, 0},
		{"header overwritten", func(b []byte) []byte { return append(bytes.Repeat([]byte{0xff}, 100), b[100:]...) }, 0, 0},
		{"cut in half", func(b []byte) []byte { return b[:len(b)/2] }, 1, n - 1},
		{"a page in the middle overwritten", func(b []byte) []byte {
			copy(b[len(b)/2/4096*4096:], bytes.Repeat([]byte{0xaa}, 4096))
			return b
		}, n / 2, n - 1},
		{"one letter of an answer changed", func(b []byte) []byte {
			b[bytes.LastIndex(b, []byte(`"correct":true`))+11] = 'b'
			return b
		}, n - 1, n - 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir, records := filled(t, n, 300)
			spoiled := spoil(t, dir, tt.change)
			s := reopened(t, dir)

			notices := strings.Join(s.Notices(), "\n")
			aside := filepath.Join(dir, Name+".corrupt-20260302T090000Z")
			if !strings.Contains(notices, aside) {
				t.Errorf("notices %q do not name %s", notices, aside)
			}
			kept, err := os.ReadFile(aside)
			if err != nil || !bytes.Equal(kept, spoiled) {
				t.Errorf("the damaged file was not kept as it was (%v, %d bytes of %d)", err, len(kept), len(spoiled))
			}
			was := map[string]Record{}
			for _, r := range records {
				was[r.ID] = r
			}
			read := s.All()
			for _, r := range read {
				if old, ok := was[r.ID]; !ok || string(old.Data) != string(r.Data) || old.Seq != r.Seq {
					t.Errorf("recovered %+v, which is not what was written: %+v", r, old)
				}
			}
			if len(read) < tt.least || len(read) > tt.most {
				t.Errorf("%d records recovered, want %d to %d", len(read), tt.least, tt.most)
			}
			next := appended(t, s, answer("after", 1, true))
			s.Close()
			again := reopened(t, dir)
			if got := len(again.All()); got != len(read)+1 || len(again.Notices()) != 0 {
				t.Errorf("reopened with %d records and notices %q; want %d and none", got, again.Notices(), len(read)+1)
			}
			if _, ok := again.Item(next.Item); !ok {
				t.Error("the record made after the repair is gone")
			}
		})
	}
}

func TestDamagedTwiceInOneSecond(t *testing.T) {
	dir, _ := filled(t, 1, 1)
	for range 2 {
		spoil(t, dir, func(b []byte) []byte { return append(bytes.Repeat([]byte("no"), 100), b[200:]...) })
		s := reopened(t, dir)
		s.Close()
	}
	names, _ := filepath.Glob(filepath.Join(dir, Name+".corrupt-*Z*"))
	if len(names) != 2 {
		t.Errorf("kept aside: %q, want two files", names)
	}
}

func TestNewerAndForeignFilesAreLeftAlone(t *testing.T) {
	for _, tt := range []struct{ name, change, want string }{
		{"newer", "PRAGMA user_version = 7", "newer skylab"},
		{"foreign", "PRAGMA application_id = 5", "another program"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, _ := filled(t, 3, 1)
			path := filepath.Join(dir, Name)
			f, err := dial(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.exec(tt.change); err != nil {
				t.Fatal(err)
			}
			f.close()
			before, _ := os.ReadFile(path)
			s, err := Open(dir, fixed)
			if err == nil {
				s.Close()
				t.Fatal("it was opened")
			}
			if !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), path) {
				t.Errorf("error %q does not say %q and the file", err, tt.want)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

// TestAnyDamage overwrites the file at random places: opening never fails,
// panics or shows what was not recorded.
func TestAnyDamage(t *testing.T) {
	dir, records := filled(t, 60, 100)
	path := filepath.Join(dir, Name)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	was := map[string]bool{}
	for _, r := range records {
		was[r.ID+string(r.Data)] = true
	}
	state := uint32(1)
	random := func(n int) int { // a fixed sequence
		state = state*1664525 + 1013904223
		return int(state>>8) % n
	}
	for try := range 80 {
		place := filepath.Join(t.TempDir(), Name)
		data := bytes.Clone(sound)
		for range 1 + random(8) {
			data[random(len(data))] ^= byte(1 + random(255))
		}
		if try%5 == 0 {
			data = data[:random(len(data))]
		}
		if err := os.WriteFile(place, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(filepath.Dir(place), fixed)
		if err != nil {
			if !strings.Contains(err.Error(), "newer") && !strings.Contains(err.Error(), "another program") {
				t.Errorf("try %d: %v", try, err)
			}
			continue
		}
		for _, r := range s.All() {
			if !was[r.ID+string(r.Data)] {
				t.Errorf("try %d: shows %+v, which nobody recorded", try, r)
			}
		}
		if len(s.All()) < len(records) && len(s.Notices()) == 0 {
			t.Errorf("try %d: %d records are gone and nothing is told", try, len(records)-len(s.All()))
		}
		appended(t, s, Record{Kind: Session})
		s.Close()
	}
}
