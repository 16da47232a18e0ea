package console

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// runHelp lists the console's commands, or explains one.
func runHelp(p *proc) {
	if len(p.args) == 2 {
		for _, b := range builtins() {
			if b.name == p.args[1] && b.usage != "" {
				p.printf("%s\n    %s\n", b.usage, b.help)
				p.exit(0)
				return
			}
		}
		p.fail(1, "help: there is no command %s; help lists them", p.args[1])
		return
	}
	for _, b := range builtins() {
		if b.usage != "" {
			p.printf("%s\n      %s\n", b.usage, b.help)
		}
	}
	p.printf("\nQuotes, \\, #, $NAME, $(…), NAME=value, &&, ||, ; and > file are as in a\nshell; behind | can stand %s.\nA path means your own file; fileb://FOLDER zips a folder.\n", filterNames)
	p.exit(0)
}

// helpAWS is `aws help`.
func (p *proc) helpAWS() {
	p.printf("NAME\n       aws\n\nSYNOPSIS\n       aws [options] <command> <subcommand> [parameters]\n\nGLOBAL OPTIONS\n")
	for _, line := range []string{
		"--output json | text | table | yaml | yaml-stream | off",
		"--query <JMESPath expression>    what to print of the answer",
		"--cli-binary-format raw-in-base64-out    blobs on the line are plain text",
		"--no-paginate    only the first page of the answer",
		"--region us-east-1, --profile default, --no-cli-pager, --color, --version",
	} {
		p.printf("       %s\n", line)
	}
	p.printf("\nAVAILABLE SERVICES (simulated by skylab)\n")
	for _, s := range p.services() {
		p.printf("       o %s\n", s)
	}
	p.printf("\n`aws <command> help` lists what can be done with one.\n")
	p.exit(StatusOK)
}

// helpService is `aws SERVICE help`.
func (p *proc) helpService(service string, ops []*aws.Operation) {
	p.printf("NAME\n       %s\n\nAVAILABLE COMMANDS (simulated by skylab)\n", service)
	for _, op := range ops {
		p.printf("       o %s\n", aws.Kebab(op.Name))
		p.wrapped("            ", firstSentence(op.Doc))
	}
	if service == "logs" {
		p.printf("       o tail\n            Prints the events of a group: --since, --follow, --format\n")
	}
	for _, w := range waitersOf(service) {
		p.printf("       o %s\n", "wait "+waiterFlag(w.name))
	}
	left := 0
	for _, name := range realOperations(service) {
		if find(ops, name) == nil && name != "wait" && name != "tail" {
			left++
		}
	}
	if left > 0 {
		p.printf("\nAWS has %d more here, which skylab does not simulate.\n", left)
	}
	p.exit(StatusOK)
}

func firstSentence(doc string) string {
	s, _, _ := strings.Cut(doc, ". ")
	return strings.TrimSuffix(s, ".")
}

func (p *proc) helpS3() {
	p.printf("NAME\n       s3\n\nAVAILABLE COMMANDS (simulated by skylab)\n")
	for _, v := range s3Verbs() {
		p.printf("       o %-4s %s\n", v.name, v.help)
	}
	p.exit(StatusOK)
}

// helpOperation is `aws SERVICE OPERATION help`, from the definition.
func (p *proc) helpOperation(op *aws.Operation) {
	name := aws.Kebab(op.Name)
	p.printf("NAME\n       %s\n\nDESCRIPTION\n", name)
	p.wrapped("       ", op.Doc)
	p.printf("\nSYNOPSIS\n         %s\n", name)
	args := offered(op)
	for _, a := range args {
		form := a.flag + " <value>"
		if a.negates() {
			form = a.flag + " | --no-" + a.flag[2:]
		}
		if !a.required {
			form = "[" + form + "]"
		}
		if len(form) > helpWidth-7 { // an option and its opposite
			form = strings.Replace(form, " | ", " |\n        ", 1)
		}
		p.printf("       %s\n", form)
	}
	if positional := outfile(op); positional != "" {
		p.printf("       %s\n", positional)
	}
	for _, a := range ownFlags(op) {
		if a.flag != "--cli-input-yaml" {
			p.printf("       [%s <value>]\n", a.flag)
		}
	}
	p.printf("\nOPTIONS\n")
	for _, a := range args {
		m := a.member
		m.Required = a.required
		p.entry("       ", fmt.Sprintf("%s (%s)%s", a.flag, typeName(m.Type), constraints(m)))
		if isZip(m) {
			p.printf("          fileb://package.zip, or fileb://FOLDER, which is zipped;\n          .ts files run as they are, where AWS wants them compiled to JavaScript\n")
		}
		if a.kind == complex || a.kind == list {
			p.shape(a.member.Type, "          ", 0, true)
		}
	}
	if outfile(op) != "" {
		p.printf("       outfile (string)  the file that the answer's content is written to\n")
	}
	if len(op.Unsimulated) > 0 {
		var left []string
		for _, n := range op.Unsimulated {
			if !strings.Contains(n, ".") {
				n = "--" + aws.Kebab(n)
			}
			if i := strings.LastIndex(n, "."); len(n) > helpWidth-8 && i > 0 {
				n = n[:i+1] + " " + n[i+1:] // too long for a line
			}
			left = append(left, n)
		}
		p.printf("\nNOT SIMULATED\n")
		p.wrapped("       ", strings.Join(left, ", "))
	}
	p.printf("\nOUTPUT\n")
	p.shape(op.Out(), "       ", 0, false)
	if len(op.Errors) > 0 {
		p.printf("\nERRORS\n")
		p.wrapped("       ", strings.Join(op.Errors, ", "))
	}
	p.exit(StatusOK)
}

