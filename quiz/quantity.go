package quiz

import "strings"

// quantities are the sizes of all options in one common measure, if every
// option is one quantity of the same sort: "3 s" and "15 minutes", "$0.20" and
// "$1", "After 3 seconds" and "After 1 hour".
func (q Question) quantities() ([]float64, bool) {
	if len(q.Options) == 0 {
		return nil, false
	}
	sizes := make([]float64, len(q.Options))
	sort := ""
	for i, o := range q.Options {
		size, s, ok := quantity(o.Text)
		if !ok || i > 0 && s != sort {
			return nil, false
		}
		sizes[i], sort = size, s
	}
	return sizes, true
}

// quantity reads the only number in a text; sort is its measure and the words
// around it, so that only like is compared with like.
func quantity(text string) (size float64, sort string, ok bool) {
	text = strings.Trim(typed(text), "*_`.")
	at := strings.IndexAny(text, "0123456789")
	if at < 0 {
		return 0, "", false
	}
	before := text[:at]
	number, after := leadingNumber(text[at:])
	if strings.ContainsAny(after, "0123456789") {
		return 0, "", false
	}
	size, err := plain(number)
	if err != nil {
		return 0, "", false
	}
	if head, money := strings.CutSuffix(before, "$"); money {
		return size * dollar.size, dollar.kind + "|" + head + "|" + after, true
	}
	if head, negative := strings.CutSuffix(before, "-"); negative && (head == "" || strings.HasSuffix(head, " ")) {
		before, size = head, -size
	}
	word, tail, _ := strings.Cut(strings.TrimSpace(after), " ")
	if m, known := measures[strings.ToLower(word)]; known {
		return size * m.size, m.kind + "|" + before + "|" + tail, true
	}
	return size, "|" + before + "|" + singular(word) + "|" + tail, true
}
