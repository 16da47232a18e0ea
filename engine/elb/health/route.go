package health

import "slices"

// Routable are the positions of the targets that may be sent a request: the
// healthy ones or, where they are fewer than atLeast or none, the unhealthy ones
// with them: the load balancer fails open. None is a 503.
//
// fidelity: elb.fail-open
func Routable(targets []Target, atLeast int) []int {
	healthy := in(targets, Healthy)
	if len(healthy) > 0 && len(healthy) >= atLeast {
		return healthy
	}
	return in(targets, Healthy, Unhealthy)
}

// in are the positions of the targets in one of the states.
func in(targets []Target, states ...State) (found []int) {
	for i, t := range targets {
		if slices.Contains(states, t.State) {
			found = append(found, i)
		}
	}
	return found
}
