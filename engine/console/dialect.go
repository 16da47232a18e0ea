package console

import (
	"slices"

	"skylab/engine/aws"
)

// dialect is what the AWS CLI makes of an operation beyond the model
// (awscli/customizations of its version 1.45, 2026; version 2 has the same):
// flags of its own in place of members, parameters that it fills in, answers
// that it decodes. Who calls the operation by other means sees nothing of it;
// saved calls neither.
type dialect struct {
	// adds are the CLI's own flags.
	adds []argument
	// hides are members that have no flag, quiet those whose flag help and
	// completion do not name; frees are required ones that a line may lack.
	hides, quiet, frees []string
	// fill moves what the line gives to the CLI's own flags into the parameters.
	fill func(own ownWords, tree aws.Object) (aws.Object, error)
	// answer changes what is printed; nil is nothing.
	answer func(tree aws.Object) aws.Object
}

// ownWords are the words that a line gives to the CLI's own flags, by flag.
type ownWords map[string][]string

// word is the flag's one word, "" if it is not given.
func (w ownWords) word(flag string) string {
	if words := w[flag]; len(words) > 0 {
		return words[0]
	}
	return ""
}

// dialectOf is how the CLI speaks of the operation; most it takes as they are.
func dialectOf(op *aws.Operation) dialect {
	switch op.ID() {
	case "cloudwatch.PutMetricData":
		return metricDatum
	case "ec2.RunInstances":
		return runInstances
	case "ec2.AuthorizeSecurityGroupIngress", "ec2.AuthorizeSecurityGroupEgress", "ec2.RevokeSecurityGroupIngress", "ec2.RevokeSecurityGroupEgress":
		return securityGroupRules
	case "ec2.GetConsoleOutput":
		return consoleOutput
	}
	return dialect{}
}

// flagsOf are the flags of an operation on the command line: those of its
// members and the CLI's own.
func flagsOf(op *aws.Operation) []argument {
	d := dialectOf(op)
	out := slices.DeleteFunc(arguments(op), func(a argument) bool { return slices.Contains(d.hides, a.member.Name) })
	for i, a := range out {
		out[i].quiet = slices.Contains(d.quiet, a.member.Name)
		out[i].required = a.required && !slices.Contains(d.frees, a.member.Name)
	}
	return append(out, d.adds...)
}

// offered are the flags that help and completion name.
func offered(op *aws.Operation) []argument {
	return slices.DeleteFunc(flagsOf(op), func(a argument) bool { return a.quiet })
}

// speak gives the parameters what the line gives to the CLI's own flags.
func (d dialect) speak(args *given, tree aws.Object) (aws.Object, error) {
	if d.fill == nil {
		return tree, nil
	}
	own := ownWords{}
	for _, a := range d.adds {
		if words, ok := args.values[a.flag]; ok {
			own[a.flag] = words
		}
	}
	return d.fill(own, tree)
}

// own is a flag of the CLI's own, with a word of the type that help names. What
// completes it is what completes the member.
func own[T any](flag, member string) argument {
	a := argument{flag: "--" + flag, member: aws.Member{Name: member, Flag: flag, Type: typeOf[T]()}}
	a.kind = kindOf(a.member.Type)
	return a
}
