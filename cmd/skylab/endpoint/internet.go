package endpoint

import (
	"net"
	"net/http"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/wire"
)

// internet answers a plain request to a host of the world: a function URL or an
// HTTP API. The real ones speak TLS; here the client's way to loopback needs
// none, and the world sees https.
func (s *Server) internet(r *http.Request, host, path string, body []byte) *wire.Response {
	url := "https://" + host + path
	if r.URL.RawQuery != "" {
		url += "?" + r.URL.RawQuery
	}
	headers := names(r.Header)
	headers["host"] = host
	in := &aws.HTTPRequest{Method: r.Method, URL: url, Headers: headers, Body: body, SourceIP: source(r)}
	reply, err := s.door.Do(r.Context(), engine.Call{Operation: "http.Request", In: in, By: By})
	if err != nil {
		return gone(err)
	}
	if reply.Err != nil {
		return text(http.StatusNotFound, "skylab: "+reply.Err.Message)
	}
	out := reply.Out.(*aws.HTTPResponse)
	answer := &wire.Response{Status: out.Status, Header: wire.Header{}, Body: out.Body}
	for name, value := range out.Headers {
		if name = http.CanonicalHeaderKey(name); !hopByHop[name] {
			answer.Header[name] = []string{value}
		}
	}
	return answer
}

// source is who asks, as the world sees it.
func source(r *http.Request) string {
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		return host
	}
	return "127.0.0.1"
}
