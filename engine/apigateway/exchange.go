package apigateway

import (
	"net/url"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/httpevent"
	"skylab/engine/sim"
)

// exchange is a request on its way to an answer.
type exchange struct {
	Call          uint64
	ID            string
	API, Stage    string // "" where none was found
	Received      sim.Time
	Integrating   sim.Time      // when the function was called
	Integrated    time.Duration // how long it took to answer
	Asked         bool          // whether it was called at all
	Answered      bool          // whether the answer is on its way
	timeout       uint64        // the Seq of its end, 0 where none is due
	format        string
	in            *aws.HTTPRequest
	url           *url.URL
	cors          *httpevent.Cors
	response      *aws.HTTPResponse
	notChargeable bool
}

// requestID is in the form of API Gateway's: "JKJaXmPLvHcESHA=".
func requestID(s *Service) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	r := s.k.Stream("apigateway.request")
	b := make([]byte, 15, 16)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(append(b, '='))
}

// integrate runs the function and gives it the integration's time.
//
// fidelity: apigateway.permission
func (s *Service) integrate(x *exchange, st *stage, to *served, params map[string]string) {
	arn, err := function(to.integration.URI)
	if err != nil || s.runner == nil {
		s.refuse(x, 500, "Internal Server Error", "the integration cannot be reached")
		return
	}
	x.Integrating, x.Asked, x.format = s.k.Now(), true, to.integration.Payload
	s.k.Emit(RequestRouted{x.Call, x.API, x.Stage, to.key.Text, x.in.Method, httpevent.Path(x.url), arn})
	limit := time.Duration(to.integration.TimeoutMs) * time.Millisecond
	x.timeout = s.k.After(limit, IntegrationTimedOut{x.Call, x.API, arn, limit})
	d := aws.Delivery{Target: arn, Service: "apigateway.amazonaws.com", Source: source(x, to.key), Body: x.event(to.key, params, st.Variables)}
	s.runner.Run(d, func(r aws.Ran) { s.ran(x, r) })
}

// source is what the function's policy may ask for: the API, the stage, the
// method and the route's path. A request to $default has no method.
func source(x *exchange, k key) string {
	resource := "/" + defaultKey
	if k.segments != nil {
		resource = "/" + strings.ToUpper(x.in.Method) + k.resource()
	}
	return aws.ARN("execute-api", x.API+"/"+x.Stage+resource)
}

// event is what the function is told; its path is decoded, as AWS's is (github
// aws/aws-lambda-dotnet, Lambda Test Tool v2, HttpContextExtensions).
func (x *exchange) event(k key, params, variables map[string]string) []byte {
	r := httpevent.Request{ID: x.ID, Account: aws.AccountID, APIID: x.API, Domain: x.url.Hostname(), RouteKey: k.Text, Stage: x.Stage,
		PathParameters: params, StageVariables: variables, At: x.Received, HTTP: x.in, URL: x.url,
		Path: decode(httpevent.Path(x.url))}
	if len(x.in.Body) == 0 {
		r.Extra = map[string]string{"content-length": "0"}
	}
	if x.format == "1.0" {
		return r.V1(k.resource())
	}
	return r.V2()
}

// ran is told what became of the function; an answer that comes after the
// gateway has given up is lost.
func (s *Service) ran(x *exchange, r aws.Ran) {
	if x.Answered {
		return
	}
	s.k.Cancel(x.timeout)
	x.timeout, x.Integrated = 0, s.k.Now().Sub(x.Integrating)
	s.answer(x, r)
}

// timeOut gives up on an integration: 503, as seen by users of HTTP APIs
// (cortexlabs/cortex issue 1225, 2020-08; serverless/serverless issue 11222).
//
// fidelity: apigateway.integration-timeout
func (s *Service) timeOut(e IntegrationTimedOut) {
	x := s.exchanges[e.Call]
	if x == nil || x.Answered {
		return
	}
	x.timeout, x.Integrated = 0, s.k.Now().Sub(x.Integrating)
	s.refuse(x, 503, "Service Unavailable", "the integration did not answer in time")
}
