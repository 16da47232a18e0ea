package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"skylab/engine/sim"
	"skylab/engine/traffic"
)

// knob is one setting: a flag of `skylab simulate lambda` and a key of a
// scenario file.
type knob[T any] struct {
	name, fallback, usage string
	truth                 bool // true or false
	set                   func(*T, string) error
}

// functionKnobs describe a function.
var functionKnobs = []knob[functionPlan]{
	{name: "name", usage: "what the function is called", set: func(f *functionPlan, s string) error {
		f.Name = s
		return nil
	}},
	{name: "rate", usage: "Poisson requests, so many a second: `0.9` or 0.9/s", set: func(f *functionPlan, s string) (err error) {
		f.loads++
		f.Arrivals, err = traffic.Parse("poisson:" + strings.TrimSuffix(s, "/s") + "/s")
		return err
	}},
	{name: "shape", usage: "requests of a `SHAPE`: " + traffic.Forms, set: func(f *functionPlan, s string) (err error) {
		f.loads++
		f.Arrivals, err = traffic.Parse(s)
		return err
	}},
	{name: "arrivals", usage: "requests as counted in `FILE`, by the minute, in the Azure Functions 2019 format", set: func(f *functionPlan, s string) error {
		f.loads++
		f.file = s
		return nil
	}},
	{name: "hash", usage: "of --arrivals, only functions whose `HASH` begins so", set: func(f *functionPlan, s string) error {
		f.hash = s
		return nil
	}},
	{name: "warm", usage: "`DISTRIBUTION` of durations on an environment that was there", set: func(f *functionPlan, s string) (err error) {
		f.Warm, err = sim.ParseDist(s)
		f.timed = true
		return err
	}},
	{name: "cold", usage: "`DISTRIBUTION` of durations on a new environment, its init included; like --warm if not given", set: func(f *functionPlan, s string) (err error) {
		f.Cold, err = sim.ParseDist(s)
		f.timedCold = true
		return err
	}},
	{name: "expire", fallback: "10m", usage: "an environment ends after idling for `DURATION`; 0s is never", set: durationKnob(func(f *functionPlan) *time.Duration { return &f.Expire })},
	{name: "max-age", usage: "an environment ends at `DURATION`, however busy", set: durationKnob(func(f *functionPlan) *time.Duration { return &f.MaxAge })},
	{name: "memory", fallback: "128", usage: "memory in `MB`; several with commas give several costs, at the same durations", set: func(f *functionPlan, s string) error {
		f.Memory = nil
		for word := range strings.SplitSeq(s, ",") {
			mb, err := whole(strings.TrimSpace(word))
			if err != nil {
				return err
			}
			f.Memory = append(f.Memory, mb)
		}
		return nil
	}},
	{name: "architecture", fallback: "x86_64", usage: "`x86_64` or arm64", set: func(f *functionPlan, s string) error {
		f.Architecture = s
		return nil
	}},
	{name: "reserved", usage: "reserved concurrency, a `NUMBER`", set: func(f *functionPlan, s string) (err error) {
		f.Reserved, err = whole(s)
		f.Reserves = true
		return err
	}},
	{name: "provisioned", usage: "provisioned concurrency, a `NUMBER`", set: func(f *functionPlan, s string) (err error) {
		f.Provisioned, err = whole(s)
		return err
	}},
	{name: "start-running", usage: "a `NUMBER` of environments that are busy at the start", set: func(f *functionPlan, s string) (err error) {
		f.Start.Running, err = whole(s)
		return err
	}},
	{name: "start-idle", usage: "a `NUMBER` of environments that are idle at the start", set: func(f *functionPlan, s string) (err error) {
		f.Start.Idle, err = whole(s)
		return err
	}},
	{name: "start-idle-for", usage: "the `DURATION` that those have idled already", set: durationKnob(func(f *functionPlan) *time.Duration { return &f.Start.IdleFor })},
}

// planKnobs describe a run.
var planKnobs = []knob[plan]{
	{name: "for", usage: "virtual time to simulate, a `DURATION`; without it and --requests: 24h, or to the end of --arrivals", set: durationKnob(func(p *plan) *time.Duration { return &p.For })},
	{name: "requests", usage: "stop after a `NUMBER` of requests", set: func(p *plan, s string) error {
		n, err := whole(s)
		p.Requests = int64(n)
		return err
	}},
	{name: "seed", fallback: "1", usage: "where randomness comes from, a `NUMBER`", set: func(p *plan, s string) (err error) {
		if p.Seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			return fmt.Errorf("%q: a whole number from 0 is wanted", s)
		}
		return nil
	}},
	{name: "runs", usage: "average a `NUMBER` of independent runs, with the seeds that follow; without it one, or ten if the load changes or with --from-start", set: func(p *plan, s string) (err error) {
		if p.runs, err = whole(s); err == nil && (p.runs < 1 || p.runs > mostRuns) {
			err = fmt.Errorf("%q: a number from 1 to %d is wanted", s, mostRuns)
		}
		return err
	}},
	{name: "max-concurrency", fallback: "1000", usage: "the account's concurrency, a `NUMBER`; 0 takes all limits away", set: func(p *plan, s string) (err error) {
		p.Concurrency, err = whole(s)
		return err
	}},
	{name: "free-tier", usage: "take AWS's always-free usage off the bill", truth: true, set: truthKnob(func(p *plan) *bool { return &p.FreeTier })},
	{name: "from-start", usage: "the beginning is of interest: leave no warm-up out", truth: true, set: truthKnob(func(p *plan) *bool { return &p.Transient })},
}

func durationKnob[T any](field func(*T) *time.Duration) func(*T, string) error {
	return func(t *T, s string) error {
		d, err := time.ParseDuration(s)
		if err != nil || d < 0 {
			return fmt.Errorf("%q is no duration such as 90s or 10m", s)
		}
		*field(t) = d
		return nil
	}
}

func truthKnob[T any](field func(*T) *bool) func(*T, string) error {
	return func(t *T, s string) error {
		b, err := strconv.ParseBool(s)
		if err != nil {
			return fmt.Errorf("%q: true or false is wanted", s)
		}
		*field(t) = b
		return nil
	}
}

// whole is a number from 0.
func whole(s string) (int, error) {
	n, err := strconv.ParseUint(s, 10, 31)
	if err != nil {
		return 0, fmt.Errorf("%q: a whole number from 0 to %d is wanted", s, math.MaxInt32)
	}
	return int(n), nil
}
