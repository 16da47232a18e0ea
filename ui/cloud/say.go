package cloud

import (
	"strings"

	"skylab/engine"
	"skylab/engine/sim"
)

// Say is what an event means, as a sentence, also for those that the story
// leaves out because they only link others; for an event without a sentence it
// is the event's kind.
func Say(e sim.Event) string {
	if _, text := tell(e); text != "" {
		return text
	}
	for _, says := range []func(sim.Event) string{linkOfCalls, linkOfLambda, linkOfMappings, linkOfMessages, linkOfThings, linkOfMachines, linkOfGroups} {
		if text := says(e); text != "" {
			return text
		}
	}
	return e.Kind()
}

// linkOfCalls is what the story leaves out of calls.
func linkOfCalls(e sim.Event) string {
	switch e := e.(type) {
	case engine.Called:
		if what, is := strings.CutPrefix(e.Operation, "runtime."); is {
			return "a runtime outside: " + what
		}
		return "a service calls " + operation(e.Operation)
	case engine.Replied:
		return operation(e.Operation) + " is answered"
	}
	return ""
}
