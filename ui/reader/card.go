package reader

import (
	"time"

	"skylab/lessons"
	"skylab/lessons/lab"
	"skylab/lessons/live"
	"skylab/quiz"
	"skylab/quiz/progress"
	"skylab/ui/answer"
)

// card is what the screen knows about one live block: what was answered, how
// far a script is, how a lab stands. The block itself is never changed.
type card struct {
	block lessons.Block
	id    string
	// sight are the lines of it, as it was drawn last, that are to be seen where
	// not all can be: a hint that was just given, or the option under the cursor.
	sight lines
	// sim is the world that the block is about, or nil.
	sim *live.Sim

	// Of questions and predictions. The question is made when it is first
	// seen: a prediction has to run its worlds for it.
	question *quiz.Question
	broken   error // why there is no question
	needed   bool  // it is or was in sight, so the question shall be made
	making   bool  // its worlds are being run
	wanted   bool  // the learner wants to answer as soon as it is there
	form     *answer.Form
	opened   time.Time // when the form was opened
	hints    int       // rungs taken
	hinted   bool      // the newest key asked for one
	saving   bool
	result   *result
	watching bool // the prediction's run is under way

	// Of sims and consoles: commands begun so far.
	begun int
	ran   bool

	// Of labs.
	started bool
	solved  bool
	judging bool // it is being graded
	changed bool // its world was, since that began
	report  *lab.Report
}

// lines are those of a block from one on up to another, which is not included.
type lines struct{ from, to int }

// result is an answer that is on disk, with its grade.
type result struct {
	response quiz.Response
	grade    quiz.Grade
}

// newCard is the card of a live block, nil for text.
func newCard(b lessons.Block) *card {
	switch b := b.(type) {
	case *lessons.Sim:
		return &card{block: b, id: b.Spec.ID, sim: b.Spec}
	case *lessons.Predict:
		return &card{block: b, id: b.Spec.ID, sim: b.Spec.Sim}
	case *lessons.Ask:
		c := &card{block: b, id: b.Question.ID}
		if b.Measure != nil {
			c.sim = b.Measure.Sim
		}
		return c
	case *lessons.Console:
		return &card{block: b, sim: b.Sim}
	case *lessons.Lab:
		return &card{block: b, id: b.Spec.ID, sim: b.Spec.Sim}
	}
	return nil
}

// asks tells whether the card is a question or a prediction.
func (c *card) asks() bool {
	switch c.block.(type) {
	case *lessons.Predict, *lessons.Ask:
		return true
	}
	return false
}

func (c *card) isLab() bool {
	_, is := c.block.(*lessons.Lab)
	return is
}

// predicts is the prediction, or nil.
func (c *card) predicts() *live.Prediction {
	if p, ok := c.block.(*lessons.Predict); ok {
		return p.Spec
	}
	return nil
}

// kind is how the record files the answer.
func (c *card) kind() string {
	if c.predicts() != nil {
		return progress.Predicted
	}
	return progress.Answered
}

// cheap tells whether making the question runs no world.
func (c *card) cheap() bool {
	a, ok := c.block.(*lessons.Ask)
	return ok && a.Measure == nil
}

// waits tells whether the card has yet to get its question.
func (c *card) waits() bool { return c.asks() && c.question == nil && c.broken == nil }

// adopt takes over the question, and the answer of an earlier session.
func (c *card) adopt(q quiz.Question, err error, record *progress.Store) {
	c.making = false
	if err != nil {
		c.broken = err
		return
	}
	c.question = &q
	r, ok := record.Latest(c.kind(), c.id)
	if !ok || c.result != nil {
		return
	}
	a, err := r.Answer()
	if err != nil {
		return // it counts as answered; what was said cannot be shown
	}
	response := quiz.Response{Picked: a.Picked, Text: a.Text, Confidence: a.Confidence}
	if g, err := q.Grade(response); err == nil {
		c.result = &result{response: response, grade: g}
	}
}

// open makes the form ready to be filled in.
func (c *card) open(seed uint64, now time.Time) {
	if c.form == nil && c.question != nil {
		c.form = answer.New(*c.question, seed)
		c.opened = now
	}
}
