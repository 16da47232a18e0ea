package lambda

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"skylab/engine/sandbox"
)

// hash is a digest of all that the world holds.
func (w *world) hash(t testing.TB) string {
	t.Helper()
	h := sha256.New()
	if err := w.k.WriteState(h); err != nil {
		t.Fatal(err)
	}
	for _, state := range []any{w.State(), w.logs.State(), w.bill.State(), w.s3.State()} {
		if err := json.NewEncoder(h).Encode(state); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func TestSameStoryHundredTimes(t *testing.T) {
	want := story(t, 42, 1<<40).hash(t)
	for i := range 99 {
		if story(t, 42, 1<<40).hash(t) != want {
			t.Fatalf("run %d gives another world", i+2)
		}
	}
}

func TestSlicedIsWhole(t *testing.T) {
	for seed := range uint64(5) {
		whole := story(t, seed, 1<<40)
		for _, fuel := range []int64{1, 5} {
			if sliced := story(t, seed, fuel); sliced.hash(t) != whole.hash(t) {
				t.Fatalf("seed %d in slices of %d differs from the whole", seed, fuel)
			}
		}
		if err := whole.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWhatDiffersLaterHashesDifferently: worlds of one history but for one
// member of one call, whose effect is still to come.
func TestWhatDiffersLaterHashesDifferently(t *testing.T) {
	for _, c := range []struct {
		id     string
		base   map[string]any
		change []map[string]any
	}{
		{"lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": "Event", "Payload": []byte(`{"a":1}`)},
			[]map[string]any{{"Payload": []byte(`{"a":2}`)}, {"Qualifier": "$LATEST"}, {"Qualifier": "1"}, {"Qualifier": "live"}, {"FunctionName": "gn"}}},
		{"lambda.Invoke", map[string]any{"FunctionName": "fn", "Payload": []byte(`{"a":1}`)},
			[]map[string]any{{"Payload": []byte(`{"a":2}`)}, {"LogType": "Tail"}, {"Qualifier": "1"}}},
		{"lambda.PublishLayerVersion", map[string]any{"LayerName": "shared", "Content": map[string]any{"ZipFile": zipped("x", "1")}},
			[]map[string]any{{"Content": map[string]any{"ZipFile": zipped("x", "2")}}, {"LicenseInfo": "MIT"}}},
		{"http.Request", map[string]any{"URL": "https://fn/"}, []map[string]any{{"Headers": map[string]string{"Origin": "https://club.example"}}}},
	} {
		seen := map[string]map[string]any{}
		for _, change := range append([]map[string]any{{}}, c.change...) {
			w := newWorld(t, 1, AWSRules())
			url := w.answer(t, func([]byte) sandbox.Turn { return settled("1", time.Second) })
			w.create(t, "gn", "x")
			w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"})
			w.must(t, "lambda.CreateAlias", map[string]any{"FunctionName": "fn", "Name": "live", "FunctionVersion": "1"})
			in := fields(map[string]any{}, c.base, change)
			if in["URL"] != nil {
				in["URL"] = url
			}
			w.do(c.id, in)
			w.advance(400 * time.Millisecond)
			h := w.hash(t)
			if other, there := seen[h]; there {
				t.Errorf("%s: %v and %v give the same hash", c.id, other, change)
			}
			seen[h] = change
		}
	}
}

// TestEveryAcceptedRequestEndsOnce makes random calls with programs that end
// in random ways, and checks the books after each event.
func TestEveryAcceptedRequestEndsOnce(t *testing.T) {
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 1))
		w := newWorld(t, seed, AWSRules())
		w.open = func(*environment) (program, error) { return &fickle{r: w.k.Stream("test.fickle")}, nil }
		var pending []*reply
		for range 120 {
			if p := w.random(r); p != nil {
				pending = append(pending, p)
			}
			until := w.k.Now().Add(time.Duration(r.Int64N(int64([]time.Duration{time.Millisecond, time.Second, 5 * time.Minute}[r.IntN(3)]))))
			for !w.k.Advance(until, 1) {
				if err := w.Check(); err != nil {
					t.Fatalf("seed %d at %v: %v", seed, w.k.Now().Since(), err)
				}
			}
		}
		w.advance(12 * time.Hour)
		for _, p := range pending {
			if !p.done {
				t.Fatalf("seed %d: a request was never answered", seed)
			}
		}
		if err := w.Check(); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if n := len(w.invocations) + len(w.environments) + len(w.Service.calls) + w.Concurrency(); n != 0 {
			t.Fatalf("seed %d: %d requests, %d environments, %d calls are left", seed, len(w.invocations), len(w.environments), len(w.Service.calls))
		}
	}
}

