package ec2api

import (
	"regexp"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// ID draws the id of a new resource: a prefix ("i", "subnet") and 17
// hexadecimal digits, of which the first is 0, as AWS's are since 2016. Each
// prefix has a stream of its own, so that the first instance of a world has the
// same id whatever else was made before it.
func ID(k *sim.Kernel, prefix string) string {
	return prefix + "-0" + aws.RandomHex(k.Stream("ec2.ids."+prefix), 16)
}

var digits = regexp.MustCompile(`^([0-9a-f]{8}|[0-9a-f]{17})$`)

// CheckID refuses an id that no resource with the prefix can have. The code is
// that of the resource: "InvalidInstanceID".
//
// fidelity: ec2.malformed-ids
func CheckID(id, prefix, code string) *aws.Error {
	rest, ok := strings.CutPrefix(id, prefix+"-")
	if ok && digits.MatchString(rest) {
		return nil
	}
	return aws.Errorf(400, code+".Malformed", `Invalid id: "%s" (expecting "%s-...")`, id, prefix)
}

// Invalid is EC2's commonest error.
func Invalid(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "InvalidParameterValue", format, args...)
}

// Combination refuses parameters that exclude each other.
func Combination(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "InvalidParameterCombination", format, args...)
}

// Missing refuses a request without a parameter.
func Missing(parameter string) *aws.Error {
	return aws.Errorf(400, "MissingParameter", "The request must contain the parameter %s", parameter)
}
