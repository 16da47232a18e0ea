package quiz

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// sound is a question that no rule objects to.
func sound() Question {
	return Question{
		ID: "q", Kind: Choice, Prompt: "A function has been idle for a minute. Where does its next invocation run?",
		Options: []Option{
			{Text: "In a new environment", Why: "The old one is still there."},
			{Text: "In the same environment", Correct: true, Why: "It is kept warm."},
			{Text: "In your browser", Why: "Lambda runs in AWS."},
		},
		Why: "An idle environment is kept for some time.", Hint: "Think of what idle means.",
	}
}

func broken(problems []Problem) (names []string) {
	for _, p := range problems {
		names = append(names, p.Rule)
	}
	return names
}

func TestLint(t *testing.T) {
	if p := Lint([]Question{sound()}); len(p) != 0 {
		t.Fatalf("a sound question: %v", p)
	}
	prompt := func(s string) func(*Question) { return func(q *Question) { q.Prompt = s } }
	options := func(right string, wrong ...string) func(*Question) {
		return func(q *Question) {
			q.Options = []Option{{Text: right, Correct: true, Why: "so"}}
			for _, w := range wrong {
				q.Options = append(q.Options, Option{Text: w, Why: "so"})
			}
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*Question)
		want   []string
	}{
		{"statement", prompt("Say where it runs."), []string{"question"}},
		{"emphasised question", prompt("*Where does it run?*"), nil},
		{"order as a request", func(q *Question) { q.Kind, q.Prompt = Order, "Put the phases in order." }, nil},

		{"negative", prompt("Which of these is not billed?"), []string{"negative-stem"}},
		{"contraction", prompt("Which trigger doesn't retry?"), []string{"negative-stem"}},
		{"except", prompt("All of these are triggers, except which?"), []string{"negative-stem"}},
		{"NOT", prompt("Which of these is NOT billed?"), nil},
		{"bold not", prompt("Which of these is **not** billed?"), nil},
		{"negative condition", prompt("What happens if the key does not exist?"), nil},
		{"negative condition first", prompt("If the role cannot be assumed, what does Lambda return?"), nil},
		{"negative scene", prompt("The code never returns. When does Lambda stop it?"), nil},

		{"no why", func(q *Question) { q.Why = "" }, []string{"explained"}},
		{"unexplained option", func(q *Question) { q.Options[2].Why = " " }, []string{"explained"}},

		{"five options", options("a", "b", "c", "d", "e"), []string{"options"}},
		{"four options", options("a", "b", "c", "d"), []string{"three"}},
		{"two options", options("a", "b"), nil},
		{"two items", func(q *Question) { q.Kind, q.Options = Order, q.Options[:2] }, []string{"options"}},

		{"all of the above", options("Memory", "CPU", "All of the above"), []string{"all-of-the-above", "absolute"}},
		{"none of these", options("None of these", "CPU", "Network"), []string{"all-of-the-above"}},

		{"long key", options("In the environment that served the request before", "Elsewhere", "In a new one"), []string{"longest"}},
		{"short key", options("Elsewhere", "In the environment that served the request before", "In a new one"), nil},
		{"long quantity", options("15 minutes", "3 minutes", "1 minute"), nil},

		{"always", options("It is kept", "It is always started anew", "It is moved"), []string{"absolute"}},
		{"always on both sides", options("It is always kept", "It is always started anew", "It is moved"), nil},
		{"never as a value", options("After 3 seconds", "After an hour", "Never"), nil},

		{"unsorted numbers", options("3 s", "15 min", "1 s"), []string{"sorted"}},
		{"sorted by size, not by digits", options("500 ms", "3 s", "15 min"), nil},
		{"sorted down", options("$5", "$0.20", "$0.10"), nil},
		{"mixed full stops", options("It is kept.", "It is dropped", "It is moved"), []string{"alike"}},

		{"hint tells", func(q *Question) { q.Hint = "It runs in the same environment, think!" }, []string{"hint"}},
		{"invalid", func(q *Question) { q.Options[0].Correct = true }, []string{"valid"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := sound()
			tt.change(&q)
			got := Lint([]Question{q})
			if !slices.Equal(broken(got), tt.want) {
				t.Errorf("breaks %v, want %v: %v", broken(got), tt.want, got)
			}
			for _, p := range got {
				if p.Question != "q" || p.Message == "" || p.Advice != (p.Rule == "three") {
					t.Errorf("problem %+v", p)
				}
			}
		})
	}
}

func TestLintSet(t *testing.T) {
	same := make([]Question, 8)
	spread := make([]Question, 8)
	for i := range same {
		same[i] = sound()
		same[i].ID = fmt.Sprint("q", i)
		spread[i] = same[i]
		spread[i].Options = slices.Clone(same[i].Options)
		for j := range spread[i].Options {
			spread[i].Options[j].Correct = j == i%3
		}
	}
	if got := Lint(same); len(got) != 1 || got[0].Rule != "position" || !strings.Contains(got[0].String(), "place 2 in 8 of 8") {
		t.Errorf("all keys in one place: %v", got)
	}
	if got := broken(Lint(spread)); slices.Contains(got, "position") {
		t.Errorf("keys spread over the places: %v", got)
	}
	if got := broken(Lint(same[:5])); len(got) != 0 {
		t.Errorf("five questions say nothing about balance: %v", got)
	}
	if got := broken(Lint([]Question{sound(), sound()})); !slices.Equal(got, []string{"id"}) {
		t.Errorf("the same id twice: %v", got)
	}
}

func TestQuantities(t *testing.T) {
	for _, tt := range []struct {
		texts []string
		ok    bool
	}{
		{[]string{"3 s", "15 minutes"}, true},
		{[]string{"After 3 seconds", "After 1 hour"}, true},
		{[]string{"$0.20", "$1"}, true},
		{[]string{"1 environment", "2 environments"}, true},
		{[]string{"20%", "-5%"}, true},
		{[]string{"3", "1,000"}, true},
		{[]string{"3 s", "5 MB"}, false},
		{[]string{"3 s", "Never"}, false},
		{[]string{"1 to 2", "3 to 4"}, false},
		{[]string{"EC2", "S3"}, false},
		{[]string{"Before 3 s", "After 3 s"}, false},
		{nil, false},
	} {
		q := Question{}
		for _, text := range tt.texts {
			q.Options = append(q.Options, Option{Text: text})
		}
		if _, ok := q.quantities(); ok != tt.ok {
			t.Errorf("%q: %v, want %v", tt.texts, ok, tt.ok)
		}
	}
}
