package elb

import (
	"time"

	"skylab/engine/sim"
)

// activation is how long a load balancer is provisioned. AWS gives no number;
// two to three minutes is what users see.
//
// fidelity: elb.provisioning
func activation() sim.Dist {
	return sim.Dist{Shape: sim.LogNormal, Mid: 2 * time.Minute, P90: 3 * time.Minute, Source: "assumption"}
}

// connectPatience is how long a load balancer tries to connect to a target
// (AWS knowledge center, 504 errors of Application Load Balancers).
//
// fidelity: elb.gateway-errors
const connectPatience = 10 * time.Second
