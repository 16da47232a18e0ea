package answer

import (
	"strings"
	"testing"

	"skylab/quiz"
	"skylab/ui/theme"
	"skylab/ui/uitest"
)

func choice() quiz.Question {
	return quiz.Question{ID: "q", Kind: quiz.Choice, Prompt: "How many?", Options: []quiz.Option{
		{Text: "1", Correct: true}, {Text: "2"}, {Text: "3"}}}
}

func press(f *Form, names ...string) Result {
	var r Result
	for _, n := range names {
		r = f.Key(uitest.Key(n))
	}
	return r
}

func TestEnterAnswersWhatIsUnderTheCursor(t *testing.T) {
	f := New(choice(), 1)
	if r := press(f, "down", "enter"); r != Sent {
		t.Fatalf("enter gave %v", r)
	}
	if got := f.Response().Picked; len(got) != 1 || got[0] != f.Order[1] {
		t.Errorf("picked %v, order %v", got, f.Order)
	}
}

func TestSeveralNeedsAtLeastOne(t *testing.T) {
	q := choice()
	q.Kind = quiz.Several
	f := New(q, 1)
	if r := press(f, "enter"); r != Taken || f.problem == "" {
		t.Errorf("an empty answer was sent: %v, %q", r, f.problem)
	}
	if r := press(f, "space", "down", "space", "enter"); r != Sent || len(f.Response().Picked) != 2 {
		t.Errorf("%v, %v", r, f.Response())
	}
}

func TestNumberSaysWhatCannotBeRead(t *testing.T) {
	f := New(quiz.Question{ID: "n", Kind: quiz.Number, Answer: 3, Unit: "s"}, 1)
	if r := press(f, "x", "enter"); r != Taken || f.problem == "" {
		t.Errorf("x was taken for a number: %v, %q", r, f.problem)
	}
	if r := press(f, "backspace", "1", "5", "left", "backspace", "2", "enter"); r != Sent || f.Response().Text != "25" {
		t.Errorf("%v, %+v", r, f.Response())
	}
}

func TestOrderMovesTheGrabbedItem(t *testing.T) {
	q := choice()
	q.Kind = quiz.Order
	f := New(q, 1)
	first := f.Order[0]
	if r := press(f, "space", "down", "down", "enter"); r != Sent {
		t.Fatalf("%v", r)
	}
	if got := f.Response().Picked; got[2] != first {
		t.Errorf("the first item ended at %v", got)
	}
}

func TestEscapeKeepsWhatWasTyped(t *testing.T) {
	f := New(quiz.Question{ID: "n", Kind: quiz.Number}, 1)
	if r := press(f, "4", "2", "esc"); r != Left || f.Response().Text != "42" {
		t.Errorf("%v, %+v", r, f.Response())
	}
}

func TestLinesFitTheirWidth(t *testing.T) {
	q := choice()
	q.Prompt = strings.Repeat("a long question about environments ", 5)
	q.Options[1].Text = strings.Repeat("wordy ", 30)
	for _, kind := range []quiz.Kind{quiz.Choice, quiz.Several, quiz.Number, quiz.Order} {
		q.Kind = kind
		for _, active := range []bool{true, false} {
			for _, l := range New(q, 1).Lines(theme.Dark(), 36, active) {
				if l.Width() > 36 && !active {
					t.Errorf("%s: %d columns: %s", kind, l.Width(), l)
				}
			}
		}
	}
}
