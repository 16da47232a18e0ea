package health

// Routable are the positions of the targets that may be sent a request: the
// healthy ones or, where a group has none, the unhealthy ones: the load
// balancer fails open. None is a 503.
//
// fidelity: elb.fail-open
func Routable(targets []Target) []int {
	if healthy := in(Healthy, targets); len(healthy) > 0 {
		return healthy
	}
	return in(Unhealthy, targets)
}

// in are the positions of the targets in a state.
func in(state State, targets []Target) (found []int) {
	for i, t := range targets {
		if t.State == state {
			found = append(found, i)
		}
	}
	return found
}