// random makes a random call.
func (w *world) random(r *rand.Rand) *reply {
	name := []string{"a", "b"}[r.IntN(2)]
	fn := map[string]any{"FunctionName": name}
	switch r.IntN(12) {
	case 0, 1:
		return w.do("lambda.CreateFunction", validFunction(fn, map[string]any{"Timeout": 1 + r.IntN(5)}))
	case 2:
		return w.do("lambda.UpdateFunctionConfiguration", fields(fn, map[string]any{"MemorySize": 128 << r.IntN(4)}))
	case 3:
		if r.IntN(4) == 0 {
			return w.do("lambda.DeleteFunction", fn)
		}
	case 4:
		return w.do("lambda.UpdateFunctionCode", fields(fn, map[string]any{"ZipFile": zipped("index.mjs", fmt.Sprint(r.IntN(3)))}))
	case 5:
		var last *reply
		for range r.IntN(40) {
			last = w.do("lambda.Invoke", fn)
		}
		return last
	case 6, 7, 8:
		return w.do("lambda.Invoke", fields(fn, map[string]any{"InvocationType": Event}))
	}
	return w.do("lambda.Invoke", fn)
}

// fickle is a program that ends in every way there is.
type fickle struct{ r *rand.Rand }

func (p *fickle) Close() {}

func (p *fickle) Init(int64) sandbox.Turn { return p.turn(30) }

func (p *fickle) Invoke(int64, []byte, sandbox.Context) sandbox.Turn { return p.turn(6) }

func (p *fickle) Resume(int64, []sandbox.Answer) sandbox.Turn { return p.turn(6) }

func (p *fickle) turn(good int) sandbox.Turn {
	t := sandbox.Turn{CPU: p.r.Int64N(int64(50 * time.Millisecond)), Polls: p.r.Int64N(100), PeakMemory: 70 << 20}
	switch n := p.r.IntN(good + 8); n {
	case 0:
		t.Exit, t.Code = sandbox.ExitProcess, p.r.IntN(2)
	case 1:
		t.Exit = []sandbox.Exit{sandbox.ExitOOM, sandbox.ExitNever, sandbox.ExitTimeout, sandbox.ExitAbandoned}[p.r.IntN(4)]
	case 2:
		t.Settled, t.Err = true, &sandbox.Failure{Type: "Error", Message: "no", Logged: "{}"}
	case 3, 4:
		id := p.r.Int64()
		t.Wants = []sandbox.Want{{ID: id, Timer: p.r.Int64N(int64(2 * time.Second))}, {ID: id + 1, Timer: int64(time.Hour)}}
		t.Cancelled = []int64{id + 1}
	case 5:
		t.Wants = []sandbox.Want{{ID: p.r.Int64(), Call: "lambda.GetAccountSettings", Input: []byte(`{}`)}}
	case 6:
		t.Wants = []sandbox.Want{{ID: p.r.Int64(), Call: "lambda.Invoke", Input: []byte(`{"FunctionName":"a","InvocationType":"Event"}`)}}
		if p.r.IntN(3) > 0 {
			t.Wants = nil // waits for nothing, until its deadline
		}
	case 7:
		t.CPU = int64(10 * time.Second)
	default:
		t.Settled, t.Result = true, []byte(`"ok"`)
	}
	return t
}
