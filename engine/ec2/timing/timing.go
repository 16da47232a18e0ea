// Package timing is how long the start of an instance takes, as data: for the
// live service and for planning.
package timing

import (
	"time"

	"skylab/engine/sim"
)

// fidelity: ec2.durations
var (
	// Launching is from RunInstances or StartInstances to running.
	Launching = sim.Dist{Shape: sim.Empirical, Values: []time.Duration{16_400 * time.Millisecond, 16_500 * time.Millisecond, 16_600 * time.Millisecond},
		Source: "github brevdev/ec2-coldboot-research: 16.4 to 16.6 s for t3, m6i, m7i, c7i and r7i with Amazon Linux 2023"}
	// Booting is from running until programs of the user data begin.
	Booting = sim.Dist{Shape: sim.Constant, Mid: 3200 * time.Millisecond,
		Source: "github brevdev/ec2-coldboot-research: boot to SSH 3.2 s"}
)
