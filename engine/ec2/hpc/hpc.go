// Package hpc answers how long a tightly coupled job takes on a number of EC2
// instances, and what it costs, by how they are placed and how they are
// networked.
//
// It is a model of two terms and no more. A job computes in steps. In each, the
// work is divided evenly among all cores; then each instance exchanges bytes with
// its neighbours, and the next step begins when the slowest is done:
//
//	step = work / (instances × cores) + neighbours × (latency + bytes / bandwidth)
//
// Where nothing is exchanged that is an embarrassingly parallel job, and the
// network makes no difference. It runs no program, and knows no memory, no disk,
// no collective operation and no chance.
//
// fidelity: hpc.model
package hpc

import (
	"fmt"
	"math"
	"time"

	"skylab/engine/ec2/instancetype"
)

// Job is what is to be computed, and on what.
type Job struct {
	Type      *instancetype.Type
	Instances int
	Placement Placement
	Network   Network
	// Work is the CPU time of a step on one core, Steps how many there are.
	Work  time.Duration
	Steps int64
	// Exchange is how many bytes an instance sends to each of its neighbours in a
	// step, and receives from it.
	Exchange int64
}

// Result is how a job does. Times are in seconds.
type Result struct {
	// Ranks are the cores that compute, all together.
	Ranks   int
	Network Network
	// Latency is that of a message, Gbps the bandwidth of a neighbour's flow.
	Latency, Gbps float64
	// Compute and Exchange are the parts of a Step; Finish is after the last.
	Compute, Exchange, Step, Finish float64
	// Speedup is how many times as fast as one core it is, Efficiency that for
	// each core.
	Speedup, Efficiency float64
	// Cost is in dollars: the instances, and what crosses from zone to zone.
	Cost, InstanceCost, TransferCost float64
}

// What keeps time and bytes within what they are counted in.
const (
	mostInstances = 10_000
	longestWork   = 100 * 365 * 24 * time.Hour
	mostExchange  = 1e15
	mostSteps     = 1e12
	mostBytes     = 1e18
)

// Run is how a job does; an error says what is wrong with it.
func Run(j Job) (Result, error) {
	if err := j.check(); err != nil {
		return Result{}, err
	}
	r := Result{Ranks: j.Instances * j.Type.Cores, Network: j.network()}
	r.Compute = j.Work.Seconds() / float64(r.Ranks)
	if n := j.neighbours(); n > 0 {
		r.Latency, r.Gbps = latency(j.Placement, r.Network).Seconds(), j.bandwidth(r.Network)
		r.Exchange = float64(n) * (r.Latency + float64(j.Exchange)*8/(r.Gbps*1e9))
	}
	r.Step = r.Compute + r.Exchange
	r.Finish = r.Step * float64(j.Steps)
	if r.Finish > longestWork.Seconds() {
		return Result{}, fmt.Errorf("a job takes up to %.0f years, not %.4g", longestWork.Hours()/24/365, r.Finish/3600/24/365)
	}
	r.Speedup = j.Work.Seconds() / r.Step
	r.Efficiency = r.Speedup / float64(r.Ranks)
	r.InstanceCost, r.TransferCost = j.cost(r.Finish)
	r.Cost = r.InstanceCost + r.TransferCost
	return r, nil
}

// check says what is wrong with a job.
func (j Job) check() error {
	switch {
	case j.Type == nil:
		return fmt.Errorf("there is no instance type")
	case j.Type.Burstable:
		return fmt.Errorf("%s spends CPU credits: a job that computes all the time wants another type", j.Type.Name)
	case j.Instances < 1 || j.Instances > mostInstances:
		return fmt.Errorf("a job runs on 1 to %d instances, not %d", mostInstances, j.Instances)
	case j.Work <= 0 || j.Work > longestWork:
		return fmt.Errorf("a step takes a core more than nothing, and at most 100 years")
	case j.Steps < 1 || j.Steps > mostSteps:
		return fmt.Errorf("a job has 1 to %d steps, not %d", int64(mostSteps), j.Steps)
	case j.Exchange < 0 || j.Exchange > mostExchange:
		return fmt.Errorf("a neighbour is sent up to 1 PB in a step, not %d bytes", j.Exchange)
	case float64(j.crossings())*float64(j.Exchange)*4*float64(j.Steps) > mostBytes:
		return fmt.Errorf("more than 1 EB would go from zone to zone")
	}
	return j.checkPlacement()
}

// neighbours are how many an instance exchanges with: the job is cut into slices
// that lie in a row, a slice an instance. Within an instance it shares memory.
//
// fidelity: hpc.neighbours
func (j Job) neighbours() int {
	if j.Exchange == 0 {
		return 0
	}
	return min(2, j.Instances-1)
}

// bandwidth is that of the flow to a neighbour, in Gbit/s. All flows of an
// instance share what it can send.
//
// fidelity: hpc.bandwidth
func (j Job) bandwidth(n Network) float64 {
	return math.Min(flowGbps(j.Placement, n), j.Type.Network.BaselineGbps/float64(j.neighbours()))
}
