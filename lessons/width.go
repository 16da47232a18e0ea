package lessons

import (
	"strings"
	"unicode"
)

// columns is how many columns of a terminal a text takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += columnsOf(r)
	}
	return n
}

// wide are the ranges of characters that take two columns (Unicode's East
// Asian Width W and F, to the precision that text needs).
var wide = &unicode.RangeTable{R16: []unicode.Range16{
	{0x1100, 0x115f, 1}, {0x2e80, 0x303e, 1}, {0x3041, 0x33ff, 1}, {0x3400, 0x4dbf, 1}, {0x4e00, 0x9fff, 1},
	{0xa000, 0xa4cf, 1}, {0xac00, 0xd7a3, 1}, {0xf900, 0xfaff, 1}, {0xfe30, 0xfe6f, 1}, {0xff00, 0xff60, 1}, {0xffe0, 0xffe6, 1},
}, R32: []unicode.Range32{{0x1f300, 0x1f64f, 1}, {0x1f900, 0x1f9ff, 1}, {0x20000, 0x3fffd, 1}}}

func columnsOf(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// pad is the text with spaces up to n columns.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(n-columns(s), 0))
}

// wrap breaks text into lines of at most width columns, at spaces where it
// can. A newline in the text is a line break.
func wrap(text string, width int) []string {
	width = max(width, 1)
	var out []string
	for _, paragraph := range strings.Split(text, "\n") {
		line, used := "", 0
		for _, word := range strings.Fields(paragraph) {
			n := columns(word)
			if used > 0 && used+1+n > width {
				out = append(out, line)
				line, used = "", 0
			}
			if used > 0 {
				line, used = line+" ", used+1
			}
			for n > width {
				head := cut(word, width)
				out = append(out, head)
				word = word[len(head):]
				n = columns(word)
			}
			line, used = line+word, used+n
		}
		out = append(out, line)
	}
	return out
}

// cut is the beginning of a word that fits, at least one character.
func cut(word string, width int) string {
	used := 0
	for i, r := range word {
		used += columnsOf(r)
		if used > width && i > 0 {
			return word[:i]
		}
	}
	return word
}
