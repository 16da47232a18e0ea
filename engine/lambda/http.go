package lambda

import (
	"net/url"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// forbidden is the body of a refusal (public reports of 2025-10 and later).
const forbidden = `{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}`

// Serves tells whether the host has the form of a function URL.
func (s *Service) Serves(host string) bool { return strings.HasSuffix(host, urlDomain) }

// Request serves a plain HTTP request to a function URL.
//
// fidelity: lambda.function-url
func (s *Service) Request(r *aws.Request, in *aws.HTTPRequest) (*aws.HTTPResponse, error) {
	u, err := url.Parse(in.URL)
	if err != nil {
		return nil, aws.Errorf(400, "MalformedURL", "URL rejected: %s", in.URL)
	}
	id := strings.TrimSuffix(u.Hostname(), urlDomain)
	now := s.kernel.Now()
	if u.Scheme == "http" {
		return respond(r.RequestID, now, 301, "", map[string]string{"location": "https" + strings.TrimPrefix(in.URL, "http")}), nil
	}
	at := s.urls[id]
	if at != nil {
		if headers, ok := at.Cors.Preflight(in); ok {
			// A browser's question is answered in front of the function.
			return respond(r.RequestID, now, 200, "", headers), nil
		}
	}
	if at == nil || !at.open() {
		return respond(r.RequestID, now, 403, forbidden, map[string]string{"x-amzn-errortype": "AccessDeniedException"}), nil
	}
	if len(in.Body) > maxSyncPayload {
		return respond(r.RequestID, now, 413, `{"Message":"Request Entity Too Large"}`, nil), nil
	}
	inv := s.accept(at.target, FunctionURL, r.RequestID, in.SourceIP, urlEvent(at, r.RequestID, in, u, now))
	inv.call, inv.at, inv.http = r.ID, at, in
	if err := s.dispatch(inv); err != nil {
		return unserved(r.RequestID, now, err), nil
	}
	r.Later()
	return nil, nil
}

// unserved is the response to a request that did not run: it is throttled, or
// the version cannot be invoked now.
func unserved(id string, now sim.Time, err *aws.Error) *aws.HTTPResponse {
	if err.Status() != 429 {
		return respond(id, now, 502, "Internal Server Error", nil)
	}
	body := marshal(aws.Object{{Name: "Reason", Value: err.Field("Reason")}, {Name: "Type", Value: err.Field("Type")}, {Name: "message", Value: err.Message}})
	return respond(id, now, 429, string(body), map[string]string{"x-amzn-errortype": err.Code})
}

// open tells whether anybody may call the function's URL: AuthType NONE, and
// since October 2025 two grants in the resource policy (4.7 [AT]). Requests
// are never signed here, so AWS_IAM lets nobody in.
//
// fidelity: lambda.url-two-grants
func (u *urlConfig) open() bool {
	if u.AuthType != "NONE" {
		return false
	}
	q := request{principal: "*", viaURL: true, authType: "NONE"}
	q.action = "lambda:InvokeFunctionUrl"
	first := u.policy().allows(q)
	q.action = "lambda:InvokeFunction"
	return first && u.policy().allows(q)
}

// respond makes a response with the headers that each one has.
func respond(id string, now sim.Time, status int, body string, headers map[string]string) *aws.HTTPResponse {
	out := map[string]string{
		"date": now.Wall().Format("Mon, 02 Jan 2006 15:04:05 GMT"), "content-type": "application/json",
		"content-length": strconv.Itoa(len(body)), "connection": "keep-alive", "x-amzn-requestid": id,
	}
	for k, v := range headers { // into a map: the order does not matter
		out[strings.ToLower(k)] = v
	}
	return &aws.HTTPResponse{Status: status, Headers: out, Body: []byte(body)}
}
