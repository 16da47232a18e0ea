// Package answer lets a learner answer one question with the keyboard: pick,
// type or put in order, and send. It draws lines into whatever shows it; it
// does not grade, save or know where the question is from.
package answer

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"skylab/quiz"
	"skylab/ui/keys"
	"skylab/ui/widget"
)

// Form is one question being answered.
type Form struct {
	Question quiz.Question
	// Order is the display order: Order[i] is the option shown at place i.
	Order []int

	cursor  int
	picked  []bool // by option, as authored
	grabbed bool   // order: the option under the cursor moves with it
	typed   widget.Input
	problem string
	// from and to are the lines drawn last that the cursor is in.
	from, to int
}

// Result says what a key did.
type Result int

// What a key can do to a form.
const (
	// Ignored keys are not the form's; the caller may use them.
	Ignored Result = iota
	// Taken keys changed the form or were swallowed by it.
	Taken
	// Sent means that the learner has answered: see Response.
	Sent
	// Left means that the learner wants out; what was entered stays.
	Left
)

// New is an empty form; the seed keeps the order of the options stable for a
// learner and a question.
func New(q quiz.Question, seed uint64) *Form {
	return &Form{Question: q, Order: q.Shuffled(seed), picked: make([]bool, len(q.Options))}
}

// Keys are the bindings of the form, by the kind of its question.
func (f *Form) Keys() []keys.Binding {
	choose := keys.Binding{Keys: []string{"up", "down"}, Label: "choose", Help: "Move among the options.", Shown: true}
	out := []keys.Binding{choose}
	switch f.Question.Kind {
	case quiz.Several:
		out = append(out, keys.Binding{Keys: []string{"space"}, Label: "pick", Help: "Pick the option under the cursor, or drop it.", Shown: true})
	case quiz.Order:
		out = append(out, keys.Binding{Keys: []string{"space"}, Label: "grab", Help: "Grab what is under the cursor, move it with the arrows, let it go.", Shown: true})
	case quiz.Number:
		out = []keys.Binding{{Keys: []string{"0–9"}, Label: "type", Help: "Type the number, with its unit if you like.", Shown: true}}
	}
	return append(out,
		keys.Binding{Keys: []string{"enter"}, Label: "answer", Help: "Send the answer; it is saved before the screen says so.", Shown: true},
		keys.Binding{Keys: []string{"H"}, Label: "hint", Help: "Where to look, without giving the answer away.", Shown: f.Question.Hint != ""},
		keys.Binding{Keys: []string{"esc"}, Label: "later", Help: "Go on reading; what was entered stays.", Shown: true})
}

// Problem shows why an answer was not taken, under the form.
func (f *Form) Problem(text string) { f.problem = text }

// Response is the answer as it stands.
func (f *Form) Response() quiz.Response {
	switch f.Question.Kind {
	case quiz.Number:
		return quiz.Response{Text: f.typed.Value()}
	case quiz.Order:
		return quiz.Response{Picked: slices.Clone(f.Order)}
	}
	var picked []int
	for i, p := range f.picked {
		if p {
			picked = append(picked, i)
		}
	}
	return quiz.Response{Picked: picked}
}

// Key handles one key press.
func (f *Form) Key(k tea.KeyPressMsg) Result {
	f.problem = ""
	switch name := k.String(); {
	case name == "esc":
		return Left
	case name == "enter":
		return f.enter()
	case f.Question.Kind != quiz.Number:
		return f.choose(name)
	}
	if len(f.typed.Value())+len(k.Text) <= maxTyped && f.typed.Key(k) {
		return Taken
	}
	return Ignored
}

// maxTyped bounds a typed number: nobody means more.
const maxTyped = 40

// Paste takes text from the clipboard.
func (f *Form) Paste(text string) {
	if f.Question.Kind == quiz.Number {
		f.typed.Insert(text[:min(len(text), maxTyped)])
	}
}

// enter sends the answer. In a choice it first picks what is under the
// cursor, so that one key is enough.
func (f *Form) enter() Result {
	switch f.Question.Kind {
	case quiz.Choice:
		f.pick(f.cursor)
	case quiz.Several:
		if !slices.Contains(f.picked, true) {
			f.problem = "Pick at least one with space, then press enter."
			return Taken
		}
	case quiz.Number:
		if _, err := quiz.ParseNumber(f.typed.Value(), f.Question.Unit); err != nil {
			f.problem = err.Error()
			return Taken
		}
	}
	f.grabbed = false
	return Sent
}

func (f *Form) choose(key string) Result {
	switch key {
	case "up", "k":
		f.move(-1)
	case "down", "j":
		f.move(1)
	case "space", "x":
		f.space()
	case "shift+up", "K":
		f.grabbed = f.Question.Kind == quiz.Order
		f.move(-1)
		f.grabbed = false
	case "shift+down", "J":
		f.grabbed = f.Question.Kind == quiz.Order
		f.move(1)
		f.grabbed = false
	default:
		if n, err := strconv.Atoi(key); err == nil && n >= 1 && n <= len(f.Order) {
			return f.number(n - 1)
		}
		return Ignored
	}
	return Taken
}

func (f *Form) space() {
	switch f.Question.Kind {
	case quiz.Order:
		f.grabbed = !f.grabbed
	default:
		f.pick(f.cursor)
	}
}

// number is a digit key: it picks that option, and in a choice sends it.
func (f *Form) number(place int) Result {
	switch f.Question.Kind {
	case quiz.Choice:
		f.cursor = place
		f.pick(place)
	case quiz.Several:
		f.cursor = place
		f.pick(place)
	case quiz.Order:
		f.grabbed = true
		for f.cursor < place {
			f.move(1)
		}
		for f.cursor > place {
			f.move(-1)
		}
		f.grabbed = false
	}
	return Taken
}

func (f *Form) pick(place int) {
	i := f.Order[place]
	if f.Question.Kind == quiz.Choice {
		clear(f.picked)
		f.picked[i] = true
		return
	}
	f.picked[i] = !f.picked[i]
}

// move goes up or down; a grabbed option goes along.
func (f *Form) move(by int) {
	to := f.cursor + by
	if to < 0 || to >= len(f.Order) {
		return
	}
	if f.grabbed {
		f.Order[f.cursor], f.Order[to] = f.Order[to], f.Order[f.cursor]
	}
	f.cursor = to
}
