package console

import (
	"reflect"
	"strings"

	"skylab/engine/aws"
)

// invocation is one use of an operation on the command line, ready to be made.
type invocation struct {
	p       *proc
	g       *globals
	op      *aws.Operation
	in      any
	outfile string
	pages   *pages
}

// prepare checks the words behind an operation's name and fills its input.
func (p *proc) prepare(g *globals, op *aws.Operation, words []string) (*invocation, error) {
	table := flagsOf(op)
	args, err := parseArgs(op, table, words)
	if err != nil {
		return nil, err
	}
	if mode, ok := args.values["--generate-cli-skeleton"]; ok {
		return nil, p.skeleton(op, mode[0])
	}
	if _, ok := args.values["--cli-input-yaml"]; ok {
		return nil, unsimulated("--cli-input-yaml; --cli-input-json does the same.")
	}
	tree := aws.Object{}
	base, ok := args.values["--cli-input-json"]
	if ok {
		if tree, err = p.inputJSON(base[0]); err != nil {
			return nil, err
		}
	}
	if need := missing(op, table, args); len(need) > 0 && !ok {
		return nil, unparsed("the following arguments are required: %s", strings.Join(need, ", "))
	}
	if len(args.extra) > 0 {
		return nil, &failure{StatusParam, "", "Unknown options: " + strings.Join(args.extra, ", "), 'b'}
	}
	if tree, err = p.parameters(op, args, tree); err != nil {
		return nil, err
	}
	if tree, err = dialectOf(op).speak(args, tree); err != nil {
		return nil, err
	}
	c := &invocation{p: p, g: g, op: op, in: op.NewIn(), outfile: args.outfile}
	f := filler{raw: g.rawBlobs, op: op}
	if err := f.fill(c.in, tree); err != nil {
		return nil, err
	}
	if outfile(op) != "" && c.outfile == "" {
		return nil, unparsed("the following arguments are required: outfile")
	}
	c.pages, err = newPages(c, args)
	return c, err
}

// inputJSON reads --cli-input-json.
func (p *proc) inputJSON(word string) (aws.Object, error) {
	loaded, is, err := unpacker{s: p.s}.paramfile("--cli-input-json", word)
	if err != nil {
		return nil, err
	}
	if is {
		word = pyText(loaded)
	}
	v, err := parseJSON(word)
	if err != nil {
		return nil, invalid("Error parsing parameter 'cli-input-json': Invalid JSON received.")
	}
	o, ok := v.(aws.Object)
	if !ok {
		return nil, invalid("Invalid type: expecting map, received %s", pyType(v))
	}
	return o, nil
}

func pyText(v any) string {
	if data, ok := v.([]byte); ok {
		return string(data)
	}
	return pyString(v)
}

// parameters adds the flags' values to the tree; a flag wins over the same
// member in --cli-input-json.
func (p *proc) parameters(op *aws.Operation, args *given, tree aws.Object) (aws.Object, error) {
	u := unpacker{s: p.s}
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
			if err := noZipInside(op, a, v); err != nil {
				return nil, err
			}
			tree = put(tree, a.member.Wire, v)
			continue
		}
		inner, _ := get(tree, a.in).(aws.Object)
		tree = put(tree, a.in, put(inner, a.member.Wire, v))
	}
	return tree, nil
}

// noZipInside refuses a ZipFile inside --code, as the CLI does.
func noZipInside(op *aws.Operation, a argument, v any) error {
	o, ok := v.(aws.Object)
	if !ok || a.kind != complex {
		return nil
	}
	for _, h := range arguments(op) {
		if h.in == a.member.Wire && has(o, h.member) {
			return invalid("%s cannot be provided as part of the %s argument.  Please use the '%s' option instead to specify a zip file.", h.member.Wire, a.flag, h.flag)
		}
	}
	return nil
}

func put(o aws.Object, name string, v any) aws.Object {
	for i := range o {
		if o[i].Name == name {
			o[i].Value = v
			return o
		}
	}
	return append(o, aws.Field{Name: name, Value: v})
}

func get(o aws.Object, name string) any {
	for _, f := range o {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

// run makes the call, or the first of several where the answer has pages.
func (c *invocation) run() {
	if c.pages != nil {
		c.pages.next()
		return
	}
	c.p.call(c.op, c.in, func(out any, err *aws.Error) {
		if err != nil {
			c.p.exit(reportService(c.p.err, c.op, err))
			return
		}
		if ferr := c.save(out); ferr != nil {
			c.p.exit(report(c.p.err, ferr))
			return
		}
		tree, _ := aws.Tree(out).(aws.Object)
		if answer := dialectOf(c.op).answer; answer != nil {
			tree = answer(tree)
		}
		c.print([]aws.Object{tree}, tree)
	})
}

// save writes the answer's blob to the positional argument.
func (c *invocation) save(out any) error {
	v := reflect.ValueOf(out)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct || c.outfile == "" {
		return nil
	}
	for _, m := range aws.Members(v.Type()) {
		if !m.Output {
			continue
		}
		data := v.Field(m.Index).Bytes()
		if c.outfile == "-" || c.outfile == "/dev/stdout" {
			_, err := c.p.out.Write(data)
			return err
		}
		c.p.picture(c.outfile, data)
		if c.outfile == "/dev/null" {
			return nil
		}
		if err := c.p.s.files.WriteFile(c.outfile, data); err != nil {
			return general("%s", errno(c.outfile, err))
		}
	}
	return nil
}

// print writes the answer in the output format: its pages for text and
// yaml-stream, which the CLI prints page by page, else the whole.
func (c *invocation) print(each []aws.Object, whole aws.Object) {
	if err := c.g.write(c.p.out, c.op.Name, each, whole); err != nil {
		c.p.exit(report(c.p.err, err))
		return
	}
	c.p.exit(StatusOK)
}

// picture hands the terminal a file that is one.
func (p *proc) picture(name string, data []byte) {
	if pictureKind(data) != "" {
		p.run.Pictures = append(p.run.Pictures, Picture{name, data})
	}
}
