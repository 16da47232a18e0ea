package fidelity

// trafficRules are the rules of load within a world, which is no service of
// AWS's.
func trafficRules() []Rule {
	const hey = "github rakyll/hey v0.1.5, requester/requester.go"
	return []Rule{
		{"traffic.arrivals", "Requests come evenly, by a Poisson process of a constant or changing rate, or as counted by the minute; none waits for the answer to another.", Exact, "Definitions; thinning by Lewis and Shedler 1979", "2026-11-23"},
		{"traffic.workers", "Workers send one request after the other; each has its own rate limit, whose missed ticks are lost but for one. A request takes its client at least a millisecond.", Simplified, hey + "; the millisecond is an assumption", "2026-11-23"},
		{"traffic.network", "The way between client and AWS takes no time: names resolve and connections stand at once, so only the wait for the response is not zero.", Simplified, "Left out, as for curl: times are those of the service", "2026-11-23"},
		{"traffic.timeout", "A client whose patience ends counts a failure; what its request began goes on.", Exact, hey + ", http.Client.Timeout", "2026-11-23"},
		{"traffic.percentiles", "Percentiles of a run are within 1 % of the true ones; hey's report is of the first 100,000 results (hey keeps a million).", Simplified, hey + ", requester/report.go", "2026-11-23"},
	}
}
