package lambda

import (
	"testing"
	"time"

	"skylab/engine/aws"
)

// BenchmarkWarmInvoke measures one synchronous invocation of a warm function
// through the service, its JavaScript included: acceptance, handler, log,
// metrics, bill and answer.
func BenchmarkWarmInvoke(b *testing.B) {
	w := newWorld(b, 1, AWSRules())
	w.create(b, "fn", `export const handler = async (e) => ({ ok: true, n: e.n });`)
	w.benchmark(b)
}

// BenchmarkServiceAlone is BenchmarkWarmInvoke with a program that takes no
// time of the host: what the service itself costs.
func BenchmarkServiceAlone(b *testing.B) {
	w := newWorld(b, 1, AWSRules())
	w.sleep(time.Millisecond)
	w.create(b, "fn", "x")
	w.benchmark(b)
}

func (w *world) benchmark(b *testing.B) {
	w.invokeNow(b, "fn", `{"n":7}`)
	in := &InvokeInput{FunctionName: "fn", Payload: []byte(`{"n":7}`)}
	b.ReportAllocs()
	for b.Loop() {
		w.calls++
		r := &reply{}
		w.replies[w.calls] = r
		req := &aws.Request{ID: w.calls, RequestID: "163a70b8-e7fe-43f6-bfc7-115f756a6a5d", By: "console"}
		if _, err := w.invoke(req, in); err != nil {
			b.Fatal(err)
		}
		for !r.done {
			w.advance(100 * time.Millisecond)
		}
	}
}

// BenchmarkColdStart measures an invocation that starts an environment.
func BenchmarkColdStart(b *testing.B) {
	w := newWorld(b, 1, AWSRules())
	w.create(b, "fn", `export const handler = async (e) => ({ ok: true, n: e.n });`)
	in := &InvokeInput{FunctionName: "fn", Payload: []byte(`{"n":7}`)}
	b.ReportAllocs()
	for b.Loop() {
		w.calls++
		w.replies[w.calls] = &reply{}
		if _, err := w.invoke(&aws.Request{ID: w.calls, RequestID: "163a70b8-e7fe-43f6-bfc7-115f756a6a5d"}, in); err != nil {
			b.Fatal(err)
		}
		w.advance(15 * time.Minute)
	}
}
