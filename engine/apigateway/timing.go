package apigateway

import (
	"time"

	"skylab/engine/sim"
)

// overhead is what the gateway adds to a request: Latency less
// IntegrationLatency. AWS publishes no number; that it is a few milliseconds
// is an assumption in the range of public measurements.
//
// fidelity: apigateway.overhead
func overhead() sim.Dist {
	return sim.Dist{Shape: sim.LogNormal, Mid: 5 * time.Millisecond, P90: 10 * time.Millisecond, Source: "assumption"}
}
