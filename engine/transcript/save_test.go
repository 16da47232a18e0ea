package transcript_test

import (
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/enginetest"
	"skylab/engine/transcript"
)

func TestLoadedWorldIsTheSavedOne(t *testing.T) {
	for seed := range uint64(20) {
		w, err := enginetest.Draw(seed, 30).Play(nil)
		if err != nil {
			t.Fatal(err)
		}
		w.AdvanceTo(w.Now().Add(time.Minute))
		data, err := transcript.Save(w)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		back, err := transcript.Load(data, engine.Config{})
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, data)
		}
		if w.Hash() != back.Hash() {
			t.Fatalf("seed %d: the loaded world differs\n%s", seed, data)
		}
		again, err := transcript.Save(back)
		if err != nil || string(again) != string(data) {
			t.Fatalf("seed %d: saving what was loaded gives another file (%v)", seed, err)
		}
	}
}
