package quiz

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Validate reports everything that makes the question ungradable, joined into
// one error that names the question. What makes it a poor question, though it
// can be graded, is Lint's business.
func (q Question) Validate() error {
	var errs []error
	fail := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("question %q: "+format, append([]any{q.ID}, args...)...))
	}
	if strings.TrimSpace(q.ID) == "" {
		fail("it has no id")
	}
	if strings.TrimSpace(q.Prompt) == "" {
		fail("it has no prompt")
	}
	switch q.Kind {
	case Choice, Several:
		q.validateOptions(fail)
	case Order:
		q.validateOrder(fail)
	case Number:
		q.validateNumber(fail)
	default:
		fail("unknown kind %q: use choice, several, number or order", q.Kind)
	}
	q.validateTexts(fail)
	return errors.Join(errs...)
}

func (q Question) validateOptions(fail func(string, ...any)) {
	right := len(q.keys())
	switch {
	case len(q.Options) < 2:
		fail("it needs at least two options")
	case right == 0:
		fail("no option is correct")
	case q.Kind == Choice && right > 1:
		fail("%d options are correct: a choice has one; use kind several", right)
	case q.Kind == Several && right == len(q.Options):
		fail("every option is correct, so there is nothing to tell apart")
	}
}

func (q Question) validateOrder(fail func(string, ...any)) {
	if len(q.Options) < 2 {
		fail("it needs at least two items to put in order")
	}
}

func (q Question) validateNumber(fail func(string, ...any)) {
	if math.IsNaN(q.Answer) || math.IsInf(q.Answer, 0) {
		fail("its answer is not a number")
		return
	}
	for _, t := range []float64{q.Tolerance.Abs, q.Tolerance.Rel} {
		if t < 0 || math.IsNaN(t) || math.IsInf(t, 0) {
			fail("its tolerance is not a number from 0 up")
			return
		}
	}
	for _, o := range q.Options {
		v, err := ParseNumber(o.Text, q.Unit)
		switch {
		case err != nil:
			fail("its known wrong answer %q cannot be read: %v", o.Text, err)
		case o.Correct || q.accepts(v):
			fail("its known wrong answer %q counts as right", o.Text)
		}
	}
}

// validateTexts refuses options that cannot be told apart.
func (q Question) validateTexts(fail func(string, ...any)) {
	seen := map[string]int{}
	for i, o := range q.Options {
		key := strings.ToLower(strings.Join(strings.Fields(o.Text), " "))
		if key == "" {
			fail("option %d is empty", i+1)
			continue
		}
		if before, ok := seen[key]; ok {
			fail("options %d and %d are the same", before+1, i+1)
			continue
		}
		seen[key] = i
	}
}
