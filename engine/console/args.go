package console

import (
	"reflect"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// argument is one flag of an operation, derived from a member of its input.
type argument struct {
	flag     string // with its dashes
	kind     kind
	member   aws.Member
	in       string // the wire name of the structure that a hoisted flag fills
	required bool
	quiet    bool // help and completion do not name it
}

// kind is how a flag takes its values.
type kind byte

const (
	scalar   kind = iota // exactly one word
	boolean              // none; --flag and --no-flag
	switched             // a structure around one boolean: none, or one word; --flag and --no-flag
	list                 // any number of words
	complex              // structures and maps: one word of JSON or shorthand
)

func kindOf(t reflect.Type) kind {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.Bool:
		return boolean
	case aws.IsBlob(t) || isTime(t):
		return scalar
	case t.Kind() == reflect.Slice:
		return list
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Map:
		return complex
	}
	return scalar
}

// arguments are the flags of an operation in the order of its members. A
// member of a structure whose tag names a flag is hoisted, as the CLI does
// with --zip-file, and its structure is then not required on the line.
func arguments(op *aws.Operation) []argument {
	page := pagerOf(op)
	var out []argument
	for _, m := range aws.Members(op.In()) {
		if m.Flag == "" || page != nil && (m.Wire == page.limit || m.Wire == page.input) {
			continue
		}
		a := argument{flag: "--" + m.Flag, kind: kindOf(m.Type), member: m, required: m.Required}
		if op.Service == "ec2" && isSwitch(m.Type) {
			a.kind = switched
		}
		var hoisted []argument
		if t := elem(m.Type); a.kind == complex && t.Kind() == reflect.Struct {
			for _, inner := range aws.Members(t) {
				if inner.OwnFlag {
					hoisted = append(hoisted, argument{flag: "--" + inner.Flag, kind: kindOf(inner.Type), member: inner, in: m.Wire})
					a.required = false
				}
			}
		}
		out = append(append(out, a), hoisted...)
	}
	return out
}

// isSwitch tells whether a type is a structure around one boolean, which the CLI
// offers as a boolean (toplevelbool.py).
func isSwitch(t reflect.Type) bool {
	t = elem(t)
	return t.Kind() == reflect.Struct && t.NumField() == 1 && t.Field(0).Name == "Value" && t.Field(0).Type.Kind() == reflect.Bool
}

// negates tells whether the flag has a --no- form.
func (a argument) negates() bool { return a.kind == boolean || a.kind == switched }

func elem(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

// outfile is the operation's positional argument, or "".
func outfile(op *aws.Operation) string {
	for _, m := range aws.Members(op.Out()) {
		if m.Output {
			return "outfile"
		}
	}
	return ""
}

// given are the words of a line by flag.
type given struct {
	values  map[string][]string
	set     []string // flags in the order of the line
	outfile string
	extra   []string
}

// ownFlags are the flags that every operation has besides its members'.
func ownFlags(op *aws.Operation) []argument {
	out := []argument{{flag: "--cli-input-json"}, {flag: "--cli-input-yaml"}, {flag: "--generate-cli-skeleton"}}
	if pagerOf(op) != nil {
		out = append(out, argument{flag: "--starting-token"}, argument{flag: "--page-size"}, argument{flag: "--max-items"})
	}
	return out
}

// parseArgs sorts the words behind an operation's name by the flags that it has.
func parseArgs(op *aws.Operation, table []argument, args []string) (*given, error) {
	table = append(slices.Clip(table), ownFlags(op)...)
	g := &given{values: map[string][]string{}}
	for i := 0; i < len(args); i++ {
		if !isOption(args[i]) {
			if outfile(op) != "" && g.outfile == "" {
				g.outfile = args[i]
			} else {
				g.extra = append(g.extra, args[i])
			}
			continue
		}
		name, value, inline := strings.Cut(args[i], "=")
		a, neg, err := match(table, name)
		if err != nil {
			return nil, err
		}
		if a == nil {
			if slices.Contains(op.Unsimulated, name) || unsimulatedFlag(op, name) {
				return nil, unsimulated("%s of `aws %s %s`.", name, op.Service, aws.Kebab(op.Name))
			}
			g.extra = append(g.extra, args[i])
			continue
		}
		var words []string
		switch a.kind {
		case boolean:
			if inline {
				return nil, unparsed("argument %s: ignored explicit argument '%s'", a.flag, value)
			}
			words = []string{map[bool]string{true: "false", false: "true"}[neg]}
		case switched:
			words = []string{"Value=" + map[bool]string{true: "false", false: "true"}[neg]}
			switch {
			case neg && inline:
				return nil, unparsed("argument %s: ignored explicit argument '%s'", name, value)
			case neg:
			case inline:
				words = []string{value}
			case i+1 < len(args) && !isOption(args[i+1]):
				i++
				words = []string{args[i]}
			}
		case list:
			if inline {
				words = []string{value}
			}
			for !inline && i+1 < len(args) && !isOption(args[i+1]) {
				i++
				words = append(words, args[i])
			}
		default:
			optional := a.flag == "--generate-cli-skeleton"
			switch {
			case inline:
				words = []string{value}
			case i+1 < len(args) && !isOption(args[i+1]):
				i++
				words = []string{args[i]}
			case optional:
				words = []string{"input"}
			default:
				return nil, unparsed("argument %s: expected one argument", a.flag)
			}
		}
		g.values[a.flag] = words
		g.set = append(g.set, a.flag)
	}
	return g, nil
}

// match finds the argument that a flag names, also by an unambiguous prefix as
// the CLI's parser allows.
func match(table []argument, name string) (a *argument, neg bool, err error) {
	if !strings.HasPrefix(name, "--") || len(name) < 3 {
		return nil, false, nil
	}
	var prefixed []string
	for i := range table {
		if table[i].flag == name {
			return &table[i], false, nil
		}
		no := "--no-" + table[i].flag[2:]
		if table[i].negates() && no == name {
			return &table[i], true, nil
		}
		if strings.HasPrefix(table[i].flag, name) {
			prefixed, a, neg = append(prefixed, table[i].flag), &table[i], false
		}
		if table[i].negates() && strings.HasPrefix(no, name) {
			prefixed, a, neg = append(prefixed, no), &table[i], true
		}
	}
	if len(prefixed) > 1 {
		return nil, false, unparsed("ambiguous option: %s could match %s", name, strings.Join(prefixed, ", "))
	}
	return a, neg, nil
}

// unsimulatedFlag tells whether a flag is of a member that AWS has and the
// operation leaves out.
func unsimulatedFlag(op *aws.Operation, flag string) bool {
	flag = strings.TrimPrefix(strings.TrimPrefix(flag, "--"), "no-")
	for _, name := range op.Unsimulated {
		if aws.Kebab(strings.SplitN(name, ".", 2)[0]) == flag || name == flag {
			return true
		}
	}
	return false
}

// missing names the required arguments that a line lacks.
func missing(op *aws.Operation, table []argument, g *given) []string {
	var out []string
	for _, a := range table {
		if _, ok := g.values[a.flag]; a.required && !ok {
			out = append(out, a.flag)
		}
	}
	if name := outfile(op); name != "" && g.outfile == "" {
		out = append(out, name)
	}
	return out
}
