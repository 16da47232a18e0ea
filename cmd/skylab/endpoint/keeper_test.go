package endpoint_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine"
)

// A call is made at the present, also when nothing has happened for a while: a
// long poll after a pause has all of its time before it.
func TestCallsAreMadeAtThePresent(t *testing.T) {
	s := serve(t, "")
	s.with(t, createQueue("jobs"))
	time.Sleep(50 * time.Millisecond) // five seconds of the world
	s.with(t, createQueue("more"))
	var calls []engine.Call
	if err := s.keeper.With(t.Context(), func(w *engine.World) { calls = w.Calls() }); err != nil {
		t.Fatal(err)
	}
	if pause := calls[1].At.Sub(calls[0].At); pause < 5*time.Second {
		t.Errorf("50 ms later, a hundred times as fast, %v have passed before the call", pause)
	}
}

// A call to a world that is no longer kept is refused, and does not wait for
// ever.
func TestCallsAfterTheEnd(t *testing.T) {
	k := endpoint.NewKeeper(engine.New(engine.Config{Seed: 1}), 1)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	k.Run(ctx)
	if _, err := k.Do(t.Context(), engine.Call{Operation: "sts.GetCallerIdentity"}); !errors.Is(err, endpoint.ErrGone) {
		t.Error(err)
	}
	if err := k.With(t.Context(), func(*engine.World) { t.Error("it is kept") }); !errors.Is(err, endpoint.ErrGone) {
		t.Error(err)
	}
}
