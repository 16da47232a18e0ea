package aws

// Authorizer decides what principals may do: IAM.
type Authorizer interface {
	// Allows tells whether the principal may do the action to the resource.
	Allows(principal, action, resource string) bool
	// Denies tells whether an explicit denial is why it may not.
	Denies(principal, action, resource string) bool
}
