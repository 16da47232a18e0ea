package quiz

import (
	"fmt"
	"strings"
)

// stemIsQuestion wants a prompt that ends as a question; to put things in
// order may also be asked for as a request.
func stemIsQuestion(q Question) []string {
	end := strings.TrimRight(strings.TrimSpace(q.Prompt), "*_`)”\"")
	if strings.HasSuffix(end, "?") {
		return nil
	}
	if q.Kind == Order && (strings.HasSuffix(end, ".") || strings.HasSuffix(end, ":")) {
		return nil
	}
	return []string{"its prompt does not end as a question"}
}

// stemIsPositive refuses questions that ask for what is not the case, unless
// the negative word is emphasised: in capitals, *so* or **so**.
func stemIsPositive(q Question) []string {
	if !q.chooses() {
		return nil
	}
	asked := mainClause(lastSentence(q.Prompt))
	for word := range strings.FieldsSeq(asked) {
		bare := strings.Trim(word, ".,;:?!()\"“”")
		if !negative(bare) || bare == strings.ToUpper(bare) || strings.ContainsAny(bare, "*_") {
			continue
		}
		return []string{fmt.Sprintf("its prompt asks with %q: ask for what is the case, or emphasise the word: **%s**", bare, bare)}
	}
	return nil
}

func negative(word string) bool {
	word = strings.Trim(strings.ToLower(word), "*_")
	switch word {
	case "not", "never", "except", "neither", "nor", "cannot", "false", "incorrect", "wrong", "untrue":
		return true
	}
	return strings.HasSuffix(word, "n't") || strings.HasSuffix(word, "n’t")
}

// lastSentence is where the question is; what comes before sets the scene.
func lastSentence(prompt string) string {
	prompt = strings.Join(strings.Fields(prompt), " ")
	body := strings.TrimRight(prompt, "?.! *_`)”\"")
	cut := 0
	for _, end := range []string{". ", "? ", "! ", ": "} {
		cut = max(cut, strings.LastIndex(body, end)+1)
	}
	return strings.TrimSpace(prompt[cut:])
}

// mainClause drops conditions, which may well be negative: "What happens if
// the key does not exist?" asks for something positive.
func mainClause(sentence string) string {
	lower := strings.ToLower(sentence)
	for _, start := range []string{"if ", "when ", "while ", "although ", "because ", "since ", "after "} {
		if strings.HasPrefix(lower, start) {
			if _, rest, found := strings.Cut(sentence, ", "); found {
				return mainClause(rest)
			}
		}
	}
	for _, word := range []string{" if ", " when ", " while ", " although ", " because ", " that ", " who ", " whose ", " so that "} {
		if i := strings.Index(lower, word); i >= 0 {
			sentence, lower = sentence[:i], lower[:i]
		}
	}
	return sentence
}

// absolutes are words that test-wise people know to be wrong.
var absolutes = map[string]bool{
	"always": true, "never": true, "all": true, "none": true, "every": true, "only": true, "must": true,
	"impossible": true, "completely": true, "entirely": true, "absolutely": true, "nothing": true,
}

// noAbsoluteDistractors refuses absolute words that stand only in wrong
// options. An option that is nothing but the word is a value, not a claim.
func noAbsoluteDistractors(q Question) []string {
	if !q.chooses() {
		return nil
	}
	var out []string
	for _, o := range q.Options {
		words := wordsOf(o.Text)
		if o.Correct {
			for _, w := range words {
				if absolutes[w] {
					return nil
				}
			}
			continue
		}
		for _, w := range words {
			if absolutes[w] && len(words) > 1 {
				out = append(out, fmt.Sprintf("%q stands only in wrong options (%q): it tells them apart", w, o.Text))
				break
			}
		}
	}
	return out
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !('a' <= r && r <= 'z' || r == '\'' || r == '-' || r > 127)
	})
}
