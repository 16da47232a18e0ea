package sandbox

import (
	"bytes"
	"testing"
)

// FuzzHandler runs arbitrary programs: whatever they are, the host lives, the
// run is bounded, and two more VMs do the same, though one has booted by itself
// and the other leaves its dock between its turns.
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
		first := fuzzed(t, p, s, false)
		for _, other := range []Turn{fuzzed(t, p, nil, false), fuzzed(t, p, s, true)} {
			if first.Exit != other.Exit || first.CPU != other.CPU || first.PeakMemory != other.PeakMemory || !bytes.Equal(first.Result, other.Result) || output(first) != output(other) {
				t.Errorf("two VMs differ:\n%+v\n%+v", first, other)
			}
		}
		if first.Exit == ExitProcess && first.Code == exitCrash {
			t.Error("the engine has trapped")
		}
	})
}

func fuzzed(t *testing.T, p *Package, s *snapshot, parked bool) Turn {
	v, err := newVM(p, Config{Handler: "index.handler", MemoryMB: 80, MaxPolls: 20}, s)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	left := func() {
		if parked {
			evict(v)
		}
	}
	turn := v.Init(epoch)
	left()
	if turn.Settled && turn.Err == nil {
		turn = v.Invoke(epoch, []byte("{}"), invocation)
		left()
	}
	for i := 0; i < 5 && turn.Exit == ExitNone && len(turn.Wants) > 0; i++ {
		var answers []Answer
		for _, w := range turn.Wants {
			answers = append(answers, Answer{ID: w.ID})
		}
		turn = v.Resume(epoch, answers)
		left()
	}
	return turn
}