// helpWidth is the columns of help.
const helpWidth = 78

// wrapped prints a paragraph of at most helpWidth columns.
func (p *proc) wrapped(indent, text string) { p.hanging(indent, indent, text) }

// hanging prints a paragraph whose lines from the second on are indented
// otherwise.
func (p *proc) hanging(indent, rest, text string) {
	line, begun := indent, false
	for _, word := range strings.Fields(text) {
		if begun && width(line)+1+width(word) > helpWidth {
			p.printf("%s\n", line)
			line, begun = rest, false
		}
		if begun {
			line += " "
		}
		line, begun = line+word, true
	}
	p.printf("%s\n", line)
}

// entry prints a member in a line, or in several where it is long.
func (p *proc) entry(indent, text string) {
	if width(indent+text) <= helpWidth {
		p.printf("%s%s\n", indent, text)
		return
	}
	p.hanging(indent, indent+"    ", text)
}

// typeName is the CLI's name of a type.
func typeName(t reflect.Type) string {
	t = elem(t)
	switch {
	case aws.IsBlob(t):
		return "blob"
	case isTime(t):
		return "timestamp"
	}
	switch t.Kind() {
	case reflect.Struct:
		return "structure"
	case reflect.Map:
		return "map"
	case reflect.Slice:
		return "list"
	case reflect.Bool:
		return "boolean"
	case reflect.Int64:
		return "long"
	case reflect.Int, reflect.Int32:
		return "integer"
	case reflect.Float64:
		return "double"
	}
	return "string"
}

// constraints are a member's bounds in words.
func constraints(m aws.Member) string {
	var out []string
	if m.Required {
		out = append(out, "[required]")
	}
	if m.Default != "" {
		out = append(out, "default "+m.Default)
	}
	number := func(f *float64) string { return strconv.FormatFloat(*f, 'f', -1, 64) }
	if m.Min != nil {
		out = append(out, "min "+number(m.Min))
	}
	if m.Max != nil {
		out = append(out, "max "+number(m.Max))
	}
	if len(m.Enum) > 0 {
		out = append(out, "one of: "+strings.Join(m.Enum, ", "))
	}
	if len(out) == 0 {
		return ""
	}
	return "  " + strings.Join(out, "; ")
}

// shape prints the members of a structure, four levels deep; an input's with
// what is asked of them.
func (p *proc) shape(t reflect.Type, indent string, depth int, input bool) {
	t = elem(t)
	for t.Kind() == reflect.Slice && !aws.IsBlob(t) || t.Kind() == reflect.Map {
		t = elem(t.Elem())
	}
	if t.Kind() != reflect.Struct || isTime(t) || depth > 4 {
		return
	}
	members := slices.DeleteFunc(slices.Clone(aws.Members(t)), func(m aws.Member) bool { return m.Output })
	for _, m := range members {
		bounds := ""
		if input {
			bounds = constraints(m)
		}
		p.entry(indent, fmt.Sprintf("%s (%s)%s", m.Wire, typeName(m.Type), bounds))
		if k := elem(m.Type); k.Kind() == reflect.Struct || k.Kind() == reflect.Slice || k.Kind() == reflect.Map {
			p.shape(m.Type, indent+"    ", depth+1, input)
		}
	}
}
