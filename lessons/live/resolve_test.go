package live_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/lessons/live"
	"skylab/quiz"
)

func expr(t testing.TB, source string) *live.Expr {
	t.Helper()
	e, err := live.Compile(source)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func environments(t testing.TB) *live.Prediction {
	return &live.Prediction{
		ID: "p", Ask: "How many environments?", Kind: quiz.Choice, Why: "The first is kept.", Format: "{} environments",
		Measure: live.Measure{Sim: hello(), Value: expr(t, `fn("hello").coldStarts`)},
		Twins:   []live.Twin{{ID: "every-invoke-cold", Belief: "Each call gets its own."}},
	}
}

func TestTheKeyIsRun(t *testing.T) {
	o, err := live.Resolve(course(), environments(t), engine.Config{})
	if err != nil {
		t.Fatal(err)
	}
	q, err := o.Question()
	if err != nil {
		t.Fatal(err)
	}
	want := []quiz.Option{
		{Text: "1 environments", Correct: true, Why: "The first is kept."},
		{Text: "2 environments", Why: "Each call gets its own.", Twin: "every-invoke-cold"},
	}
	if !slices.Equal(q.Options, want) {
		t.Errorf("options: %+v", q.Options)
	}
	d := o.Twins[0].Diverged
	if !d.Found || d.Other == nil || d.At == 0 {
		t.Errorf("the worlds part at %+v", d)
	}
	g, err := q.Grade(quiz.Response{Picked: []int{1}})
	if err != nil || g.Correct || g.Twin != "every-invoke-cold" {
		t.Errorf("the wrong option gets %+v, %v", g, err)
	}
}

func TestOptionsThatComeOutEqual(t *testing.T) {
	p := environments(t)
	p.Run = script("aws lambda invoke --function-name hello out.json")
	if _, err := live.Resolve(course(), p, engine.Config{}); err == nil || !strings.Contains(err.Error(), `both come out as "1 environments"`) {
		t.Errorf("got %v", err)
	}
}

func TestConditions(t *testing.T) {
	p := &live.Prediction{ID: "p", Ask: "Which?", Kind: quiz.Choice, Why: "So it is.", Measure: live.Measure{Sim: hello()},
		Options: []live.Option{
			{Text: "One", When: expr(t, `fn("hello").coldStarts == 1`), Why: "Yes."},
			{Text: "Two", When: expr(t, `fn("hello").coldStarts == 2`), Why: "No."},
		}}
	o, err := live.Resolve(course(), p, engine.Config{})
	if err != nil || !o.Options[0].Correct || o.Options[1].Correct {
		t.Fatalf("%+v, %v", o, err)
	}
	p.Options[1].When = expr(t, `fn("hello").coldStarts < 2`)
	_, err = live.Resolve(course(), p, engine.Config{})
	var bad *live.KeyError
	if !errors.As(err, &bad) || len(bad.Holds) != 2 || bad.Values != `fn("hello").coldStarts is 1` {
		t.Errorf("two that hold: %v", err)
	}
}

func TestATypedNumberKnowsTheWrongOnes(t *testing.T) {
	p := environments(t)
	p.Kind, p.Format = quiz.Number, ""
	o, err := live.Resolve(course(), p, engine.Config{})
	if err != nil {
		t.Fatal(err)
	}
	q, err := o.Question()
	if err != nil || q.Answer != 1 || len(q.Options) != 1 {
		t.Fatalf("%+v, %v", q, err)
	}
	if g, err := q.Grade(quiz.Response{Text: "2"}); err != nil || g.Correct || g.Twin != "every-invoke-cold" {
		t.Errorf("2 gets %+v, %v", g, err)
	}
}

func TestUntilLetsTimePass(t *testing.T) {
	m := live.Measure{Sim: hello(), Value: expr(t, `fn("hello").environments`)}
	if v, _, err := m.Take(course(), engine.Config{}); err != nil || v != 1 {
		t.Errorf("right after: %v, %v", v, err)
	}
	m.Until = time.Hour
	if v, _, err := m.Take(course(), engine.Config{}); err != nil || v != 0 {
		t.Errorf("an hour later: %v, %v", v, err)
	}
}

func TestEqualWorldsDoNotPart(t *testing.T) {
	if d := live.Diverge(stage(t, hello()).World(), stage(t, hello()).World()); d.Found {
		t.Errorf("they part at %+v", d)
	}
}

func TestTypable(t *testing.T) {
	for in, want := range map[float64]float64{0: 0, 1234567: 1234570, 0.000123456789: 0.000123457, -2.5: -2.5} {
		if got := live.Typable(in); got != want {
			t.Errorf("%v becomes %v, want %v", in, got, want)
		}
	}
}
