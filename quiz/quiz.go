// Package quiz holds questions as values: their kinds, how an answer is graded
// and explained, which rules make a good item, and how well a learner's
// confidence fits what they know.
//
// It knows no terminal, no file, no clock and no cloud: what a simulation
// computes (keys, wrong beliefs and their values) is put into a Question by
// the lessons, and what becomes of a Grade is the business of quiz/progress.
package quiz

// Kind says how a question is answered.
type Kind string

// The kinds of questions.
const (
	// Choice has one right option.
	Choice Kind = "choice"
	// Several has any number of right options, at least one.
	Several Kind = "several"
	// Number is typed, with or without its unit.
	Number Kind = "number"
	// Order asks for all options in the right order.
	Order Kind = "order"
)

// Question is one item. Its ID is stable: records of answers refer to it.
type Question struct {
	ID, Chapter string
	// Concept groups questions about the same idea.
	Concept string
	// Prompt is the stem, in Markdown, ending as a question.
	Prompt string
	Kind   Kind
	// Options are what is chosen from; for Order they stand in the right
	// order. A Number may have some too: known wrong values with the belief
	// behind each, so that a typed one is explained.
	Options []Option
	// Answer, Unit and Tolerance are the key of a Number. The unit may be "".
	Answer    float64
	Unit      string
	Tolerance Tolerance
	// Why explains the right answer; it is shown after every answer.
	Why string
	// Hint says where to look without giving the answer away.
	Hint string
	// Source says where the fact is from.
	Source string
}

// Option is one answer to choose from.
type Option struct {
	Text    string
	Correct bool
	// Why explains what is right or wrong about this option.
	Why string
	// Twin is the id of the misconception that this option stands for, or "".
	Twin string
}

// Tolerance says how far a typed number may be off; the wider of the two
// holds. Zero asks for the exact number.
type Tolerance struct {
	// Abs is in the question's unit.
	Abs float64
	// Rel is a share of the answer: 0.1 is ten percent.
	Rel float64
}

// Response is what the learner answered.
type Response struct {
	// Picked are indexes into Question.Options as authored: one for Choice,
	// any number for Several, all of them in the learner's order for Order.
	Picked []int
	// Text is a number as typed.
	Text string
	// Confidence is 1 (least) to 3, or 0 if it was not said.
	Confidence int
}

// Grade is the judgement of one response.
type Grade struct {
	Correct bool
	// Score is 0 to 1, with partial credit for Several and Order; it is 1
	// exactly if Correct. Guessing scores 0 on average.
	Score float64
	// Feedback explains each option, in authored order: whether it was picked
	// and why it is right or wrong. For a Number it is what the typed value
	// means.
	Feedback []string
	// Expected is the right answer in words.
	Expected string
	// Twin is the misconception that the response shows, or "".
	Twin string
}

// keys are the indexes of the right options.
func (q Question) keys() []int {
	var out []int
	for i, o := range q.Options {
		if o.Correct {
			out = append(out, i)
		}
	}
	return out
}
