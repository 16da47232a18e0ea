package wire_test

import (
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/s3"
	"skylab/engine/wire"
)

// answered is the body of the answer to a call of an operation, sent in the
// protocol of the newest clients.
func answered(t *testing.T, id string, out any) string {
	t.Helper()
	w := engine.New(engine.Config{})
	codec := wire.New(w.Operations())
	op := w.Operation(id)
	in := op.NewIn()
	r, err := codec.Encode(op, in)
	if err != nil {
		t.Fatal(err)
	}
	if op.Service == "s3api" {
		r.Path = "/photos" // the label that this input leaves out
	}
	call, refused := codec.Decode(r)
	if refused != nil {
		t.Fatalf("refused with %d %s", refused.Status, refused.Body)
	}
	return string(call.Respond(out, nil, "id").Body)
}

// SNS answers to a tag with a result that has no members. The SDK for Go took an
// answer without it for a broken one.
func TestAResultOfNoMembersIsThere(t *testing.T) {
	for _, name := range []string{"TagResource", "UntagResource"} {
		if got := answered(t, "sns."+name, nil); !strings.Contains(got, "<"+name+"Result/>") {
			t.Errorf("%s", got)
		}
	}
	if got := answered(t, "sns.DeleteTopic", nil); strings.Contains(got, "Result") {
		t.Errorf("%s", got)
	}
}

// A bucket's location is an element on its own, as S3 has always written it, and
// not one within another of the same name.
func TestABucketsLocationIsOneElement(t *testing.T) {
	const head, namespace = `<?xml version="1.0" encoding="UTF-8"?>` + "\n", ` xmlns="http://s3.amazonaws.com/doc/2006-03-01/"`
	place := "eu-west-1"
	for _, c := range []struct {
		place *string
		want  string
	}{
		{&place, "<LocationConstraint" + namespace + ">eu-west-1</LocationConstraint>"},
		{nil, "<LocationConstraint" + namespace + "/>"},
	} {
		if got := answered(t, "s3api.GetBucketLocation", &s3.GetBucketLocationOutput{LocationConstraint: c.place}); got != head+c.want {
			t.Errorf("%s", got)
		}
	}
}
