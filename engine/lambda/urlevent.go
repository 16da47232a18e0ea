package lambda

import (
	"net/url"
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/httpevent"
	"skylab/engine/sim"
)

// urlEvent is the event of a request to a function URL: payload format 2.0
// (fact sheet 4.7 [SAM, GO, OLD]).
//
// fidelity: lambda.url-event
func urlEvent(at *urlConfig, id string, in *aws.HTTPRequest, u *url.URL, now sim.Time) []byte {
	r := httpevent.Request{ID: id, Account: "anonymous", APIID: at.ID, Domain: at.host(), RouteKey: "$default", Stage: "$default",
		At: now, HTTP: in, URL: u}
	return r.V2()
}

// urlResponse is what the caller of a URL gets (4.7 [OLD, AT]): a result with
// a statusCode says it all itself, any other is the body of a 200; a failed
// function is a 502.
//
// fidelity: lambda.url-response
func urlResponse(inv *invocation, now sim.Time) *aws.HTTPResponse {
	if inv.result.failed() {
		return respond(inv.ID, now, 502, "Internal Server Error", map[string]string{"x-amzn-errortype": "InternalFailure"})
	}
	r, ok := httpevent.Read(inv.result.Payload)
	if !ok {
		return respond(inv.ID, now, 502, "Internal Server Error", nil)
	}
	inv.at.Cors.Apply(inv.http, r.Headers)
	out := respond(inv.ID, now, r.Status, string(r.Body), r.Headers)
	out.Headers["content-length"] = strconv.Itoa(len(r.Body))
	return out
}
