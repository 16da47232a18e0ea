package main

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"skylab/engine/ec2/instancetype"
	fleet "skylab/engine/ec2/planning"
)

// fleetPlan is a scenario as the command line gives it.
type fleetPlan struct {
	fleet.Scenario
	loads         int // how many loads were given
	timed, manned bool
	sized, warmed bool
	tracked       int  // how many of min, max and target-cpu were given
	finite        bool // the load ends by itself
	credits       string
	runs          int
}

// complete fills in what follows from the rest.
func (p *fleetPlan) complete() error {
	switch {
	case p.loads != 1:
		return errors.New("one of rate, shape and arrivals is wanted: what load there is")
	case !p.timed:
		return errors.New("service is wanted: the CPU time of a request, such as exp:10ms or lognormal:8ms,20ms")
	}
	if err := p.completeTracking(); err != nil {
		return err
	}
	if p.Type == nil {
		if err := p.chooseType(); err != nil {
			return err
		}
	} else if !p.manned {
		p.Workers = p.Type.VCPUs
	}
	if p.credits != "" && !p.Type.Burstable {
		return fmt.Errorf("%s has no CPU credits", p.Type.Name)
	}
	// fidelity: ec2.credit-modes
	p.Unlimited = p.credits == "unlimited" || p.credits == "" && p.Type.Burstable && p.Type.Family() != "t2"
	if p.For == 0 && p.Requests == 0 && !p.finite {
		p.For = oneDay
	}
	return nil
}

// defaultWarmup is that of a group which says nothing: its cooldown.
//
// fidelity: fleet.tracking
const defaultWarmup = 5 * time.Minute

// completeTracking fills in with how many instances a fleet begins, and how long
// one warms up.
func (p *fleetPlan) completeTracking() error {
	switch {
	case p.tracked != 0 && p.tracked != 3:
		return errors.New("min, max and target-cpu go together: how small and how large the fleet may be, and what it tracks")
	case p.tracked == 0 && p.warmed:
		return errors.New("warmup is of target tracking: min, max and target-cpu are wanted")
	}
	if !p.sized {
		p.Instances = max(1, p.Tracking.Min)
	}
	if p.tracked > 0 && !p.warmed {
		p.Tracking.Warmup = defaultWarmup
	}
	return nil
}

// size is how many instances there are, in words.
func (p *fleetPlan) size() string {
	if p.tracked == 0 {
		return strconv.Itoa(p.Instances)
	}
	return fmt.Sprintf("%d to %d", p.Tracking.Min, p.Tracking.Max)
}

// chooseType is the smallest m7g that has a vCPU for each worker: an instance
// that is as fast all the time, and shares nothing.
func (p *fleetPlan) chooseType() error {
	if !p.manned {
		p.Workers = 1
	}
	for _, t := range instancetype.All() {
		if t.Family() == "m7g" && t.VCPUs >= max(1, p.Workers) && (p.Type == nil || t.VCPUs < p.Type.VCPUs) {
			p.Type = t
		}
	}
	if p.Type == nil {
		return fmt.Errorf("no m7g has %d vCPUs: say the type", p.Workers)
	}
	return nil
}

// count is how many runs there are to be.
func (p *fleetPlan) count() int {
	switch {
	case p.runs > 0:
		return p.runs
	case p.Steady():
		return 1
	}
	return changingRuns
}

// simulateFleet runs a plan and prints what it tells. Interrupted, it prints
// what there is, and says so.
func simulateFleet(h host, p *fleetPlan, form string) error {
	signals := watchSignals()
	defer signals.close()
	bar := newBar(h)
	r := fleetReport{Seed: p.Seed, Runs: p.count(), Complete: true, InstanceType: p.Type.Name, Workers: p.Workers, plan: p}
	var results []fleet.Result
	for i := 0; i < r.Runs && r.Complete; i++ {
		s := p.Scenario
		s.Seed += uint64(i)
		m, err := fleet.New(s)
		if err != nil {
			return usagef("%v", err)
		}
		for !m.Run(simulated) {
			bar.show((float64(i)+m.Progress())/float64(r.Runs), m)
			if signals.came() {
				r.Complete = false
				m.Stop()
			}
		}
		if !r.Complete && i > 0 { // the runs that are over are the better part
			r.Runs = i
			break
		}
		r.SimulatedSeconds = m.Now().Seconds()
		results = append(results, m.Result())
		if i+1 < r.Runs && (signals.came() || !r.Complete) {
			r.Complete, r.Runs = false, i+1
		}
		bar.show(float64(i+1)/float64(r.Runs), m)
	}
	bar.clear()
	r.tell(fleet.Average(results))
	if err := r.print(h, form); err != nil {
		return err
	}
	if !r.Complete {
		fmt.Fprintf(h.stderr, "skylab: interrupted; the result is partial: %s of virtual time, %s\n", spoken(seconds(r.SimulatedSeconds)), count(r.Runs, "run"))
		return status(statusInterrupted)
	}
	return nil
}
