package main

import (
	"fmt"
	"io"

	"skylab/engine/ec2/hpc"
)

// hpcReport is what `skylab simulate hpc` prints; its names are part of what the
// program promises. Times are in seconds.
type hpcReport struct {
	InstanceType string  `json:"instance_type"`
	Instances    int     `json:"instances"`
	Placement    string  `json:"placement"`
	Network      string  `json:"network"`
	Ranks        int     `json:"ranks"`
	Steps        int64   `json:"steps"`
	Step         float64 `json:"step_seconds"`
	Compute      float64 `json:"compute_seconds_per_step"`
	Exchange     float64 `json:"exchange_seconds_per_step"`
	Latency      float64 `json:"latency_seconds"`
	Gbps         float64 `json:"flow_gbps"`
	Finish       float64 `json:"finish_seconds"`
	Speedup      float64 `json:"speedup"`
	Efficiency   float64 `json:"efficiency"`
	Cost         float64 `json:"cost_usd"`
	CostParts    hpcCost `json:"cost_parts_usd"`
}

// hpcCost is what the cost is made of.
type hpcCost struct {
	Instances float64 `json:"instances"`
	Transfer  float64 `json:"data_transfer"`
}

func newHPCReport(j hpc.Job, r hpc.Result) hpcReport {
	return hpcReport{j.Type.Name, j.Instances, string(j.Placement), string(r.Network), r.Ranks, j.Steps, r.Step, r.Compute, r.Exchange,
		r.Latency, r.Gbps, r.Finish, r.Speedup, r.Efficiency, r.Cost, hpcCost{r.InstanceCost, r.TransferCost}}
}

func (r hpcReport) print(h host, form string) error {
	switch form {
	case "text":
		for _, row := range r.rows() {
			fmt.Fprintf(h.out, "%s\t%s\n", row.key, digits(row.value))
		}
		return nil
	case "table":
		r.table(h.out)
		return nil
	}
	return printData(h, r, form)
}

// hpcRow is a figure with its name, and how it is shown to people.
type hpcRow struct {
	key, name string
	value     float64
	show      func(float64) string
}

func (r hpcReport) rows() []hpcRow {
	return []hpcRow{
		{"ranks", "Ranks", float64(r.Ranks), grouped},
		{"steps", "Steps", float64(r.Steps), grouped},
		{"step_seconds", "Step", r.Step, brief(r.Step)},
		{"compute_seconds_per_step", "  computing", r.Compute, brief(r.Compute)},
		{"exchange_seconds_per_step", "  exchanging", r.Exchange, brief(r.Exchange)},
		{"latency_seconds", "Latency of a message", r.Latency, brief(r.Latency)},
		{"flow_gbps", "Gbit/s to a neighbour", r.Gbps, significant},
		{"finish_seconds", "Done after", r.Finish, brief(r.Finish)},
		{"speedup", "Times as fast as a core", r.Speedup, significant},
		{"efficiency", "  for each core", r.Efficiency, percent},
		{"cost_usd", "Cost", r.Cost, dollars},
		{"cost_parts_usd.instances", "  instances", r.CostParts.Instances, dollars},
		{"cost_parts_usd.data_transfer", "  data between zones", r.CostParts.Transfer, dollars},
	}
}

// table is the report for people, at most 80 columns wide.
func (r hpcReport) table(w io.Writer) {
	fmt.Fprintf(w, "%d × %s, placement %s, by %s\n", r.Instances, r.InstanceType, r.Placement, r.Network)
	for _, row := range r.rows() {
		fmt.Fprintf(w, "  %-24s %12s\n", row.name, row.show(row.value))
	}
	fmt.Fprintln(w)
	fmt.Fprintln(w, "A model of latency and bandwidth, of which some figures are assumed: see")
	fmt.Fprintln(w, "docs/fidelity.md, under hpc. Cost is that of instances, from when all")
	fmt.Fprintln(w, "run, and of data between zones.")
}
