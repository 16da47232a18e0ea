package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"skylab/engine/ec2/hpc"
	"skylab/engine/ec2/instancetype"
)

// simulateHPCCommand is the planning model of tightly coupled jobs.
func simulateHPCCommand(h host, output *string) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "hpc",
		Short: "A tightly coupled job on EC2 instances",
		Long: `Tell how long a job takes on EC2 instances, and what it costs, by a model of
latency and bandwidth. The job has --steps. In each, the CPU time of --step (on
one core, for the whole job) is divided among the cores of all instances; then
each instance sends --exchange bytes to each of its two neighbours, and all wait
for the slowest. Without --exchange the job is embarrassingly parallel.

--placement is cluster (a cluster placement group), none, spread (a spread
placement group in one zone) or zones (spread over three). Messages go by EFA
where the type has it, but not between zones, and by TCP otherwise. What is
measured there and what assumed is in docs/fidelity.md, under hpc.`,
		Example: `  skylab simulate hpc --type hpc7g.16xlarge --instances 8 --placement cluster \
      --step 5ms --exchange 1MB --steps 100000 --output json
  skylab simulate hpc --type hpc7g.16xlarge --instances 8 --placement zones \
      --step 5s --exchange 1MB --steps 10000
  skylab simulate hpc --type c7g.16xlarge --instances 4 --network tcp \
      --step 1s --exchange 64KiB --steps 10000`,
		Args: noArgs,
	}
	j := &hpc.Job{}
	texts := map[string]*string{}
	for _, k := range hpcKnobs {
		texts[k.name] = k.define(cmd)
	}
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := turn(hpcKnobs, j, texts); err != nil {
			return err
		}
		for _, name := range []string{"type", "step"} {
			if *texts[name] == "" {
				return usagef("%s is wanted; see %s --help", name, cmd.CommandPath())
			}
		}
		r, err := hpc.Run(*j)
		if err != nil {
			return usagef("%v", err)
		}
		return newHPCReport(*j, r).print(h, *output)
	}
	return cmd
}

// hpcKnobs are the flags of `skylab simulate hpc`.
var hpcKnobs = []knob[hpc.Job]{
	{name: "type", usage: "instance `TYPE`, such as hpc7g.16xlarge or c7g.16xlarge", set: func(j *hpc.Job, s string) error {
		if j.Type = instancetype.Named(s); j.Type == nil {
			return fmt.Errorf("%q is not among the types here; `aws ec2 describe-instance-types` in skylab console lists them", s)
		}
		return nil
	}},
	{name: "instances", fallback: "1", usage: "a `NUMBER` of instances", set: func(j *hpc.Job, s string) (err error) {
		j.Instances, err = whole(s)
		return err
	}},
	{name: "placement", fallback: string(hpc.None), usage: "`WHERE` the instances are: cluster, none, spread or zones", set: func(j *hpc.Job, s string) (err error) {
		j.Placement, err = hpc.ParsePlacement(s)
		return err
	}},
	{name: "network", usage: "`WAY` of the messages: efa or tcp; without it the better one there is", set: func(j *hpc.Job, s string) (err error) {
		j.Network, err = hpc.ParseNetwork(s)
		return err
	}},
	{name: "step", usage: "CPU time of a step of the whole job on one core, a `DURATION`", set: durationKnob(func(j *hpc.Job) *time.Duration { return &j.Work })},
	{name: "exchange", fallback: "0", usage: "what an instance sends to each neighbour in a step, in `BYTES`: 1MB, 64KiB", set: func(j *hpc.Job, s string) (err error) {
		j.Exchange, err = bytesOf(s)
		return err
	}},
	{name: "steps", fallback: "1", usage: "a `NUMBER` of steps", set: func(j *hpc.Job, s string) (err error) {
		if j.Steps, err = strconv.ParseInt(s, 10, 64); err != nil || j.Steps < 0 {
			return fmt.Errorf("%q: a whole number is wanted", s)
		}
		return nil
	}},
}

// byteUnits are the units of a number of bytes; each comes before those that it
// ends with.
var byteUnits = []struct {
	name  string
	bytes float64
}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"kB", 1e3}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1}, {"", 1}}

// bytesOf reads a number of bytes, such as 1MB.
func bytesOf(s string) (int64, error) {
	for _, u := range byteUnits {
		text, ok := strings.CutSuffix(s, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || !(n >= 0 && n*u.bytes < math.MaxInt64) {
			break
		}
		return int64(math.Round(n * u.bytes)), nil
	}
	return 0, fmt.Errorf("%q: bytes such as 1MB or 64KiB are wanted", s)
}
