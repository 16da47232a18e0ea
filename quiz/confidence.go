package quiz

// Score is the mark for an answer given with a confidence of 1 to 3: 1, 2 or 3
// if right, 0, -2 or -6 if wrong, and 0 if the confidence was not said
// (certainty-based marking, A. R. Gardner-Medwin, UCL). It pays to be honest:
// 1 is best below a chance of 67 %, 3 above 80 %.
func Score(confidence int, correct bool) int {
	if confidence < 1 || confidence > 3 {
		return 0
	}
	if correct {
		return confidence
	}
	return [...]int{0, -2, -6}[confidence-1]
}

// stated are the chances that the three levels stand for: the middle of the
// range in which each is the best choice, taking a guess (one half) as the
// lower end of the first. That a learner means these is an assumption.
var stated = [...]float64{(0.5 + 2.0/3) / 2, (2.0/3 + 0.8) / 2, 0.9}

// Judged is one answer as calibration sees it.
type Judged struct {
	Confidence int
	Correct    bool
}

// Level is how answers of one confidence turned out.
type Level struct {
	// Stated is the chance that the level stands for.
	Stated         float64
	Answers, Right int
}

// Rate is the share of right answers, and whether there were any answers.
func (l Level) Rate() (float64, bool) {
	if l.Answers == 0 {
		return 0, false
	}
	return float64(l.Right) / float64(l.Answers), true
}

// Curve says how well confidence and outcome fit.
type Curve struct {
	// Levels are those of confidence 1, 2 and 3.
	Levels [3]Level
	// Answers counts the answers with a confidence; Points is the sum of their
	// marks.
	Answers, Points int
	// Brier is the mean squared distance of the stated chance from the
	// outcome, 0 (best) to 1; always saying "one half" gives 0.25. It is 0
	// without answers.
	Brier float64
}

// Calibration folds answers into a curve. Answers without a confidence do not
// count.
func Calibration(answers []Judged) Curve {
	var c Curve
	for i, p := range stated {
		c.Levels[i].Stated = p
	}
	for _, a := range answers {
		if a.Confidence < 1 || a.Confidence > 3 {
			continue
		}
		l := &c.Levels[a.Confidence-1]
		l.Answers++
		c.Answers++
		c.Points += Score(a.Confidence, a.Correct)
		off := l.Stated
		if a.Correct {
			l.Right++
			off = 1 - l.Stated
		}
		c.Brier += off * off
	}
	if c.Answers > 0 {
		c.Brier /= float64(c.Answers)
	}
	return c
}
