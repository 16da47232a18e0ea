package aws

// Host serves plain HTTP requests to some hosts of the world: function URLs,
// HTTP APIs, load balancers.
type Host interface {
	// Serves tells whether a host name ("abc.lambda-url.us-east-1.on.aws") is
	// the service's, whether or not it exists.
	Serves(host string) bool
	// Request answers a request to one of its hosts, or says r.Later().
	Request(r *Request, in *HTTPRequest) (*HTTPResponse, error)
}
