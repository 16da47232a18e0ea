// Package theme names what things on the screen mean, and says how each
// meaning looks: one struct of semantic styles, in a dark and a light palette,
// in 16 colours, and without any. No other package has a colour in it. It is
// not configurable piece by piece.
package theme

import uv "github.com/charmbracelet/ultraviolet"

// Theme is the look of everything. A state is never told by colour alone:
// Glyphs has a sign for each, and the screens write the word.
type Theme struct {
	// Name is what --theme calls it: "dark", "light" or "mono".
	Name string

	// Running text.
	Text, Muted, Strong, Emph, Heading, Title, Accent, Link, Code, Quote uv.Style
	// Source text by kind of word; CodeBlock is everything else in it.
	CodeBlock, Keyword, String, Number, Comment, Prompt uv.Style
	// Judgements.
	Good, Bad, Warn, Info uv.Style
	// Chrome: borders, the border of the focused pane, the selected row, the
	// names of keys, the words of the input line's completion.
	Border, Focus, Selection, Key, Hint uv.Style
	// Match is a search hit, Live a value in prose that follows the world.
	Match, Live uv.Style
	// The states of an execution environment, and money.
	Cold, Warm, Busy, Idle, Throttled, Cost uv.Style

	// Glyphs are the signs, in Unicode or in plain ASCII.
	Glyphs Glyphs
	// Colours tells whether the theme has any; without them pictures are
	// drawn in grey characters.
	Colours bool
	// Still shows states before and after, and nothing in between: the
	// setting --reduced-motion.
	Still bool
}

// ASCII is a copy of the theme whose signs are plain ASCII characters.
func (t *Theme) ASCII() *Theme {
	c := *t
	c.Glyphs = asciiGlyphs
	return &c
}

// ReducedMotion is a copy of the theme in which nothing glides.
func (t *Theme) ReducedMotion() *Theme {
	c := *t
	c.Still = true
	return &c
}

// IsASCII tells whether the theme draws in plain ASCII.
func (t *Theme) IsASCII() bool { return t.Glyphs == asciiGlyphs }

// Frame is the style of a pane's border.
func (t *Theme) Frame(focused bool) uv.Style {
	if focused {
		return t.Focus
	}
	return t.Border
}
