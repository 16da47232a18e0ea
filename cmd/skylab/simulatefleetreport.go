package main

import (
	"fmt"
	"io"

	fleet "skylab/engine/ec2/planning"
)

// fleetReport is what `skylab simulate fleet` prints; its names are part of what
// the program promises. Times are in seconds.
type fleetReport struct {
	Seed             uint64  `json:"seed"`
	Runs             int     `json:"runs"`
	SimulatedSeconds float64 `json:"simulated_seconds"`
	// Complete is false if the run was interrupted.
	Complete     bool          `json:"complete"`
	InstanceType string        `json:"instance_type"`
	Workers      int           `json:"workers"`
	MeanWait     estimate      `json:"mean_wait_seconds"`
	MeanResponse estimate      `json:"mean_response_seconds"`
	Latency      latencyReport `json:"latency_seconds"`
	Utilisation  estimate      `json:"utilisation"`
	Throughput   estimate      `json:"throughput_per_second"`
	Refusal      estimate      `json:"refusal_probability"`
	Requests     int64         `json:"requests"`
	Served       int64         `json:"served"`
	Refused      int64         `json:"refused"`
	Lost         int64         `json:"lost"`
	Instances    estimate      `json:"mean_instances"`
	Cost         estimate      `json:"cost_usd"`
	CostParts    fleetCost     `json:"cost_parts_usd"`
	Batches      int           `json:"batches"`
	Warmup       float64       `json:"warmup_seconds"`
	Timeline     []fleetLap    `json:"timeline"`

	plan *fleetPlan
}

// fleetCost is what the cost is made of.
type fleetCost struct {
	Instances estimate `json:"instances"`
	Credits   estimate `json:"cpu_credits"`
}

// fleetLap is a stretch of the run, of the first if there are several.
type fleetLap struct {
	At          float64 `json:"at_seconds"`
	Length      float64 `json:"length_seconds"`
	Instances   float64 `json:"instances"`
	Utilisation float64 `json:"utilisation"`
	Requests    int64   `json:"requests"`
	Served      int64   `json:"served"`
	Refused     int64   `json:"refused"`
	Lost        int64   `json:"lost"`
	Wait        float64 `json:"mean_wait_seconds"`
	Response    float64 `json:"mean_response_seconds"`
	P99         float64 `json:"p99_seconds"`
}

// tell takes over what the runs told.
func (r *fleetReport) tell(f fleet.Result) {
	r.MeanWait, r.MeanResponse = estimate(f.Wait), estimate(f.Response)
	r.Latency = latencyReport{estimate(f.Response), estimate(f.P50), estimate(f.P90), estimate(f.P95), estimate(f.P99), estimate(f.P999)}
	r.Utilisation, r.Throughput, r.Refusal = estimate(f.Utilisation), estimate(f.Throughput), estimate(f.Refusal)
	r.Requests, r.Served, r.Refused, r.Lost = f.Requests, f.Served, f.Refused, f.Lost
	r.Instances, r.Cost = estimate(f.Instances), estimate(f.Cost)
	r.CostParts = fleetCost{estimate(f.InstanceCost), estimate(f.CreditCost)}
	r.Batches, r.Warmup = f.Batches, f.Warmup.Seconds()
	for _, l := range f.Laps {
		r.Timeline = append(r.Timeline, fleetLap{l.From.Seconds(), l.Length.Seconds(), l.Instances, l.Utilisation,
			l.Requests, l.Served, l.Refused, l.Lost, l.Wait.Seconds(), l.Response.Seconds(), l.P99.Seconds()})
	}
}

func (r *fleetReport) print(h host, form string) error {
	switch form {
	case "text":
		for _, row := range r.rows() {
			fmt.Fprintf(h.out, "%s\t%s\t%s\t%s\n", row.key, digits(row.e.Value), digits(row.e.Low), digits(row.e.High))
		}
		return nil
	case "table":
		r.table(h.out)
		return nil
	}
	return printData(h, r, form)
}

// fleetRow is an estimate with its name, and how it is shown to people.
type fleetRow struct {
	key, name string
	e         estimate
	show      func(float64) string
}

func (r *fleetReport) rows() []fleetRow {
	l := r.Latency
	exact := func(n int64) estimate { return estimate{Value: float64(n), Low: float64(n), High: float64(n)} }
	rows := []fleetRow{
		{"requests", "Requests", exact(r.Requests), grouped},
		{"served", "  served", exact(r.Served), grouped},
		{"refused", "  refused", exact(r.Refused), grouped},
		{"lost", "  lost", exact(r.Lost), grouped},
		{"refusal_probability", "  refused or lost", r.Refusal, percent},
		{"throughput_per_second", "Answers a second", r.Throughput, significant},
		{"mean_wait_seconds", "Wait, mean", r.MeanWait, brief(r.MeanWait.Value)},
		{"mean_response_seconds", "Response, mean", r.MeanResponse, brief(r.MeanResponse.Value)},
		{"latency_seconds.p50", "  50 %", l.P50, brief(l.P50.Value)},
		{"latency_seconds.p90", "  90 %", l.P90, brief(l.P90.Value)},
		{"latency_seconds.p95", "  95 %", l.P95, brief(l.P95.Value)},
		{"latency_seconds.p99", "  99 %", l.P99, brief(l.P99.Value)},
		{"latency_seconds.p99.9", "  99.9 %", l.P999, brief(l.P999.Value)},
		{"mean_instances", "Instances", r.Instances, significant},
		{"utilisation", "  utilisation", r.Utilisation, percent},
		{"cost_usd", "Cost", r.Cost, dollars},
		{"cost_parts_usd.instances", "  instances", r.CostParts.Instances, dollars},
		{"cost_parts_usd.cpu_credits", "  CPU credits", r.CostParts.Credits, dollars},
	}
	return rows
}

// table is the report for people, at most 80 columns wide.
func (r *fleetReport) table(w io.Writer) {
	fmt.Fprintf(w, "%-26s %12s   %s\n", r.plan.size()+" × "+r.InstanceType, "", "95 % confidence interval")
	for _, row := range r.rows() {
		interval(w, row.name, row.e, row.show)
	}
	fmt.Fprintln(w)
	var laps []chartLap
	for _, l := range r.Timeline {
		laps = append(laps, chartLap{seconds(l.Length), l.Instances * l.Utilisation, l.Instances})
	}
	chart(w, "Instances over time: █ busy, ░ idle", laps)
	fmt.Fprintln(w)
	fmt.Fprintf(w, "%s of virtual time, seed %d. %s\n", spoken(seconds(r.SimulatedSeconds)), r.Seed, method(r.Runs, r.Batches, r.Warmup))
	fmt.Fprintln(w, "Cost is that of instances: volumes, addresses and data are not in it.")
}
