package quiz

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

var (
	choice = Question{ID: "q-choice", Prompt: "When does Lambda stop it?", Kind: Choice, Options: []Option{
		{Text: "After 3 seconds", Correct: true, Why: "3 s is the default."},
		{Text: "After 15 minutes", Why: "900 s is the most you can set.", Twin: "timeout-is-maximum"},
		{Text: "Never", Why: "Every invocation has a timeout."},
	}}
	several = Question{ID: "q-several", Prompt: "Which survive?", Kind: Several, Options: []Option{
		{Text: "globals", Correct: true, Why: "The environment is kept."},
		{Text: "files in /tmp", Correct: true, Why: "So is its disk."},
		{Text: "local variables", Why: "A new call.", Twin: "everything-survives"},
		{Text: "the event", Why: "Each call has its own."},
	}}
	order = Question{ID: "q-order", Prompt: "Put in order.", Kind: Order, Options: []Option{
		{Text: "init"}, {Text: "invoke", Why: "Only after init."}, {Text: "idle"}, {Text: "expired"}, {Text: "gone"},
	}}
)

func TestGradePicked(t *testing.T) {
	for _, tt := range []struct {
		q        Question
		picked   []int
		correct  bool
		score    float64
		twin     string
		feedback string
	}{
		{choice, []int{0}, true, 1, "", "Right. 3 s is the default.|900 s is the most you can set.|Every invocation has a timeout."},
		{choice, []int{1}, false, 0, "timeout-is-maximum", "This was right. 3 s is the default.|Not so. 900 s is the most you can set.|Every invocation has a timeout."},
		{choice, []int{2}, false, 0, "", ""},
		{several, []int{1, 0}, true, 1, "", "Right. The environment is kept.|Right. So is its disk.|Rightly left out. A new call.|Rightly left out. Each call has its own."},
		{several, []int{0}, false, 0.5, "", "Right. The environment is kept.|This was right. So is its disk.|Rightly left out. A new call.|Rightly left out. Each call has its own."},
		{several, []int{0, 1, 2}, false, 0.5, "everything-survives", ""},
		{several, []int{0, 1, 2, 3}, false, 0, "everything-survives", ""},
		{several, []int{3}, false, 0, "", ""},
	} {
		g, err := tt.q.Grade(Response{Picked: tt.picked, Confidence: 2})
		if err != nil || g.Correct != tt.correct || g.Score != tt.score || g.Twin != tt.twin {
			t.Errorf("%s %v: %+v, %v", tt.q.ID, tt.picked, g, err)
		}
		if got := strings.Join(g.Feedback, "|"); tt.feedback != "" && got != tt.feedback {
			t.Errorf("%s %v: feedback %q, want %q", tt.q.ID, tt.picked, got, tt.feedback)
		}
	}
	if g, _ := several.Grade(Response{Picked: []int{0}}); g.Expected != "globals; files in /tmp" {
		t.Errorf("expected is %q", g.Expected)
	}
}

func TestGradeOrder(t *testing.T) {
	for _, tt := range []struct {
		picked []int
		score  float64
	}{
		{[]int{0, 1, 2, 3, 4}, 1},
		{[]int{1, 0, 2, 3, 4}, 0.8},
		{[]int{4, 0, 1, 2, 3}, 0.2},
		{[]int{4, 3, 2, 1, 0}, 0},
	} {
		g, err := order.Grade(Response{Picked: tt.picked})
		if err != nil || g.Correct != (tt.score == 1) || math.Abs(g.Score-tt.score) > 1e-12 {
			t.Errorf("%v: %+v, %v; want a score of %v", tt.picked, g, err, tt.score)
		}
	}
	g, _ := order.Grade(Response{Picked: []int{1, 0, 2, 3, 4}})
	if want := "You put it in place 1; it comes in place 2. Only after init."; g.Feedback[1] != want || g.Feedback[2] != "In its place." {
		t.Errorf("feedback is %q, want %q for the second", g.Feedback, want)
	}
	if want := "1. init; 2. invoke; 3. idle; 4. expired; 5. gone"; g.Expected != want {
		t.Errorf("expected is %q, want %q", g.Expected, want)
	}
}

func TestWhatCannotBeGraded(t *testing.T) {
	for _, tt := range []struct {
		q    Question
		r    Response
		want string
	}{
		{choice, Response{}, "pick one option"},
		{choice, Response{Picked: []int{0, 1}}, "only one"},
		{choice, Response{Picked: []int{3}}, "no option 4"},
		{choice, Response{Picked: []int{-1}}, "no option"},
		{choice, Response{Picked: []int{0}, Confidence: 4}, "1, 2 or 3"},
		{several, Response{}, "at least one"},
		{several, Response{Picked: []int{1, 1}}, "twice"},
		{order, Response{}, "put the items in order"},
		{order, Response{Picked: []int{0, 1}}, "3 are missing"},
		{order, Response{Picked: []int{0, 1, 2, 3, 3}}, "twice"},
		{Question{ID: "q", Kind: "essay"}, Response{Text: "…"}, "unknown kind"},
	} {
		if g, err := tt.q.Grade(tt.r); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %+v: graded as %+v, %v; want an error with %q", tt.q.ID, tt.r, g, err, tt.want)
		}
	}
}

