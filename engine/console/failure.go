package console

import (
	"errors"
	"fmt"
	"io"

	"skylab/engine/aws"
)

// The layouts of the AWS CLI's errors are those of its versions since 2.34
// (aws/aws-cli pull request 10094, February 2026): every error begins with
// "aws: [ERROR]: ", on a line after an empty one; errors that have a code name
// it; modelled members of a service's error follow the message.

// usage is what the CLI says when it could not parse a line.
const usage = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`

// failure is an error of a command line, with its place in the CLI's layouts.
type failure struct {
	status int
	code   string // "ParamValidation", or "" for none
	text   string
	usage  byte // 'a' after the text, 'b' before it, 0 none
}

func (f *failure) Error() string { return f.text }

// invalid is a wrong parameter: the CLI's ParamValidation.
func invalid(format string, args ...any) *failure {
	return &failure{StatusParam, "ParamValidation", fmt.Sprintf(format, args...), 0}
}

// unparsed is a line that the CLI's argument parser refuses.
func unparsed(format string, args ...any) *failure {
	return &failure{StatusParam, "ParamValidation", fmt.Sprintf(format, args...), 'a'}
}

// general is any other error of the CLI.
func general(format string, args ...any) *failure {
	return &failure{StatusGeneral, "", fmt.Sprintf(format, args...), 0}
}

// unsimulated says that AWS has this and skylab has not.
func unsimulated(format string, args ...any) error {
	return &limit{"skylab does not simulate " + fmt.Sprintf(format, args...)}
}

// limit is a bound of the simulation: told in skylab's words, not in the CLI's.
type limit struct{ text string }

func (l *limit) Error() string { return l.text }

// report writes an error of an `aws` command and gives the exit status.
func report(w io.Writer, err error) int {
	var f *failure
	var l *limit
	switch {
	case errors.Is(err, errPrinted):
		return StatusOK
	case errors.As(err, &l):
		fmt.Fprintf(w, "%s\n", l.text)
		return StatusParam
	case !errors.As(err, &f):
		f = general("%v", err)
	}
	text := f.text
	if f.code != "" {
		text = fmt.Sprintf("An error occurred (%s): %s", f.code, text)
	}
	switch f.usage {
	case 'b':
		fmt.Fprintf(w, "\n%s\n", usage)
	case 'a':
		text += "\n\n" + usage
	}
	fmt.Fprintf(w, "\naws: [ERROR]: %s\n", text)
	return f.status
}

// reportService writes a service's error and gives the exit status.
func reportService(w io.Writer, op *aws.Operation, err *aws.Error) int {
	if err.Code == aws.ParamValidation {
		return report(w, invalid("%s", err.Message))
	}
	fmt.Fprintf(w, "\naws: [ERROR]: %s\n", err.CLI(op.Name))
	if len(err.Fields) > 0 && modelled(op) {
		fmt.Fprintf(w, "\nAdditional error details:\n")
		for _, f := range err.Fields {
			switch f.Value.(type) {
			case aws.Object, []any:
				fmt.Fprintf(w, "%s: <complex value>\n", f.Name)
			default:
				fmt.Fprintf(w, "%s: %s\n", f.Name, pyString(f.Value))
			}
		}
	}
	return StatusService
}

// modelled tells whether what an error carries beside its message is in the
// service's model. In S3's shapes it is not, and the CLI leaves it out
// (aws/aws-cli pull request 10142, March 2026).
func modelled(op *aws.Operation) bool { return op.Service != "s3api" }
