package live

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// word is a name of the environment, as messages to authors speak of it.
type word struct {
	// call is how an expression writes it: `queue("NAME")`, `bill`.
	call string
	// has are the names of what one can ask of its value; none for a plain
	// number or text.
	has []string
}

// words are what an expression may begin with, in the order of the guide, and
// parts those and what words lead to, by the name of their Go type: it is what
// the language's own messages say.
var words, parts = describe()

// Words are what an expression may begin with, in the order of the guide.
func Words() []string { return slices.Clone(words) }

// Members are the names of what one can ask of a word, written without its
// brackets: "queue", "fn.alias"; none for a plain number or text.
func Members(of string) []string {
	for _, w := range parts {
		if strings.ReplaceAll(w.call, "(…)", "") == of {
			return slices.Clone(w.has) // all types of one call have the same
		}
	}
	return nil
}

func describe() ([]string, map[string]word) {
	var first []string
	byType := map[string]word{}
	t := reflect.TypeFor[environment]()
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("expr")
		first = append(first, name)
		describeType(byType, name, f.Type)
	}
	return first, byType
}

// describeType notes a type by the word that gives it, and what its members
// that are called give.
func describeType(byType map[string]word, call string, t reflect.Type) {
	if t.Kind() == reflect.Func {
		value := t.Out(0)
		with := call + "(…)"
		named := with
		if old, shared := byType[t.String()]; shared && value.Kind() != reflect.Struct {
			named = old.call + " or " + with // of one type: which is meant cannot be told
		}
		byType[t.String()] = word{call: named, has: members(value)}
		t, call = value, with
	}
	if t.Kind() != reflect.Struct {
		return
	}
	byType[t.String()] = word{call: call, has: members(t)}
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous && f.Type.Kind() == reflect.Func {
			describeType(byType, call+"."+f.Tag.Get("expr"), f.Type)
		}
	}
}

// members are the names of what a type has, in the order of the guide.
func members(t reflect.Type) []string {
	if t.Kind() != reflect.Struct {
		return nil
	}
	var out []string
	for _, f := range reflect.VisibleFields(t) {
		if name := f.Tag.Get("expr"); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// noMember is how the language says that a type has no such member.
var noMember = regexp.MustCompile(`^type (.+) has no (?:field|method) (\w+)$`)

// explain says a message of the language in words that authors know.
func explain(message string) string {
	if name, ok := strings.CutPrefix(message, "unknown name "); ok {
		return message + Suggest(name, append(builtins, words...))
	}
	m := noMember.FindStringSubmatch(message)
	if m == nil {
		return message
	}
	w, known := parts[m[1]]
	switch {
	case known && strings.HasPrefix(m[1], "func"):
		return w.call + " wants its names in brackets before ." + m[2]
	case known:
		return w.call + " has no " + m[2] + w.hint(m[2])
	}
	return message
}

// hint says what the word has instead of a member that it does not have.
func (w word) hint(name string) string {
	if near := Suggest(name, w.has); near != "" {
		return near
	}
	return "; it has " + strings.Join(w.has, ", ")
}

// builtins are functions of the language that authors use.
var builtins = []string{"count", "all", "any", "none", "len", "filter", "map", "sum", "max", "min", "abs", "round"}

// whole says of a value of that type that it is no number or text to show or
// to judge, "" where it is one.
func whole(t reflect.Type) string {
	if t == nil {
		return ""
	}
	w, known := parts[t.String()]
	switch {
	case !known:
		return ""
	case t.Kind() == reflect.Func:
		return w.call + " wants its names in brackets"
	}
	return w.call + " is no number or text; say what of it: " + strings.Join(w.has, ", ")
}
