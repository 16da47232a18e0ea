package console

import (
	"fmt"
	"strings"
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
				return nil, &expected{fmt.Sprintf("Second instance of key \"%s\" encountered for input:\n%s\nThis is often because there is a preceding \",\" instead of a space.",
					f.Name, p.where(start+1))}
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
