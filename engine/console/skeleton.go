package console

import (
	"errors"
	"reflect"

	"skylab/engine/aws"
)

// errPrinted ends a command that has printed all it had to say.
var errPrinted = errors.New("printed")

// skeleton prints the shape of an operation's input, for --cli-input-json.
func (p *proc) skeleton(op *aws.Operation, mode string) error {
	if mode != "input" && mode != "output" && mode != "yaml-input" {
		return invalidChoice("--generate-cli-skeleton", mode, []string{"input", "output", "yaml-input"})
	}
	t := op.In()
	if mode == "output" {
		t = op.Out()
	}
	tree := sampleOf(t, aws.Member{}, 0)
	if mode == "yaml-input" {
		y := &yaml{} // for people to fill in: in the model's order
		y.node(tree, 0, true)
		p.printf("%s", y.b.String())
	} else {
		writeJSON(p.out, tree)
	}
	return errPrinted
}

// sampleOf is the value that the CLI shows for a type: empty strings, zeros,
// true, one element.
func sampleOf(t reflect.Type, m aws.Member, depth int) any {
	t = elem(t)
	switch {
	case depth > 8:
		return nil
	case isTime(t):
		return "1970-01-01T00:00:00"
	case aws.IsBlob(t):
		return ""
	}
	switch t.Kind() {
	case reflect.Struct:
		out := aws.Object{}
		for _, m := range aws.Members(t) {
			out = append(out, aws.Field{Name: m.Wire, Value: sampleOf(m.Type, m, depth+1)})
		}
		return out
	case reflect.Map:
		return aws.Object{{Name: "KeyName", Value: sampleOf(t.Elem(), aws.Member{}, depth+1)}}
	case reflect.Slice:
		return []any{sampleOf(t.Elem(), m, depth+1)}
	case reflect.Bool:
		return true
	case reflect.Float64:
		return 0.0
	case reflect.String:
		if len(m.Enum) > 0 {
			return m.Enum[0]
		}
		return ""
	}
	return int64(0)
}
