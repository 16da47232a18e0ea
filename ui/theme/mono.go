package theme

import uv "github.com/charmbracelet/ultraviolet"

// Mono has no colours at all, only bold, faint, underline and reverse: for
// NO_COLOR, for terminals without colour and for eyes that prefer it. Faint is
// used for decoration only; some terminals draw it too pale to read.
func Mono() *Theme {
	plain := uv.Style{}
	bold := uv.Style{Attrs: uv.AttrBold}
	italic := uv.Style{Attrs: uv.AttrItalic}
	under := uv.Style{Underline: uv.UnderlineSingle}
	reverse := uv.Style{Attrs: uv.AttrReverse}
	return &Theme{
		Name: "mono", Glyphs: unicodeGlyphs,
		Text: plain, Muted: plain, Strong: bold, Emph: italic,
		Heading: uv.Style{Attrs: uv.AttrBold, Underline: uv.UnderlineSingle}, Title: bold, Accent: bold,
		Link: under, Code: bold, Quote: italic,
		CodeBlock: plain, Keyword: bold, String: plain, Number: plain, Comment: italic, Prompt: bold,
		Good: bold, Bad: bold, Warn: bold, Info: plain,
		Border: uv.Style{Attrs: uv.AttrFaint}, Focus: bold, Selection: reverse, Key: bold, Hint: plain,
		Match: reverse, Live: under,
		Cold: plain, Warm: plain, Busy: bold, Idle: plain, Throttled: bold, Cost: plain,
	}
}
