package lessons

import (
	"fmt"
	"regexp"
	"strings"

	"skylab/lessons/live"
	"skylab/quiz"
)

// Exercise is something of a chapter that a learner does and that is
// remembered: a question, a prediction or a lab.
type Exercise struct {
	ID string
	// Block is the index of its block, -1 in a chapter that was not read.
	Block int
	// Predict and Lab tell what it is; a question is neither.
	Predict, Lab bool
}

// Items are the chapter's exercises in order. It does not read the chapter.
func (ch *Chapter) Items() []Exercise {
	if !ch.read {
		return ch.scan()
	}
	var out []Exercise
	for i, b := range ch.Blocks {
		switch b := b.(type) {
		case *Ask:
			out = append(out, Exercise{ID: b.Question.ID, Block: i})
		case *Predict:
			out = append(out, Exercise{ID: b.Spec.ID, Block: i, Predict: true})
		case *Lab:
			out = append(out, Exercise{ID: b.Spec.ID, Block: i, Lab: true})
		}
	}
	return out
}

// head is the first line of an exercise.
var head = regexp.MustCompile("^(?:```+|~~~+)(ask|predict|lab)[ \t].*\\bid=([^ \t]+)")

// scan finds the exercises by the heads of their fences.
func (ch *Chapter) scan() []Exercise {
	var out []Exercise
	fence := ""
	for _, line := range ch.Source {
		if mark := fenceMark.FindString(line); mark != "" {
			switch {
			case fence == "":
				fence = mark
				if m := head.FindStringSubmatch(line); m != nil {
					out = append(out, Exercise{ID: m[2], Block: -1, Predict: m[1] == "predict", Lab: m[1] == "lab"})
				}
			case strings.HasPrefix(mark, fence) && closing.MatchString(line):
				fence = ""
			}
		}
	}
	return out
}

// fenceMark is what begins and ends a fence.
var fenceMark = regexp.MustCompile("^(```+|~~~+)")

// Questions are the chapter's questions as written; those with a computed
// answer lack it (see Course.Question).
func (ch *Chapter) Questions() []quiz.Question {
	var out []quiz.Question
	for _, b := range ch.Blocks {
		if a, ok := b.(*Ask); ok {
			out = append(out, a.Question)
		}
	}
	return out
}

// Sims are the chapter's worlds in order.
func (ch *Chapter) Sims() []*live.Sim {
	var out []*live.Sim
	for _, b := range ch.Blocks {
		if s, ok := b.(*Sim); ok {
			out = append(out, s.Spec)
		}
	}
	return out
}

// SimAt is the world that a reader at the block sees beside the text: that of
// the block itself, or of the nearest sim or lab above; nil before the first.
func (ch *Chapter) SimAt(block int) *live.Sim {
	for i := min(block, len(ch.Blocks)-1); i >= 0; i-- {
		switch b := ch.Blocks[i].(type) {
		case *Sim:
			return b.Spec
		case *Lab:
			if i == block {
				return b.Spec.Sim
			}
		case *Predict:
			if i == block {
				return b.Spec.Sim
			}
		case *Console:
			if i == block {
				return b.Sim
			}
		}
	}
	return nil
}

// unique refuses two exercises of a chapter with the same id: what is
// remembered of one would be taken for the other.
func (ch *Chapter) unique(d *document) {
	seen := map[string]int{}
	for _, it := range ch.Items() {
		line := ch.Blocks[it.Block].Pos().Line
		if first, twice := seen[it.ID]; twice && it.ID != "" {
			d.damage(line, 1, fmt.Sprintf("the id %q is taken by line %d", it.ID, first), "ids are unique")
		}
		seen[it.ID] = line
	}
}
