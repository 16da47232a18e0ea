package engine_test

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/iam"
	"skylab/engine/lambda"
	"skylab/engine/sandbox"
)

// thousand is a world with a function of real JavaScript that nobody has
// called yet.
func thousand(t testing.TB) *engine.World {
	t.Helper()
	return thousandOf(t, engine.Config{Seed: 1})
}

func thousandOf(t testing.TB, c engine.Config) *engine.World {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("index.mjs")
	if err == nil {
		_, err = f.Write([]byte(`const born = Date.now(); export const handler = async (e) => { await new Promise(r => setTimeout(r, 300)); return { born, n: e.n }; };`))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	w := engine.New(c)
	w.Do(engine.Call{Operation: "iam.CreateRole", In: &iam.CreateRoleInput{RoleName: "r",
		AssumeRolePolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`}})
	r := w.Do(engine.Call{Operation: "lambda.CreateFunction", In: &lambda.CreateFunctionInput{FunctionName: "fn", Runtime: "nodejs24.x",
		Handler: "index.handler", Role: "arn:aws:iam::123456789012:role/r", Code: &lambda.FunctionCode{ZipFile: b.Bytes()}}})
	if r.Err != nil {
		t.Fatal(r.Err)
	}
	w.AdvanceTo(w.Now().Add(10 * time.Second))
	return w
}

// BenchmarkThousandTriggers is a thousand simultaneous requests to a function
// of real JavaScript, each of which starts cold. What it costs is the start
// of a thousand VMs.
func BenchmarkThousandTriggers(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		w := thousand(b)
		b.StartTimer()
		rush(b, w)
	}
}

// rush makes the thousand requests, and waits a minute.
func rush(t testing.TB, w *engine.World) {
	t.Helper()
	trigger(w)
	w.AdvanceTo(w.Now().Add(time.Minute))
	if s := w.Lambda.Stats("fn"); s.Invocations != 1000 || s.ColdStarts != 1000 {
		t.Fatalf("%+v", s)
	}
}

func trigger(w *engine.World) {
	for range 1000 {
		w.Do(engine.Call{Operation: "lambda.Invoke", In: &lambda.InvokeInput{FunctionName: "fn", Payload: []byte(`{"n":1}`)}})
	}
}

// BenchmarkSliceOfThousand is how long one frame's share of such a rush takes: the
// screen advances the world by little fuel at a time. Before the first it prepares
// the sandbox, a few parts in a frame; those frames are among them.
func BenchmarkSliceOfThousand(b *testing.B) {
	var took []time.Duration
	for i, more := 0, true; more; {
		began := time.Now()
		for part := 0; part < 3 && more; part++ {
			more = sandbox.Prepare(i)
			i++
		}
		took = append(took, time.Since(began))
	}
	for b.Loop() {
		w := thousand(b)
		trigger(w)
		until := w.Now().Add(time.Minute)
		for done := false; !done; {
			began := time.Now()
			done = w.Advance(until, 5000) // a frame of the screen
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100])/1e6, "ms-p99-slice")
	b.ReportMetric(float64(took[len(took)-1])/1e6, "ms-worst-slice")
}
