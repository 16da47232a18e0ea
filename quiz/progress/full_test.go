package progress

import (
	"fmt"
	"strings"
	"testing"
)

// TestFullDisk lets SQLite run out of pages. What was confirmed stays, what
// was not is not there, and the next Append succeeds when there is room.
func TestFullDisk(t *testing.T) {
	s, dir := opened(t)
	pages, err := s.file.number("PRAGMA page_count")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.file.exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+3)); err != nil {
		t.Fatal(err)
	}
	big := answer("q", 0, true)
	big.Data = []byte(`{"correct":true,"text":"` + strings.Repeat("x", 1500) + `"}`)
	var confirmed []Record
	for {
		r, err := s.Append(big)
		if err != nil {
			if !strings.Contains(err.Error(), "disk is full") || !strings.Contains(err.Error(), s.Path()) {
				t.Errorf("error %q does not say that the disk is full and where", err)
			}
			break
		}
		if confirmed = append(confirmed, r); len(confirmed) > 100 {
			t.Fatal("the disk never filled up")
		}
	}
	same(t, "on the screen after a failure", s.All(), confirmed)
	if _, err := s.Import(strings.NewReader(`{"at":"2026-03-02T09:00:00Z","kind":"session","data":"` + strings.Repeat("x", 9000) + `"}`)); err == nil {
		t.Error("an import into a full disk succeeded")
	}
	if err := s.file.exec("PRAGMA max_page_count = 100000"); err != nil {
		t.Fatal(err)
	}
	confirmed = append(confirmed, appended(t, s, big))
	s.Close()
	same(t, "on disk", reopened(t, dir).All(), confirmed)
}
