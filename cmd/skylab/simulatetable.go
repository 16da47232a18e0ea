package main

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
)

// table is the report for people, at most 80 columns wide.
func (r report) table(w io.Writer) {
	for i, f := range r.Functions {
		if i > 0 {
			fmt.Fprintln(w)
		}
		f.table(w)
		fmt.Fprintln(w)
		var laps []chartLap
		for _, l := range r.results[i].Laps {
			laps = append(laps, chartLap{l.Length, l.Running, l.Servers})
		}
		chart(w, "Environments over time: █ running, ░ idle", laps)
	}
	fmt.Fprintln(w)
	total := 0.0
	for _, f := range r.Functions {
		total += f.Cost.Value
	}
	if len(r.Functions) > 1 {
		fmt.Fprintf(w, "All functions together cost %s.\n", dollars(total))
	}
	fmt.Fprintf(w, "%s of virtual time, seed %d. %s\n", spoken(seconds(r.SimulatedSeconds)), r.Seed, method(r.Runs, r.Functions[0].Batches, r.Functions[0].WarmupSeconds))
	fmt.Fprintln(w, "Cost is Lambda's part: logs, and what functions call, are not in it.")
}

// method says what the intervals rest on.
func method(runs, batches int, warmup float64) string {
	switch {
	case runs > 1:
		return fmt.Sprintf("Intervals: 95 %%, over\n%d independent runs, whose means the figures are.", runs)
	case batches < 2:
		return "Too short for intervals."
	case warmup == 0:
		return fmt.Sprintf("Intervals: 95 %%, %d batches,\nno warm-up left out. A load that changes widens them: see --runs.", batches)
	}
	return fmt.Sprintf("Intervals: 95 %%, %d batches\nafter a warm-up of %s. Counts and cost are of the whole run.", batches, spoken(seconds(warmup)))
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

func (f functionReport) table(w io.Writer) {
	fmt.Fprintf(w, "%-26s %12s   %s\n", f.Name, "", "95 % confidence interval")
	row := func(name string, e estimate, show func(float64) string) { interval(w, name, e, show) }
	row("Requests", f.Requests, grouped)
	row("Invocations", f.Invocations, grouped)
	row("Cold starts", f.ColdStarts, grouped)
	row("  of invocations", f.ColdStartProbability, percent)
	if f.Throttles.Value > 0 {
		row("Throttles", f.Throttles, grouped)
		row("  of requests", f.RejectionProbability, percent)
		for _, why := range f.Reasons {
			fmt.Fprintf(w, "    %s: %s\n", why.Reason, grouped(float64(why.Count)))
		}
	}
	row("Environments", f.MeanServers, significant)
	row("  running", f.MeanRunning, significant)
	row("  idle", f.MeanIdle, significant)
	row("  utilisation", f.Utilisation, percent)
	if f.MeanLifespan.Value > 0 {
		row("  lifespan", f.MeanLifespan, brief(f.MeanLifespan.Value))
	}
	fmt.Fprintf(w, "  %-24s %12s\n", "  most running at once", grouped(float64(f.PeakConcurrency)))
	row("Duration, mean", f.Latency.Mean, brief(f.Latency.Mean.Value))
	row("  50 %", f.Latency.P50, brief(f.Latency.P50.Value))
	row("  90 %", f.Latency.P90, brief(f.Latency.P90.Value))
	row("  95 %", f.Latency.P95, brief(f.Latency.P95.Value))
	row("  99 %", f.Latency.P99, brief(f.Latency.P99.Value))
	row("  99.9 %", f.Latency.P999, brief(f.Latency.P999.Value))
	if len(f.Costs) == 0 {
		row("Cost", f.Cost, dollars)
	}
	for _, c := range f.Costs {
		row(fmt.Sprintf("Cost at %d MB", c.MemoryMB), c.Cost, dollars)
	}
}

// interval is a row of a table: a value and its interval.
func interval(w io.Writer, name string, e estimate, show func(float64) string) {
	low, high := show(e.Low), "?"
	if e.High < math.MaxFloat64 {
		high = show(e.High)
	}
	fmt.Fprintf(w, "  %-24s %12s   %12s to %s\n", name, show(e.Value), low, high)
}

// grouped is a whole number with commas.
func grouped(x float64) string {
	text := strconv.FormatFloat(math.Round(x), 'f', 0, 64)
	var b strings.Builder
	for i, c := range text {
		if i > 0 && (len(text)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return b.String()
}

func percent(x float64) string { return significant(100*x) + " %" }

func dollars(x float64) string {
	if x != 0 && x < 10 {
		return "$" + significant(x)
	}
	whole, cents, _ := strings.Cut(strconv.FormatFloat(x, 'f', 2, 64), ".")
	n, err := strconv.ParseFloat(whole, 64)
	if err != nil {
		return "$" + whole + "." + cents
	}
	return "$" + grouped(n) + "." + cents
}

// significant is a number with four digits that matter.
func significant(x float64) string {
	switch {
	case x == 0:
		return "0"
	case math.Abs(x) >= 1000:
		return grouped(x)
	}
	_, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', 3, 64), "e") // after rounding: 99.996 is 100.0
	power, err := strconv.Atoi(exponent)
	if err != nil {
		return strconv.FormatFloat(x, 'g', 4, 64)
	}
	return strconv.FormatFloat(x, 'f', min(max(0, 3-power), 9), 64)
}

// brief shows durations in seconds in the unit that fits the given one.
func brief(value float64) func(float64) string {
	scale, unit := 1.0, " s"
	switch {
	case value >= 7200:
		scale, unit = 1./3600, " h"
	case value < 1:
		scale, unit = 1000, " ms"
	}
	return func(s float64) string { return significant(s*scale) + unit }
}
