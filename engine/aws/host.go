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

// CouldNotResolveHost is the code of a plain request to a host that this
// world does not have; the message is curl's.
const CouldNotResolveHost = "CouldNotResolveHost"

// The codes of a plain request that reached a host, but nobody who answers;
// the messages are curl's.
const (
	// CouldNotConnect: the host refused the connection.
	CouldNotConnect = "CouldNotConnect"
	// ConnectionTimedOut: the host did not answer the attempt to connect.
	ConnectionTimedOut = "ConnectionTimedOut"
	// ConnectionReset: the connection was closed before there was a response.
	ConnectionReset = "ConnectionReset"
)
