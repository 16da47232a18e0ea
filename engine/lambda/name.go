package lambda

import (
	"regexp"
	"strings"

	"skylab/engine/aws"
)

// latest is the qualifier of a function's unpublished version.
const latest = "$LATEST"

// name is what a FunctionName parameter can say.
type name struct{ Function, Qualifier string }

// namePattern is the model's pattern of the parameter [BC]: a name, a partial
// or a full ARN, each with an optional qualifier.
const namePattern = `(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?`

var nameForm = regexp.MustCompile("^" + namePattern + "$")

// parseName reads a FunctionName with the Qualifier parameter beside it.
func parseName(s, qualifier string) (name, error) {
	if qualifier != "" && !qualifying(qualifier) {
		return name{}, aws.Errorf(400, "ValidationException",
			"1 validation error detected: Value '%s' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)", qualifier)
	}
	if simple(s) {
		return name{s, qualifier}, nil
	}
	m := nameForm.FindStringSubmatch(s)
	if m == nil {
		return name{}, aws.Errorf(400, "ValidationException",
			"1 validation error detected: Value '%s' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: %s", s, namePattern)
	}
	region, account := strings.TrimSuffix(m[3], ":"), strings.TrimSuffix(m[8], ":")
	if region != "" && region != aws.Region {
		return name{}, refuse(404, "ResourceNotFoundException",
			"Functions from '%s' are not reachable in this region ('%s')", region, aws.Region)
	}
	if account != "" && account != aws.AccountID {
		return name{}, notFound(s)
	}
	q := strings.TrimPrefix(m[11], ":")
	if q != "" && qualifier != "" && q != qualifier {
		return name{}, refuse(400, "InvalidParameterValueException",
			"The derived qualifier from the function name does not match the specified qualifier.")
	}
	if q == "" {
		q = qualifier
	}
	return name{m[10], q}, nil
}

// foreign is the ARN of a function of another account in this Region, which
// nobody here was given leave to use, and whether s names one.
//
// fidelity: lambda.foreign-function
func foreign(s string) (arn string, is bool) {
	if simple(s) {
		return "", false
	}
	m := nameForm.FindStringSubmatch(s)
	if m == nil || m[3] != "" && m[3] != aws.Region+":" || m[8] == "" || m[8] == aws.AccountID+":" {
		return "", false
	}
	return "arn:aws:lambda:" + aws.Region + ":" + m[8] + "function:" + m[10] + m[11], true
}

// simple tells whether s is a bare name, the common case.
func simple(s string) bool { return s != "" && !strings.ContainsFunc(s, special) }

// qualifying tells whether s has the form of a qualifier.
func qualifying(s string) bool { return simple(strings.ReplaceAll(s, "$", "_")) }

func special(c rune) bool {
	return c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
}

// arn is the function's ARN, with the qualifier if one was given.
func (n name) arn() string {
	if n.Qualifier == "" {
		return functionARN(n.Function)
	}
	return functionARN(n.Function) + ":" + n.Qualifier
}

func functionARN(function string) string { return aws.ARN("lambda", "function:"+function) }

// tooLong is AWS's answer to a new name of more than 64 characters
// (fact sheet 1.1 [LS 2025-11-25]): the words of a ValidationException under
// another code (github localstack/localstack, services/lambda_/api_utils.py).
func tooLong(s string) error {
	if len(s) <= maxNameLength {
		return nil
	}
	return invalid("1 validation error detected: Value '%s' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to %d", s, maxNameLength)
}
