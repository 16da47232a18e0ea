package quiz

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Grade judges a response. An error means that there is nothing to judge: the
// number cannot be read, or nothing was picked. It says what to do, in words
// for the learner, and nothing should be counted.
func (q Question) Grade(r Response) (Grade, error) {
	if r.Confidence < 0 || r.Confidence > 3 {
		return Grade{}, errors.New("say how sure you are with 1, 2 or 3")
	}
	switch q.Kind {
	case Choice, Several:
		return q.gradePicked(r.Picked)
	case Order:
		return q.gradeOrder(r.Picked)
	case Number:
		return q.gradeNumber(r.Text)
	}
	return Grade{}, fmt.Errorf("question %q has the unknown kind %q", q.ID, q.Kind)
}

// checkPicked refuses indexes that are not options or come twice.
func (q Question) checkPicked(picked []int) error {
	for i, p := range picked {
		if p < 0 || p >= len(q.Options) {
			return fmt.Errorf("there is no option %d: pick 1 to %d", p+1, len(q.Options))
		}
		if slices.Contains(picked[:i], p) {
			return fmt.Errorf("option %d is picked twice", p+1)
		}
	}
	return nil
}

// gradePicked grades Choice and Several. The score of Several is the share of
// right options picked minus one such share for each wrong one, so that
// picking everything pays nothing.
func (q Question) gradePicked(picked []int) (Grade, error) {
	switch {
	case len(picked) == 0 && q.Kind == Choice:
		return Grade{}, errors.New("pick one option")
	case len(picked) == 0:
		return Grade{}, errors.New("pick at least one option")
	case len(picked) > 1 && q.Kind == Choice:
		return Grade{}, errors.New("pick only one option")
	}
	if err := q.checkPicked(picked); err != nil {
		return Grade{}, err
	}
	g := Grade{}
	hits, slips := 0, 0
	var expected []string
	for i, o := range q.Options {
		chosen := slices.Contains(picked, i)
		switch {
		case chosen && o.Correct:
			hits++
		case chosen:
			slips++
			if g.Twin == "" {
				g.Twin = o.Twin
			}
		}
		if o.Correct {
			expected = append(expected, o.Text)
		}
		g.Feedback = append(g.Feedback, join(q.verdict(chosen, o.Correct), o.Why))
	}
	g.Expected = strings.Join(expected, "; ")
	g.Correct = slips == 0 && hits == len(expected)
	g.Score = max(0, float64(hits-slips)/float64(max(len(expected), 1)))
	return g, nil
}

func (q Question) verdict(chosen, correct bool) string {
	switch {
	case chosen && correct:
		return "Right."
	case chosen:
		return "Not so."
	case correct:
		return "This was right."
	case q.Kind == Several:
		return "Rightly left out."
	}
	return ""
}

func join(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, " ")
}
