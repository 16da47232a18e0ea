package iam

import (
	"bytes"
	"encoding/json"
	"io"

	"skylab/engine/aws"
)

// maxDepth bounds how deeply a policy may nest; AWS's never need more than a
// handful of levels.
const maxDepth = 32

// parseJSON reads a JSON document as a Tree that keeps the order of members,
// as the CLI shows policies in the order in which they were written.
func parseJSON(text string) (any, bool) {
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	v, err := value(d, maxDepth)
	if err != nil {
		return nil, false
	}
	_, err = d.Token()
	return v, err == io.EOF
}

func value(d *json.Decoder, depth int) (any, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	delim, is := t.(json.Delim)
	if !is {
		return t, nil
	}
	if depth == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	if delim == '{' {
		return members(d, depth-1)
	}
	list := []any{}
	for d.More() {
		v, err := value(d, depth-1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err = d.Token()
	return list, err
}

func members(d *json.Decoder, depth int) (any, error) {
	o := aws.Object{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		v, err := value(d, depth)
		if err != nil {
			return nil, err
		}
		o = append(o, aws.Field{Name: name.(string), Value: v})
	}
	_, err := d.Token()
	return o, err
}

// texts reads what IAM allows as a string or as a list of strings.
func texts(v any) ([]string, bool) {
	switch v := v.(type) {
	case string:
		return []string{v}, true
	case []any:
		out := make([]string, 0, len(v))
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				return nil, false
			}
			out = append(out, s)
		}
		return out, len(out) > 0
	}
	return nil, false
}
