package apigateway

import "skylab/engine/aws"

// bad is a request that AWS does not accept.
func bad(message string) *aws.Error { return aws.Errorf(400, "BadRequestException", "%s", message) }

// missing is a part that does not exist (texts as tools quote them, such as
// github hashicorp/terraform-provider-aws, and as moto 5.2.1 gives them).
func missing(kind, id string) *aws.Error {
	return aws.Errorf(404, "NotFoundException", "Invalid %s identifier specified %s", kind, id)
}

func conflict(format string, args ...any) *aws.Error {
	return aws.Errorf(409, "ConflictException", format, args...)
}

// limit is a quota reached. Its words are those of REST APIs; that HTTP APIs
// have the same is an assumption.
//
// fidelity: apigateway.quotas
func limit(things, of string) *aws.Error {
	return aws.Errorf(429, "TooManyRequestsException",
		"Maximum number of %s for %s has been reached. Please contact AWS if you need additional %s.", things, of, things)
}

// unsimulated says that AWS has what this world lacks.
func unsimulated(what string) *aws.Error {
	return aws.Errorf(400, "NotSimulated", "skylab does not simulate %s", what)
}
