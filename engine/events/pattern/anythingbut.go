package pattern

// anythingBut reads what a value must not be: a string or number, a list of
// either, or strings under prefix, suffix, equals-ignore-case or wildcard.
func (p *parser) anythingBut() (matcher, *Error) {
	t, err := p.next()
	if err != nil {
		return nil, err
	}
	under := ""
	if t.kind == '{' {
		if t, err = p.next(); err != nil {
			return nil, err
		}
		switch under = t.text; {
		case t.kind != 'n':
			return nil, p.barf("Anything-But expression name not found")
		case under != "prefix" && under != "suffix" && under != "equals-ignore-case" && under != "wildcard":
			return nil, p.barf("Unsupported anything-but pattern: %s", under)
		}
		if t, err = p.next(); err != nil {
			return nil, err
		}
	}
	if t.kind != '[' && t.kind != 's' && !t.numeric() {
		return nil, p.barf("Value of anything-but must be an array or single string/number value.")
	}
	but, err := p.unwanted(t, under)
	if err != nil {
		return nil, err
	}
	if err := p.close(tooManyElements); err != nil || under == "" {
		return but, err
	}
	return but, p.close(tooManyElements)
}

// unwanted reads one value, or a list of them.
func (p *parser) unwanted(t token, under string) (matcher, *Error) {
	if t.kind != '[' {
		m, err := p.unwantedValue(t, under)
		return except{m}, err
	}
	var out except
	kinds := map[bool]bool{}
	for {
		t, err := p.next()
		if err == nil && t.kind == ']' {
			break
		}
		var m matcher
		if err == nil {
			m, err = p.unwantedValue(t, under)
		}
		if err != nil {
			return nil, &Error{err.Reason + p.place(p.pos)} // AWS tells the place twice
		}
		kinds[t.numeric()] = true
		out = append(out, m)
	}
	if under == "" && len(kinds) != 1 {
		return nil, p.barf("Inside anything but list, either all values are number or string, mixed type is not supported")
	}
	return out, nil
}

func (p *parser) unwantedValue(t token, under string) (matcher, *Error) {
	switch {
	case t.kind == 's':
		s, err := p.text()
		if err != nil {
			return nil, err
		}
		return p.unwantedText(s, under)
	case under == "equals-ignore-case":
		return nil, p.barf("Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.")
	case under == "wildcard":
		return nil, p.barf("wildcard match pattern must be a string")
	case under != "":
		return nil, p.barf("prefix/suffix match pattern must be a string")
	case t.numeric():
		n := numeral(t.text)
		if !inRange(n.num) {
			return nil, p.barf(outOfRange)
		}
		return equal{n}, nil
	}
	return nil, p.barf("Inside anything but list, start|null|boolean is not supported.")
}

func (p *parser) unwantedText(s, under string) (matcher, *Error) {
	switch under {
	case "":
		return equal{text(s)}, nil
	case "equals-ignore-case":
		return folded{s}, nil
	case "wildcard":
		g, bad := compileGlob(s)
		if bad != "" {
			return nil, p.barf("%s", bad)
		}
		return g, nil
	}
	if s == "" {
		return nil, p.barf("Null prefix/suffix not allowed")
	}
	return affix(under, s, false), nil
}
