package lessons

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Hit is one place that a search found.
type Hit struct {
	Chapter *Chapter
	// Block is the index of the block.
	Block int
	// Text is the sentence, line or title around the match, Start and End the
	// bytes of the first matching word in it.
	Text       string
	Start, End int

	weight, order int
}

// entry is a text that can be found.
type entry struct {
	chapter *Chapter
	block   int
	text    string
	folded  []rune
	weight  int
}

// The weights by which hits are ranked: titles, then text, then code.
const (
	ofChapter = 4
	ofHeading = 3
	ofText    = 2
	ofCode    = 1
)

// maxHits bounds an answer; a query that finds more is too short.
const maxHits = 200

// Search finds the texts in which all words of the query occur, whatever their
// case: titles first, then running text, then code, each in the order of the
// course. The first search reads the chapters that were not read yet.
func (c *Course) Search(query string) []Hit {
	var words [][]rune
	for _, w := range strings.Fields(query) {
		words = append(words, fold(w))
	}
	if len(words) == 0 {
		return nil
	}
	if c.index == nil {
		c.index = c.entries()
	}
	var hits []Hit
	for i := range c.index {
		if h, ok := c.index[i].match(words); ok {
			h.order = i
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.order, b.order))
	})
	return hits[:min(len(hits), maxHits)]
}

// fold is the text rune by rune in lower case, so that places stay the same.
func fold(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		out = append(out, unicode.ToLower(r))
	}
	return out
}

// match finds all words in the entry. A word at the beginning of a word of the
// text counts for more than one inside.
func (e *entry) match(words [][]rune) (Hit, bool) {
	h := Hit{Chapter: e.chapter, Block: e.block, Text: e.text, weight: 2 * e.weight}
	for i, w := range words {
		at := index(e.folded, w)
		if at < 0 {
			return h, false
		}
		if at == 0 || !unicode.IsLetter(e.folded[at-1]) {
			h.weight++
		}
		if i == 0 {
			h.Start = len(string([]rune(e.text)[:at]))
			h.End = len(string([]rune(e.text)[:at+len(w)]))
		}
	}
	return h, true
}

func index(text, word []rune) int {
	for i := 0; i+len(word) <= len(text); i++ {
		if slices.Equal(text[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}

// entries are all texts of the course.
func (c *Course) entries() []entry {
	var out []entry
	for _, ch := range c.Chapters {
		if ch.Read() != nil {
			continue
		}
		put := func(block, weight int, text string) {
			if text = strings.Join(strings.Fields(text), " "); text != "" {
				out = append(out, entry{ch, block, text, fold(text), weight})
			}
		}
		put(0, ofChapter, ch.Title)
		for i, b := range ch.Blocks {
			ch.index(b, func(weight int, text string) { put(i, weight, text) })
		}
	}
	return out
}

// index puts the texts of one block. Nothing of a key or an explanation can be
// found: a search is no way to the answer.
func (ch *Chapter) index(b Block, put func(weight int, text string)) {
	switch b := b.(type) {
	case *Heading:
		if b.Level > 1 || Text(b.Text) != ch.Title {
			put(ofHeading, Text(b.Text))
		}
	case *Code:
		for _, l := range b.Lines {
			put(ofCode, l)
		}
	case *Sim:
		put(ofText, b.Spec.Title)
		for _, c := range b.Spec.Run {
			put(ofCode, c.Text)
		}
	case *Console:
		for _, x := range b.Exchanges {
			put(ofCode, x.Command.Text)
			put(ofCode, strings.Join(x.Output, " "))
		}
	case *Predict:
		put(ofText, Text(Inline(b.Spec.Ask)))
	case *Ask:
		put(ofText, Text(Inline(b.Question.Prompt)))
	case *Lab:
		put(ofHeading, b.Spec.Title)
		walk(b.Goal, func(_ Block, s []Span) { put(ofText, Text(s)) })
	case *Picture:
		put(ofText, b.Alt)
	default:
		walk([]Block{b}, func(_ Block, s []Span) { put(ofText, Text(s)) })
	}
}
