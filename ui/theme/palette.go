package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// palette is the few colours a theme is mixed from. nil is the terminal's own
// text colour.
type palette struct {
	muted, accent, blue, green, red, yellow, violet, line color.Color
	// The selected row and the search hit: text on a ground.
	selFg, selBg, hitFg, hitBg color.Color
}

// Dark is for terminals with a dark background, in true colour; Bubble Tea
// brings it down to 256 colours where it must.
func Dark() *Theme {
	return mix("dark", palette{
		muted: lipgloss.Color("#a3adba"), accent: lipgloss.Color("#ffb454"), blue: lipgloss.Color("#82c4ff"), green: lipgloss.Color("#98d982"), red: lipgloss.Color("#ff9a94"),
		yellow: lipgloss.Color("#f2d272"), violet: lipgloss.Color("#d7b3f7"), line: lipgloss.Color("#7b8696"),
		selFg: lipgloss.Color("#ffffff"), selBg: lipgloss.Color("#34506e"), hitFg: lipgloss.Color("#1a1a1a"), hitBg: lipgloss.Color("#f2d272"),
	})
}

// Light is for terminals with a light background.
func Light() *Theme {
	return mix("light", palette{
		muted: lipgloss.Color("#565d66"), accent: lipgloss.Color("#9a4a00"), blue: lipgloss.Color("#0a58a8"), green: lipgloss.Color("#1f6a22"), red: lipgloss.Color("#b01a1a"),
		yellow: lipgloss.Color("#7a5200"), violet: lipgloss.Color("#7a2fa0"), line: lipgloss.Color("#78808a"),
		selFg: lipgloss.Color("#0b1a2a"), selBg: lipgloss.Color("#bcd8f5"), hitFg: lipgloss.Color("#1a1a1a"), hitBg: lipgloss.Color("#f7d65a"),
	})
}

// Basic is Dark or Light in the sixteen colours that every terminal lets its
// user choose: the nearest of 16 to a carefully mixed colour may be unreadable,
// so the choice is made here by hand.
func Basic(dark bool) *Theme {
	if dark {
		return mix("dark", palette{
			muted: ansi.White, accent: ansi.BrightYellow, blue: ansi.BrightCyan, green: ansi.BrightGreen, red: ansi.BrightRed,
			yellow: ansi.BrightYellow, violet: ansi.BrightMagenta, line: ansi.White,
			selFg: ansi.Black, selBg: ansi.White, hitFg: ansi.Black, hitBg: ansi.BrightYellow,
		})
	}
	return mix("light", palette{
		muted: ansi.Black, accent: ansi.Blue, blue: ansi.Blue, green: ansi.Black, red: ansi.Red,
		yellow: ansi.Black, violet: ansi.Magenta, line: ansi.BrightBlack,
		selFg: ansi.BrightWhite, selBg: ansi.Blue, hitFg: ansi.Black, hitBg: ansi.Yellow,
	})
}

// mix gives the meanings their colours. Few colours, each with one job: amber
// for what is named and where the focus is, blue for what can be followed and
// for cold, green for running and right, red for refused and wrong.
func mix(name string, p palette) *Theme {
	fg := func(c color.Color) uv.Style { return uv.Style{Fg: c} }
	attr := func(s uv.Style, a uint8) uv.Style { s.Attrs |= a; return s }
	link := fg(p.blue)
	link.Underline = uv.UnderlineSingle
	live := fg(p.green)
	live.Underline = uv.UnderlineSingle
	return &Theme{
		Name: name, Colours: true, Glyphs: unicodeGlyphs,
		Text: uv.Style{}, Muted: fg(p.muted), Strong: uv.Style{Attrs: uv.AttrBold}, Emph: uv.Style{Attrs: uv.AttrItalic},
		Heading: attr(fg(p.accent), uv.AttrBold), Title: uv.Style{Attrs: uv.AttrBold}, Accent: fg(p.accent),
		Link: link, Code: fg(p.violet), Quote: attr(fg(p.muted), uv.AttrItalic),
		CodeBlock: uv.Style{}, Keyword: fg(p.blue), String: fg(p.green), Number: fg(p.yellow),
		Comment: attr(fg(p.muted), uv.AttrItalic), Prompt: attr(fg(p.accent), uv.AttrBold),
		Good: fg(p.green), Bad: fg(p.red), Warn: fg(p.yellow), Info: fg(p.blue),
		Border: fg(p.line), Focus: attr(fg(p.accent), uv.AttrBold),
		Selection: attr(uv.Style{Fg: p.selFg, Bg: p.selBg}, uv.AttrBold), Key: attr(fg(p.accent), uv.AttrBold), Hint: fg(p.muted),
		Match: uv.Style{Fg: p.hitFg, Bg: p.hitBg}, Live: live,
		Cold: fg(p.blue), Warm: fg(p.yellow), Busy: attr(fg(p.green), uv.AttrBold), Idle: fg(p.muted),
		Throttled: attr(fg(p.red), uv.AttrBold), Cost: fg(p.yellow),
	}
}
