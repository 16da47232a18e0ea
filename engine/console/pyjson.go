package console

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"skylab/engine/aws"
)

// parseJSON reads JSON into an ordered tree: aws.Object, []any, string, int64,
// float64, bool, nil. Its errors are those of Python's json module, which the
// AWS CLI shows as they are.
func parseJSON(text string) (any, error) {
	d := &jsonReader{in: text}
	d.space()
	v, err := d.value(0)
	if err != nil {
		return nil, err
	}
	d.space()
	if d.at < len(d.in) {
		return nil, d.fault("Extra data", d.at)
	}
	return v, nil
}

// maxDepth bounds how deep JSON may nest. Python's own bound is its recursion
// limit of 1,000.
const maxDepth = 900

type jsonReader struct {
	in string
	at int
}

// fault words an error with its place: characters, not bytes.
func (d *jsonReader) fault(what string, at int) error {
	before := d.in[:min(at, len(d.in))]
	line := strings.Count(before, "\n") + 1
	col := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Errorf("%s: line %d column %d (char %d)", what, line, col, utf8.RuneCountInString(before))
}

func (d *jsonReader) space() {
	for d.at < len(d.in) && strings.IndexByte(" \t\n\r", d.in[d.at]) >= 0 {
		d.at++
	}
}

func (d *jsonReader) value(depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("maximum recursion depth exceeded while decoding a JSON array from a unicode string")
	}
	rest := d.in[d.at:]
	for _, word := range []struct {
		text  string
		value any
	}{{"null", nil}, {"true", true}, {"false", false}} {
		if strings.HasPrefix(rest, word.text) {
			d.at += len(word.text)
			return word.value, nil
		}
	}
	switch {
	case rest == "":
	case rest[0] == '"':
		d.at++
		return d.str()
	case rest[0] == '{':
		d.at++
		return d.object(depth)
	case rest[0] == '[':
		d.at++
		return d.array(depth)
	case rest[0] == '-' || rest[0] >= '0' && rest[0] <= '9':
		if v, ok := d.number(); ok {
			return v, nil
		}
	}
	return nil, d.fault("Expecting value", d.at)
}

func (d *jsonReader) object(depth int) (any, error) {
	out := aws.Object{}
	index := map[string]int{}
	d.space()
	if d.at < len(d.in) && d.in[d.at] == '}' {
		d.at++
		return out, nil
	}
	for {
		if d.at >= len(d.in) || d.in[d.at] != '"' {
			return nil, d.fault("Expecting property name enclosed in double quotes", d.at)
		}
		d.at++
		key, err := d.str()
		if err != nil {
			return nil, err
		}
		d.space()
		if d.at >= len(d.in) || d.in[d.at] != ':' {
			return nil, d.fault("Expecting ':' delimiter", d.at)
		}
		d.at++
		d.space()
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		if i, again := index[key]; again {
			out[i].Value = v
		} else {
			index[key] = len(out)
			out = append(out, aws.Field{Name: key, Value: v})
		}
		d.space()
		switch {
		case d.at < len(d.in) && d.in[d.at] == '}':
			d.at++
			return out, nil
		case d.at >= len(d.in) || d.in[d.at] != ',':
			return nil, d.fault("Expecting ',' delimiter", d.at)
		}
		d.at++
		d.space()
	}
}

func (d *jsonReader) array(depth int) (any, error) {
	out := []any{}
	d.space()
	if d.at < len(d.in) && d.in[d.at] == ']' {
		d.at++
		return out, nil
	}
	for {
		v, err := d.value(depth + 1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
		d.space()
		switch {
		case d.at < len(d.in) && d.in[d.at] == ']':
			d.at++
			return out, nil
		case d.at >= len(d.in) || d.in[d.at] != ',':
			return nil, d.fault("Expecting ',' delimiter", d.at)
		}
		d.at++
		d.space()
	}
}

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
	if at+4 > len(d.in) {
		return 0, false
	}
	n, err := strconv.ParseUint(d.in[at:at+4], 16, 32)
	return rune(n), err == nil
}
