// Package widget holds the small things that screens are made of: wrapping,
// tables, meters, pictures, the footer and the input line.
// Each draws itself into a rectangle of a canvas with the styles of a theme.
// None knows the world, a lesson or another widget's place on the screen.
package widget

import (
	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
)

// Wrap sets styled text in lines of at most width columns. It breaks at
// blanks and beside wide characters, breaks words that are longer than a
// line, and starts a new line at "\n". It never breaks inside a wide
// character; one that is wider than the line is left out.
func Wrap(text cell.Line, width int) []cell.Line {
	if width <= 0 {
		return nil
	}
	w := wrapper{text: text, width: width}
	for i := range text {
		w.span(i)
	}
	w.endWord()
	if len(w.line) > 0 || len(w.lines) == 0 {
		w.endLine()
	}
	return w.lines
}

// WrapText is Wrap for text in one style.
func WrapText(s string, st uv.Style, width int) []cell.Line {
	return Wrap(cell.Plain(s, st), width)
}

// Indent puts first before the first line and rest before all others: a
// hanging indent. It reuses the slice.
func Indent(lines []cell.Line, first, rest cell.Line) []cell.Line {
	for i, l := range lines {
		lead := rest
		if i == 0 {
			lead = first
		}
		out := make(cell.Line, 0, len(lead)+len(l))
		lines[i] = append(append(out, lead...), l...)
	}
	return lines
}

// piece is the part of one span that goes to one line, as byte offsets.
type piece struct{ span, from, to int }

// wrapper collects a word until a blank ends it, then finds it a line.
type wrapper struct {
	text  cell.Line
	width int

	lines      []cell.Line
	line, word []piece
	lineW      int
	wordW      int
	blank      piece // the blank before the word
	blankW     int
}

func (w *wrapper) span(i int) {
	s := w.text[i].Text
	for at := 0; at < len(s); {
		switch s[at] {
		case ' ', '\t':
			w.endWord()
			w.blank, w.blankW = piece{i, at, at + 1}, 1
			at++
			continue
		case '\n':
			w.endWord()
			w.endLine()
			at++
			continue
		}
		_, cols, size := cell.Glyph(s[at:])
		if cols > 1 {
			w.endWord()
		}
		if w.wordW > 0 && w.wordW+cols > w.width {
			w.endWord()
		}
		if cols <= w.width {
			w.word = extend(w.word, piece{i, at, at + size})
			w.wordW += cols
		}
		if cols > 1 {
			w.endWord()
		}
		at += size
	}
}

// endWord moves the word to the line, or to the next one if it does not fit.
func (w *wrapper) endWord() {
	if len(w.word) == 0 {
		return
	}
	if w.lineW > 0 && w.lineW+w.blankW+w.wordW > w.width {
		w.endLine()
	}
	if w.lineW > 0 && w.blankW > 0 {
		w.line = extend(w.line, w.blank)
		w.lineW += w.blankW
	}
	for _, p := range w.word {
		w.line = extend(w.line, p)
	}
	w.lineW += w.wordW
	w.word, w.wordW, w.blankW = w.word[:0], 0, 0
}

func (w *wrapper) endLine() {
	out := make(cell.Line, len(w.line))
	for i, p := range w.line {
		out[i] = w.text[p.span]
		out[i].Text = out[i].Text[p.from:p.to]
	}
	w.lines = append(w.lines, out)
	w.line, w.lineW, w.blankW = w.line[:0], 0, 0
}

// extend appends p, joining it to the piece that it continues.
func extend(ps []piece, p piece) []piece {
	if n := len(ps) - 1; n >= 0 && ps[n].span == p.span && ps[n].to == p.from {
		ps[n].to = p.to
		return ps
	}
	return append(ps, p)
}
