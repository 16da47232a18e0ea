package endpoint_test

import (
	"testing"
	"time"

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
