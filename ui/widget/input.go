package widget

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Input is a one-line editor with history and completion. It never runs what
// is typed: enter and esc are its owner's.
type Input struct {
	// Prompt is written before the text.
	Prompt string
	// Placeholder is shown while there is no text.
	Placeholder string
	// Complete answers tab; nil means that there is no completion.
	Complete func(text string, cursor int) Completion

	text   string
	cursor int // byte offset of a glyph's beginning, or the end
	left   int // first column of the text in sight
	past   history
	popup  popup
}

// Value is the text.
func (in *Input) Value() string { return in.text }

// CursorAt is the byte offset of the cursor in the text.
func (in *Input) CursorAt() int { return in.cursor }

// SetValue replaces the text and puts the cursor at its end.
func (in *Input) SetValue(s string) {
	in.text = oneLine(s)
	in.cursor = len(in.text)
	in.popup = popup{}
}

// Reset empties the line; the history stays.
func (in *Input) Reset() {
	in.SetValue("")
	in.past.rest()
}

// Insert puts s at the cursor: typed text and pastes, whose line breaks
// become blanks.
func (in *Input) Insert(s string) {
	s = oneLine(s)
	in.text = in.text[:in.cursor] + s + in.text[in.cursor:]
	in.cursor += len(s)
	in.popup = popup{}
}

// Key edits by a key press and tells whether it meant anything here.
func (in *Input) Key(k tea.KeyPressMsg) bool {
	key := k.String()
	if in.popupKey(key) {
		return true
	}
	if k.Text != "" && !k.Mod.Contains(tea.ModCtrl) && !k.Mod.Contains(tea.ModAlt) {
		in.Insert(k.Text)
		return true
	}
	switch key {
	case "left", "ctrl+b":
		in.cursor = in.before(in.cursor)
	case "right", "ctrl+f":
		in.cursor = in.after(in.cursor)
	case "ctrl+left", "alt+b", "alt+left":
		in.cursor = in.wordBefore()
	case "ctrl+right", "alt+f", "alt+right":
		in.cursor = in.wordAfter()
	case "home", "ctrl+a":
		in.cursor = 0
	case "end", "ctrl+e":
		in.cursor = len(in.text)
	case "backspace", "ctrl+h":
		in.cut(in.before(in.cursor), in.cursor)
	case "delete", "ctrl+d":
		in.cut(in.cursor, in.after(in.cursor))
	case "ctrl+k":
		in.cut(in.cursor, len(in.text))
	case "ctrl+u":
		in.cut(0, in.cursor)
	case "ctrl+w", "alt+backspace":
		in.cut(in.wordBefore(), in.cursor)
	case "up":
		return in.recall(in.past.older(in.text))
	case "down":
		return in.recall(in.past.newer())
	default:
		return false
	}
	in.popup = popup{}
	return true
}

// Remember adds a line to the history.
func (in *Input) Remember(line string) { in.past.add(line) }

func (in *Input) recall(line string, ok bool) bool {
	if ok {
		in.SetValue(line)
	}
	return ok
}

func (in *Input) cut(from, to int) {
	in.text = in.text[:from] + in.text[to:]
	in.cursor = from
}

func (in *Input) after(i int) int {
	if i >= len(in.text) {
		return len(in.text)
	}
	_, _, n := cell.Glyph(in.text[i:])
	return i + n
}

func (in *Input) before(i int) int {
	at := 0
	for next := in.after(0); next < i; next = in.after(next) {
		at = next
	}
	return at
}

func (in *Input) wordBefore() int {
	head := strings.TrimRightFunc(in.text[:in.cursor], unicode.IsSpace)
	return strings.LastIndexFunc(head, unicode.IsSpace) + 1
}

func (in *Input) wordAfter() int {
	tail := in.text[in.cursor:]
	rest := strings.TrimLeftFunc(tail, unicode.IsSpace)
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		return in.cursor + len(tail) - len(rest) + i
	}
	return len(in.text)
}

// Draw draws the line in the first row of r, scrolled so that the cursor is
// in sight, and puts the terminal's cursor there if focused.
func (in *Input) Draw(c *cell.Canvas, r layout.Rect, th *theme.Theme, focused bool) {
	n := c.Text(r, 0, 0, in.Prompt, th.Prompt)
	_, r = r.CutLeft(n)
	if in.text == "" && in.Placeholder != "" {
		c.Text(r, 0, 0, cell.Truncate(in.Placeholder, r.W), th.Hint)
	}
	x := cell.Width(in.text[:in.cursor])
	in.left = max(min(in.left, x), x-max(r.W-1, 0))
	c.Text(r, -in.left, 0, in.text, th.Text)
	if focused {
		c.Cursor(r, x-in.left, 0)
	}
}

// oneLine is s without line breaks and control characters.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.TrimRight(strings.ReplaceAll(s, "\r", "\n"), "\n"))
}
