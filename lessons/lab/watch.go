package lab

import (
	"fmt"
	"time"

	"skylab/lessons/live"
)

// watch follows one check through the history.
type watch struct {
	check   *Check
	decided bool
	passed  bool
	at      time.Duration
	why     string
}

// look judges the instant at which the lab has been going on for t.
func (w *watch) look(c *live.Context, t time.Duration) error {
	if w.decided || w.check.Within > 0 && t > w.check.Within {
		return nil
	}
	holds, err := w.check.Cond.Bool(c)
	if err != nil {
		return fmt.Errorf("%s: check %q: %w", w.check.Pos, w.check.Name, err)
	}
	switch {
	case w.check.Mode == Eventually && holds:
		w.decided, w.passed, w.at = true, true, t
	case w.check.Mode == Always && !holds, w.check.Mode == Never && holds:
		w.decided, w.at, w.why = true, t, w.check.Cond.Explain(c)
	}
	return nil
}

// end is the result when the history is over.
func (w *watch) end(c *live.Context) Result {
	r := Result{Name: w.check.Name, Passed: w.passed, At: w.at, Check: w.check, Missing: w.missing(c)}
	switch {
	case w.decided && !w.passed:
		r.Why = fmt.Sprintf("%s after the start, %s", clock(w.at), w.why)
	case !w.decided && w.check.Mode != Eventually:
		r.Passed = true
	case !w.decided:
		r.Why = "it never came true; at the end, " + w.check.Cond.Explain(c)
		if w.check.Within > 0 {
			r.Why = fmt.Sprintf("it did not come true within %s; at the end, %s", clock(w.check.Within), w.check.Cond.Explain(c))
		}
	}
	return r
}

// missing is what the condition asks about and is not there now.
func (w *watch) missing(c *live.Context) *live.Missing {
	c.Forget()
	if _, err := w.check.Cond.Eval(c); err != nil {
		return nil // reported when it was judged
	}
	return c.Missing()
}

// clock writes a duration without the fractions that nobody reads.
func clock(d time.Duration) string {
	if d >= time.Minute {
		return d.Round(time.Second).String()
	}
	return d.Round(time.Millisecond).String()
}
