package console

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"skylab/engine/aws"
)

// nested reads a [list], a {hash} or a single value inside one of them.
func (p *shorthand) nested(depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("maximum recursion depth exceeded")
	}
	if p.at >= len(p.in) {
		return p.first()
	}
	switch p.in[p.at] {
	case '[':
		out := []any{}
		err := p.enclosed('[', ']', func() error {
			v, err := p.nested(depth + 1)
			out = append(out, v)
			return err
		})
		return out, err
	case '{':
		out := aws.Object{}
		err := p.enclosed('{', '}', func() error {
			f, err := p.pair(depth + 1)
			for i := range out {
				if out[i].Name == f.Name {
					out[i].Value = f.Value
					return err
				}
			}
			out = append(out, f)
			return err
		})
		return out, err
	}
	return p.first()
}

func (p *shorthand) enclosed(open, end byte, item func() error) error {
	if err := p.expect(open); err != nil {
		return err
	}
	for p.at >= len(p.in) || p.in[p.at] != end {
		before := p.at
		if err := item(); err != nil {
			return err
		}
		p.space()
		if p.at < len(p.in) && p.in[p.at] == end {
			break
		}
		if err := p.exactly(','); err != nil {
			return err
		}
		p.space()
		if p.at == before {
			return p.fault(string(end), "")
		}
	}
	return p.exactly(end)
}

// first is a value where one is allowed to be empty.
func (p *shorthand) first() (any, error) {
	if p.at < len(p.in) && (p.in[p.at] == '\'' || p.in[p.at] == '"') {
		return p.quoted()
	}
	return p.resolve(p.bare(false))
}

// second is a value behind a comma, where it is not.
func (p *shorthand) second() (any, error) {
	if p.at < len(p.in) && (p.in[p.at] == '\'' || p.in[p.at] == '"') {
		return p.quoted()
	}
	before := p.at
	v := p.bare(true)
	if p.at == before {
		return nil, p.fault("<second>", "<none>")
	}
	return p.resolve(v)
}

func (p *shorthand) quoted() (any, error) {
	q := p.in[p.at]
	var b strings.Builder
	for i := p.at + 1; i < len(p.in); i++ {
		switch c := p.in[i]; {
		case c == '\\' && i+1 < len(p.in) && (p.in[i+1] == q || p.in[i+1] == '\\'):
			i++
			b.WriteByte(p.in[i])
		case c == q:
			p.at = i + 1
			return p.resolve(b.String())
		default:
			b.WriteByte(c)
		}
	}
	name := map[byte]string{'\'': "<singled quoted>", '"': "<double quoted>"}[q]
	return nil, p.fault(name, "<none>")
}

// bare reads an unquoted value: the regular expressions _FIRST_VALUE and
// _SECOND_VALUE of the CLI's parser.
func (p *shorthand) bare(second bool) string {
	start, n := p.at, p.at
	for n < len(p.in) {
		if strings.HasPrefix(p.in[n:], `\,`) {
			n += 2
			continue
		}
		r, size := utf8.DecodeRuneInString(p.in[n:])
		if !bareRune(r, n == start, second) {
			break
		}
		n += size
	}
	p.at = n
	return strings.TrimRightFunc(strings.ReplaceAll(p.in[start:n], `\,`, ","), unicode.IsSpace)
}

func bareRune(r rune, first, second bool) bool {
	switch {
	case r == ',' || r == '"' || r == '\'':
		return false
	case unicode.IsSpace(r):
		return !first
	case r < 0x21:
		return false
	case first: // \!\#-&\(-\+\--\<\>-Z\\\\-z\u007c-\uffff
		return r != '=' && r != '[' && r != '{'
	case second: // \s\!\#-&\(-\+\--\<\>-\uffff
		return r != '='
	}
	// \s\!\#-&\(-\+\--\\\\\^-\|~-\uffff
	return r != ']' && r != '}'
}

func (p *shorthand) resolve(v string) (any, error) {
	if p.file && p.load != nil {
		return p.load(v)
	}
	return v, nil
}
