package progress

import (
	"testing"
	"time"

	"skylab/quiz"
	"skylab/quiz/recall"
)

func TestSummary(t *testing.T) {
	s := Memory(fixed)
	appended(t, s, answer("q-1", 0, false))
	appended(t, s, answer("q-1", 1, true))
	appended(t, s, answer("q-2", 2, true))
	appended(t, s, answer("q-2", 3, false))
	p := Answer{Correct: true}.Record(Predicted, "lambda", "p-1")
	p.At = epoch.Add(4 * time.Minute)
	appended(t, s, p)
	for i, passed := range []bool{true, false} { // solved once is solved
		lab := Attempt{Passed: passed}.Record("lambda", "lab-thumbnail")
		lab.At = epoch.Add(time.Duration(5+i) * time.Minute)
		appended(t, s, lab)
	}
	appended(t, s, Attempt{}.Record("serverless", "lab-other"))
	want := Summary{Answered: 3, Right: 2, Labs: 1, Solved: 1, Last: epoch.Add(6 * time.Minute)}
	if got := s.Summary("lambda"); got != want {
		t.Errorf("lambda: %+v, want %+v", got, want)
	}
	if got := s.Summary("serverless"); got.Labs != 1 || got.Solved != 0 || got.Answered != 0 {
		t.Errorf("serverless: %+v", got)
	}
	if got := s.Summary(""); got.Labs != 2 || got.Answered != 3 {
		t.Errorf("everything: %+v", got)
	}
	if got := s.Summary("eks"); got != (Summary{}) {
		t.Errorf("a chapter that was never opened: %+v", got)
	}
}

func TestPlaces(t *testing.T) {
	s := Memory(fixed)
	if p, ok := s.LastPlace(); ok {
		t.Errorf("a place before anything was read: %+v", p)
	}
	at := func(m int) time.Time { return epoch.Add(time.Duration(m) * time.Minute) }
	appended(t, s, Position{Chapter: "lambda", Section: "cold-starts", Block: 14, At: at(3)}.Record())
	appended(t, s, Position{Chapter: "serverless", Block: 2, At: at(2)}.Record())
	appended(t, s, Position{Chapter: "lambda", Block: 1, At: at(1)}.Record())
	if p, ok := s.Place("lambda"); !ok || p != (Position{"lambda", "cold-starts", 14, at(3)}) {
		t.Errorf("place is %+v, %v", p, ok)
	}
	if p, ok := s.LastPlace(); !ok || p.Chapter != "lambda" {
		t.Errorf("last place is %+v, %v", p, ok)
	}
	if _, ok := s.Place("eks"); ok {
		t.Error("a place in a chapter that was never opened")
	}
}

func TestDue(t *testing.T) {
	s := Memory(fixed)
	m := recall.Default()
	record := func(item string, a Answer) {
		r := a.Record(Answered, "lambda", item)
		r.At = epoch
		appended(t, s, r)
	}
	record("known", Answer{Correct: true})
	record("hinted", Answer{Correct: true, Hints: 1})
	record("slow", Answer{Correct: true, Millis: 90_000})
	record("missed", Answer{})
	record("misled", Answer{Confidence: 3})
	appended(t, s, Attempt{}.Record("lambda", "a lab is not reviewed"))

	for _, tt := range []struct {
		after time.Duration
		want  []string
	}{
		{0, nil},
		{10 * time.Minute, []string{"misled", "missed"}},
		{24 * time.Hour, []string{"misled", "missed", "hinted", "slow"}},
		{48 * time.Hour, []string{"misled", "missed", "hinted", "slow", "known"}},
	} {
		var got []string
		for _, r := range s.Due(epoch.Add(tt.after), m) {
			got = append(got, r.ID)
		}
		if len(got) != len(tt.want) {
			t.Errorf("after %v: %q, want %q", tt.after, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("after %v: %q, want %q", tt.after, got, tt.want)
				break
			}
		}
	}
	if next, ok := s.NextDue(epoch.Add(time.Hour), m); !ok || !next.Equal(epoch.Add(24*time.Hour)) {
		t.Errorf("next due %v, %v; want a day after the start", next, ok)
	}
	if next, ok := s.NextDue(epoch.Add(72*time.Hour), m); ok {
		t.Errorf("next due %v when everything is due", next)
	}
	record("misled", Answer{Correct: true, Confidence: 3})
	if due := s.Due(epoch.Add(time.Hour), m); len(due) != 1 || due[0].ID != "missed" {
		t.Errorf("after mending it, due is %+v", due)
	}
}

func TestAnswerRoundTrip(t *testing.T) {
	q := quiz.Question{ID: "q", Prompt: "?", Kind: quiz.Choice, Options: []quiz.Option{{Text: "a", Correct: true}, {Text: "b", Twin: "no-reuse"}}}
	resp := quiz.Response{Picked: []int{1}, Confidence: 2}
	g, err := q.Grade(resp)
	if err != nil {
		t.Fatal(err)
	}
	s := Memory(fixed)
	r := appended(t, s, NewAnswer(resp, g, 1500*time.Millisecond, 1).Record(Predicted, "lambda", "q"))
	a, err := r.Answer()
	if err != nil || a.Correct || a.Twin != "no-reuse" || a.Millis != 1500 || a.Hints != 1 || a.Picked[0] != 1 {
		t.Errorf("answer is %+v, %v", a, err)
	}
	it, _ := s.Item("q")
	if it.Twin != "no-reuse" || it.Confidence != 2 || it.Kind != Predicted || it.Chapter != "lambda" {
		t.Errorf("item is %+v", it)
	}
	if c := s.Calibration(); c.Answers != 1 || c.Points != -2 {
		t.Errorf("calibration is %+v", c)
	}
}

func TestDataOfAnotherShape(t *testing.T) {
	s := Memory(fixed)
	appended(t, s, Record{Kind: Answered, Item: "q", Data: []byte(`["what is this?"]`)})
	appended(t, s, Record{Kind: Place, Chapter: "lambda", Data: []byte(`7`)})
	if it, ok := s.Item("q"); !ok || it.Right || it.Times != 1 {
		t.Errorf("item is %+v, %v; want one miss", it, ok)
	}
	if p, ok := s.Place("lambda"); !ok || p.Block != 0 {
		t.Errorf("place is %+v, %v; want the top", p, ok)
	}
}
