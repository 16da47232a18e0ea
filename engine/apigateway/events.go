package apigateway

import "time"

// APICreated has happened when an API exists.
type APICreated struct{ API, Name string }

// Kind names the event.
func (APICreated) Kind() string { return "apigateway.APICreated" }

// APIDeleted has happened when an API is gone.
type APIDeleted struct{ API, Name string }

// Kind names the event.
func (APIDeleted) Kind() string { return "apigateway.APIDeleted" }

// Deployed has happened when a stage serves a new deployment.
type Deployed struct{ API, Stage, Deployment string }

// Kind names the event.
func (Deployed) Kind() string { return "apigateway.Deployed" }

// RequestRouted has happened when a request has found its route and goes to
// the integration.
type RequestRouted struct {
	Call                 uint64
	API, Stage, RouteKey string
	Method, Path         string
	Function             string
}

// Kind names the event.
func (RequestRouted) Kind() string { return "apigateway.RequestRouted" }

// RequestThrottled has happened when a request came too soon after others.
type RequestThrottled struct{ API, Stage, RouteKey string }

// Kind names the event.
func (RequestThrottled) Kind() string { return "apigateway.RequestThrottled" }

// IntegrationTimedOut has happened when a function has not answered in time.
// It goes on running.
type IntegrationTimedOut struct {
	Call     uint64
	API      string
	Function string
	After    time.Duration
}

// Kind names the event.
func (IntegrationTimedOut) Kind() string { return "apigateway.IntegrationTimedOut" }

// ResponseSent has happened when the caller has its answer.
type ResponseSent struct {
	Call       uint64
	API, Stage string
	Status     int
	// Why says what went wrong in the gateway, "" where the integration
	// answered.
	Why string
}

// Kind names the event.
func (ResponseSent) Kind() string { return "apigateway.ResponseSent" }
