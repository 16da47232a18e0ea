package console

import (
	"io"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// tableWidth is where the CLI turns a table on its side: the width it assumes
// when its output is no terminal. A fixed one keeps transcripts true.
const tableWidth = 80

// writeTable prints a tree as the CLI's table format (awscli/table.py and
// TableFormatter in awscli/formatter.py).
func writeTable(w io.Writer, title string, v any) error {
	t := &table{}
	shown, err := t.build(title, true, v, 0)
	if err != nil || !shown {
		return err
	}
	t.render(w)
	return nil
}

// table is a pile of sections, indented by their depth.
type table struct{ sections []*section }

type section struct {
	title   string
	indent  int
	headers []string
	rows    [][]string
	widths  []int
}

func empty(v any) bool {
	switch v := v.(type) {
	case aws.Object:
		return len(v) == 0
	case []any:
		return len(v) == 0
	case string:
		return v == ""
	case nil:
		return true
	case bool:
		return !v
	case int64:
		return v == 0
	case float64:
		return v == 0
	}
	return false
}

func (t *table) build(title string, titled bool, v any, indent int) (bool, error) {
	if empty(v) {
		return false, nil
	}
	if titled {
		t.sections = append(t.sections, &section{title: title, indent: indent, widths: nil})
	}
	switch v := v.(type) {
	case aws.Object:
		return true, t.object(v, indent)
	case []any:
		if _, ok := v[0].(aws.Object); ok {
			return true, t.objects(v, indent, title)
		}
		return true, t.list(v)
	}
	return true, nil // a bare scalar: only its title is shown
}

func (t *table) last() *section { return t.sections[len(t.sections)-1] }

func (t *table) list(v []any) error {
	for _, e := range v {
		if o, is := e.(aws.Object); is { // the CLI takes it for the list of its keys
			e = keysOf(o)
		}
		inner, ok := e.([]any)
		switch {
		case isScalar(e):
			if err := t.last().row([]any{e}); err != nil {
				return err
			}
		case ok && !slices.ContainsFunc(inner, func(e any) bool { return !isScalar(e) }):
			if err := t.last().row(inner); err != nil {
				return err
			}
		default:
			if _, err := t.build("", false, e, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

func keysOf(o aws.Object) []any {
	var out []any
	for _, f := range o {
		out = append(out, f.Name)
	}
	return out
}

func split(o aws.Object) (scalars, more []string) {
	for _, f := range o {
		if isScalar(f.Value) {
			scalars = append(scalars, f.Name)
		} else {
			more = append(more, f.Name)
		}
	}
	slices.Sort(scalars)
	slices.Sort(more)
	return scalars, more
}

func (t *table) object(o aws.Object, indent int) error {
	headers, more := split(o)
	var err error
	if len(headers) == 1 {
		err = t.last().row([]any{headers[0], get(o, headers[0])})
	} else if len(headers) > 0 {
		if err = t.last().header(headers); err == nil {
			err = t.last().row(pick(o, headers))
		}
	}
	for _, name := range more {
		if err == nil {
			_, err = t.build(name, true, get(o, name), indent+1)
		}
	}
	return err
}

func pick(o aws.Object, names []string) []any {
	out := make([]any, len(names))
	for i, n := range names {
		out[i] = ""
		for _, f := range o {
			if f.Name == n {
				out[i] = f.Value
			}
		}
	}
	return out
}

func (t *table) objects(list []any, indent int, title string) error {
	var headers, more []string
	for _, e := range list {
		o, ok := e.(aws.Object)
		if !ok {
			return general("'%s' object has no attribute 'items'", strings.Trim(strings.TrimPrefix(pyType(e), "<class "), "'>"))
		}
		h, m := split(o)
		headers, more = append(headers, h...), append(more, m...)
	}
	slices.Sort(headers)
	slices.Sort(more)
	headers, more = slices.Compact(headers), slices.Compact(more)
	if err := t.last().header(headers); err != nil {
		return err
	}
	for i, e := range list {
		o := e.(aws.Object)
		if i > 0 && len(more) > 0 {
			t.sections = append(t.sections, &section{title: title, indent: indent, headers: headers})
			t.last().widen(headers)
		}
		if err := t.last().row(pick(o, headers)); err != nil {
			return err
		}
		for _, name := range more {
			if _, err := t.build(name, true, get(o, name), indent+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// header sets the names above the columns. Below rows with fewer columns the
// CLI fails, and so does this, in its words.
func (s *section) header(names []string) error {
	if s.widths != nil && len(names) > len(s.widths) {
		return general("list index out of range")
	}
	s.headers = names
	s.widen(names)
	return nil
}

func (s *section) row(values []any) error {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = pyString(v)
	}
	if s.widths != nil && len(words) != len(s.widths) {
		return general("Row should have %d elements, instead it has %d", len(s.widths), len(words))
	}
	s.rows = append(s.rows, words)
	s.widen(words)
	return nil
}

func (s *section) widen(words []string) {
	if s.widths == nil {
		s.widths = make([]int, len(words))
	}
	for i, word := range words {
		s.widths[i] = max(s.widths[i], width(word))
	}
}
