package main

import (
	"github.com/spf13/cobra"
)

// simulateFleetCommand is the planning model of instances behind a load balancer.
func simulateFleetCommand(h host, output *string) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "fleet",
		Short: "EC2 instances behind a load balancer",
		Long: `Simulate EC2 instances that serve a load: how long requests wait and take, how
busy the instances are, and what they cost. The load is --rate (Poisson), --shape
or --arrivals. --service is the CPU time of a request on one full vCPU, as a
distribution: 100ms (always), exp:2s (by its mean), lognormal:100ms,250ms (by
median and ninetieth percentile) or empirical:1ms,2ms,40ms (all equally likely).

An instance has a worker for each vCPU, unless --workers says otherwise; requests
that find no worker free wait in its backlog. More workers than vCPUs share them.
Without --type instances are of the smallest m7g with a vCPU for each worker.
Burstable types spend CPU credits.

With --min, --max and --target-cpu the fleet is an Auto Scaling group whose size
follows its CPU: above the target for three minutes it grows, below 70 % of it
for 15 it shrinks. It begins with --instances, or --min.

What is assumed is in docs/fidelity.md, under fleet.

Each estimate has a 95 % confidence interval, by batch means after a warm-up, or
over independent runs where load or fleet change.`,
		Example: `  skylab simulate fleet --rate 80 --service exp:10ms --instances 1 \
      --for 1000000s --seed 1 --output json
  skylab simulate fleet --rate 300 --service lognormal:8ms,20ms --type t3.micro \
      --instances 6 --credits standard --for 48h
  skylab simulate fleet --shape 'ramp:50/s..900/s over 1h' --service exp:10ms \
      --type c7g.large --instances 6 --balance least-outstanding --for 2h
  skylab simulate fleet --rate 400 --service exp:10ms --instances 6 \
      --lose-zone 600s..900s --for 30m
  skylab simulate fleet --shape 'ramp:50/s..900/s over 1h' --service exp:10ms \
      --min 2 --max 30 --target-cpu 50 --warmup 60s --for 3h`,
		Args: noArgs,
	}
	p := &fleetPlan{}
	texts := map[string]*string{}
	for _, k := range fleetKnobs {
		texts[k.name] = k.define(cmd)
	}
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := turn(fleetKnobs, p, texts); err != nil {
			return err
		}
		if err := p.complete(); err != nil {
			return usagef("%v; see %s --help", err, cmd.CommandPath())
		}
		return simulateFleet(h, p, *output)
	}
	return cmd
}
