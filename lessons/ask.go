package lessons

import (
	"fmt"

	"skylab/lessons/live"
	"skylab/quiz"
)

// ask reads a question.
func (r *reading) ask(f *fence) Block {
	a := &Ask{at: f.at(), Question: quiz.Question{ID: f.id(), Chapter: r.chapter.ID, Concept: f.get("concept"), Kind: quiz.Kind(f.get("kind"))}}
	o, ok := f.yaml()
	if !ok {
		return nil
	}
	q := &a.Question
	if q.Kind == "" {
		q.Kind = quiz.Choice
	}
	o.require("an ask", "prompt", "why")
	q.Prompt, _ = o.text("prompt")
	q.Why, _ = o.text("why")
	q.Hint, _ = o.text("hint")
	q.Source, _ = o.text("source")
	q.Unit, _ = o.text("unit")
	q.Tolerance = o.tolerance("tolerance")
	r.key(f, o, a)
	o.done("an ask of the kind " + string(q.Kind))
	if len(r.damages) == 0 && a.Measure == nil {
		if err := q.Validate(); err != nil {
			r.damage(f.line, 1, firstLine(err.Error()), "")
		}
	}
	return a
}

// key reads what is right, which each kind says in its own way.
func (r *reading) key(f *fence, o *object, a *Ask) {
	q := &a.Question
	switch q.Kind {
	case quiz.Choice, quiz.Several:
		o.require("an ask of the kind "+string(q.Kind), "options")
		for _, t := range o.objects("options") {
			q.Options = append(q.Options, option(t))
		}
	case quiz.Order:
		o.require("an ask of the kind order", "items")
		for _, text := range o.texts("items") {
			q.Options = append(q.Options, quiz.Option{Text: text})
		}
	case quiz.Number:
		r.numberKey(f, o, a)
	default:
		r.damage(f.line, f.attrs["kind"].column, fmt.Sprintf("there is no kind of question %q%s", q.Kind,
			live.Suggest(string(q.Kind), []string{"choice", "several", "number", "order"})), "the kinds are choice, several, number, order")
	}
}

func option(t *object) quiz.Option {
	t.require("an option", "text")
	var out quiz.Option
	out.Text, _ = t.text("text")
	out.Correct = t.boolean("correct")
	out.Why, _ = t.text("why")
	out.Twin, _ = t.text("twin")
	t.done("an option")
	return out
}

// numberKey reads a typed answer or how it is computed.
func (r *reading) numberKey(f *fence, o *object, a *Ask) {
	before := len(r.damages)
	var written bool
	a.Question.Answer, written = o.number("answer")
	for _, t := range o.objects("options") {
		a.Question.Options = append(a.Question.Options, option(t))
	}
	m := &live.Measure{Value: o.expr("measure"), Run: o.script("run"), Until: o.duration("until")}
	switch {
	case len(r.damages) > before: // what seems to be missing may be there, broken
	case m.Value == nil && !written:
		r.damage(f.line, 1, "the number has no answer", "add answer: or measure:")
	case m.Value != nil && written:
		r.damage(f.line, 1, "the number has an answer and a measure", "remove one of them")
	case m.Value != nil:
		r.on(f, func(s *live.Sim) { m.Sim = s })
		if m.Run == nil {
			m.Run = live.Script{} // a question about the world as it is set up
		}
		a.Measure = m
	}
}
