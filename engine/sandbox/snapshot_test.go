package sandbox

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// TestSnapshot fails where VMs would boot one by one. A script that runs at
// boot may put no object into a Map, Set or WeakMap, whose order depends on
// addresses; everything else that does is told by the error.
func TestSnapshot(t *testing.T) {
	s, err := bootSnapshot()
	if err != nil {
		t.Fatal(err)
	}
	if len(s.addresses) < 5000 || len(s.addresses) > len(s.words)/2 || len(s.shapes) == 0 {
		t.Errorf("%d addresses and %d shapes in %d words", len(s.addresses), len(s.shapes), len(s.words))
	}
}

// TestSnapshotsAreAlike: made from other runs, at other places, a snapshot
// finds the same addresses and holds the same at them.
func TestSnapshotsAreAlike(t *testing.T) {
	s, err := bootSnapshot()
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		k := recordBoot()
		other, err := snapshotOf(bootInto(k, 0), bootInto(k, shift))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.addresses, other.addresses) || !slices.Equal(s.shapes, other.shapes) || s.rt != other.rt || s.ctx != other.ctx || s.used != other.used || s.door != other.door {
			t.Fatal("another snapshot has other addresses")
		}
		for _, i := range s.addresses {
			if s.words[i] != other.words[i] {
				t.Fatalf("word %d points at %x and at %x", i, s.words[i], other.words[i])
			}
		}
	}
}

// TestCopiesBehaveAsBooted runs programs of every kind in a copy, in one that
// loses its dock to others between its turns, and in a VM that has booted by
// itself: every byte, step and block is the same.
func TestCopiesBehaveAsBooted(t *testing.T) {
	s, err := bootSnapshot()
	if err != nil {
		t.Fatal(err)
	}
	inspect, err := os.ReadFile("testdata/inspect.mjs")
	if err != nil {
		t.Fatal(err)
	}
	programs := map[string]string{"handler40": handler40, "restless": restless, "s3": s3Handler, "inspect": string(inspect),
		"shapes": `export const handler = async (e, c) => { for (const k of Object.keys(globalThis)) globalThis["x" + k] = { ...globalThis[k] }; return Object.getOwnPropertyNames(globalThis).map((n) => { try { return n + typeof globalThis[n] } catch { return n } }) }`,
		"builtins": `const names = ["assert", "buffer", "crypto", "events", "fs", "http", "os", "path", "perf_hooks", "process", "timers", "url", "util", "image", "@aws-sdk/client-s3"];
			export const handler = async () => { const all = []; for (const n of names) all.push(Object.keys(await import(n)).join()); return all }`}
	for _, c := range adversaries {
		if !slow(c.name) && (c.want == "settled" || c.want == "process" || c.want == "never") {
			programs[c.name] = "export const handler = async (event, context) => { " + c.body + " }"
		}
	}
	for name, source := range programs {
		t.Run(name, func(t *testing.T) {
			if name != "handler40" && raceEnabled && slow(name) {
				t.Skip("too slow under the race detector")
			}
			p, err := NewPackage(map[string][]byte{"index.mjs": []byte(source)})
			if err != nil {
				t.Fatal(err)
			}
			copied := story(t, p, s, false)
			if booted := story(t, p, nil, false); copied != booted {
				t.Errorf("a copy:\n%s\nbooted:\n%s", copied, booted)
			}
			if parked := story(t, p, s, true); copied != parked {
				t.Errorf("a copy:\n%s\nparked between its turns:\n%s", copied, parked)
			}
		})
	}
}

// story is all that comes of a few invocations, with each timer answered.
func story(t *testing.T, p *Package, s *snapshot, parked bool) string {
	t.Helper()
	v, err := newVM(p, Config{Handler: "index.handler", MemoryMB: 96, Seed: 3, MaxPolls: 100,
		Env: map[string]string{"STAGE": "test", "AWS_LAMBDA_LOG_FORMAT": "JSON"}}, s)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	var turns []Turn
	turn := func(turn Turn) {
		turns = append(turns, turn)
		if parked {
			evict(v)
		}
	}
	turn(v.Init(epoch))
	for i := range 3 {
		turn(v.Invoke(epoch+int64(i)*1e9, []byte(`{"Records":[{"body":{"id":"a","items":[{"price":2,"quantity":3}]}}]}`), invocation))
		for range 3 {
			var answers []Answer
			for _, w := range turns[len(turns)-1].Wants {
				answers = append(answers, Answer{ID: w.ID})
			}
			if len(answers) > 0 {
				turn(v.Resume(epoch+int64(i)*1e9+5e6, answers))
			}
		}
	}
	b, err := json.Marshal(turns)
	if err != nil {
		t.Fatal(err)
	}
	used, err := json.Marshal(v.MemoryUsed())
	if err != nil {
		t.Fatal(err)
	}
	return string(b) + string(used)
}
