package engine_test

import (
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/transcript"
)

// send makes a call whose input is JSON.
func send(t *testing.T, w *engine.World, op, in, by string) *engine.Reply {
	t.Helper()
	input := w.Operation(op).NewIn()
	if err := aws.Decode([]byte(in), input); err != nil {
		t.Fatal(err)
	}
	return w.Do(engine.Call{Operation: op, In: input, By: by})
}

// requests is how many requests of a kind the bill counts.
func requests(w *engine.World, u billing.UsageType) int64 {
	n := int64(0)
	for _, r := range w.Billing.Readings() {
		if r.Usage == u {
			n += r.Quantity.N
		}
	}
	return n
}

// TestReadingsOnTheBill: a call that only reads is on the bill if AWS charges
// for it, whoever replays, and is no call that could be undone.
func TestReadingsOnTheBill(t *testing.T) {
	w := engine.New(engine.Config{Seed: 1})
	send(t, w, "s3api.CreateBucket", `{"Bucket":"uploads"}`, "console")
	before := w.Hash()
	send(t, w, "lambda.ListFunctions", `{}`, "console")
	send(t, w, "s3api.ListBuckets", `{}`, engine.ByCompletion)
	if w.Hash() != before {
		t.Error("looking at what is free, or by completion, changes the world")
	}
	w.AdvanceTo(w.Now().Add(time.Hour))
	send(t, w, "s3api.ListObjectsV2", `{"Bucket":"uploads"}`, "console")
	send(t, w, "cloudwatch.ListMetrics", `{}`, "console")
	if n := requests(w, billing.S3Writes); n != 2 {
		t.Errorf("%d requests to S3, want the bucket's creation and a list", n)
	}
	if n := requests(w, billing.MetricRequests); n != 1 {
		t.Errorf("%d requests to CloudWatch, want 1", n)
	}
	if calls, past := len(w.Calls()), len(w.Past().Calls()); calls != 1 || past != 3 {
		t.Errorf("%d calls and a past of %d, want 1 and 3", calls, past)
	}

	data, err := transcript.Save(w)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := transcript.Load(data, engine.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]*engine.World{"a fork": w.Fork(), "the past": w.At(w.Now()), "a loaded world": loaded} {
		if other.Hash() != w.Hash() {
			t.Errorf("%s has another hash", name)
		}
	}
	undone, ok := w.Undo()
	if !ok || undone.Now() != 0 || len(undone.Past().Calls()) != 0 || len(undone.Billing.Bill().Lines) != 0 {
		t.Errorf("undo takes back %v, leaves a past of %d", ok, len(undone.Past().Calls()))
	}
	if _, ok := undone.Undo(); ok {
		t.Error("there is something left to undo")
	}
}
