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

// What is missing is told as the service tells it: that a client checks inputs
// before it sends them is the client's affair.
func TestWhatIsMissingIsToldAsByAService(t *testing.T) {
	w := engine.New(engine.Config{})
	codec := wire.New(w.Operations())
	for _, c := range []struct{ target, scope, want string }{
		{"AWSEvents.PutRule", "events", `{"__type":"ValidationException","message":"1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"}`},
		{"GraniteServiceVersion20100801.SetAlarmState", "monitoring",
			`{"__type":"ValidationException","message":"3 validation errors detected: Value null at 'alarmName' failed to satisfy constraint: Member must not be null; ` +
				`Value null at 'stateValue' failed to satisfy constraint: Member must not be null; Value null at 'stateReason' failed to satisfy constraint: Member must not be null"}`},
	} {
		call, refused := codec.Decode(&wire.Request{Method: "POST", Path: "/", Body: []byte("{}"), Header: wire.Header{"X-Amz-Target": {c.target},
			"Authorization": {"AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/" + c.scope + "/aws4_request, Signature=0"}}})
		if refused != nil {
			t.Fatalf("refused with %d %s", refused.Status, refused.Body)
		}
		reply := w.Do(engine.Call{Operation: call.Operation.ID(), In: call.In})
		if got := call.Respond(reply.Out, reply.Err, reply.RequestID); got.Status != 400 || string(got.Body) != c.want {
			t.Errorf("%d %s", got.Status, got.Body)
		}
	}
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
