package lessons

import (
	"fmt"
	"strings"
	"unicode"
)

// slug is the id that GitHub gives a heading: lower case, spaces as hyphens,
// without punctuation.
func slug(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_', unicode.IsMark(r):
			return unicode.ToLower(r)
		case r == ' ':
			return '-'
		}
		return -1
	}, strings.TrimSpace(text))
}

// slugs makes the ids of one chapter, with a number after a repeated one.
type slugs map[string]int

func (s slugs) id(text string) string {
	base := slug(text)
	n := s[base]
	s[base]++
	if n == 0 {
		return base
	}
	id := fmt.Sprintf("%s-%d", base, n)
	s[id]++
	return id
}
