package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Input is a one-line editor with history and completion: Bubbles' text input
// does the editing, this type the drawing in cells and what surrounds it. It
// never runs what is typed: enter and esc are its owner's. The zero value is
// an empty line.
type Input struct {
	// Prompt is written before the text.
	Prompt string
	// Placeholder is shown while there is no text.
	Placeholder string
	// Complete answers tab; nil means that there is no completion.
	Complete func(text string, cursor int) Completion

	edit  *textinput.Model
	left  int // first column of the text in sight
	past  history
	popup popup
}

// line is the editor, made at its first use.
func (in *Input) line() *textinput.Model {
	if in.edit == nil {
		m := textinput.New()
		m.SetVirtualCursor(false) // the terminal's own is shown
		m.Focus()
		in.edit = &m
	}
	return in.edit
}

// Value is the text.
func (in *Input) Value() string { return in.line().Value() }

// CursorAt is the byte offset of the cursor in the text.
func (in *Input) CursorAt() int {
	m := in.line()
	return len(string([]rune(m.Value())[:m.Position()]))
}

// SetValue replaces the text and puts the cursor at its end.
func (in *Input) SetValue(s string) {
	in.line().SetValue(oneLine(s))
	in.line().CursorEnd()
	in.popup = popup{}
}

// Reset empties the line; the history stays.
func (in *Input) Reset() {
	in.SetValue("")
	in.past.rest()
}

// Insert puts s at the cursor: typed text and pastes, whose line breaks
// become blanks.
func (in *Input) Insert(s string) { in.replace(in.CursorAt(), oneLine(s)) }

// replace puts s where the text from the byte offset to the cursor is.
func (in *Input) replace(from int, s string) {
	m, at := in.line(), in.CursorAt()
	head, tail := m.Value()[:from]+s, m.Value()[at:]
	m.SetValue(head + tail)
	m.SetCursor(utf8.RuneCountInString(head))
	in.popup = popup{}
}

// editing are the keys that the editor answers; the others, its suggestions
// and its clipboard among them, are left to the owner.
func editing(k textinput.KeyMap) []key.Binding {
	return []key.Binding{k.CharacterForward, k.CharacterBackward, k.WordForward, k.WordBackward,
		k.DeleteWordBackward, k.DeleteWordForward, k.DeleteAfterCursor, k.DeleteBeforeCursor,
		k.DeleteCharacterBackward, k.DeleteCharacterForward, k.LineStart, k.LineEnd}
}

// Key edits by a key press and tells whether it meant anything here.
func (in *Input) Key(k tea.KeyPressMsg) bool {
	name := k.String()
	if in.popupKey(name) {
		return true
	}
	if k.Text != "" && !k.Mod.Contains(tea.ModCtrl) && !k.Mod.Contains(tea.ModAlt) {
		in.Insert(k.Text)
		return true
	}
	switch {
	case name == "up":
		return in.recall(in.past.older(in.Value()))
	case name == "down":
		return in.recall(in.past.newer())
	case !key.Matches(k, editing(in.line().KeyMap)...):
		return false
	}
	*in.edit, _ = in.edit.Update(k) // its Cmd only blinks a cursor that is not shown
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

// Draw draws the line in the first row of r, scrolled so that the cursor is
// in sight, and puts the terminal's cursor there if focused.
func (in *Input) Draw(c *cell.Canvas, r layout.Rect, th *theme.Theme, focused bool) {
	n := c.Text(r, 0, 0, in.Prompt, th.Prompt)
	_, r = r.CutLeft(n)
	text, at := in.Value(), in.CursorAt()
	if text == "" && in.Placeholder != "" {
		c.Text(r, 0, 0, cell.Truncate(in.Placeholder, r.W), th.Hint)
	}
	x := cell.Width(text[:at])
	in.left = max(min(in.left, x), x-max(r.W-1, 0))
	c.Text(r, -in.left, 0, text, th.Text)
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
