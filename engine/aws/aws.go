// Package aws holds the words that all simulated services share: names of
// accounts and Regions, ARNs, errors, and Operation, the one definition of an
// API operation from which the console's grammar, validation, help, random
// tests and wire protocols are derived.
//
// It knows no service and no time.
package aws

// AccountID is the account that every world holds, the one AWS uses in its
// own examples.
const AccountID = "123456789012"

// Region is where the account's resources are.
const Region = "us-east-1"

// ARN is the Amazon Resource Name of a resource in the account and Region.
func ARN(service, resource string) string {
	return "arn:aws:" + service + ":" + Region + ":" + AccountID + ":" + resource
}

// GlobalARN is the name of a resource that belongs to no Region: IAM's.
func GlobalARN(service, resource string) string {
	return "arn:aws:" + service + "::" + AccountID + ":" + resource
}
