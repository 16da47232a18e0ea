package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// simulateCommand is the planning model without a screen.
func simulateCommand(h host) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "simulate FILE.yaml",
		Short: "Plan capacity: waits, latency and cost of functions and instances",
		Long: `Simulate Lambda functions whose load and durations are distributions, millions
of requests in a second, and estimate how often requests start cold or are
throttled, how many environments there are, how long callers wait, and Lambda's
part of the bill: logs, and what functions call, are not in it. No code runs and
no account is changed. skylab simulate lambda takes one function from its flags,
skylab simulate fleet instances of EC2 behind a load balancer, skylab simulate
hpc a tightly coupled job on instances; a scenario file describes several functions
that share an account's concurrency:

  for: 2h
  max-concurrency: 500
  functions:
    - name: web
      shape: ramp:10/s..400/s over 1h
      warm: lognormal:80ms,250ms
      cold: lognormal:700ms,1.2s
      memory: 512
    - name: report
      rate: 2/s
      warm: exp:4s
      reserved: 20

Keys are the flags of skylab simulate lambda; those of a run stand at the top,
and the flags below override them; all others stand in a function. Files that it
names are found beside it.

Each estimate has a 95 % confidence interval, by batch means after a warm-up. A
load that changes has no batches that are alike: there the figures are means of
ten independent runs, and the intervals are over these; --runs changes that.
ctrl+c ends the run and prints what it has told so far, with status 130.`,
		Example: `  skylab simulate plan.yaml
  skylab simulate plan.yaml --output json | jq '.functions[].latency_seconds.p99'
  skylab simulate lambda --rate 0.9 --warm exp:1.991s --cold exp:2.244s --for 1000000s`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("what is to be simulated? skylab simulate lambda, or a scenario: skylab simulate FILE.yaml")
			}
			return atMostOne(cmd, args)
		},
	}
	changes := map[string]*string{}
	for _, k := range planKnobs {
		changes[k.name] = knob[plan]{name: k.name, truth: k.truth, usage: k.usage}.define(cmd)
	}
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		p, err := readScenario(args[0])
		if err != nil {
			return err
		}
		if err := turn(planKnobs, p, changes); err != nil {
			return err
		}
		return simulate(h, p, output)
	}
	cmd.AddCommand(simulateLambdaCommand(h, &output), simulateFleetCommand(h, &output), simulateHPCCommand(h, &output))
	cmd.PersistentFlags().StringVarP(&output, "output", "o", "table", "`FORM` of the result: "+strings.Join(forms, ", "))
	complete(cmd, "output", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return forms, cobra.ShellCompDirectiveNoFileComp
	})
	cmd.PersistentPreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(forms, output) {
			return usagef("--output %q: there are %s", output, strings.Join(forms, ", "))
		}
		return nil
	}
	return cmd
}

func simulateLambdaCommand(h host, output *string) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lambda",
		Short: "One function, described by flags",
		Long: `Simulate one Lambda function. Its load is --rate (Poisson), --shape or
--arrivals. Distributions are 100ms (always), exp:2s (by its mean),
lognormal:100ms,250ms (by median and ninetieth percentile) or
empirical:1ms,2ms,40ms (all equally likely).

Requests go to the newest idle environment; without one a new environment
starts, and the request takes a duration of --cold in place of --warm. An
environment that idles for --expire ends. Limits are AWS's: the account's
concurrency and request rate, 1,000 new environments every 10 s. What is assumed
is in docs/fidelity.md, under planning.`,
		Example: `  skylab simulate lambda --rate 0.9 --warm exp:1.991s --cold exp:2.244s \
      --expire 600s --for 1000000s --seed 1 --output json
  skylab simulate lambda --shape 'spike:20/s +3000 at 60s for 1s' --for 3m \
      --warm lognormal:80ms,250ms --cold lognormal:700ms,1.2s
  skylab simulate lambda --rate 40 --warm exp:2s --reserved 50
  skylab simulate lambda --arrivals invocations.csv --warm 300ms --memory 128,512`,
		Args: noArgs,
	}
	p := newPlan("")
	f := &functionPlan{}
	texts := map[string]*string{}
	for _, k := range functionKnobs {
		if k.name != "name" {
			texts[k.name] = k.define(cmd)
		}
	}
	for _, k := range planKnobs {
		texts[k.name] = k.define(cmd)
	}
	cmd.RunE = func(*cobra.Command, []string) error {
		f.Name = flatName
		if err := turn(functionKnobs, f, texts); err != nil {
			return err
		}
		if err := turn(planKnobs, p, texts); err != nil {
			return err
		}
		p.flat = true
		if err := p.add(f); err != nil {
			return usagef("%v; see %s --help", err, cmd.CommandPath())
		}
		return simulate(h, p, *output)
	}
	return cmd
}

// define makes a flag of the knob; its text is what it is set by.
func (k knob[T]) define(cmd *cobra.Command) *string {
	v := &knobValue{text: k.fallback, truth: k.truth}
	f := cmd.Flags().VarPF(v, k.name, "", k.usage)
	if k.truth {
		f.NoOptDefVal = "true"
	}
	return &v.text
}

// knobValue is the text of a knob on the command line.
type knobValue struct {
	text  string
	truth bool
}

func (v *knobValue) String() string     { return v.text }
func (v *knobValue) Set(s string) error { v.text = s; return nil }

// Type is how the help shows the value, if the usage does not name it.
func (v *knobValue) Type() string {
	if v.truth {
		return "bool"
	}
	return "string"
}

// turn sets knobs by their flags.
func turn[T any](knobs []knob[T], what *T, texts map[string]*string) error {
	for _, k := range knobs {
		text, ok := texts[k.name]
		if !ok || *text == "" {
			continue
		}
		if err := k.set(what, *text); err != nil {
			return usagef("--%s: %v", k.name, err)
		}
	}
	return nil
}

// forms are the forms of a result.
var forms = []string{"table", "json", "yaml", "text"}
