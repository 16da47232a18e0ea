package lessons_test

import (
	"testing"

	"skylab/engine"
	"skylab/lessons"
	"skylab/quiz"
)

func TestQuestionsAreComputed(t *testing.T) {
	files := small()
	files["01-first/chapter.md"].Data = []byte(first + fence("ask id=q-objects on=store kind=number",
		"prompt: How many?\nmeasure: bucket(\"photos\").objects + 2\nwhy: So.\n"))
	c := load(t, files)
	ch := c.Chapter("first")
	for id, want := range map[string]float64{"p-objects": 1, "q-objects": 2} {
		for _, it := range ch.Items() {
			if it.ID != id {
				continue
			}
			q, err := c.Question(ch.Blocks[it.Block], engine.Config{})
			if err != nil || q.Answer != want || q.Kind != quiz.Number || q.Chapter != "first" || q.ID != id {
				t.Errorf("%s: %+v, %v", id, q, err)
			}
		}
	}
	o, err := c.Outcome(ch.Blocks[5].(*lessons.Predict), engine.Config{})
	if err != nil || o.Truth != 1 {
		t.Errorf("the outcome is %+v, %v", o, err)
	}
	again, _ := c.Outcome(ch.Blocks[5].(*lessons.Predict), engine.Config{})
	if again != o {
		t.Error("the outcome was computed twice")
	}
	if _, err := c.Question(ch.Blocks[0], engine.Config{}); err == nil {
		t.Error("a heading has a question")
	}
}

func TestAPredictionThatCannotRunSaysWhy(t *testing.T) {
	files := small()
	files["01-first/chapter.md"].Data = []byte(first + "\n" + fence("sim id=bad", "title: x\nsetup: aws s3 rb s3://nobody\nrun: ls\n") +
		fence("predict id=p-bad", "ask: x?\nkind: number\nmeasure: now\nwhy: y\n"))
	c := load(t, files)
	ch := c.Chapter("first")
	if _, err := c.Question(ch.Blocks[len(ch.Blocks)-1], engine.Config{}); err == nil {
		t.Error("the setup fails, and nobody says so")
	}
}
