package metricmath

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// depthLimit bounds how deep an expression may nest.
const depthLimit = 100

// Parse reads an expression.
func Parse(text string) (*Expression, error) {
	tokens, err := lex(text)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens}
	root, err := p.level(0)
	if err != nil {
		return nil, err
	}
	if p.at < len(p.tokens) {
		return nil, fmt.Errorf("unexpected %q", p.tokens[p.at])
	}
	return &Expression{root, p.refs}, nil
}

type parser struct {
	tokens []string
	at     int
	depth  int
	refs   []string
}

func (p *parser) peek() string {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return ""
}

// take moves past the token if it is there.
func (p *parser) take(token string) bool {
	if p.peek() != token {
		return false
	}
	p.at++
	return true
}

// levels are the operators that bind alike, loosest first.
var levels = [...][]string{{"OR", "||"}, {"AND", "&&"}, {"==", "!=", "<", "<=", ">", ">="}, {"+", "-"}, {"*", "/"}, {"^"}}

func (p *parser) level(n int) (node, error) {
	if n == len(levels) {
		return p.unary()
	}
	left, err := p.level(n + 1)
	for err == nil && slices.Contains(levels[n], strings.ToUpper(p.peek())) {
		op := strings.NewReplacer("||", "OR", "&&", "AND").Replace(strings.ToUpper(p.peek()))
		p.at++
		var right node
		if right, err = p.level(n + 1); err == nil {
			left = binary{op, left, right}
		}
	}
	return left, err
}

func (p *parser) unary() (node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > depthLimit {
		return nil, fmt.Errorf("the expression nests too deep")
	}
	if p.take("-") {
		n, err := p.unary()
		return binary{"-", number(0), n}, err
	}
	return p.primary()
}

func (p *parser) primary() (node, error) {
	token := p.peek()
	p.at++
	switch {
	case token == "":
		return nil, fmt.Errorf("unexpected end of the expression")
	case token == "(":
		n, err := p.level(0)
		if err == nil && !p.take(")") {
			err = fmt.Errorf("a closing parenthesis is missing")
		}
		return n, err
	case token == "[":
		list, err := p.list("]")
		return array(list), err
	case digit(token[0]):
		f, err := strconv.ParseFloat(token, 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no number", token)
		}
		return number(f), nil
	case letter(token[0]):
		if p.take("(") {
			return p.call(strings.ToUpper(token))
		}
		if token[0] >= 'a' && !slices.Contains(p.refs, token) { // ids begin with a small letter
			p.refs = append(p.refs, token)
		}
		return reference(token), nil
	}
	return nil, fmt.Errorf("unexpected %q", token)
}

// list reads what is parted by commas, up to the closing token.
func (p *parser) list(end string) ([]node, error) {
	var out []node
	if p.take(end) {
		return out, nil
	}
	for {
		var n node
		var err error
		if t := p.peek(); t != "" && (t[0] == '"' || t[0] == '\'') {
			n = text(t[1 : len(t)-1])
			p.at++
		} else if n, err = p.level(0); err != nil {
			return nil, err
		}
		out = append(out, n)
		if p.take(end) {
			return out, nil
		}
		if !p.take(",") {
			return nil, fmt.Errorf("%q is missing", end)
		}
	}
}
