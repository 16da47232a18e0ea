package live

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"skylab/quiz"
)

// values makes options of the measured values, which must all differ.
func (o *Outcome) values() error {
	p := o.prediction
	texts := map[string]string{}
	add := func(v any, opt quiz.Option, who string) error {
		opt.Text = p.dress(v)
		if other, ok := texts[opt.Text]; ok {
			return fmt.Errorf("%s: prediction %s: %s and %s both come out as %q", p.Pos, p.ID, other, who, opt.Text)
		}
		texts[opt.Text] = who
		o.Options = append(o.Options, opt)
		return nil
	}
	if err := add(o.Truth, quiz.Option{Correct: true, Why: p.Why}, "the truth"); err != nil {
		return err
	}
	for _, t := range o.Twins {
		if err := add(t.Value, quiz.Option{Why: t.Belief, Twin: t.ID}, "the twin "+t.ID); err != nil {
			return err
		}
	}
	if p.Kind == quiz.Number {
		o.Options = o.Options[1:]
		return nil
	}
	o.sort()
	return nil
}

// sort orders options by their values if those are numbers, else by text.
func (o *Outcome) sort() {
	values := map[string]float64{}
	numeric := true
	for i, v := range append([]any{o.Truth}, twinValues(o.Twins)...) {
		n, ok := Number(v)
		values[o.Options[i].Text] = n
		numeric = numeric && ok
	}
	slices.SortStableFunc(o.Options, func(a, b quiz.Option) int {
		if numeric {
			return cmp.Compare(values[a.Text], values[b.Text])
		}
		return cmp.Compare(a.Text, b.Text)
	})
}

func twinValues(ts []TwinOutcome) []any {
	var out []any
	for _, t := range ts {
		out = append(out, t.Value)
	}
	return out
}

// dress is a value as the text of an option.
func (p *Prediction) dress(v any) string {
	text := Plain(v)
	if n, ok := Number(v); ok {
		text = quiz.Grouped(round(n, 3))
		if f, ok := filters[p.Value.Filter]; ok {
			text = f(n)
		}
	}
	if p.Format != "" {
		return strings.ReplaceAll(p.Format, "{}", text)
	}
	if p.Unit != "" {
		return text + " " + p.Unit
	}
	return text
}

// Question is the prediction as a question to answer and grade.
func (o *Outcome) Question() (quiz.Question, error) {
	p := o.prediction
	q := quiz.Question{ID: p.ID, Concept: p.Concept, Prompt: p.Ask, Kind: p.Kind, Options: o.Options,
		Unit: p.Unit, Tolerance: p.Tolerance, Why: p.Why, Hint: p.Hint, Source: p.Source}
	if p.Kind == quiz.Number {
		n, ok := Number(o.Truth)
		if !ok {
			return q, fmt.Errorf("%s: prediction %s: %s is %s, not a number", p.Pos, p.ID, p.Value.Source, Plain(o.Truth))
		}
		q.Answer = Typable(n)
	}
	if err := q.Validate(); err != nil {
		return q, fmt.Errorf("%s: %w", p.Pos, err)
	}
	return q, nil
}

// Typable is a computed number cut to six digits, which somebody can type.
func Typable(v float64) float64 {
	if v == 0 {
		return 0
	}
	p := math.Pow(10, 5-math.Floor(math.Log10(math.Abs(v))))
	return math.Round(v*p) / p
}