// TestGuessingPaysNothing: over all ways to answer, the mean score of Several
// is small and of Order about that of no knowledge, and 1 means correct.
func TestGuessingPaysNothing(t *testing.T) {
	sum, n := 0.0, 0.0
	for mask := 1; mask < 16; mask++ {
		var picked []int
		for i := range 4 {
			if mask&(1<<i) != 0 {
				picked = append(picked, i)
			}
		}
		g, err := several.Grade(Response{Picked: picked})
		if err != nil || g.Correct != (g.Score == 1) || g.Score < 0 || g.Score > 1 {
			t.Fatalf("%v: %+v, %v", picked, g, err)
		}
		sum, n = sum+g.Score, n+1
	}
	if sum/n > 0.25 {
		t.Errorf("guessing earns %.2f on average", sum/n)
	}
}

func TestShuffled(t *testing.T) {
	numeric := Question{ID: "n", Kind: Choice, Options: []Option{{Text: "15 minutes"}, {Text: "3 s"}, {Text: "1 hour"}, {Text: "500 ms"}}}
	places := map[int]int{}
	for seed := range uint64(300) {
		for _, q := range []Question{choice, several, order, numeric} {
			got := q.Shuffled(seed)
			if !slices.Equal(got, q.Shuffled(seed)) {
				t.Fatalf("%s: the order changes", q.ID)
			}
			if sorted := slices.Sorted(slices.Values(got)); len(got) != len(q.Options) || sorted[0] != 0 || len(slices.Compact(sorted)) != len(got) {
				t.Fatalf("%s: %v is not a permutation", q.ID, got)
			}
		}
		if got := order.Shuffled(seed); slices.IsSorted(got) {
			t.Fatalf("seed %d shows the items in the right order", seed)
		}
		if got := numeric.Shuffled(seed); !slices.Equal(got, []int{3, 1, 0, 2}) {
			t.Fatalf("numbers are shown as %v, want them sorted by size", got)
		}
		places[slices.Index(several.Shuffled(seed), 0)]++
	}
	for place := range 4 {
		if places[place] < 40 {
			t.Errorf("the first option stood %d times of 300 at place %d", places[place], place)
		}
	}
	two := Question{ID: "two", Kind: Order, Options: []Option{{Text: "a"}, {Text: "b"}}}
	if got := two.Shuffled(7); !slices.Equal(got, []int{1, 0}) {
		t.Errorf("two items are shown as %v", got)
	}
}

func TestValidate(t *testing.T) {
	num := Question{ID: "q", Prompt: "?", Kind: Number, Answer: 3, Unit: "s"}
	for _, q := range []Question{choice, several, order, num} {
		if err := q.Validate(); err != nil {
			t.Errorf("%s: %v", q.ID, err)
		}
	}
	for _, tt := range []struct {
		want   string
		base   Question
		change func(*Question)
	}{
		{"no id", choice, func(q *Question) { q.ID = " " }},
		{"no prompt", choice, func(q *Question) { q.Prompt = "" }},
		{"unknown kind", choice, func(q *Question) { q.Kind = "essay" }},
		{"at least two options", choice, func(q *Question) { q.Options = q.Options[:1] }},
		{"no option is correct", choice, func(q *Question) { q.Options[0].Correct = false }},
		{"use kind several", choice, func(q *Question) { q.Options[1].Correct = true }},
		{"nothing to tell apart", several, func(q *Question) { q.Options = q.Options[:2] }},
		{"options 1 and 3 are the same", choice, func(q *Question) { q.Options[2].Text = "after  3 Seconds" }},
		{"option 2 is empty", choice, func(q *Question) { q.Options[1].Text = " " }},
		{"at least two items", order, func(q *Question) { q.Options = q.Options[:1] }},
		{"not a number", num, func(q *Question) { q.Answer = math.NaN() }},
		{"tolerance", num, func(q *Question) { q.Tolerance.Rel = -1 }},
		{"cannot be read", num, func(q *Question) { q.Options = []Option{{Text: "soon"}} }},
		{"counts as right", num, func(q *Question) { q.Options = []Option{{Text: "3000 ms"}} }},
	} {
		q := tt.base
		q.Options = slices.Clone(q.Options)
		tt.change(&q)
		if err := q.Validate(); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("error %v, want one with %q", err, tt.want)
		}
	}
}

func ExampleQuestion_Grade() {
	q := Question{
		ID: "q-default-timeout", Kind: Number, Answer: 3, Unit: "s",
		Prompt: "A new function hangs. After how long does Lambda stop it?",
	}
	for _, typed := range []string{"15 min", "3000 ms", "soon"} {
		g, err := q.Grade(Response{Text: typed})
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(g.Correct, g.Feedback[0])
	}
	// Output:
	// false You said 900 s; it is 3 s.
	// true Right: 3 s.
	// "soon" is not a number: type digits, like 3 or 2.5
}
