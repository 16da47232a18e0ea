package pattern

import "math"

const (
	tooManyElements = "Too many elements in numeric expression"
	outOfRange      = "Value must be between -5.0E9 and 5.0E9, inclusive"
)

// inRange: numbers are compared between -5e9 and 5e9 (EventBridge user guide,
// numeric matching).
func inRange(f float64) bool { return f >= -5e9 && f <= 5e9 }

// interval is the numbers from lo to hi.
type interval struct {
	lo, hi         float64
	openLo, openHi bool
}

func (r interval) matches(v value) bool {
	return v.kind == '0' && (v.num > r.lo || v.num == r.lo && !r.openLo) && (v.num < r.hi || v.num == r.hi && !r.openHi)
}

// numeric reads [">", 0, "<=", 5].
func (p *parser) numeric() (matcher, *Error) {
	t, err := p.next()
	if err != nil {
		return nil, err
	}
	if t.kind != '[' {
		return nil, p.barf("Value of numeric must be an array.")
	}
	if t, err = p.next(); err != nil {
		return nil, err
	}
	if t.kind != 's' {
		return nil, p.barf("Invalid member in numeric match: %s", shown(t))
	}
	operator, err := p.text()
	if err != nil {
		return nil, err
	}
	out, err := p.bounds(operator)
	if err != nil {
		return nil, err
	}
	return out, p.close(tooManyElements)
}

func (p *parser) bounds(operator string) (matcher, *Error) {
	named := operator
	switch operator {
	case "=":
		named = "equals"
	case "<", "<=", ">", ">=":
	default:
		return nil, p.barf("Unrecognized numeric range operator: %s", operator)
	}
	f, err := p.bound(named)
	if err != nil {
		return nil, err
	}
	t, err := p.next()
	if err != nil {
		return nil, err
	}
	r := interval{lo: math.Inf(-1), hi: math.Inf(1)}
	switch operator {
	case "=":
		r.lo, r.hi = f, f
	case "<", "<=":
		r.hi, r.openHi = f, operator == "<"
	default:
		r.lo, r.openLo = f, operator == ">"
		if t.kind != ']' {
			return p.top(r, t)
		}
	}
	if t.kind != ']' {
		return nil, p.barf(tooManyElements)
	}
	return r, nil
}

// top reads the upper bound behind a lower one.
func (p *parser) top(r interval, t token) (matcher, *Error) {
	if t.kind != 's' {
		return nil, p.barf("Bad value in numeric range: %s", shown(t))
	}
	operator, err := p.text()
	if err != nil {
		return nil, err
	}
	if operator != "<" && operator != "<=" {
		return nil, p.barf("Bad numeric range operator: %s", operator)
	}
	r.openHi = operator == "<"
	if r.hi, err = p.bound(operator); err != nil {
		return nil, err
	}
	if t, err = p.next(); err != nil {
		return nil, err
	}
	switch {
	case t.kind != ']':
		return nil, p.barf("Too many terms in numeric range expression")
	case r.lo >= r.hi:
		return nil, p.barf("Bottom must be less than top")
	}
	return r, nil
}

func (p *parser) bound(operator string) (float64, *Error) {
	t, err := p.next()
	if err != nil {
		return 0, err
	}
	if !t.numeric() {
		return 0, p.barf("Value of %s must be numeric", operator)
	}
	f := numeral(t.text).num
	if !inRange(f) {
		return 0, p.barf(outOfRange)
	}
	return f, nil
}

// shown is a token as Jackson names it.
func shown(t token) string {
	if t.text != "" {
		return t.text
	}
	return string(t.kind)
}
