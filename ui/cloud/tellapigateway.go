package cloud

import (
	"strconv"

	"skylab/engine/apigateway"
	"skylab/engine/sim"
	"skylab/ui/widget"
)

// tellAPIGateway tells what happens at HTTP APIs.
func tellAPIGateway(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case apigateway.APICreated:
		return plain, "the HTTP API " + e.Name + " is created"
	case apigateway.APIDeleted:
		return plain, "the HTTP API " + e.Name + " is deleted"
	case apigateway.Deployed:
		return quiet, "stage " + e.Stage + " of API " + e.API + " serves deployment " + e.Deployment
	case apigateway.RequestRouted:
		return plain, e.Method + " " + e.Path + " takes route " + e.RouteKey + " to " + last(e.Function)
	case apigateway.RequestThrottled:
		return bad, "API " + e.API + " throttles " + e.RouteKey + ": too many requests"
	case apigateway.IntegrationTimedOut:
		return bad, "API " + e.API + " gives up on " + last(e.Function) + " after " + widget.Ago(e.After) + "; the function goes on"
	case apigateway.ResponseSent:
		if e.Why == "" {
			return quiet, "API " + e.API + " answers " + strconv.Itoa(e.Status)
		}
		return bad, "API " + e.API + " answers " + strconv.Itoa(e.Status) + ": " + e.Why
	}
	return plain, ""
}
