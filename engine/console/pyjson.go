package console

import (
	"fmt"
	"strings"
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
