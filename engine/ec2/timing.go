package ec2

import (
	"time"

	"skylab/engine/sim"
)

// The times that changes of state take.
//
// fidelity: ec2.durations
var (
	// launching is from RunInstances or StartInstances to running.
	launching = sim.Dist{Shape: sim.Empirical, Values: []time.Duration{16_400 * time.Millisecond, 16_500 * time.Millisecond, 16_600 * time.Millisecond},
		Source: "github brevdev/ec2-coldboot-research: 16.4 to 16.6 s for t3, m6i, m7i, c7i and r7i with Amazon Linux 2023"}
	// booting is from running until programs of the user data begin.
	booting = sim.Dist{Shape: sim.Constant, Mid: 3200 * time.Millisecond,
		Source: "github brevdev/ec2-coldboot-research: boot to SSH 3.2 s"}
	// stopping and shuttingDown are until stopped and terminated.
	stopping     = sim.Dist{Shape: sim.LogNormal, Mid: 40 * time.Second, P90: 70 * time.Second, Source: "assumed; the user guide says a few minutes"}
	shuttingDown = sim.Dist{Shape: sim.LogNormal, Mid: 30 * time.Second, P90: 50 * time.Second, Source: "assumed"}
	// checking is from running until the status checks have passed.
	checking = sim.Dist{Shape: sim.LogNormal, Mid: 100 * time.Second, P90: 160 * time.Second, Source: "assumed: one to three minutes"}
	// rebooting is from RebootInstances until programs run again.
	rebooting = sim.Dist{Shape: sim.Constant, Mid: 20 * time.Second, Source: "assumed"}
	// creatingVolume, attaching and detaching are those of volumes.
	creatingVolume = sim.Dist{Shape: sim.Constant, Mid: 5 * time.Second, Source: "assumed"}
	attaching      = sim.Dist{Shape: sim.Constant, Mid: 2 * time.Second, Source: "assumed"}
	detaching      = sim.Dist{Shape: sim.Constant, Mid: 5 * time.Second, Source: "assumed"}
)

const (
	// remembered is for how long a terminated instance can be seen (API
	// reference, TerminateInstances: about an hour).
	remembered = time.Hour
	// writingGiB is how long hibernation takes to write a GiB of memory, an
	// assumption: 200 MiB a second.
	writingGiB = 5 * time.Second
	// copying and copyingGiB are how long a snapshot takes, an assumption.
	copying    = 20 * time.Second
	copyingGiB = time.Second
)
