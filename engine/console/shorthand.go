package console

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"skylab/engine/aws"
)

// parseShorthand reads the CLI's shorthand syntax, `A=b,C=[d,e],F={g=h}`, into
// a tree of aws.Object, []any and string. Grammar and messages follow
// awscli/shorthand.py, which is a recursive descent parser without a model;
// load reads the file that a key's `@=` value names.
func parseShorthand(text string, load func(string) (any, error)) (aws.Object, error) {
	p := &shorthand{in: text, load: load}
	out := aws.Object{}
	for first := true; first || p.at < len(p.in); first = false {
		start := p.at
		if !first {
			if err := p.expect(','); err != nil {
				return nil, err
			}
		}
		f, err := p.pair(0)
		if err != nil {
			return nil, err
		}
		for _, g := range out {
			if g.Name == f.Name {
				return nil, fmt.Errorf("Second instance of key \"%s\" encountered for input:\n%s\nThis is often because there is a preceding \",\" instead of a space.",
					f.Name, p.where(start+1))
			}
		}
		out = append(out, f)
	}
	return out, nil
}

type shorthand struct {
	in   string
	at   int
	load func(string) (any, error)
	file bool // the key before was followed by @=
}

// expected is the parser's complaint.
type expected struct{ text string }

func (e *expected) Error() string { return e.text }

func (p *shorthand) fault(want, got string) error {
	return &expected{fmt.Sprintf("Expected: '%s', received: '%s' for input:\n%s", want, got, p.where(p.at))}
}

// where shows the input with a caret below the given place.
func (p *shorthand) where(at int) string {
	at = min(at, len(p.in))
	consumed, rest := p.in, ""
	if i := strings.IndexByte(p.in[at:], '\n'); i >= 0 {
		consumed, rest = p.in[:at+i], p.in[at+i:]
	}
	spaces := utf8.RuneCountInString(p.in[strings.LastIndexByte(p.in[:at], '\n')+1 : at])
	return consumed + "\n" + strings.Repeat(" ", spaces) + "^" + rest
}

func (p *shorthand) space() {
	for p.at < len(p.in) && strings.IndexByte(" \t\n\r\x0b\x0c", p.in[p.at]) >= 0 {
		p.at++
	}
}

// expect takes c with the white space around it.
func (p *shorthand) expect(c byte) error {
	p.space()
	if err := p.exactly(c); err != nil {
		return err
	}
	p.space()
	return nil
}

func (p *shorthand) exactly(c byte) error {
	if p.at >= len(p.in) {
		return p.fault(string(c), "EOF")
	}
	if p.in[p.at] != c {
		r, _ := utf8.DecodeRuneInString(p.in[p.at:])
		return p.fault(string(c), string(r))
	}
	p.at++
	return nil
}

// pair reads key=values, or key@=values where a value may name a file.
func (p *shorthand) pair(depth int) (aws.Field, error) {
	start := p.at
	for p.at < len(p.in) && isKeyByte(p.in[p.at]) {
		p.at++
	}
	f := aws.Field{Name: p.in[start:p.at]}
	p.space()
	p.file = p.at < len(p.in) && p.in[p.at] == '@'
	if p.file {
		p.at++
	}
	if err := p.expect('='); err != nil {
		return f, err
	}
	var err error
	if depth == 0 {
		f.Value, err = p.values()
	} else {
		f.Value, err = p.nested(depth)
	}
	return f, err
}

func isKeyByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_.#/:", c) >= 0
}

func (p *shorthand) values() (any, error) {
	if p.at >= len(p.in) {
		return "", nil
	}
	if c := p.in[p.at]; c == '[' || c == '{' {
		return p.nested(1)
	}
	return p.commas()
}

// commas reads a value or a list of values parted by commas; a comma after
// which a key follows ends the list.
func (p *shorthand) commas() (any, error) {
	first, err := p.first()
	if err != nil {
		return nil, err
	}
	p.space()
	if p.at >= len(p.in) || p.in[p.at] != ',' {
		return first, nil
	}
	if err := p.expect(','); err != nil {
		return nil, err
	}
	all := []any{first}
	for {
		v, err := p.second()
		if err == nil {
			p.space()
			if p.at >= len(p.in) {
				all = append(all, v)
				break
			}
			if err = p.expect(','); err == nil {
				all = append(all, v)
				continue
			}
		}
		if p.at >= len(p.in) {
			return nil, err
		}
		for p.at > 0 && p.in[p.at] != ',' {
			p.at--
		}
		break
	}
	if len(all) == 1 {
		return first, nil
	}
	return all, nil
}

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
	case r < 0x21 || r == 0x7f && first:
		return false
	case first: // \!\#-&\(-\+\--\<\>-Z\\\\-z\u007c-\uffff
		return r != '=' && r != '[' && r != '{' && r != '}'
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
