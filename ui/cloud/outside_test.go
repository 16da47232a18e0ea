package cloud

import (
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/lambda"
	"skylab/ui/theme"
)

// A function that is run outside says so, at every size, and so does what is
// under way and what was.
func TestPanelShowsWhatRunsOutside(t *testing.T) {
	w := world(t).World()
	do := func(operation string, in any) *engine.Reply { return w.Do(engine.Call{Operation: operation, In: in}) }
	look40 := func() string { return look(New(theme.Dark()), w, 40, 30) }
	do("runtime.Attach", &lambda.RuntimeAttachInput{FunctionName: "hello"})
	contains(t, look40(), "Runs outside: times are wall time", "No runtime outside asks for requests")
	next := do("runtime.Next", &lambda.RuntimeInput{FunctionName: "hello", Runtime: "p"})
	contains(t, look40(), "idle, warm")
	do("lambda.Invoke", &lambda.InvokeInput{FunctionName: "hello"})
	w.AdvanceTo(w.Now().Add(1500 * time.Millisecond))
	contains(t, look40(), "■ outside      1.5 s")
	do("runtime.Respond", &lambda.RuntimeAnswerInput{FunctionName: "hello", RequestId: next.Out.(*lambda.RuntimeRequest).RequestId})
	for _, want := range []string{"hello runs outside from now on: its times are wall time", "hello: a runtime outside asks for requests, environment 1",
		"hello is done in 1.5 s, wall time, billed 1500 ms"} {
		if !told(w, want) {
			t.Errorf("the story does not say %q", want)
		}
	}
	for _, e := range w.Journal().Since(w.Journal().First()) {
		if Say(e.Event) == e.Event.Kind() {
			t.Errorf("%T has no sentence", e.Event)
		}
	}
}

// told tells whether a sentence is in the story.
func told(w *engine.World, sentence string) bool {
	for _, e := range w.Journal().Since(w.Journal().First()) {
		if _, text := tell(e.Event); text == sentence {
			return true
		}
	}
	return false
}
