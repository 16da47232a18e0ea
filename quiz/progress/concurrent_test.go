package progress

import (
	"fmt"
	"sync"
	"testing"

	"skylab/quiz/recall"
)

// TestReadersAndWriters is for the race detector: screens read while answers
// are being written.
func TestReadersAndWriters(t *testing.T) {
	s, _ := opened(t)
	var all sync.WaitGroup
	for w := range 3 {
		all.Go(func() {
			for i := range 10 {
				if _, err := s.Append(answer(fmt.Sprint("q-", w), i, true)); err != nil {
					t.Error(err)
				}
			}
		})
		all.Go(func() {
			for range 30 {
				s.Summary("lambda")
				s.Due(epoch, recall.Default())
				s.LastPlace()
				s.All()
			}
		})
	}
	all.Wait()
	if sum := s.Summary("lambda"); sum.Answered != 3 || len(s.All()) != 30 {
		t.Errorf("%+v and %d records, want 3 items and 30", sum, len(s.All()))
	}
}
