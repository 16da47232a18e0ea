package fidelity

// planningRules are what the planning model (skylab simulate) makes of Lambda.
// Admission and prices are the rules of lambda and billing.
func planningRules() []Rule {
	const sheet = "2026-11-22"
	return []Rule{
		{"planning.model", "Requests go to a provisioned environment, else to the newest idle one, else to a new one; nothing waits. It agrees with SimFaaS's published results, and with 20 functions on AWS to 13 % of their cold starts and 3.1 % of their environments.", DocumentedRange, "Lambda sheet 8 [SF]: SimFaaS, Mahmoudi and Khazaei, CLOSER 2021", sheet},
		{"planning.idle-expiry", "An idle environment ends after a fixed time, 10 minutes if none is given; age ends it only if asked for.", Assumption, "Lambda sheet 2.2: AWS publishes no number; measured from 5 to 60 minutes", sheet},
		{"planning.service-times", "Durations are drawn independently of each other, of load and of memory; a cold start is one more distribution, its init included.", Simplified, "Lambda sheet 8.1 [SF]", sheet},
		{"planning.provisioned-at-once", "Provisioned environments are there from the start to the end; their allocation takes no time.", Simplified, "Lambda sheet 2.5: AWS allocates up to 6,000 a minute", sheet},
		{"planning.sync-only", "All requests are synchronous: they count against the request rates, and what is throttled does not come again.", Simplified, "Lambda sheet 3 and 4", sheet},
		{"planning.billed", "A cold invocation is billed for the whole of its duration, init included, rounded up to 1 ms; logs, transfers and storage are not on the bill.", Simplified, "Lambda sheet 2.4 and 5.1", sheet},
		{"planning.memory-range", "Memory is 128 to 10,240 MB.", Exact, "Lambda sheet 1.1", sheet},
		{"planning.calendar", "A run begins when a world does, on 2026-11-02 09:00 UTC; tiers and the free tier begin anew with each month.", Assumption, "this project's own", sheet},
	}
}
