package quiz

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Problem is a rule for good items that a question breaks.
type Problem struct {
	// Question is the id of the question, or "" if it is about the set.
	Question string
	// Rule is a short stable name: options, all-of-the-above, negative-stem, …
	Rule string
	// Message says what is wrong and what to do.
	Message string
	// Advice marks what may stay as it is; the rest must be mended.
	Advice bool
}

// String is the problem in one line.
func (p Problem) String() string {
	where := p.Question
	if where == "" {
		where = "all questions"
	}
	return fmt.Sprintf("%s: %s (%s)", where, p.Message, p.Rule)
}

// rules are those for single questions, after the guidelines of Haladyna,
// Downing and Rodriguez 2002 and Rodriguez 2005 (three options are enough).
var rules = []struct {
	name  string
	check func(Question) []string
}{
	{"question", stemIsQuestion},
	{"negative-stem", stemIsPositive},
	{"explained", everythingExplained},
	{"options", fewOptions},
	{"all-of-the-above", noAllOfTheAbove},
	{"longest", keyNotLongest},
	{"absolute", noAbsoluteDistractors},
	{"sorted", numbersSorted},
	{"alike", optionsAlike},
	{"hint", hintKeepsQuiet},
}

// Lint reports which rules for good items the questions of one chapter break,
// in the order of the questions, and then what is wrong with them as a set. A
// question that is not valid is reported as that alone.
func Lint(qs []Question) []Problem {
	var out []Problem
	seen := map[string]bool{}
	for _, q := range qs {
		if seen[q.ID] {
			out = append(out, Problem{q.ID, "id", "another question has the same id", false})
		}
		seen[q.ID] = true
		if err := q.Validate(); err != nil {
			out = append(out, Problem{q.ID, "valid", err.Error(), false})
			continue
		}
		for _, r := range rules {
			for _, m := range r.check(q) {
				out = append(out, Problem{q.ID, r.name, m, false})
			}
		}
		if n := len(q.Options); q.chooses() && n == 4 {
			out = append(out, Problem{q.ID, "three", "three options are enough: drop the one that nobody would pick", true})
		}
	}
	return append(out, balanced(qs)...)
}

// chooses tells whether the learner picks from the options.
func (q Question) chooses() bool { return q.Kind == Choice || q.Kind == Several }

func fewOptions(q Question) []string {
	switch n := len(q.Options); {
	case q.chooses() && n > 4:
		return []string{fmt.Sprintf("it has %d options: 2 to 4, best 3", n)}
	case q.Kind == Order && n < 3:
		return []string{"it has two items to order: that is a choice of two; use three to six"}
	case q.Kind == Order && n > 6:
		return []string{fmt.Sprintf("it has %d items to order: three to six can be kept in mind", n)}
	}
	return nil
}

func noAllOfTheAbove(q Question) []string {
	var out []string
	for _, o := range q.Options {
		words := " " + strings.Join(strings.Fields(strings.ToLower(o.Text)), " ") + " "
		for _, bad := range []string{"of the above", "of these answers", "of these options", "of the options", "of the answers", " none of these", " all of these", " both of these", " neither of these", " both a and b", " both answers"} {
			if strings.Contains(words, bad) {
				out = append(out, fmt.Sprintf("option %q: say what it stands for, and use kind several if more than one is right", o.Text))
				break
			}
		}
	}
	return out
}

func everythingExplained(q Question) []string {
	var out []string
	if strings.TrimSpace(q.Why) == "" {
		out = append(out, "it has no why: the answer is explained to those who were right, too")
	}
	for _, o := range q.Options {
		if q.Kind != Order && strings.TrimSpace(o.Why) == "" {
			out = append(out, fmt.Sprintf("option %q has no why", o.Text))
		}
	}
	return out
}

// keyNotLongest compares lengths in characters. A difference of a word or so
// (six characters) between short options gives nothing away.
func keyNotLongest(q Question) []string {
	if !q.chooses() {
		return nil
	}
	if _, numeric := q.quantities(); numeric {
		return nil
	}
	key, other := 0, 0
	for _, o := range q.Options {
		if n := utf8.RuneCountInString(o.Text); o.Correct {
			key = max(key, n)
		} else {
			other = max(other, n)
		}
	}
	if key > other+other/4 && key > other+6 {
		return []string{fmt.Sprintf("the right option is the longest by far (%d characters, the next %d): shorten it, or give the others as much detail", key, other)}
	}
	return nil
}

func numbersSorted(q Question) []string {
	sizes, numeric := q.quantities()
	if !numeric || !q.chooses() {
		return nil
	}
	down := slices.Clone(sizes)
	slices.Reverse(down)
	if !slices.IsSorted(sizes) && !slices.IsSorted(down) {
		return []string{"its options are numbers: list them from small to large"}
	}
	return nil
}

// optionsAlike wants options that do not stand out by their form.
func optionsAlike(q Question) []string {
	if !q.chooses() {
		return nil
	}
	stops := 0
	for _, o := range q.Options {
		if strings.HasSuffix(strings.TrimRight(o.Text, "*_` "), ".") {
			stops++
		}
	}
	if stops != 0 && stops != len(q.Options) {
		return []string{"some options end with a full stop and some do not: make them alike"}
	}
	return nil
}

func hintKeepsQuiet(q Question) []string {
	hint := strings.ToLower(q.Hint)
	for _, o := range q.Options {
		if text := strings.ToLower(o.Text); o.Correct && len(text) > 3 && strings.Contains(hint, text) {
			return []string{fmt.Sprintf("its hint contains the answer, %q", o.Text)}
		}
	}
	return nil
}

// balanced wants the keys of the choices spread over the positions, counting
// only those whose authored order is not forced by size. Few questions say
// nothing about balance.
func balanced(qs []Question) []Problem {
	const enough = 6
	var at [5]int
	n := 0
	for _, q := range qs {
		if _, numeric := q.quantities(); q.Kind != Choice || numeric || q.Validate() != nil || len(q.Options) > len(at) {
			continue
		}
		n++
		at[q.keys()[0]]++
	}
	if n < enough {
		return nil
	}
	for i, count := range at {
		if 2*count > n+1 {
			return []Problem{{"", "position", fmt.Sprintf("the right option stands at place %d in %d of %d choices: move some", i+1, count, n), false}}
		}
	}
	return nil
}
