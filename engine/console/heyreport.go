package console

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"skylab/engine/traffic"
)

// heyReport is a run in hey's words (github rakyll/hey, requester/report.go
// and print.go). Names resolve and connections stand at once here, so of the
// details only the wait for the response is not zero.
//
// fidelity: traffic.network
type heyReport struct {
	run     traffic.Run
	results []traffic.Result // those with a response
	lats    []float64        // theirs, in seconds, sorted
	failure func(string) string
}

func newHeyReport(r traffic.Run, failure func(string) string) *heyReport {
	h := &heyReport{run: r, failure: failure}
	for _, q := range r.Results {
		if q.Status != 0 {
			h.results = append(h.results, q)
			h.lats = append(h.lats, q.Took.Seconds())
		}
	}
	slices.Sort(h.lats)
	return h
}

// number is hey's formatNumber.
func number(x float64) string { return fmt.Sprintf("%4.4f", x) }

func (h *heyReport) print(output string) string {
	if output == "csv" {
		return h.csv()
	}
	var b strings.Builder
	fastest, slowest, average := 0.0, 0.0, math.NaN()
	if n := len(h.lats); n > 0 {
		fastest, slowest, average = h.lats[0], h.lats[n-1], h.run.Latency.Mean/1000
	}
	fmt.Fprintf(&b, "\nSummary:\n  Total:\t%s secs\n  Slowest:\t%s secs\n  Fastest:\t%s secs\n  Average:\t%s secs\n  Requests/sec:\t%s\n  ",
		number(h.run.Seconds), number(slowest), number(fastest), number(average), number(float64(h.run.Answered)/h.run.Seconds))
	responses := int64(0)
	for _, s := range h.run.StatusCodes {
		responses += s.Count
	}
	if h.run.Bytes > 0 {
		fmt.Fprintf(&b, "\n  Total data:\t%d bytes\n  Size/request:\t%d bytes", h.run.Bytes, h.run.Bytes/max(1, responses))
	}
	if responses > int64(len(h.lats)) {
		fmt.Fprintf(&b, "\n\nNote:  Distributions are for first %d results.", len(h.lats))
	}
	fmt.Fprintf(&b, "\n\nResponse time histogram:\n%s\n\nLatency distribution:%s\n", h.histogram(fastest, slowest), h.distribution())
	h.details(&b, average, fastest, slowest)
	b.WriteString("\nStatus code distribution:")
	for _, s := range h.run.StatusCodes {
		fmt.Fprintf(&b, "\n  [%d]\t%d responses", s.Status, s.Count)
	}
	b.WriteString("\n\n")
	if len(h.run.Failures) > 0 {
		b.WriteString("Error distribution:")
		for _, f := range h.run.Failures {
			fmt.Fprintf(&b, "\n  [%d]\t%s", f.Count, h.failure(f.Reason))
		}
	}
	b.WriteString("\n\n")
	return b.String()
}

// details are the parts of a request's time.
func (h *heyReport) details(b *strings.Builder, average, fastest, slowest float64) {
	none := 0.0
	if len(h.lats) == 0 {
		none = math.NaN()
	}
	b.WriteString("\nDetails (average, fastest, slowest):\n")
	for _, part := range []struct {
		name               string
		average, low, high float64
	}{{"DNS+dialup", none, 0, 0}, {"DNS-lookup", none, 0, 0}, {"req write", none, 0, 0}, {"resp wait", average, fastest, slowest}, {"resp read", none, 0, 0}} {
		fmt.Fprintf(b, "  %s:\t%s secs, %s secs, %s secs\n", part.name, number(part.average), number(part.low), number(part.high))
	}
}

// histogram has eleven marks, the fastest first and the slowest last; each
// counts what lies above the mark before it.
func (h *heyReport) histogram(fastest, slowest float64) string {
	if len(h.lats) == 0 {
		return ""
	}
	const bars = 10
	var marks [bars + 1]float64
	var counts [bars + 1]int
	step := (slowest - fastest) / bars
	for i := range bars {
		marks[i] = fastest + step*float64(i)
	}
	marks[bars] = slowest
	at, most := 0, 0
	for _, lat := range h.lats {
		for lat > marks[at] && at < bars {
			at++
		}
		counts[at]++
		most = max(most, counts[at])
	}
	var b strings.Builder
	for i, n := range counts {
		fmt.Fprintf(&b, "  %4.3f [%v]\t|%v\n", marks[i], n, strings.Repeat("■", (n*40+most/2)/most))
	}
	return b.String()
}

// distribution is hey's, which looks for one percentile at each result: with
// few results the last ones stay zero. 0.1.5 writes two per cent signs by
// mistake; this one is of 0.1.4.
func (h *heyReport) distribution() string {
	if len(h.lats) == 0 {
		return ""
	}
	percentiles := [...]int{10, 25, 50, 75, 90, 95, 99}
	var found [len(percentiles)]float64
	for i, j := 0, 0; i < len(h.lats) && j < len(percentiles); i++ {
		if i*100/len(h.lats) >= percentiles[j] {
			found[j] = h.lats[i]
			j++
		}
	}
	var b strings.Builder
	for i, lat := range found {
		if lat > 0 {
			fmt.Fprintf(&b, "\n  %d%% in %s secs", percentiles[i], number(lat))
		} else {
			fmt.Fprintf(&b, "\n  0%% in %s secs", number(0))
		}
	}
	return b.String()
}

// csv has a line for each response.
func (h *heyReport) csv() string {
	var b strings.Builder
	b.WriteString("response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset")
	for _, q := range h.results {
		fmt.Fprintf(&b, "\n%s,0.0000,0.0000,0.0000,%s,0.0000,%d,%s", seconds(q.Took), seconds(q.Took), q.Status, seconds(q.Offset))
	}
	b.WriteString("\n")
	return b.String()
}

func seconds(d time.Duration) string { return number(d.Seconds()) }
