package fidelity

// lambdaRules are the rules of functions and their environments.
func lambdaRules() []Rule {
	return nil
}
