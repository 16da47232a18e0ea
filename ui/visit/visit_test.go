package visit

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"skylab/engine"
)

func TestVisitsAreTakenInTheirOrderAndKnockOnce(t *testing.T) {
	knocks := make(chan struct{}, 100)
	q := NewQueue(func() { knocks <- struct{}{} })
	for i := range 3 {
		if !q.enter(&Visit{Call: engine.Call{Operation: fmt.Sprint(i)}, ctx: t.Context(), answer: make(chan outcome, 1)}) {
			t.Fatal("the queue is open")
		}
	}
	<-knocks
	for i := range 3 {
		if v := q.Next(); v == nil || v.Call.Operation != fmt.Sprint(i) {
			t.Fatalf("visit %d is %+v", i, v)
		}
	}
	if q.Next() != nil || len(knocks) != 0 {
		t.Fatal("the queue should be empty, and nobody knocking")
	}
	q.enter(&Visit{ctx: t.Context()})
	<-knocks
}

func TestOneWhoHasLeftIsNotServed(t *testing.T) {
	q := NewQueue(func() {})
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, err := q.Do(ctx, engine.Call{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if v := q.Next(); v != nil {
		t.Errorf("served %+v", v)
	}
}

func TestClosingRefusesAll(t *testing.T) {
	q := NewQueue(func() {})
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			if _, err := q.Do(context.Background(), engine.Call{}); !errors.Is(err, ErrGone) {
				t.Errorf("got %v", err)
			}
		})
	}
	q.Close()
	group.Wait()
}
