package engine_test

import (
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/enginetest"
	"skylab/engine/iam"
	"skylab/engine/lambda"
	"skylab/engine/traffic"
)

// outside is a world with the function hello, which is run outside.
func outside(t *testing.T) (*engine.World, func(operation string, in any) *engine.Reply) {
	t.Helper()
	w := engine.New(engine.Config{Seed: 1})
	do := func(operation string, in any) *engine.Reply {
		t.Helper()
		r := w.Do(engine.Call{Operation: operation, In: in})
		if r.Err != nil {
			t.Fatal(operation, r.Err)
		}
		return r
	}
	do("iam.CreateRole", &iam.CreateRoleInput{RoleName: "runner",
		AssumeRolePolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`})
	do("lambda.CreateFunction", &lambda.CreateFunctionInput{FunctionName: "hello", Runtime: "provided.al2023", Handler: "hello.handler",
		Role: "arn:aws:iam::123456789012:role/runner", Code: &lambda.FunctionCode{ZipFile: enginetest.Zip("x")}})
	w.AdvanceTo(w.Now().Add(time.Minute))
	do("runtime.Attach", &lambda.RuntimeAttachInput{FunctionName: "hello"})
	return w, do
}

// Live time stops where a request goes outside, however far it was to go: at
// sixty times the speed no request is over before its process has heard of it.
func TestLiveTimeStopsWhereARequestGoesOutside(t *testing.T) {
	w, do := outside(t)
	do("runtime.Next", &lambda.RuntimeInput{FunctionName: "hello", Runtime: "p"})
	do("traffic.Start", &traffic.StartInput{Name: "t", FunctionName: "hello", Shape: "constant:0.1/s", DurationMs: 60_000})
	from, until := w.Now(), w.Now().Add(time.Hour)
	for !w.Outside() {
		if w.AdvanceLive(until, 3) {
			t.Fatal("an hour has passed, and no request went outside")
		}
	}
	if took := w.Now().Sub(from); took > 11*time.Second {
		t.Errorf("live time stops %v after the first request", took-10*time.Second)
	}
	if at := w.Now().Add(time.Second); !w.AdvanceLive(at, 1000) || w.Now() != at {
		t.Error("time does not go on while a request is outside")
	}
}

// Without requests live time is time.
func TestLiveTimeIsTime(t *testing.T) {
	w, _ := outside(t)
	plain, until := w.Fork(), w.Now().Add(time.Hour)
	plain.AdvanceTo(until)
	for !w.AdvanceLive(until, 1) {
	}
	if w.Hash() != plain.Hash() {
		t.Error("they are different worlds")
	}
}

// A world in which a process waits, and one in which it has a request, come back
// by replay.
func TestAProcessOutsideIsReplayed(t *testing.T) {
	w, do := outside(t)
	same := func(what string) {
		t.Helper()
		if w.Fork().Hash() != w.Hash() {
			t.Errorf("a world in which a process %s is replayed as another", what)
		}
	}
	do("lambda.Invoke", &lambda.InvokeInput{FunctionName: "hello"})
	w.AdvanceTo(w.Now().Add(time.Second))
	same("is missing")
	next := do("runtime.Next", &lambda.RuntimeInput{FunctionName: "hello", Runtime: "p"})
	same("has a request")
	w.AdvanceTo(w.Now().Add(time.Second))
	do("runtime.Respond", &lambda.RuntimeAnswerInput{FunctionName: "hello", RequestId: next.Out.(*lambda.RuntimeRequest).RequestId})
	same("has answered")
	do("runtime.Next", &lambda.RuntimeInput{FunctionName: "hello", Runtime: "p"})
	same("waits")
	if before, ok := w.Undo(); !ok || before.Hash() == w.Hash() {
		t.Error("its waiting is not undone")
	}
}
