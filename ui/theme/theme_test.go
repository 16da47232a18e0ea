package theme

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/width"
)

// Backgrounds that terminals really have: plain ones and the popular schemes.
var (
	darks  = map[string]uint32{"black": 0x000000, "vs code": 0x1e1e1e, "one dark": 0x282c34, "solarized dark": 0x002b36, "nord": 0x2e3440, "dracula": 0x282a36}
	lights = map[string]uint32{"white": 0xffffff, "one light": 0xfafafa, "solarized light": 0xfdf6e3, "latte": 0xeff1f5}
)

// styles are all styles of a theme by the name of their field.
func styles(t *Theme) map[string]uv.Style {
	out := map[string]uv.Style{}
	v := reflect.ValueOf(*t)
	for i := range v.NumField() {
		if s, ok := v.Field(i).Interface().(uv.Style); ok {
			out[v.Type().Field(i).Name] = s
		}
	}
	return out
}

// contrast is the ratio of WCAG 2.1, 1.4.3.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func TestTextContrast(t *testing.T) {
	for _, c := range []struct {
		theme   *Theme
		grounds map[string]uint32
	}{{Dark(), darks}, {Light(), lights}} {
		for name, s := range styles(c.theme) {
			if s.Fg == nil && s.Bg == nil {
				continue // the terminal's own colours
			}
			if s.Bg != nil && s.Fg == nil {
				t.Errorf("%s %s: a ground without a text colour may be unreadable", c.theme.Name, name)
				continue
			}
			least := 4.5
			if name == "Border" {
				least = 3 // not text: WCAG 2.1, 1.4.11
			}
			for ground, v := range c.grounds {
				bg := hex(v)
				if s.Bg != nil {
					bg = s.Bg
				}
				if got := contrast(s.Fg, bg); got < least {
					t.Errorf("%s %s on %s: contrast %.2f, want %.1f", c.theme.Name, name, ground, got, least)
				}
			}
		}
	}
}

// The sixteen colours as xterm and VS Code show them; the
// user may have changed them, but the usual ones must be readable.
var schemes = map[string][16]uint32{
	"xterm":   {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff},
	"vs code": {0x000000, 0xcd3131, 0x0dbc79, 0xe5e510, 0x2472c8, 0xbc3fbc, 0x11a8cd, 0xe5e5e5, 0x666666, 0xf14c4c, 0x23d18b, 0xf5f543, 0x3b8eea, 0xd670d6, 0x29b8db, 0xffffff},
}

func TestSixteenColours(t *testing.T) {
	for scheme, colours := range schemes {
		for _, dark := range []bool{true, false} {
			ground := hex(0xffffff)
			if dark {
				ground = hex(map[string]uint32{"xterm": 0x000000, "vs code": 0x1e1e1e}[scheme])
			}
			for name, s := range styles(Basic(dark)) {
				fg, bg := basic(t, s.Fg, colours), ground
				if fg == nil {
					continue
				}
				if s.Bg != nil {
					bg = basic(t, s.Bg, colours)
				}
				least := 4.5
				if name == "Border" {
					least = 3
				}
				if got := contrast(fg, bg); got < least {
					t.Errorf("%s, dark %v: %s has contrast %.2f", scheme, dark, name, got)
				}
			}
		}
	}
}

func basic(t *testing.T, c color.Color, colours [16]uint32) color.Color {
	if c == nil {
		return nil
	}
	b, ok := c.(ansi.BasicColor)
	if !ok {
		t.Errorf("%v is not one of the sixteen colours", c)
		return nil
	}
	return hex(colours[b])
}

func TestMonoHasNoColour(t *testing.T) {
	for name, s := range styles(Mono()) {
		if s.Fg != nil || s.Bg != nil || s.UnderlineColor != nil {
			t.Errorf("%s has a colour: %+v", name, s)
		}
	}
	m := Mono()
	if m.Selection == m.Text || m.Match == m.Text || m.Link == m.Text || m.Live == m.Text {
		t.Error("what one must find looks like plain text")
	}
}

// lineup are the characters of ambiguous width (UAX 11) that are used all the
// same: terminals outside old East Asian locales give them one column, and
// --ascii is there for the rest.
func lineup(r rune) bool {
	return r >= 0x2500 && r <= 0x259f || // boxes and blocks
		r >= 0x2190 && r <= 0x2193 || r == '…' || r == '·' || r == '•' || r == '●' || r == '○' || r == '■' || r == '□' || r == '◐' || r == '‖'
}

func TestGlyphsAreNarrowAndNoEmoji(t *testing.T) {
	emoji := map[rune]bool{'▶': true, '◀': true, '▪': true, '▫': true, '✔': true, '✖': true, '☁': true, '⏸': true, '⚡': true}
	each(unicodeGlyphs, func(name, g string) {
		for _, r := range g {
			if r >= 0x2800 && r <= 0x28ff || emoji[r] || r == 0xfe0f {
				t.Errorf("%s %q: an emoji or Braille", name, g)
			}
			if k := width.LookupRune(r).Kind(); k == width.EastAsianAmbiguous && !lineup(r) {
				t.Errorf("%s %q: ambiguous width", name, g)
			}
		}
		if ansi.StringWidth(g) != 1 || ansi.StringWidthWc(g) != 1 {
			t.Errorf("%s %q is not one column", name, g)
		}
	})
	each(asciiGlyphs, func(name, g string) {
		for _, b := range []byte(g) {
			if b < ' ' || b > '~' {
				t.Errorf("%s %q is not ASCII", name, g)
			}
		}
		if g == "" {
			t.Errorf("%s has no ASCII sign", name)
		}
	})
}

func TestStatesDifferWithoutColour(t *testing.T) {
	for _, g := range []Glyphs{unicodeGlyphs, asciiGlyphs} {
		seen := map[string]bool{}
		for _, s := range []string{g.Init, g.Starting, g.Busy, g.Idle, g.Expired, g.Throttled} {
			if seen[s] {
				t.Errorf("two states share %q", s)
			}
			seen[s] = true
		}
	}
}

func each(g Glyphs, visit func(name, glyph string)) {
	v := reflect.ValueOf(g)
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		switch f := v.Field(i).Interface().(type) {
		case string:
			visit(name, f)
		case [8]string:
			for j, s := range f {
				visit(fmt.Sprint(name, j), s)
			}
		}
	}
}

func TestVariantsAreCopies(t *testing.T) {
	d := Dark()
	a := d.ASCII().ReducedMotion()
	if !a.IsASCII() || !a.Still || d.IsASCII() || d.Still {
		t.Error("a variant changed the theme it was made from")
	}
	if d.Frame(true) == d.Frame(false) {
		t.Error("focus does not show")
	}
}

func TestFor(t *testing.T) {
	for _, c := range []struct {
		dark bool
		p    colorprofile.Profile
		want *Theme
	}{
		{true, colorprofile.TrueColor, Dark()}, {false, colorprofile.ANSI256, Light()},
		{true, colorprofile.ANSI, Basic(true)}, {false, colorprofile.ANSI, Basic(false)},
		{true, colorprofile.ASCII, Mono()}, {true, colorprofile.NoTTY, Mono()}, {true, colorprofile.Unknown, Mono()},
	} {
		if got := For(c.dark, c.p); *got != *c.want {
			t.Errorf("dark %v, %v: got %s", c.dark, c.p, got.Name)
		}
	}
}

// hex is a colour as six digits.
func hex(v uint32) color.Color {
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}
