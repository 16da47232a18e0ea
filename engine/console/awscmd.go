package console

import (
	"fmt"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// runAWS is the `aws` command.
func runAWS(p *proc) {
	g, rest, err := parseGlobals(p.args[1:])
	if err != nil {
		p.exit(report(p.err, err))
		return
	}
	if g.version {
		p.printf("aws-cli/2 (skylab simulates version 2 of the AWS CLI)\n")
		p.exit(0)
		return
	}
	service, rest, ok := takeCommand(rest)
	if !ok {
		p.exit(report(p.err, unparsed("the following arguments are required: command")))
		return
	}
	switch {
	case service == "help":
		p.helpAWS()
	case service == "s3" && len(operationsOf(p.s.w.Operations(), "s3api")) > 0:
		runS3(p, rest)
	default:
		p.service(g, service, rest)
	}
}

// takeCommand takes the first word that is no option.
func takeCommand(args []string) (name string, rest []string, ok bool) {
	for i, a := range args {
		if !isOption(a) {
			return a, append(slices.Clone(args[:i]), args[i+1:]...), true
		}
	}
	return "", args, false
}

// isOption tells whether the CLI's parser takes a word for an option: it
// begins with a dash, is not a negative number, and holds no space.
func isOption(a string) bool {
	if len(a) < 2 || a[0] != '-' || strings.ContainsAny(a, " \n\t") && !strings.HasPrefix(a, "--") {
		return false
	}
	if strings.HasPrefix(a, "--") && strings.Contains(strings.SplitN(a, "=", 2)[0], " ") {
		return false
	}
	return !(a[1] >= '0' && a[1] <= '9' || a[1] == '.')
}

// service runs `aws SERVICE …`.
func (p *proc) service(g *globals, service string, args []string) {
	ops := operationsOf(p.s.w.Operations(), service)
	if len(ops) == 0 {
		p.exit(report(p.err, p.noService(service)))
		return
	}
	name, rest, ok := takeCommand(args)
	switch {
	case !ok:
		p.exit(report(p.err, unparsed("the following arguments are required: operation")))
		return
	case name == "help":
		p.helpService(service, ops)
		return
	case name == "wait" && len(waitersOf(service)) > 0:
		p.wait(g, service, rest)
		return
	case service == "logs" && name == "tail":
		runTail(p, g, rest)
		return
	}
	op := find(ops, name)
	if op == nil {
		p.exit(report(p.err, noOperation(service, ops, name)))
		return
	}
	if len(rest) == 1 && rest[0] == "help" {
		p.helpOperation(op)
		return
	}
	c, err := p.prepare(g, op, rest)
	if err != nil {
		p.exit(report(p.err, err))
		return
	}
	c.run()
}

// operationsOf are the operations that `aws` offers for a service, by name.
func operationsOf(all []*aws.Operation, service string) []*aws.Operation {
	var out []*aws.Operation
	for _, op := range all {
		if op.Service == service && !op.Hidden {
			out = append(out, op)
		}
	}
	slices.SortFunc(out, func(a, b *aws.Operation) int {
		return strings.Compare(aws.Kebab(a.Name), aws.Kebab(b.Name))
	})
	return out
}

func find(ops []*aws.Operation, kebab string) *aws.Operation {
	for _, op := range ops {
		if aws.Kebab(op.Name) == kebab {
			return op
		}
	}
	return nil
}

// services are the names that `aws` offers, sorted.
func (p *proc) services() []string { return servicesOf(p.s.w.Operations()) }

func servicesOf(ops []*aws.Operation) []string {
	var out []string
	for _, op := range ops {
		if !op.Hidden {
			out = append(out, op.Service)
			if op.Service == "s3api" {
				out = append(out, "s3")
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// noService is the answer to a service that is not there.
func (p *proc) noService(service string) error {
	if slices.Contains(realServices(), service) {
		return unsimulated("`aws %s` yet.\nIt simulates: %s.", service, strings.Join(p.services(), ", "))
	}
	return invalidChoice("command", service, append(p.services(), realServices()...))
}

// noOperation is the answer to an operation that is not there.
func noOperation(service string, ops []*aws.Operation, name string) error {
	real := realOperations(service)
	if slices.Contains(real, name) {
		return unsimulated("`aws %s %s` yet.\n`aws %s help` lists what it simulates.", service, name, service)
	}
	choices := slices.Clone(real)
	for _, op := range ops {
		choices = append(choices, aws.Kebab(op.Name))
	}
	if len(waitersOf(service)) > 0 {
		choices = append(choices, "wait")
	}
	slices.Sort(choices)
	return invalidChoice("operation", name, slices.Compact(choices))
}

// invalidChoice is the parser's answer to a word that is none of the choices.
func invalidChoice(argument, word string, choices []string) error {
	text := fmt.Sprintf("argument %s: Found invalid choice '%s'\n", argument, word)
	if close := closeMatches(word, choices, 3, 0.8); len(close) > 0 {
		text += "\nMaybe you meant:\n"
		for _, c := range close {
			text += "\n  * " + c
		}
	}
	return unparsed("%s", text)
}
