package lessons

import (
	"fmt"

	"skylab/engine"
	"skylab/lessons/live"
	"skylab/quiz"
)

// predict reads a prediction.
func (r *reading) predict(f *fence) Block {
	p := &live.Prediction{ID: f.id(), Pos: r.pos(f.line), Concept: f.get("concept")}
	o, ok := f.yaml()
	if !ok {
		return nil
	}
	before := len(r.damages)
	o.require("a predict", "ask", "why")
	r.on(f, func(s *live.Sim) { p.Sim = s })
	p.Ask, _ = o.text("ask")
	p.Run = o.script("run")
	p.Until = o.duration("until")
	p.Value = o.expr("measure")
	kind, line := o.text("kind")
	p.Kind = quiz.Kind(kind)
	if kind == "" {
		p.Kind = quiz.Choice
	} else if p.Kind != quiz.Choice && p.Kind != quiz.Number {
		r.damage(line, o.values["kind"].column, fmt.Sprintf("a prediction is a choice or a number, not %q", kind), "")
	}
	p.Format, _ = o.text("format")
	p.Unit, _ = o.text("unit")
	p.Tolerance = o.tolerance("tolerance")
	p.Why, _ = o.text("why")
	p.Hint, _ = o.text("hint")
	p.Source, _ = o.text("source")
	p.Twins = r.twins(o)
	p.Options = r.conditions(o)
	o.done("a predict")
	if len(r.damages) == before { // else what is missing may be there, broken
		r.sound(f, p)
	}
	return &Predict{f.at(), p}
}

// twins reads the wrong beliefs.
func (r *reading) twins(o *object) []live.Twin {
	var out []live.Twin
	for _, t := range o.objects("twins") {
		t.require("a twin", "twin", "belief")
		id, line := t.text("twin")
		belief, _ := t.text("belief")
		t.done("a twin")
		r.named(t, id, line)
		out = append(out, live.Twin{ID: id, Belief: belief, Pos: t.pos()})
	}
	return out
}

// named refuses a twin that the engine does not have.
func (r *reading) named(t *object, id string, line int) {
	if !engine.HasTwin(id) {
		r.damage(line, t.values["twin"].column, fmt.Sprintf("there is no twin %q%s", id, live.Suggest(id, twinIDs())), "the engine's twins are listed in docs/authoring.md")
	}
}

func twinIDs() []string {
	var out []string
	for _, t := range engine.Twins() {
		out = append(out, t.ID)
	}
	return out
}

// conditions reads options that say when they hold.
func (r *reading) conditions(o *object) []live.Option {
	var out []live.Option
	for _, t := range o.objects("options") {
		t.require("an option of a predict", "text", "when", "why")
		opt := live.Option{Pos: t.pos(), When: t.expr("when")}
		opt.Text, _ = t.text("text")
		opt.Why, _ = t.text("why")
		id, line := t.text("twin")
		opt.Twin = id
		t.done("an option of a predict")
		r.named(t, id, line)
		if opt.When != nil {
			out = append(out, opt)
		}
	}
	return out
}

// sound refuses predictions that no run could answer.
func (r *reading) sound(f *fence, p *live.Prediction) {
	switch {
	case p.Kind == quiz.Number && len(p.Options) > 0:
		r.damage(f.line, 1, "a number has no options", "use twins for known wrong values, or kind: choice")
	case len(p.Options) > 0 && len(p.Twins) > 0:
		r.damage(f.line, 1, "a prediction has twins or options, not both", "")
	case len(p.Options) > 0 && p.Value != nil:
		r.damage(f.line, 1, "with options there is nothing to measure", "remove measure:")
	case len(p.Options) == 0 && p.Value == nil:
		r.damage(f.line, 1, "the prediction has nothing to measure", "add measure: EXPRESSION")
	case p.Kind == quiz.Choice && len(p.Options)+len(p.Twins) < 1, len(p.Options) == 1:
		r.damage(f.line, 1, "a choice needs more than one option", "add twins: or options:")
	}
}
