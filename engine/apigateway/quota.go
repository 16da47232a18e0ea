package apigateway

// Quotas of HTTP APIs (developer guide, quotas for configuring and running an
// HTTP API, and account-level quotas; read 2026-11-23).
//
// fidelity: apigateway.quotas
const (
	maxAPIs         = 600
	maxRoutes       = 300
	maxIntegrations = 300
	maxStages       = 10
	maxVariables    = 100
	maxVariableKey  = 64
	maxVariable     = 512
	// maxPayload is in bytes, of a request and of a response.
	maxPayload = 10 << 20
	// minTimeout and maxTimeout bound an integration's timeout, in ms.
	minTimeout, maxTimeout = 50, 30_000
	// accountRate is requests a second of all APIs of the account together,
	// accountBurst the size of the bucket.
	accountRate, accountBurst = 10_000, 5_000

	maxName, maxDescription, maxVersion = 128, 1024, 64
	// maxPage is how many things a list shows at once: an assumption.
	maxPage = 100
)
