package apigateway_test

import (
	"testing"
	"time"

	"skylab/engine/aws"
)

// BenchmarkRequest is a request from its arrival to its answer, without the
// function. Memory stays flat: nothing is kept of it.
func BenchmarkRequest(b *testing.B) {
	w := newWorld()
	op := w.ops["CreateApi"]
	in := op.NewIn()
	if err := aws.Decode([]byte(`{"Name":"shop","ProtocolType":"HTTP","Target":"`+function+`"}`), in); err != nil {
		b.Fatal(err)
	}
	if _, err := op.Call(&aws.Request{}, in); err != nil {
		b.Fatal(err)
	}
	out, err := w.ops["GetApis"].Call(&aws.Request{}, w.ops["GetApis"].NewIn())
	if err != nil {
		b.Fatal(err)
	}
	tree, _ := aws.Plain(aws.Tree(out)).(map[string]any)
	url := tree["Items"].([]any)[0].(map[string]any)["ApiEndpoint"].(string) + "/items/7?a=1"
	b.ReportAllocs()
	for b.Loop() {
		w.next++
		id := w.next
		if _, err := w.Request(&aws.Request{ID: id}, &aws.HTTPRequest{Method: "GET", URL: url, SourceIP: "203.0.113.10"}); err != nil {
			b.Fatal(err)
		}
		w.Advance(w.Now().Add(time.Second), 1<<20)
		if w.replies[id] == nil {
			b.Fatal("not answered")
		}
		delete(w.replies, id)
		w.runs = w.runs[:0]
	}
}
