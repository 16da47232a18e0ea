package console

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

func (d *jsonReader) number() (any, bool) {
	n := d.at
	digits := func() bool {
		from := n
		for n < len(d.in) && d.in[n] >= '0' && d.in[n] <= '9' {
			n++
		}
		return n > from
	}
	if d.in[n] == '-' {
		n++
	}
	if n < len(d.in) && d.in[n] == '0' {
		n++
	} else if !digits() {
		return nil, false
	}
	whole := true
	if end := n; end < len(d.in) && d.in[end] == '.' {
		n++
		if digits() {
			whole = false
		} else {
			n = end
		}
	}
	if end := n; end < len(d.in) && d.in[end]|0x20 == 'e' {
		n++
		if n < len(d.in) && (d.in[n] == '+' || d.in[n] == '-') {
			n++
		}
		if digits() {
			whole = false
		} else {
			n = end
		}
	}
	text := d.in[d.at:n]
	d.at = n
	if whole {
		if i, err := strconv.ParseInt(text, 10, 64); err == nil {
			return i, true
		}
	}
	f, _ := strconv.ParseFloat(text, 64) // out of range is ±Inf, as in Python
	if math.IsInf(f, 0) {
		f = math.Copysign(math.MaxFloat64, f)
	}
	return f, true
}

// str reads a string whose opening quote has been taken.
func (d *jsonReader) str() (string, error) {
	begin := d.at - 1
	var b strings.Builder
	for d.at < len(d.in) {
		c := d.in[d.at]
		switch {
		case c == '"':
			d.at++
			return b.String(), nil
		case c < 0x20:
			return "", d.fault("Invalid control character at", d.at)
		case c != '\\':
			b.WriteByte(c)
			d.at++
		default:
			if err := d.escape(&b, begin); err != nil {
				return "", err
			}
		}
	}
	return "", d.fault("Unterminated string starting at", begin)
}

func (d *jsonReader) escape(b *strings.Builder, begin int) error {
	if d.at+1 >= len(d.in) {
		return d.fault("Unterminated string starting at", begin)
	}
	const names, meant = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	c := d.in[d.at+1]
	if i := strings.IndexByte(names, c); i >= 0 {
		b.WriteByte(meant[i])
		d.at += 2
		return nil
	}
	if c != 'u' {
		return d.fault("Invalid \\escape", d.at)
	}
	r, ok := d.hex(d.at + 2)
	if !ok {
		return d.fault("Invalid \\uXXXX escape", d.at+1)
	}
	d.at += 6
	if utf16.IsSurrogate(r) && strings.HasPrefix(d.in[d.at:], `\u`) {
		if low, ok := d.hex(d.at + 2); ok && utf16.DecodeRune(r, low) != utf8.RuneError {
			r = utf16.DecodeRune(r, low)
			d.at += 6
		}
	}
	b.WriteRune(r)
	return nil
}

func (d *jsonReader) hex(at int) (rune, bool) {
	if at+4 >= len(d.in) { // the string cannot end behind it; Python says this, not that it is open
		return 0, false
	}
	n, err := strconv.ParseUint(d.in[at:at+4], 16, 32)
	return rune(n), err == nil
}
