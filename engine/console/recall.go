package console

import (
	"errors"
	"fmt"

	"skylab/engine"
	"skylab/engine/aws"
)

// Recall reads a line that Record wrote. It asks less than the CLI does: a
// call that was refused is recalled as it was, so that it is refused again.
func Recall(w *engine.World, line string, files Files) (*aws.Operation, any, error) {
	c, err := parse(line)
	if err != nil {
		return nil, nil, err
	}
	if len(c) != 1 || len(c[0].pipe) != 1 || len(c[0].pipe[0].output) > 0 {
		return nil, nil, errors.New("this is not one command")
	}
	s := New(w, files)
	sh := &shell{s: s}
	var words []string
	for _, word := range c[0].pipe[0].words {
		if word.runs() {
			return nil, nil, errors.New("a saved call holds no $( )")
		}
		words = append(words, sh.fields(word, nil)...)
	}
	if len(words) < 3 || words[0] != "aws" {
		return nil, nil, errors.New("a saved call begins with aws, a service and an operation")
	}
	op := operationNamed(w, words[1], words[2])
	if op == nil {
		return nil, nil, fmt.Errorf("there is no operation %s %s", words[1], words[2])
	}
	in, err := s.recall(op, words[3:])
	return op, in, err
}

func operationNamed(w *engine.World, service, kebab string) *aws.Operation {
	for _, op := range w.Operations() {
		if op.Service == service && aws.Kebab(op.Name) == kebab {
			return op
		}
	}
	return nil
}

func (s *Session) recall(op *aws.Operation, words []string) (any, error) {
	args, err := parseArgs(op, arguments(op), words)
	if err != nil {
		return nil, err
	}
	if len(args.extra) > 0 {
		return nil, fmt.Errorf("unknown words: %v", args.extra)
	}
	p := &proc{s: s}
	tree := aws.Object{}
	if base, ok := args.values["--cli-input-json"]; ok {
		if tree, err = p.inputJSON(base[0]); err != nil {
			return nil, err
		}
	}
	u := unpacker{s: s, lenient: true}
	for _, a := range arguments(op) {
		words, ok := args.values[a.flag]
		if !ok {
			continue
		}
		v, err := u.argument(op, a, words)
		if err != nil {
			return nil, err
		}
		if a.in == "" {
			tree = put(tree, a.member.Wire, v)
			continue
		}
		inner, _ := get(tree, a.in).(aws.Object)
		tree = put(tree, a.in, put(inner, a.member.Wire, v))
	}
	in := op.NewIn()
	f := filler{lenient: true}
	return in, f.fill(in, tree)
}
