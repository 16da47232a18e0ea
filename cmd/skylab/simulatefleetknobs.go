package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"skylab/engine/ec2/instancetype"
	fleet "skylab/engine/ec2/planning"
	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// fleetKnobs are the flags of `skylab simulate fleet`.
var fleetKnobs = []knob[fleetPlan]{
	{name: "rate", usage: "Poisson requests, so many a second: `80` or 80/s", set: func(p *fleetPlan, s string) (err error) {
		p.loads++
		p.Arrivals, err = traffic.Parse("poisson:" + strings.TrimSuffix(s, "/s") + "/s")
		return err
	}},
	{name: "shape", usage: "requests of a `SHAPE`: " + traffic.Forms, set: func(p *fleetPlan, s string) (err error) {
		p.loads++
		p.Arrivals, err = traffic.Parse(s)
		return err
	}},
	{name: "arrivals", usage: "requests as counted in `FILE`, by the minute, in the Azure Functions 2019 format", set: func(p *fleetPlan, s string) (err error) {
		p.loads++
		p.finite = true
		p.Arrivals, err = newPlan("").load(s, "")
		return err
	}},
	{name: "service", usage: "`DISTRIBUTION` of the CPU time of a request on one full vCPU", set: func(p *fleetPlan, s string) (err error) {
		p.timed = true
		p.Service, err = sim.ParseDist(s)
		return err
	}},
	{name: "instances", usage: "a `NUMBER` of instances, over three zones; without it one, or --min", set: func(p *fleetPlan, s string) (err error) {
		p.sized = true
		p.Instances, err = whole(s)
		return err
	}},
	{name: "min", usage: "with target tracking, at least a `NUMBER` of instances", set: func(p *fleetPlan, s string) (err error) {
		p.tracked++
		p.Tracking.Min, err = whole(s)
		return err
	}},
	{name: "max", usage: "with target tracking, at most a `NUMBER` of instances", set: func(p *fleetPlan, s string) (err error) {
		p.tracked++
		p.Tracking.Max, err = whole(s)
		return err
	}},
	{name: "target-cpu", usage: "target tracking: keep the average CPU utilisation at `PERCENT`, such as 50", set: func(p *fleetPlan, s string) error {
		p.tracked++
		percent, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
		if p.Tracking.TargetCPU = percent; err != nil {
			return fmt.Errorf("%q: a percentage such as 50 is wanted", s)
		}
		return nil
	}},
	{name: "warmup", usage: "a new instance counts for target tracking after a `DURATION`; without it AWS's 5m", set: func(p *fleetPlan, s string) error {
		p.warmed = true
		return durationKnob(func(t *fleet.Tracking) *time.Duration { return &t.Warmup })(&p.Tracking, s)
	}},
	{name: "type", usage: "instance `TYPE`, such as t3.micro or c7g.large", set: func(p *fleetPlan, s string) error {
		if p.Type = instancetype.Named(s); p.Type == nil {
			return fmt.Errorf("%q is not among the types here; `aws ec2 describe-instance-types` in skylab console lists them", s)
		}
		return nil
	}},
	{name: "workers", usage: "requests that an instance serves at once, a `NUMBER`, 0 is all; without it one for each vCPU, or one", set: func(p *fleetPlan, s string) (err error) {
		p.manned = true
		p.Workers, err = whole(s)
		return err
	}},
	{name: "backlog", fallback: "4096", usage: "requests that may wait at an instance, a `NUMBER`; more are refused", set: func(p *fleetPlan, s string) (err error) {
		p.Backlog, err = whole(s)
		return err
	}},
	{name: "balance", fallback: string(fleet.RoundRobin), usage: "`WAY` of the load balancer: round-robin or least-outstanding", set: func(p *fleetPlan, s string) (err error) {
		p.Balance, err = fleet.ParseBalance(s)
		return err
	}},
	{name: "credits", usage: "`MODE` of burstable types: standard or unlimited; without it AWS's default", set: func(p *fleetPlan, s string) error {
		if s != "standard" && s != "unlimited" {
			return fmt.Errorf("%q: standard or unlimited is wanted", s)
		}
		p.credits = s
		return nil
	}},
	{name: "purchase", fallback: "on-demand", usage: "`OPTION`: on-demand, spot, or spot:65% by another discount than 70 %", set: func(p *fleetPlan, s string) (err error) {
		p.Discount, err = discount(s)
		return err
	}},
	{name: "lose-zone", usage: "lose one of the three zones in a `TIME`, such as 600s..900s", set: func(p *fleetPlan, s string) error {
		from, to, ok := strings.Cut(s, "..")
		if !ok {
			return fmt.Errorf("%q: a time such as 600s..900s is wanted", s)
		}
		if err := durationKnob(func(l *fleet.Loss) *time.Duration { return &l.From })(&p.Loss, from); err != nil {
			return err
		}
		return durationKnob(func(l *fleet.Loss) *time.Duration { return &l.To })(&p.Loss, to)
	}},
	{name: "for", usage: "virtual time to simulate, a `DURATION`; without it and --requests: 24h, or to the end of --arrivals", set: durationKnob(func(p *fleetPlan) *time.Duration { return &p.For })},
	{name: "requests", usage: "stop after a `NUMBER` of requests", set: func(p *fleetPlan, s string) error {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 {
			return fmt.Errorf("%q: a whole number from 0 is wanted", s)
		}
		p.Requests = n
		return nil
	}},
	{name: "seed", fallback: "1", usage: "where randomness comes from, a `NUMBER`", set: func(p *fleetPlan, s string) (err error) {
		if p.Seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			return fmt.Errorf("%q: a whole number from 0 is wanted", s)
		}
		return nil
	}},
	{name: "runs", usage: "average a `NUMBER` of independent runs, with the seeds that follow; without it one, or ten if load or fleet change", set: func(p *fleetPlan, s string) (err error) {
		if p.runs, err = whole(s); err == nil && (p.runs < 1 || p.runs > mostRuns) {
			err = fmt.Errorf("%q: a number from 1 to %d is wanted", s, mostRuns)
		}
		return err
	}},
	{name: "from-start", usage: "the beginning is of interest: leave no warm-up out", truth: true, set: truthKnob(func(p *fleetPlan) *bool { return &p.Transient })},
}

// discount is what a purchase option takes off the On-Demand price.
func discount(option string) (float64, error) {
	switch option {
	case "on-demand":
		return 0, nil
	case "spot":
		return 0.7, nil
	}
	text, spot := strings.CutPrefix(option, "spot:")
	percent, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if !spot || err != nil || !(percent >= 0 && percent < 100) {
		return 0, fmt.Errorf("%q: on-demand, spot or a discount such as spot:65%% is wanted", option)
	}
	return percent / 100, nil
}
