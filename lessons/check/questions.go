package check

import (
	"errors"
	"reflect"
	"strings"

	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/quiz"
)

// questions computes every key and holds every item to the rules.
func (k *checker) questions(ch *lessons.Chapter) {
	places := map[string]lessons.Pos{}
	var items []quiz.Question
	for _, b := range ch.Blocks {
		switch b := b.(type) {
		case *lessons.Ask:
			q, err := k.course.Question(b, k.config)
			if err != nil {
				k.script(b.Pos(), "keys", err)
				continue
			}
			k.missing(b, b.Question.ID)
			places[q.ID] = b.Pos()
			items = append(items, q)
		case *lessons.Predict:
			q, err := k.course.Question(b, k.config)
			if err != nil {
				k.prediction(b, err)
				continue
			}
			k.beliefs(b)
			k.missing(b, b.Spec.ID)
			places[q.ID] = b.Pos()
			items = append(items, q)
		}
	}
	for _, p := range quiz.Lint(items) {
		at, ok := places[p.Question]
		if !ok {
			at = lessons.Pos{Path: ch.Path, Line: 1}
		}
		severity := Error
		if p.Advice {
			severity = Warning
		}
		k.report(at, severity, "items", "", "%s: %s", p.Rule, p.Message)
	}
}

// missing reports a computed answer that asks about something that is not
// there after the run: its value is nothing's.
func (k *checker) missing(b lessons.Block, id string) {
	if m := k.course.Missing(b, k.config); m != nil {
		k.report(b.Pos(), Warning, "values", "", "the answer of %q asks for %s, which does not exist after the run%s", id, m.Thing(), m.Hint())
	}
}

// prediction reports why a prediction has no answer.
func (k *checker) prediction(b *lessons.Predict, err error) {
	var bad *live.KeyError
	if errors.As(err, &bad) {
		what := "no option holds after the run"
		if len(bad.Holds) > 1 {
			what = "more than one option holds after the run: " + strings.Join(bad.Holds, " / ")
		}
		k.report(bad.Pos, Error, "keys", "", "%s (%s)", what, bad.Values)
		return
	}
	k.script(b.Pos(), "keys", err)
}

// beliefs wants the world of each twin to part from the real one, in its
// history or at least in what is measured: a program's memory is no history.
func (k *checker) beliefs(b *lessons.Predict) {
	o, err := k.course.Outcome(b, k.config)
	if err != nil {
		return // reported already
	}
	for _, t := range o.Twins {
		if !t.Diverged.Found && reflect.DeepEqual(t.Value, o.Truth) {
			k.wrong(t.Pos, "keys", "the twin %q changes nothing in this world", t.ID)
		}
	}
}
