package aws

// HTTPRequest is a plain request from outside, as `curl` and `fetch` send it.
type HTTPRequest struct {
	Method  string `aws:"default=GET"`
	URL     string `aws:"required"`
	Headers map[string]string
	Body    []byte
	// SourceIP is who asks, as the request's receiver sees it.
	SourceIP string `aws:"default=203.0.113.10"`
	// ConnectTimeoutMs and MaxTimeMs are for how long who asks waits for a
	// connection, and for all of it; 0 is as long as the system does.
	ConnectTimeoutMs, MaxTimeMs int64 `aws:"min=0"`
}

// HTTPResponse is the answer to an HTTPRequest. Its members are named as fetch
// names them.
type HTTPResponse struct {
	Status  int               `aws:"wire=status"`
	Headers map[string]string `aws:"wire=headers"`
	Body    []byte            `aws:"wire=body"`
}
