package console

import (
	"fmt"
	"strings"
	"time"

	"skylab/engine/traffic"
)

// trafficReport is a run in a few lines.
func trafficReport(r *traffic.Report) string {
	var b strings.Builder
	took := time.Duration(r.Seconds * 1e9).Round(time.Millisecond)
	fmt.Fprintf(&b, "%s: %s to %s\n", r.Name, r.Load, r.Target)
	fmt.Fprintf(&b, "  %s, %s, %.1f answers a second\n", r.State, took, r.RequestsPerSecond)
	fmt.Fprintf(&b, "  sent %d, answered %d, open %d, failed %d, timed out %d\n", r.Sent, r.Answered, r.Open, r.Failed, r.TimedOut)
	if l := r.Latency; l != nil {
		fmt.Fprintf(&b, "  latency in ms: mean %.1f, p50 %.1f, p90 %.1f, p95 %.1f, p99 %.1f, max %.1f\n", l.Mean, l.P50, l.P90, l.P95, l.P99, l.Max)
	}
	var counts []string
	for _, s := range r.StatusCodes {
		counts = append(counts, fmt.Sprintf("%d × %d", s.Count, s.Status))
	}
	if len(counts) > 0 {
		fmt.Fprintf(&b, "  status: %s\n", strings.Join(counts, ", "))
	}
	for _, f := range r.Failures {
		fmt.Fprintf(&b, "  failed: %d × %s\n", f.Count, f.Reason)
	}
	return b.String()
}
