package progress

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"skylab/quiz/recall"
)

func exported(t interface{ Fatal(...any) }, s *Store) string {
	var b bytes.Buffer
	if err := s.Export(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMergeBothWays(t *testing.T) {
	laptop, _ := opened(t)
	desktop, dir := opened(t)
	appended(t, laptop, answer("q-timeout", 1, false))
	appended(t, laptop, answer("q-timeout", 9, true))
	appended(t, desktop, answer("q-timeout", 5, false))
	appended(t, desktop, answer("q-timeout", 5, false)) // the same again is another answer

	for _, tt := range []struct {
		from, to *Store
		want     Merged
	}{
		{laptop, desktop, Merged{2, 0}},
		{laptop, desktop, Merged{0, 2}},
		{desktop, laptop, Merged{2, 2}},
		{desktop, laptop, Merged{0, 4}},
	} {
		got, err := tt.to.Import(strings.NewReader(exported(t, tt.from)))
		if err != nil || got != tt.want {
			t.Errorf("imported %+v (%v), want %+v", got, err, tt.want)
		}
	}
	if a, b := exported(t, laptop), exported(t, desktop); a != b {
		t.Errorf("after merging both ways the exports differ:\n%s\n%s", a, b)
	}
	for _, s := range []*Store{laptop, desktop} {
		if it, _ := s.Item("q-timeout"); !it.Right || it.Times != 4 {
			t.Errorf("item is %+v, want four answers, the latest right", it)
		}
	}
	desktop.Close()
	if again := reopened(t, dir); exported(t, again) != exported(t, laptop) {
		t.Error("the merged records are not on disk as they were shown")
	}
}

// TestMergingIsASet: whatever is merged in whatever order and however often,
// all end up the same.
func TestMergingIsASet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var stores []*Store
		for range 3 {
			s := Memory(fixed)
			for range rapid.IntRange(0, 5).Draw(t, "answers") {
				s.Append(answer(rapid.SampledFrom([]string{"a", "b<&>\u2028"}).Draw(t, "item"), rapid.IntRange(0, 3).Draw(t, "minute"), rapid.Bool().Draw(t, "right")))
			}
			stores = append(stores, s)
		}
		for range 6 { // somehow
			from, to := rapid.SampledFrom(stores).Draw(t, "from"), rapid.SampledFrom(stores).Draw(t, "to")
			if _, err := to.Import(strings.NewReader(exported(t, from))); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 { // and then everywhere
			for _, from := range stores {
				for _, to := range stores {
					to.Import(strings.NewReader(exported(t, from)))
				}
			}
		}
		for _, s := range stores[1:] {
			if exported(t, s) != exported(t, stores[0]) || !slices.Equal(s.Items(""), stores[0].Items("")) {
				t.Fatalf("the stores differ:\n%s\n%s", exported(t, stores[0]), exported(t, s))
			}
		}
	})
}

func TestImportTakesAllOrNothing(t *testing.T) {
	src := Memory(fixed)
	appended(t, src, answer("q", 1, false))
	appended(t, src, answer("q", 2, false))
	good := exported(t, src)
	for _, tt := range []struct{ name, text, want string }{
		{"cut off", good[:len(good)-20], "line 3"},
		{"edited", strings.Replace(good, `"correct":false`, `"correct":true`, 1), "line 2: its content does not fit its id"},
		{"newer", strings.Replace(good, `"version":1`, `"version":2`, 1), "newer skylab"},
		{"something else", `{"format":"anki"}`, "line 1: its format is \"anki\""},
		{"not JSON", good + "\nhello\n", "line 5: it is not a record"},
		{"no kind", `{"at":"2026-03-02T09:00:00Z"}`, "needs a kind"},
		{"no time", `{"kind":"session"}`, "year 1"},
		{"a line without end", `{"kind":"session","item":"` + strings.Repeat("x", widestLine) + `"}`, "longer than any record"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, _ := opened(t)
			_, err := s.Import(strings.NewReader(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if n := len(s.All()); n != 0 {
				t.Errorf("%d records were taken all the same", n)
			}
		})
	}
}

func TestImportByHand(t *testing.T) {
	s := Memory(fixed)
	line := `{"at":"2026-03-02T10:00:00+01:00","kind":"answered","chapter":"lambda","item":"q","data":{"correct":true}}`
	for _, want := range []Merged{{1, 1}, {0, 2}} {
		if got, err := s.Import(strings.NewReader(line + "\n\n" + line)); err != nil || got != want {
			t.Errorf("imported %+v (%v), want %+v", got, err, want)
		}
	}
	if r := s.All()[0]; !r.At.Equal(epoch) || !r.Genuine() {
		t.Errorf("record is %+v", r)
	}
}

type fullPipe struct{}

func (fullPipe) Write([]byte) (int, error) { return 0, errors.New("pipe is full") }

func TestExportReportsWriteErrors(t *testing.T) {
	s := Memory(fixed)
	if err := s.Export(fullPipe{}); err == nil || !strings.Contains(err.Error(), "pipe is full") {
		t.Errorf("error is %v", err)
	}
}

func ExampleStore_Export() {
	s := Memory(func() time.Time { return epoch })
	s.device = "0123456789ab" // is random
	s.Append(Answer{Text: "3 s", Confidence: 3, Correct: true, Score: 1}.Record(Answered, "lambda", "q-default-timeout"))
	var b strings.Builder
	s.Export(&b)
	fmt.Print(b.String())
	// Output:
	// {"format":"skylab progress","version":1}
	// {"id":"0123456789ab-1-ee0a7468bff286d7","at":"2026-03-02T09:00:00Z","kind":"answered","chapter":"lambda","item":"q-default-timeout","data":{"text":"3 s","confidence":3,"correct":true,"score":1}}
}

// FuzzImport: no input brings the store down or leaves part of itself; what
// was taken can be exported and taken again.
func FuzzImport(f *testing.F) {
	src := Memory(fixed)
	src.Append(answer("q", 1, true))
	src.Append(Position{Chapter: "lambda", Block: 3}.Record())
	f.Add(exported(f, src))
	f.Add(`{"at":"2026-03-02T10:00:00+01:00","kind":"lab","item":"l","data":{"passed":true}}`)
	f.Add(`{"at":"1677-09-21T00:12:43Z","kind":"answered","data":[1,"a",{"b":null}]}`)
	f.Add("{}\n\n{\"format\":\"skylab progress\",\"version\":0}")
	f.Fuzz(func(t *testing.T, text string) {
		s := Memory(fixed)
		m, err := s.Import(strings.NewReader(text))
		if err != nil {
			if len(s.All()) != 0 {
				t.Fatalf("took %d records in spite of %v", len(s.All()), err)
			}
			return
		}
		if len(s.All()) != m.Added {
			t.Fatalf("%d records after adding %d", len(s.All()), m.Added)
		}
		s.Summary("")
		s.Due(epoch, recall.Default())
		s.Calibration()
		s.LastPlace()
		again := Memory(fixed)
		if n, err := again.Import(strings.NewReader(exported(t, s))); err != nil || n.Added != m.Added || exported(t, again) != exported(t, s) {
			t.Fatalf("the export cannot be imported: %+v, %v\n%s", n, err, exported(t, s))
		}
	})
}
