package ec2

import (
	"time"

	"skylab/engine/ec2/timing"
	"skylab/engine/sim"
)

// The times that changes of state take.
//
// fidelity: ec2.durations
var (
	// launching and booting are those of engine/ec2/timing.
	launching, booting = timing.Launching, timing.Booting
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
