package pattern

// expression reads an operator and what it is about: {"prefix": "x"}.
func (p *parser) expression() (matcher, *Error) {
	t, err := p.next()
	if err != nil {
		return nil, err
	}
	if t.kind != 'n' {
		return nil, p.barf("Match expression name not found")
	}
	switch t.text {
	case "exactly":
		return p.one("exact", func(s string) matcher { return equal{text(s)} })
	case "prefix", "suffix":
		return p.affix(t.text)
	case "equals-ignore-case":
		return p.one(t.text, func(s string) matcher { return folded{s} })
	case "wildcard":
		return p.wildcard()
	case "cidr":
		return p.cidr()
	case "exists":
		return p.exists()
	case "numeric":
		return p.numeric()
	case "anything-but":
		return p.anythingBut()
	}
	return nil, p.barf("Unrecognized match type %s", t.text)
}

const onlyOneKey = "Only one key allowed in match expression"

// str reads a string, naming the operator where it is something else.
func (p *parser) str(operator string) (string, *Error) {
	t, err := p.next()
	if err != nil {
		return "", err
	}
	if t.kind != 's' {
		return "", p.barf("%s match pattern must be a string", operator)
	}
	return p.text()
}

// end reads the brace that ends an operator's object.
func (p *parser) close(complaint string) *Error {
	t, err := p.next()
	if err == nil && t.kind != '}' {
		err = p.barf("%s", complaint)
	}
	return err
}

// one is an operator about one string.
func (p *parser) one(operator string, make func(string) matcher) (matcher, *Error) {
	s, err := p.str(operator)
	if err != nil {
		return nil, err
	}
	return make(s), p.close(onlyOneKey)
}

// affix is a prefix or suffix, plain or as {"equals-ignore-case": …}.
func (p *parser) affix(operator string) (matcher, *Error) {
	t, err := p.next()
	if err != nil {
		return nil, err
	}
	if t.kind == '{' {
		return p.foldedAffix(operator)
	}
	if t.kind != 's' {
		return nil, p.barf("%s match pattern must be a string", operator)
	}
	s, err := p.text()
	if err != nil {
		return nil, err
	}
	return affix(operator, s, false), p.close(onlyOneKey)
}

func (p *parser) foldedAffix(operator string) (matcher, *Error) {
	t, err := p.next()
	if err != nil {
		return nil, err
	}
	if t.kind != 'n' || t.text != "equals-ignore-case" {
		// The recorded text for a list or object that is none of this.
		return nil, p.barf("Unsupported %s pattern: %s", operator, t.text)
	}
	s, err := p.str(t.text)
	if err != nil {
		return nil, err
	}
	if err := p.close(onlyOneKey); err != nil {
		return nil, err
	}
	return affix(operator, s, true), p.close(onlyOneKey)
}

func (p *parser) wildcard() (matcher, *Error) {
	s, err := p.str("wildcard")
	if err != nil {
		return nil, err
	}
	g, bad := compileGlob(s)
	if bad != "" {
		return nil, p.barf("%s", bad)
	}
	return g, p.close(onlyOneKey)
}

func (p *parser) cidr() (matcher, *Error) {
	s, err := p.str("prefix") // the word is AWS's
	if err != nil {
		return nil, err
	}
	c, bad := compileCIDR(s)
	if bad != "" {
		return nil, &Error{bad} // AWS tells no place
	}
	return c, p.close(onlyOneKey)
}

func (p *parser) exists() (matcher, *Error) {
	t, err := p.next()
	if err != nil {
		return nil, err
	}
	if t.kind != 't' && t.kind != 'f' {
		return nil, p.barf("exists match pattern must be either true or false.")
	}
	if t.kind == 't' {
		return present{}, p.close(onlyOneKey)
	}
	return absent{}, p.close(onlyOneKey)
}
