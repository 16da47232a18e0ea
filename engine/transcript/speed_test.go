package transcript_test

import (
	"os"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/transcript"
)

// told is all that a story prints and the world that it leaves; how runs a
// line of it to its end.
func told(t *testing.T, name string, how func(*transcript.Script, *engine.World) string) string {
	data, err := os.ReadFile("../testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	script, err := transcript.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	w := engine.New(engine.Config{Seed: 11})
	return how(script, w) + w.Hash()
}

func whole(script *transcript.Script, w *engine.World) string {
	text := ""
	for _, o := range transcript.Run(script, script.Session(w)).Steps {
		text += o.Got
	}
	return text
}

func TestSameStoryHundredTimes(t *testing.T) {
	want := told(t, "logs_tail", whole)
	for i := range 99 {
		if told(t, "logs_tail", whole) != want {
			t.Fatalf("run %d differs", i+2)
		}
	}
}

// A screen advances the world in frames with little fuel; what is printed and
// what comes of it must not depend on them.
func TestStoriesAreTheSameAtAnySpeed(t *testing.T) {
	for _, name := range []string{"logs_tail", "s3_trigger", "function_url", "lambda_create"} {
		want := told(t, name, whole)
		for _, frame := range []time.Duration{7 * time.Millisecond, 330 * time.Millisecond, time.Minute} {
			sliced := func(script *transcript.Script, w *engine.World) string {
				s, text := script.Session(w), ""
				for _, step := range script.Steps {
					r := s.Start(step.Command)
					for !r.Done {
						until := w.Now().Add(frame)
						if at, ok := r.Next(); ok {
							until = min(until, at)
						} else if next, due := w.Next(); due {
							until = min(until, next)
						}
						s.Advance(until, 2)
					}
					text += transcript.Output(r)
				}
				return text
			}
			if got := told(t, name, sliced); got != want {
				t.Errorf("%s in frames of %s:\n%s\nwant\n%s", name, frame, got, want)
			}
		}
	}
}
