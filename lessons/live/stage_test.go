package live_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/lessons/live"
)

func stage(t testing.TB, sim *live.Sim) *live.Stage {
	t.Helper()
	s, err := live.NewStage(course(), sim, engine.Config{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestASetupThatFailsSaysWhere(t *testing.T) {
	sim := hello()
	sim.Setup = script("\naws s3 mb s3://uploads\naws s3 rb s3://nobody\n")
	_, err := live.NewStage(course(), sim, engine.Config{})
	var bad *live.ScriptError
	if !errors.As(err, &bad) || bad.Command.Pos.Line != 3 || bad.Status == 0 || !strings.Contains(bad.Output, "NoSuchBucket") {
		t.Fatalf("got %v", err)
	}
	if !strings.HasPrefix(err.Error(), "ch/chapter.md:3: aws s3 rb") {
		t.Errorf("the error does not begin with the place: %v", err)
	}
}

func TestABaseIsSetUpFirst(t *testing.T) {
	sim := &live.Sim{ID: "more", Dir: "ch", Seed: 7, Base: hello(), Setup: script("aws lambda invoke --function-name hello out.json\n")}
	s := stage(t, sim)
	if v, ok := s.World().Lambda.Function("hello"); !ok || v.State != "Active" {
		t.Errorf("the base's function is %+v", v)
	}
	if s.World().Lambda.Stats("hello").Invocations != 1 {
		t.Error("the sim's own setup did not run")
	}
}

func TestResetAndUndo(t *testing.T) {
	s := stage(t, hello())
	fresh := s.World().Hash()
	if s.Touched() || s.Undo() {
		t.Error("a fresh stage can be undone")
	}
	if err := s.RunAll(s.Sim.Run); err != nil {
		t.Fatal(err)
	}
	if !s.Touched() || s.World().Hash() == fresh {
		t.Error("the run changed nothing")
	}
	for s.Undo() {
	}
	if len(s.World().Calls()) != s.SetupCalls() {
		t.Errorf("undo left %d calls, the setup made %d", len(s.World().Calls()), s.SetupCalls())
	}
	if err := s.Reset(); err != nil {
		t.Fatal(err)
	}
	if s.World().Hash() != fresh || len(s.Files.Written()) != 0 {
		t.Error("a reset stage is not a fresh one")
	}
}

// A script gives the same world however its time is sliced.
func TestAPlayIsTheSameAtAnyPace(t *testing.T) {
	all := stage(t, hello())
	if err := all.RunAll(all.Sim.Run); err != nil {
		t.Fatal(err)
	}
	end := all.World().Now().Add(time.Second)
	all.World().AdvanceTo(end)
	want := all.World().Hash()
	for _, slice := range []time.Duration{time.Hour, time.Second, 33 * time.Millisecond, 7 * time.Millisecond} {
		for _, fuel := range []int64{1, 50, 1 << 40} {
			s := stage(t, hello())
			p := s.Play(s.Sim.Run)
			for s.World().Now() < end {
				until := min(s.World().Now().Add(slice), end)
				for !p.Advance(until, fuel) {
				}
			}
			if !p.Done() || s.World().Hash() != want {
				t.Errorf("in slices of %s with fuel %d: done %v, another world", slice, fuel, p.Done())
			}
		}
	}
}

func TestStepsAreSingleEvents(t *testing.T) {
	s := stage(t, hello())
	p := s.Play(s.Sim.Run)
	begun := 0
	p.Begun = func(live.Command, *console.Run) { begun++ }
	steps := 0
	for p.Step(s.World().Now().Add(time.Hour)) {
		steps++
	}
	if !p.Done() || begun != 3 || steps < 5 {
		t.Errorf("done %v, %d commands, %d steps", p.Done(), begun, steps)
	}
	if s.World().Lambda.Stats("hello").Invocations != 2 {
		t.Error("not everything was played")
	}
}

func TestAStepEndsAtItsLimit(t *testing.T) {
	sim := hello()
	sim.Setup = append(sim.Setup, script("aws logs create-log-group --log-group-name silent")...)
	s := stage(t, sim)
	p := s.Play(script("aws logs tail silent --follow"))
	limit := s.World().Now().Add(time.Minute)
	for p.Step(limit) {
	}
	if s.World().Now() != limit || !p.Done() {
		t.Errorf("time stands at %s, done %v", s.World().Now().Since(), p.Done())
	}
	p = s.Play(script("wait 15d"))
	for p.Step(limit) {
	}
	if got := s.World().Now().Sub(limit); got != 15*24*time.Hour || p.Run().Status != 0 {
		t.Errorf("a wait that names its time: %s passed, status %d", got, p.Run().Status)
	}
}

func TestAStoppedPlayBeginsNothingMore(t *testing.T) {
	s := stage(t, hello())
	p := s.Play(s.Sim.Run)
	p.Advance(s.World().Now(), 1)
	p.Stop()
	p.Advance(s.World().Now().Add(time.Minute), 1<<40)
	if !p.Done() || s.World().Lambda.Stats("hello").Invocations != 1 {
		t.Errorf("done %v, %d invocations", p.Done(), s.World().Lambda.Stats("hello").Invocations)
	}
}

func ExampleNewStage() {
	s, err := live.NewStage(course(), hello(), engine.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	value, _ := live.Compile(`fn("hello").coldStarts`)
	before, _ := value.Text(s.Context)
	if err := s.RunAll(s.Sim.Run); err != nil {
		fmt.Println(err)
	}
	after, _ := value.Text(s.Context)
	fmt.Println(before, "then", after)
	// Output: 0 then 1
}

func BenchmarkNewStage(b *testing.B) {
	c, sim := course(), hello()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := live.NewStage(c, sim, engine.Config{}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestEachCommandOfAScriptHasItsOwnTime(t *testing.T) {
	s := stage(t, hello())
	p := s.Play(script("wait 20h\nwait 20h\naws s3 mb s3://late"))
	s.Finish(p)
	if !p.Done() || len(s.World().S3.Buckets()) != 1 {
		t.Errorf("done %v at %s", p.Done(), s.World().Now().Since())
	}
}
