package fidelity

// wireRules are the rules of the protocols that real clients speak.
func wireRules() []Rule {
	const sdk = "github.com/aws/aws-sdk-go-v2, core v1.47.7, read 2026-11"
	return []Rule{
		{"wire.protocols", "Requests and answers in the protocols of the newest clients: REST JSON, REST XML, JSON 1.0 and 1.1, Query, EC2 Query, RPC v2 CBOR.", Exact, sdk + "; botocore v1.43.11", "2026-11-23"},
		{"wire.signatures", "A signature is read for the name of the service and not verified; any credentials are the learner's.", Simplified, "AWS verifies it; skylab serves one learner on their own machine.", "2026-11-23"},
		{"wire.client-tokens", "The tokens by which clients make trying again safe are passed over.", Simplified, "AWS answers a call with a known token as it did before.", "2026-11-23"},
		{"wire.unknown", "What is not simulated - an operation, a parameter, also one that AWS would pass over - is refused with a 4xx that says so.", Simplified, "AWS ignores unknown members; clients try a 5xx again for minutes.", "2026-11-23"},
	}
}
