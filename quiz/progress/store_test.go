package progress

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var epoch = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func fixed() time.Time { return epoch }

// opened is a store on disk; its folder does not exist before.
func opened(t testing.TB) (*Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "state", "skylab")
	return reopened(t, dir), dir
}

func reopened(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, fixed)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func appended(t testing.TB, s *Store, r Record) Record {
	t.Helper()
	r, err := s.Append(r)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// answer is a record of an answer some minutes after the epoch.
func answer(item string, minute int, correct bool) Record {
	r := Answer{Correct: correct}.Record(Answered, "lambda", item)
	r.At = epoch.Add(time.Duration(minute) * time.Minute)
	return r
}

func same(t *testing.T, what string, got, want []Record) {
	t.Helper()
	g, _ := json.Marshal(got)
	w, _ := json.Marshal(want)
	if string(g) != string(w) {
		t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

func TestRecordsSurviveReopening(t *testing.T) {
	s, dir := opened(t)
	want := []Record{
		appended(t, s, answer("q-timeout", 0, true)),
		appended(t, s, Record{Kind: Session}),
		appended(t, s, Position{Chapter: "lambda", Section: "cold-starts", Block: 12, At: epoch.Add(time.Hour)}.Record()),
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := reopened(t, dir)
	got := again.book.records
	same(t, "records", got, want)
	for i, r := range got {
		if r.Seq != int64(i+1) || !r.Genuine() || !r.At.Equal(want[i].At) {
			t.Errorf("record %d is %+v, want %+v", i, r, want[i])
		}
	}
	if got[1].At != epoch {
		t.Errorf("a record without a time got %v, want the clock's %v", got[1].At, epoch)
	}
	if n := again.Notices(); len(n) != 0 || again.Err() != nil {
		t.Errorf("notices %q, error %v after an ordinary opening", n, again.Err())
	}
	if next := appended(t, again, Record{Kind: Session}); next.Seq != 4 {
		t.Errorf("the next record is number %d, want 4", next.Seq)
	}
}

func TestFolderIsPrivateAndWrittenThrough(t *testing.T) {
	s, dir := opened(t)
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("the folder's mode is %v, want 0700", mode)
	}
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2"} {
		var got string
		if err := s.file.conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", pragma, got, err, want)
		}
	}
}

func TestOddFolderNames(t *testing.T) {
	for _, name := range []string{"a b", "50%", "what?mode=ro", "#1", "größe", "file:x"} {
		dir := filepath.Join(t.TempDir(), name)
		s, err := Open(dir, fixed)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		appended(t, s, Record{Kind: Session})
		s.Close()
		if _, err := os.Stat(filepath.Join(dir, Name)); err != nil {
			t.Errorf("%q: the file is not where it should be: %v", name, err)
		}
	}
}

func TestRecordsCannotBeChangedOrDropped(t *testing.T) {
	s, _ := opened(t)
	appended(t, s, answer("q", 0, true))
	for _, q := range []string{"UPDATE record SET kind = 'x'", "DELETE FROM record"} {
		if err := s.file.exec(q); err == nil {
			t.Errorf("%s was allowed", q)
		}
	}
}

func TestAppendRefuses(t *testing.T) {
	s := Memory(fixed)
	for name, r := range map[string]Record{
		"no kind":         {},
		"broken data":     {Kind: Answered, Data: json.RawMessage(`{"a":`)},
		"two values":      {Kind: Answered, Data: json.RawMessage(`1 2`)},
		"huge data":       {Kind: Answered, Data: json.RawMessage(`"` + string(make([]byte, largest)) + `"`)},
		"not UTF-8":       {Kind: Answered, Item: "\xff"},
		"far in the past": {Kind: Answered, At: time.Date(900, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		if got, err := s.Append(r); err == nil {
			t.Errorf("%s: appended as %+v", name, got)
		}
	}
	if n := len(s.All()); n != 0 {
		t.Errorf("%d records after refusals, want none", n)
	}
}

func TestClosedStoreKeepsReadingAndRefusesToWrite(t *testing.T) {
	s, _ := opened(t)
	appended(t, s, answer("q", 0, true))
	s.Close()
	if _, err := s.Append(Record{Kind: Session}); err == nil {
		t.Error("appended to a closed store")
	}
	if it, ok := s.Item("q"); !ok || !it.Right {
		t.Errorf("item is %+v, %v after closing", it, ok)
	}
}

// TestWhatIsOnDiskIsWhatWasAppended draws records with every kind of text.
func TestWhatIsOnDiskIsWhatWasAppended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "skylab")
	rapid.Check(t, func(t *rapid.T) {
		s, err := Open(dir, fixed)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		data, _ := json.Marshal(rapid.String().Draw(t, "data"))
		want, err := s.Append(Record{
			At:   time.Unix(rapid.Int64Range(-9e9, 9e9).Draw(t, "at"), rapid.Int64Range(0, 1e9-1).Draw(t, "nanos")),
			Kind: "x" + rapid.String().Draw(t, "kind"), Chapter: rapid.String().Draw(t, "chapter"), Item: rapid.String().Draw(t, "item"),
			Data: data,
		})
		if err != nil {
			t.Fatal(err)
		}
		stored, err := s.file.since(want.Seq - 1)
		if err != nil || len(stored) != 1 || !stored[0].Genuine() {
			t.Fatalf("stored %+v (%v), want %+v", stored, err, want)
		}
	})
}

func TestTwoStoresOnOneFile(t *testing.T) {
	a, dir := opened(t)
	b := reopened(t, dir)
	appended(t, a, answer("first", 0, true))
	second := appended(t, b, answer("second", 1, true))
	if second.Seq != 2 {
		t.Errorf("the second store's record is number %d, want 2", second.Seq)
	}
	if _, ok := b.Item("first"); !ok {
		t.Error("appending did not show what the other store had written")
	}
	if err := a.Refresh(); err != nil {
		t.Fatal(err)
	}
	same(t, "after a refresh", a.All(), b.All())
}

func TestLatestGoesByTimeNotByArrival(t *testing.T) {
	s := Memory(fixed)
	appended(t, s, answer("q", 10, true))
	appended(t, s, answer("q", 5, false)) // merged later, but older
	r, ok := s.Latest(Answered, "q")
	if a, err := r.Answer(); !ok || err != nil || !a.Correct {
		t.Errorf("latest is %+v (%v), want the right answer", r, ok)
	}
	if _, ok := s.Latest(Predicted, "q"); ok {
		t.Error("found a prediction that was never made")
	}
	it, _ := s.Item("q")
	if !it.Right || it.Times != 2 || it.Hits != 1 || !it.First.Equal(epoch.Add(5*time.Minute)) || !it.Last.Equal(epoch.Add(10*time.Minute)) {
		t.Errorf("item is %+v", it)
	}
	var times []int
	for _, r := range s.All() {
		times = append(times, int(r.At.Sub(epoch).Minutes()))
	}
	if !slices.Equal(times, []int{5, 10}) {
		t.Errorf("all records at minutes %v, want them in the order of time", times)
	}
}
