package lambda

import (
	"time"

	"skylab/engine/sim"
)

// Every delay of the simulation, as data with its source. Tags and sections
// are those of the fact sheet.

// creation is the time from Pending to Active, and updating from InProgress
// to Successful.
//
// fidelity: lambda.function-states
var (
	creation = sim.Dist{Shape: sim.LogNormal, Mid: 800 * time.Millisecond, P90: 1500 * time.Millisecond,
		Source: "assumption: AWS publishes no number; its waiter asks once a second (6.2 [BC])"}
	updating = sim.Dist{Shape: sim.LogNormal, Mid: 1200 * time.Millisecond, P90: 2200 * time.Millisecond,
		Source: "assumption: a little longer than creation"}
)

// reclaimAfter is for how long nothing invokes a version until it is Inactive:
// AWS's number for SnapStart and for functions in a VPC; of images it says
// "multiple weeks". optimising is how long a function from an image then stays
// Pending.
//
// fidelity: lambda.inactive
const reclaimAfter = 14 * 24 * time.Hour

var optimising = sim.Dist{Shape: sim.LogNormal, Mid: 65 * time.Second, P90: 100 * time.Second,
	Source: "40 to 106 s until it could be invoked: github aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws issue 801, 2026-09-09"}

// preparation is the time before the init phase in which Lambda finds room
// and starts a microVM; it is neither logged nor billed. Of the 260 ms that a
// cold start of JavaScript costs the caller (2.3 (b) [SH 2021-01]), the init
// phase is 134 (2.3 (a)), so about 120 are left for this.
//
// fidelity: lambda.cold-start-preparation
var preparation = sim.Dist{Shape: sim.LogNormal, Mid: 115 * time.Millisecond, P90: 190 * time.Millisecond,
	Source: "derived: 2.3 (b) [SH 2021-01-05] less 2.3 (a) [LP 2026]"}

// download is the further preparation for each MB of zipped package: 1 KB
// costs 0.26 s, 14 MB 1.70 and 35 MB 3.87 (2.3 (b) [SH 2021-01]).
const download = 103 * time.Millisecond

// handling is what the Node.js runtime itself adds to each invocation: four
// REPORT lines of a function of 128 MB on nodejs24.x that answers at once say
// 1.20, 1.45, 1.53 and 1.63 ms (public logs of 2026-06 and 2026-07).
//
// fidelity: lambda.handler-overhead
var handling = sim.Dist{Shape: sim.LogNormal, Mid: 1400 * time.Microsecond, P90: 1650 * time.Microsecond,
	Source: "REPORT lines of nodejs24.x at 128 MB in public logs, 2026-06 and 2026-07"}

// answering is the way of a synchronous request to the environment and of
// its answer back to the caller, taken together after the run.
//
// fidelity: lambda.invoke-latency
var answering = sim.Dist{Shape: sim.LogNormal, Mid: 12 * time.Millisecond, P90: 25 * time.Millisecond,
	Source: "assumption: Wang et al. 2018 saw a median of 25 ms for warm calls over a network (2.2)"}

// polling is how long an event waits in an empty asynchronous queue.
var polling = sim.Dist{Shape: sim.LogNormal, Mid: 15 * time.Millisecond, P90: 60 * time.Millisecond,
	Source: "assumption: AWS publishes no number"}

// retryDelays are the waits before the retries of an asynchronous event
// whose function failed (4.2 [DEV]).
//
// fidelity: lambda.async-retries
var retryDelays = [...]time.Duration{time.Minute, 2 * time.Minute}

// A throttled event goes back to the queue, for longer each time (4.2 [DEV]).
const (
	firstBackOff = time.Second
	lastBackOff  = 5 * time.Minute
)

// backOff is the wait of an event that was throttled n times, n ≥ 1; that it
// doubles is an assumption.
func backOff(n int) time.Duration {
	d := firstBackOff
	for range n - 1 {
		if d *= 2; d >= lastBackOff {
			return lastBackOff
		}
	}
	return d
}

// sdkLatency is the time that a service takes to answer a learner's program,
// where the service has no figure of its own.
//
// fidelity: lambda.sdk-latency
var sdkLatency = sim.Dist{Shape: sim.LogNormal, Mid: 8 * time.Millisecond, P90: 18 * time.Millisecond,
	Source: "assumption: a call to a service in the same Region"}
