package quiz

import (
	"errors"
	"fmt"
	"strings"
)

// gradeOrder grades a permutation. The score counts pairs: those in the right
// order minus those in the wrong one, as a share of all (Kendall's tau), and
// not below 0. One pair of neighbours swapped among five scores 0.8; a
// reversed or a random order scores 0.
func (q Question) gradeOrder(picked []int) (Grade, error) {
	n := len(q.Options)
	if len(picked) == 0 {
		return Grade{}, errors.New("put the items in order")
	}
	if err := q.checkPicked(picked); err != nil {
		return Grade{}, err
	}
	if len(picked) != n {
		return Grade{}, fmt.Errorf("put all %d items in order: %d are missing", n, n-len(picked))
	}
	tau, pairs := 0, 0
	for i := range picked {
		for j := i + 1; j < n; j++ {
			pairs++
			if picked[i] < picked[j] {
				tau++
			} else {
				tau--
			}
		}
	}
	g := Grade{Correct: tau == pairs, Score: 1, Feedback: make([]string, n)}
	if pairs > 0 {
		g.Score = max(0, float64(tau)/float64(pairs))
	}
	var expected []string
	for place, i := range picked {
		g.Feedback[i] = join(placed(place, i), q.Options[i].Why)
	}
	for i, o := range q.Options {
		expected = append(expected, fmt.Sprintf("%d. %s", i+1, o.Text))
	}
	g.Expected = strings.Join(expected, "; ")
	return g, nil
}

func placed(place, right int) string {
	if place == right {
		return "In its place."
	}
	return fmt.Sprintf("You put it in place %d; it comes in place %d.", place+1, right+1)
}
