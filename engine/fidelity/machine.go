package fidelity

// machineRules are what happens inside a computer that serves requests.
func machineRules() []Rule {
	const sheet = "2026-11-22"
	return []Rule{
		{"machine.processor-sharing", "A vCPU is a vCPU: each job runs on one at most, and when there are more jobs than vCPUs all get the same share at every moment. Hyperthreads of a core, caches and the scheduler's time slices make no difference.", Simplified, "The limit of ever shorter time slices in Linux's fair scheduler; queueing theory calls it processor sharing", sheet},
		{"machine.application", "An application has a fixed number of workers, or none are counted; requests are taken first come, first served, wait in a backlog of fixed length, and are refused when that is full.", Simplified, "How servers with a pool of workers and a listen backlog behave; those that queue elsewhere, or drop the oldest, do not", sheet},
	}
}
