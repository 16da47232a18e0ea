package logpattern

import (
	"strconv"
	"strings"
)

// depthLimit bounds how deep a pattern may nest.
const depthLimit = 50

// Parse reads a pattern in braces.
func Parse(text string) (*Pattern, error) {
	inner, opened := strings.CutPrefix(strings.TrimSpace(text), "{")
	inner, closed := strings.CutSuffix(inner, "}")
	if !opened || !closed {
		return nil, errPattern
	}
	p := &parser{rest: inner}
	root, err := p.or()
	if err == nil && p.skip() != "" {
		err = errPattern
	}
	if err != nil {
		return nil, err
	}
	return &Pattern{root}, nil
}

type parser struct {
	rest  string
	depth int
}

// skip passes over white space and is what follows.
func (p *parser) skip() string {
	p.rest = strings.TrimLeft(p.rest, " \t\r\n")
	return p.rest
}

// take moves past the text if it is next.
func (p *parser) take(text string) bool {
	rest, is := strings.CutPrefix(p.skip(), text)
	if is {
		p.rest = rest
	}
	return is
}

// word moves past the word if it is next, whatever the case.
func (p *parser) word(word string) bool {
	s := p.skip()
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) || len(s) > len(word) && nameRune(rune(s[len(word)])) {
		return false
	}
	p.rest = s[len(word):]
	return true
}

func (p *parser) or() (node, error) {
	a, err := p.and()
	for err == nil && p.take("||") {
		var b node
		if b, err = p.and(); err == nil {
			a = either{a, b}
		}
	}
	return a, err
}

func (p *parser) and() (node, error) {
	a, err := p.condition()
	for err == nil && p.take("&&") {
		var b node
		if b, err = p.condition(); err == nil {
			a = both{a, b}
		}
	}
	return a, err
}

func (p *parser) condition() (node, error) {
	if p.take("(") {
		if p.depth++; p.depth > depthLimit {
			return nil, errPattern
		}
		n, err := p.or()
		p.depth--
		if err == nil && !p.take(")") {
			err = errPattern
		}
		return n, err
	}
	path, rest, err := cutSelector(p.skip())
	if err != nil {
		return nil, err
	}
	p.rest = rest
	switch {
	case p.word("IS"):
		for _, word := range []string{"NULL", "TRUE", "FALSE"} {
			if p.word(word) {
				return state{path, word}, nil
			}
		}
		return nil, errPattern
	case p.word("NOT"):
		if p.word("EXISTS") {
			return state{path, "NOT EXISTS"}, nil
		}
		return nil, errPattern
	case p.word("EXISTS"):
		return state{path, "EXISTS"}, nil
	}
	return p.comparison(path)
}

func (p *parser) comparison(path Selector) (node, error) {
	for _, op := range []string{"!=", ">=", "<=", "=", ">", "<"} {
		if !p.take(op) {
			continue
		}
		text, quoted, ok := p.value()
		if !ok {
			return nil, errPattern
		}
		c := comparison{path: path, op: op, text: text}
		if f, err := strconv.ParseFloat(text, 64); err == nil && !quoted {
			c.number, c.numeric = f, true
		}
		if op != "=" && op != "!=" && !c.numeric {
			return nil, errPattern
		}
		return c, nil
	}
	return nil, errPattern
}

// value reads a string in quotes or a bare word.
func (p *parser) value() (text string, quoted, ok bool) {
	s := p.skip()
	if strings.HasPrefix(s, `"`) {
		end := 1
		for end < len(s) && s[end] != '"' {
			if s[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(s) {
			return "", false, false
		}
		p.rest = s[end+1:]
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(s[1:end]), true, true
	}
	n := strings.IndexFunc(s, func(c rune) bool { return !nameRune(c) && !strings.ContainsRune("*+.:/#=", c) })
	if n < 0 {
		n = len(s)
	}
	p.rest = s[n:]
	return s[:n], false, n > 0
}
