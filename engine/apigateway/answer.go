package apigateway

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/httpevent"
)

// answer turns what a function gave into a response. A function that failed,
// that the API may not invoke, or whose result is no response is a 500; one
// that is throttled a 503, which is an assumption (the fact sheet has 429 or
// 503).
//
// fidelity: apigateway.function-errors
func (s *Service) answer(x *exchange, r aws.Ran) {
	switch {
	case r.Err != nil && r.Err.Code == "TooManyRequestsException":
		s.refuse(x, 503, "Service Unavailable", "the function is throttled")
		return
	case r.Err != nil:
		s.refuse(x, 500, "Internal Server Error", "the function cannot be invoked: "+r.Err.Code)
		return
	case r.FunctionError != "":
		s.refuse(x, 500, "Internal Server Error", "the function failed")
		return
	}
	read, kind := httpevent.Read, "application/json"
	if x.format == "1.0" {
		read = httpevent.ReadV1
	}
	out, ok := read(r.Payload)
	if !ok || !out.Text {
		s.refuse(x, 500, "Internal Server Error", "the function's result is no response")
		return
	}
	if out.Shaped {
		kind = "text/plain; charset=utf-8"
	}
	headers := map[string]string{"content-type": kind}
	for _, k := range slices.Sorted(maps.Keys(out.Headers)) {
		headers[strings.ToLower(k)] = out.Headers[k]
	}
	s.respond(x, out.Status, headers, out.Body, "")
}

// refuse answers with the gateway's own words.
func (s *Service) refuse(x *exchange, status int, message, why string) {
	x.notChargeable = status == 429 || x.Stage == ""
	s.respond(x, status, map[string]string{"content-type": "application/json"}, []byte(`{"message":"`+message+`"}`), why)
}

// respond sends the answer on its way.
func (s *Service) respond(x *exchange, status int, headers map[string]string, body []byte, why string) {
	x.cors.Apply(x.in, headers)
	headers["date"] = s.k.Now().Wall().Format(http.TimeFormat)
	headers["connection"] = "keep-alive"
	headers["apigw-requestid"] = x.ID
	if status != 204 {
		headers["content-length"] = strconv.Itoa(len(body))
	}
	x.response, x.Answered = &aws.HTTPResponse{Status: status, Headers: headers, Body: body}, true
	s.k.After(overhead().Sample(s.k.Stream("apigateway.overhead")), ResponseSent{x.Call, x.API, x.Stage, status, why})
}

// send gives the caller its answer.
func (s *Service) send(e ResponseSent) {
	x := s.exchanges[e.Call]
	delete(s.exchanges, e.Call)
	s.sent(x)
	s.replier.Reply(x.Call, x.response, nil)
}
