package aws

// Authorizer decides what principals may do: IAM.
type Authorizer interface {
	// Allows tells whether the principal may do the action to the resource.
	Allows(principal, action, resource string) bool
	// Denies tells whether an explicit denial is why it may not.
	Denies(principal, action, resource string) bool
}

// WhyNot is the end of AWS's text for an action that IAM does not allow.
func WhyNot(a Authorizer, principal, action, resource string) string {
	if a.Denies(principal, action, resource) {
		return "with an explicit deny in an identity-based policy"
	}
	return "because no identity-based policy allows the " + action + " action"
}
