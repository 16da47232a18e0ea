package cloud

import (
	"os"
	"path/filepath"
	"testing"

	"skylab/engine"
	"skylab/engine/transcript"
)

// TestEveryEventCanBeSaid holds that no link of a chain of causes is shown as
// the name of a Go type: what happens in the stories of the engine has words.
func TestEveryEventCanBeSaid(t *testing.T) {
	paths, err := filepath.Glob("../../engine/testdata/*.txtar")
	if err != nil || len(paths) < 20 {
		t.Fatalf("%d stories, %v", len(paths), err)
	}
	silent := map[string]string{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		script, err := transcript.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		w := engine.New(engine.Config{Seed: 7})
		transcript.Run(script, script.Session(w))
		for _, e := range w.Journal().Since(w.Journal().First()) {
			if Say(e.Event) == e.Event.Kind() {
				silent[e.Event.Kind()] = filepath.Base(path)
			}
		}
	}
	for kind, story := range silent {
		t.Errorf("%s of %s has no sentence", kind, story)
	}
}
