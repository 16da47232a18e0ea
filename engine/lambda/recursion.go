package lambda

// maxChain is how many functions may run in one chain of requests, each
// started by a call of the one before, directly or by way of S3, before the
// next is stopped. AWS says "approximately 16 times" of the same function;
// here every function of the chain counts.
//
// Source: Lambda Developer Guide, "Use Lambda recursive loop detection to
// prevent infinite loops", read 2026-11-23; fact sheet 7 [DEV].
//
// fidelity: lambda.recursion
const maxChain = 16

// looping tells whether an invocation that came now would be one too many.
func (s *Service) looping() bool { return int(s.kernel.Trace()) >= maxChain }

// recursive is the answer to a caller that waits; its text is that of AWS's
// API model (6.3 [BC]).
func recursive() error {
	return refuse(400, "RecursiveInvocationException",
		"Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources and stopped your function's invocation.")
}

// depth is how far down its chain the environment's program runs.
func (v *environment) depth() int {
	if v.inv == nil {
		return 0
	}
	return v.inv.Depth
}
