package console

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	eastasian "golang.org/x/text/width"

	"skylab/engine/aws"
)

// writeText prints a tree as the CLI's text format (awscli/text.py): scalars
// of an object tab-separated in the order of their keys, then its lists and
// objects, each line beginning with their upper-case name.
func writeText(w io.Writer, v any) { textItem(w, v, "", nil) }

func textItem(w io.Writer, v any, name string, keys []string) {
	switch v := v.(type) {
	case aws.Object:
		textObject(w, v, name, keys)
	case []any:
		textList(w, v, name)
	default:
		fmt.Fprintln(w, pyString(v))
	}
}

func textList(w io.Writer, list []any, name string) {
	var scalars, rest []any
	objects := false
	for _, e := range list {
		switch e.(type) {
		case aws.Object:
			objects = true
			rest = append(rest, e)
		case []any:
			rest = append(rest, e)
		default:
			scalars = append(scalars, e)
		}
	}
	if objects {
		keys := scalarKeys(list)
		for _, e := range list {
			textItem(w, e, name, keys)
		}
		return
	}
	if len(scalars) > 0 {
		textScalars(w, scalars, name)
	}
	for _, e := range rest {
		textItem(w, e, name, nil)
	}
}

func textScalars(w io.Writer, list []any, name string) {
	if name != "" {
		for _, e := range list {
			fmt.Fprintf(w, "%s\t%s\n", strings.ToUpper(name), pyString(e))
		}
		return
	}
	words := make([]string, len(list))
	for i, e := range list {
		words[i] = pyString(e)
	}
	fmt.Fprintln(w, strings.Join(words, "\t"))
}

// scalarKeys are the keys that hold a scalar in any of the objects, sorted.
// Elements that are no objects are passed over; Python's CLI fails there.
func scalarKeys(list []any) []string {
	var keys []string
	for _, e := range list {
		o, _ := e.(aws.Object)
		for _, f := range o {
			if isScalar(f.Value) {
				keys = append(keys, f.Name)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func isScalar(v any) bool {
	switch v.(type) {
	case aws.Object, []any:
		return false
	}
	return true
}

func textObject(w io.Writer, o aws.Object, name string, keys []string) {
	var words []string
	var rest []string
	if keys == nil {
		for _, k := range sortedNames(o) {
			if v := get(o, k); isScalar(v) {
				words = append(words, pyString(v))
			} else {
				rest = append(rest, k)
			}
		}
	} else {
		for _, k := range keys {
			word := ""
			if has(o, aws.Member{Name: k, Wire: k}) {
				word = pyString(get(o, k))
			}
			words = append(words, word)
		}
		for _, k := range sortedNames(o) {
			if !slices.Contains(keys, k) {
				rest = append(rest, k)
			}
		}
	}
	if len(words) > 0 {
		if name != "" {
			words = append([]string{strings.ToUpper(name)}, words...)
		}
		fmt.Fprintln(w, strings.Join(words, "\t"))
	}
	for _, k := range rest {
		textItem(w, get(o, k), k, nil)
	}
}

func sortedNames(o aws.Object) []string {
	var out []string
	for _, f := range o {
		out = append(out, f.Name)
	}
	slices.Sort(out)
	return out
}

// width is how many columns the CLI's tables count for a text: two for wide,
// full-width and ambiguous characters.
func width(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		switch eastasian.LookupRune(r).Kind() {
		case eastasian.EastAsianWide, eastasian.EastAsianFullwidth, eastasian.EastAsianAmbiguous:
			n++
		}
	}
	return n
}
