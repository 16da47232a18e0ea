package lambda

import "skylab/engine/aws"

// refuse is an error of Lambda's own: each shape of its model has a member
// Type beside the message (fact sheet 6.4 [BC]), which the AWS CLI prints
// below it (aws/aws-cli pull request 10142, March 2026). Errors that come from
// elsewhere, such as ValidationException, have none.
func refuse(status int, code, format string, args ...any) *aws.Error {
	e := aws.Errorf(status, code, format, args...)
	e.Fields = []aws.Field{{Name: "Type", Value: "User"}}
	return e
}
