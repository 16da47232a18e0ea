package progress

import (
	"encoding/json"
	"time"

	"skylab/quiz"
	"skylab/quiz/recall"
)

// Answer is the data of an answered question or prediction.
type Answer struct {
	Picked     []int  `json:"picked,omitempty"`
	Text       string `json:"text,omitempty"`
	Confidence int    `json:"confidence,omitempty"`

	Correct bool    `json:"correct"`
	Score   float64 `json:"score"`
	Twin    string  `json:"twin,omitempty"`

	// Hints counts the rungs that were taken before the answer.
	Hints int `json:"hints,omitempty"`
	// Millis is how long the answer took, 0 if that is not known.
	Millis int64 `json:"ms,omitempty"`
	// Seed is that of the variant that was asked, if it had one.
	Seed uint64 `json:"seed,omitempty"`
}

// NewAnswer is the answer with its grade, as it is recorded.
func NewAnswer(r quiz.Response, g quiz.Grade, took time.Duration, hints int) Answer {
	return Answer{
		Picked: r.Picked, Text: r.Text, Confidence: r.Confidence,
		Correct: g.Correct, Score: g.Score, Twin: g.Twin,
		Hints: hints, Millis: took.Milliseconds(),
	}
}

// Record is the record of the answer to an item; the kind is Answered or
// Predicted. Its time is left to Append.
func (a Answer) Record(kind, chapter, item string) Record {
	return Record{Kind: kind, Chapter: chapter, Item: item, Data: encode(a)}
}

// slow is the time from which on an answer counts as hesitant. That a minute
// tells recalling from working it out is an assumption.
const slow = time.Minute

// Rating is the grade for the memory model, made without asking the learner.
func (a Answer) Rating() recall.Rating {
	return recall.Rate(a.Correct, time.Duration(a.Millis)*time.Millisecond > slow, a.Hints > 0)
}

// Answer reads the data of an Answered or Predicted record.
func (r Record) Answer() (Answer, error) {
	var a Answer
	err := json.Unmarshal(r.Data, &a)
	return a, err
}

// Attempt is the data of a lab record.
type Attempt struct {
	Passed bool `json:"passed"`
	Hints  int  `json:"hints,omitempty"`
	// Commands are the learner's, as typed.
	Commands []string `json:"commands,omitempty"`
}

// Record is the record of the attempt at a lab.
func (a Attempt) Record(chapter, lab string) Record {
	return Record{Kind: Lab, Chapter: chapter, Item: lab, Data: encode(a)}
}

// Attempt reads the data of a Lab record.
func (r Record) Attempt() (Attempt, error) {
	var a Attempt
	err := json.Unmarshal(r.Data, &a)
	return a, err
}

// Calibration folds all answers given with a confidence.
func (s *Store) Calibration() quiz.Curve {
	var judged []quiz.Judged
	for _, r := range s.All() {
		if r.Kind != Answered && r.Kind != Predicted {
			continue
		}
		if a, err := r.Answer(); err == nil {
			judged = append(judged, quiz.Judged{Confidence: a.Confidence, Correct: a.Correct})
		}
	}
	return quiz.Calibration(judged)
}

// encode writes one of this package's own values, which always can be.
func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}
