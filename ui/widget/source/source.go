// Package source paints program text: it splits code into the few kinds of
// words that help the eye (keywords, strings, numbers, comments) for the
// languages that a course on compute shows. It is a scanner of a hundred
// lines, not a parser: it never fails, and at worst leaves a word unpainted.
package source

import (
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/theme"
)

// Paint is the code's lines in the theme's styles. The language is a fence's
// word ("js", "sh", "json", "yaml", "python", "console"); text in a language
// it does not know is left plain. Tabs become four blanks.
func Paint(language, code string, th *theme.Theme) []cell.Line {
	code = strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(code, "\r\n", "\n"), "\t", "    "), "\n")
	p := painter{th: th, rules: find(language)}
	for line := range strings.SplitSeq(code, "\n") {
		p.lines = append(p.lines, p.line(line))
	}
	return p.lines
}

// painter goes through the code line by line; a comment or a string may last
// for several.
type painter struct {
	th    *theme.Theme
	rules *rules
	lines []cell.Line
	// until ends what is open at the line's end: "*/", "`", `"""`.
	until string
	open  uv.Style
	out   cell.Line
}

func (p *painter) line(s string) cell.Line {
	p.out = nil
	if p.rules.prompt {
		return p.transcript(s)
	}
	p.scan(s)
	return p.out
}

// transcript paints a command after its prompt; all else is output.
func (p *painter) transcript(s string) cell.Line {
	command, is := strings.CutPrefix(s, "$ ")
	if !is {
		if command, is = strings.CutPrefix(s, "> "); !is {
			return cell.Plain(s, p.th.Muted)
		}
	}
	p.add(s[:2], p.th.Prompt)
	p.scan(command)
	return p.out
}

func (p *painter) add(s string, st uv.Style) {
	if s == "" {
		return
	}
	if n := len(p.out) - 1; n >= 0 && p.out[n].Style == st {
		p.out[n].Text += s
		return
	}
	p.out = append(p.out, cell.Span{Text: s, Style: st})
}

// scan paints one line's words.
func (p *painter) scan(s string) {
	if p.until != "" {
		s = p.resume(s)
	}
	for len(s) > 0 {
		n, st := p.word(s)
		p.add(s[:n], st)
		s = s[n:]
	}
}

// resume goes on with what an earlier line left open.
func (p *painter) resume(s string) string {
	i := strings.Index(s, p.until)
	if i < 0 {
		p.add(s, p.open)
		return ""
	}
	i += len(p.until)
	p.add(s[:i], p.open)
	p.until = ""
	return s[i:]
}

// word is the length and the style of what s begins with.
func (p *painter) word(s string) (int, uv.Style) {
	r := p.rules
	if n, ok := p.comment(s); ok {
		return n, p.th.Comment
	}
	for _, q := range r.quotes {
		if strings.HasPrefix(s, q) {
			return p.quoted(s, q)
		}
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9' && p.startsWord():
		return run(s, numeral), p.th.Number
	case r.flags && c == '-' && p.afterBlank():
		return run(s, func(c byte) bool { return letter(c) || c == '-' }), p.th.Keyword
	case r.flags && c == '$':
		return 1 + run(s[1:], func(c byte) bool { return letter(c) || c == '{' || c == '}' }), p.th.Number
	case letter(c):
		n := run(s, letter)
		if r.keys && strings.HasPrefix(strings.TrimLeft(s[n:], " "), ":") {
			return n, p.th.Keyword
		}
		if p.startsWord() && r.words[s[:n]] {
			return n, p.th.Keyword
		}
		return n, p.th.CodeBlock
	}
	return glyph(s), p.th.CodeBlock
}

func (p *painter) comment(s string) (int, bool) {
	for _, mark := range p.rules.comments {
		if strings.HasPrefix(s, mark) && (mark != "#" || p.afterBlank()) {
			return len(s), true
		}
	}
	if p.rules.block && strings.HasPrefix(s, "/*") {
		if i := strings.Index(s[2:], "*/"); i >= 0 {
			return i + 4, true
		}
		p.until, p.open = "*/", p.th.Comment
		return len(s), true
	}
	return 0, false
}

// quoted is a string up to its closing quote, or to the line's end; only long
// quotes and backquotes go on in the next line.
func (p *painter) quoted(s, q string) (int, uv.Style) {
	st := p.th.String
	for i := len(q); i < len(s); i++ {
		if s[i] == '\\' && q != "'" {
			i++
		} else if strings.HasPrefix(s[i:], q) {
			end := i + len(q)
			if p.rules.keys && strings.HasPrefix(strings.TrimLeft(s[end:], " "), ":") {
				st = p.th.Keyword
			}
			return end, st
		}
	}
	if len(q) == 3 || q == "`" || p.rules.flags {
		p.until, p.open = q, st
	}
	return len(s), st
}

// afterBlank tells whether the next character begins a shell word.
func (p *painter) afterBlank() bool {
	n := len(p.out) - 1
	if n < 0 {
		return true
	}
	t := p.out[n].Text
	c := t[len(t)-1]
	return c == ' ' || c == '(' || c == '|' || c == ';'
}

// startsWord tells whether the next character is not in the middle of a name.
func (p *painter) startsWord() bool {
	n := len(p.out) - 1
	if n < 0 {
		return true
	}
	t := p.out[n].Text
	c := t[len(t)-1]
	return !letter(c) && c != '.' && c != '-' && c != '/'
}

func run(s string, in func(byte) bool) int {
	n := 1
	for n < len(s) && in(s[n]) {
		n++
	}
	return min(n, len(s))
}

func letter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= 0x80
}

func numeral(c byte) bool { return letter(c) || c == '.' }

// glyph is the bytes of the first character, so that none is torn.
func glyph(s string) int {
	_, _, n := cell.Glyph(s)
	return n
}
