package sandbox

import (
	"bytes"
	"testing"
)

// FuzzHandler runs arbitrary programs: whatever they are, the host lives, the
// run is bounded, and a second VM does the same, though it has booted by itself.
func FuzzHandler(f *testing.F) {
	for _, c := range adversaries {
		if c.want != "oom" && c.want != "any" && !raceEnabled {
			f.Add("export const handler = async (event, context) => { " + c.body + " }")
		}
	}
	f.Add(handler40)
	if !raceEnabled {
		f.Add(restless)
	}
	f.Add(s3Handler)
	f.Fuzz(func(t *testing.T, source string) {
		p, err := NewPackage(map[string][]byte{"index.mjs": []byte(source)})
		if err != nil {
			t.Fatal(err)
		}
		s, err := bootSnapshot()
		if err != nil {
			t.Fatal(err)
		}
		first, second := fuzzed(t, p, s), fuzzed(t, p, nil)
		if first.Exit != second.Exit || first.CPU != second.CPU || first.PeakMemory != second.PeakMemory || !bytes.Equal(first.Result, second.Result) || output(first) != output(second) {
			t.Errorf("two VMs differ:\n%+v\n%+v", first, second)
		}
		if first.Exit == ExitProcess && first.Code == exitCrash {
			t.Error("the engine has trapped")
		}
	})
}

func fuzzed(t *testing.T, p *Package, s *snapshot) Turn {
	v, err := newVM(p, Config{Handler: "index.handler", MemoryMB: 80, MaxPolls: 20}, s)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	turn := v.Init(epoch)
	if turn.Settled && turn.Err == nil {
		turn = v.Invoke(epoch, []byte("{}"), invocation)
	}
	for i := 0; i < 5 && turn.Exit == ExitNone && len(turn.Wants) > 0; i++ {
		var answers []Answer
		for _, w := range turn.Wants {
			answers = append(answers, Answer{ID: w.ID})
		}
		turn = v.Resume(epoch, answers)
	}
	return turn
}
