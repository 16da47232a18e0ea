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
		chart(w, r.results[i].Laps)
	}
	fmt.Fprintln(w)
	total := 0.0
	for _, f := range r.Functions {
		total += f.Cost.Value
	}
	if len(r.Functions) > 1 {
		fmt.Fprintf(w, "All functions together cost %s.\n", dollars(total))
	}
	fmt.Fprintf(w, "%s of virtual time, seed %d. %s\n", spoken(seconds(r.SimulatedSeconds)), r.Seed, r.method())
}

// method says what the intervals rest on.
func (r report) method() string {
	f := r.Functions[0]
	switch {
	case r.Runs > 1:
		return fmt.Sprintf("Intervals: 95 %%, over\n%d independent runs, whose means the figures are.", r.Runs)
	case f.Batches < 2:
		return "Too short for intervals."
	case f.WarmupSeconds == 0:
		return fmt.Sprintf("Intervals: 95 %%, %d batches,\nno warm-up left out. A load that changes widens them: see --runs.", f.Batches)
	}
	return fmt.Sprintf("Intervals: 95 %%, %d batches\nafter a warm-up of %s. Counts and cost are of the whole run.", f.Batches, spoken(seconds(f.WarmupSeconds)))
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

func (f functionReport) table(w io.Writer) {
	fmt.Fprintf(w, "%-26s %12s   %s\n", f.Name, "", "95 % confidence interval")
	row := func(name string, e estimate, show func(float64) string) {
		low, high := show(e.Low), "?"
		if e.High < math.MaxFloat64 {
			high = show(e.High)
		}
		fmt.Fprintf(w, "  %-24s %12s   %12s to %s\n", name, show(e.Value), low, high)
	}
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
		row("  lifespan", f.MeanLifespan, brief)
	}
	fmt.Fprintf(w, "  %-24s %12s\n", "  most running at once", grouped(float64(f.PeakConcurrency)))
	row("Duration, mean", f.Latency.Mean, brief)
	row("  50 %", f.Latency.P50, brief)
	row("  90 %", f.Latency.P90, brief)
	row("  95 %", f.Latency.P95, brief)
	row("  99 %", f.Latency.P99, brief)
	row("  99.9 %", f.Latency.P999, brief)
	if len(f.Costs) == 0 {
		row("Cost", f.Cost, dollars)
	}
	for _, c := range f.Costs {
		row(fmt.Sprintf("Cost at %d MB", c.MemoryMB), c.Cost, dollars)
	}
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
	if x != 0 && x < 0.1 {
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
	places := max(0, 3-int(math.Floor(math.Log10(math.Abs(x)))))
	return strconv.FormatFloat(x, 'f', min(places, 9), 64)
}

// brief is a duration in seconds, in the unit that fits.
func brief(s float64) string {
	switch {
	case s >= 7200:
		return significant(s/3600) + " h"
	case s >= 1:
		return significant(s) + " s"
	}
	return significant(1000*s) + " ms"
}
