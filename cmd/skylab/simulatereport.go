package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"github.com/goccy/go-yaml"

	"skylab/engine/lambda/planning"
	"skylab/engine/measure"
)

// report is what `skylab simulate` prints; its names are part of what the
// program promises. Times are in seconds.
type report struct {
	Seed             uint64  `json:"seed"`
	Runs             int     `json:"runs"`
	SimulatedSeconds float64 `json:"simulated_seconds"`
	// Complete is false if the run was interrupted.
	Complete  bool             `json:"complete"`
	Functions []functionReport `json:"functions"`

	p       *plan
	results []planning.Result
}

type functionReport struct {
	Name                 string               `json:"name"`
	ColdStartProbability estimate             `json:"cold_start_probability"`
	RejectionProbability estimate             `json:"rejection_probability"`
	MeanServers          estimate             `json:"mean_servers"`
	MeanRunning          estimate             `json:"mean_running"`
	MeanIdle             estimate             `json:"mean_idle"`
	Utilisation          estimate             `json:"utilisation"`
	MeanLifespan         estimate             `json:"mean_lifespan_seconds"`
	Latency              latencyReport        `json:"latency_seconds"`
	Cost                 estimate             `json:"cost_usd"`
	Costs                []costReport         `json:"cost_by_memory,omitempty"`
	Requests             estimate             `json:"requests"`
	Invocations          estimate             `json:"invocations"`
	ColdStarts           estimate             `json:"cold_starts"`
	Throttles            estimate             `json:"throttles"`
	Reasons              []planning.Throttled `json:"throttle_reasons,omitempty"`
	PeakConcurrency      int                  `json:"peak_concurrency"`
	Batches              int                  `json:"batches"`
	WarmupSeconds        float64              `json:"warmup_seconds"`
}

type latencyReport struct {
	Mean estimate `json:"mean"`
	P50  estimate `json:"p50"`
	P90  estimate `json:"p90"`
	P95  estimate `json:"p95"`
	P99  estimate `json:"p99"`
	P999 estimate `json:"p99.9"`
}

type costReport struct {
	MemoryMB int      `json:"memory_mb"`
	Cost     estimate `json:"cost_usd"`
}

// estimate is a value with its interval, with seven digits, for no run knows
// more. An end that is not known is null.
type estimate measure.Estimate

// MarshalJSON writes {"value": …, "low": …, "high": …}.
func (e estimate) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, `{"value":%s,"low":%s,"high":%s}`, digits(e.Value), digits(e.Low), digits(e.High)), nil
}

func digits(x float64) string {
	if x >= math.MaxFloat64 || math.IsNaN(x) {
		return "null"
	}
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', -1, 64) // counts are exact
	}
	text := strconv.FormatFloat(x, 'g', 7, 64)
	y, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return "null"
	}
	out, err := json.Marshal(y)
	if err != nil {
		return "null"
	}
	return string(out)
}

func newFunctionReport(r planning.Result) functionReport {
	l := r.Latency
	out := functionReport{Name: r.Name, ColdStartProbability: estimate(r.ColdStart), RejectionProbability: estimate(r.Rejection),
		MeanServers: estimate(r.Servers), MeanRunning: estimate(r.Running), MeanIdle: estimate(r.Idle), Utilisation: estimate(r.Utilisation),
		MeanLifespan: estimate(r.Lifespan), Latency: latencyReport{estimate(l.Mean), estimate(l.P50), estimate(l.P90), estimate(l.P95), estimate(l.P99), estimate(l.P999)},
		Cost: estimate(r.Costs[0].USD), Requests: estimate(r.Requests), Invocations: estimate(r.Invocations), ColdStarts: estimate(r.ColdStarts),
		Throttles: estimate(r.Throttles), Reasons: r.Reasons, PeakConcurrency: r.Peak, Batches: r.Batches, WarmupSeconds: r.Warmup.Seconds()}
	if len(r.Costs) > 1 {
		for _, c := range r.Costs {
			out.Costs = append(out.Costs, costReport{c.MemoryMB, estimate(c.USD)})
		}
	}
	return out
}

// flatReport is the report of one function without the list around it.
type flatReport struct {
	Seed             uint64  `json:"seed"`
	Runs             int     `json:"runs"`
	SimulatedSeconds float64 `json:"simulated_seconds"`
	Complete         bool    `json:"complete"`
	functionReport
}

// value is what the report is as data.
func (r report) value() any {
	if r.p.flat {
		return flatReport{r.Seed, r.Runs, r.SimulatedSeconds, r.Complete, r.Functions[0]}
	}
	return r
}

func (r report) print(h host, form string) error {
	switch form {
	case "json", "yaml":
		return printData(h, r.value(), form)
	case "text":
		r.text(h.out)
		return nil
	}
	r.table(h.out)
	return nil
}

// printData writes a report as JSON or YAML.
func printData(h host, value any, form string) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	if form == "yaml" {
		if data, err = yaml.JSONToYAML(data); err != nil {
			return err
		}
		_, err = h.out.Write(data)
		return err
	}
	_, err = fmt.Fprintf(h.out, "%s\n", data)
	return err
}

// text is a line for each estimate: function, name, value, low, high, with
// tabs between them.
func (r report) text(w io.Writer) {
	for _, f := range r.Functions {
		l := f.Latency
		line := func(name string, e estimate) {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", f.Name, name, digits(e.Value), digits(e.Low), digits(e.High))
		}
		for _, row := range []struct {
			name string
			e    estimate
		}{
			{"cold_start_probability", f.ColdStartProbability}, {"rejection_probability", f.RejectionProbability},
			{"mean_servers", f.MeanServers}, {"mean_running", f.MeanRunning}, {"mean_idle", f.MeanIdle}, {"utilisation", f.Utilisation},
			{"mean_lifespan_seconds", f.MeanLifespan}, {"latency_seconds.mean", l.Mean}, {"latency_seconds.p50", l.P50},
			{"latency_seconds.p90", l.P90}, {"latency_seconds.p95", l.P95}, {"latency_seconds.p99", l.P99}, {"latency_seconds.p99.9", l.P999},
			{"cost_usd", f.Cost}, {"requests", f.Requests}, {"invocations", f.Invocations}, {"cold_starts", f.ColdStarts}, {"throttles", f.Throttles},
		} {
			line(row.name, row.e)
		}
		for _, c := range f.Costs {
			line(fmt.Sprintf("cost_usd.%d_mb", c.MemoryMB), c.Cost)
		}
	}
}

// spoken is a duration as people read one.
func spoken(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%.1f days", d.Hours()/24)
	case d >= 2*time.Hour:
		return fmt.Sprintf("%.1f h", d.Hours())
	case d >= 2*time.Minute:
		return fmt.Sprintf("%.1f min", d.Minutes())
	}
	return fmt.Sprintf("%.3g s", d.Seconds())
}
