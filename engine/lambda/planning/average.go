package planning

import "skylab/engine/measure"

// Average is what independent runs of a scenario, with other seeds, tell of
// its functions together: the means over the runs, with intervals by Student's
// t over them. It is how a load that changes, or a start, is estimated: there a
// single run has no batches that are alike. There is at least one run.
func Average(runs [][]Result) []Result {
	if len(runs) == 1 {
		return runs[0]
	}
	var out []Result
	for i := range runs[0] {
		var of []Result
		for _, r := range runs {
			of = append(of, r[i])
		}
		out = append(out, average(of))
	}
	return out
}

func average(runs []Result) Result {
	out := runs[0]
	out.Costs = append([]Cost(nil), out.Costs...)
	out.Laps = append([]Lap(nil), out.Laps...)
	out.Batches = len(runs)
	into := out.estimates()
	for i := range into {
		var x []float64
		for _, r := range runs {
			x = append(x, r.estimates()[i].Value)
		}
		*into[i] = measure.Over(x, *into[i])
	}
	out.Reasons = reasonsOf(runs)
	out.Ended = 0
	for _, r := range runs {
		out.Peak = max(out.Peak, r.Peak)
		out.Ended += r.Ended
	}
	out.Ended /= int64(len(runs))
	overlay(out.Laps, runs)
	return out
}

// estimates are all estimates of a result, in a fixed order.
func (r *Result) estimates() []*measure.Estimate {
	l := &r.Latency
	out := []*measure.Estimate{&r.Requests, &r.Invocations, &r.ColdStarts, &r.Throttles, &r.ColdStart, &r.Rejection, &r.Servers, &r.Running, &r.Idle,
		&r.Utilisation, &r.Lifespan, &l.Mean, &l.P50, &l.P90, &l.P95, &l.P99, &l.P999}
	for i := range r.Costs {
		out = append(out, &r.Costs[i].USD)
	}
	return out
}

// reasonsOf are the throttles by reason, on average over the runs.
func reasonsOf(runs []Result) (out []Throttled) {
	for _, why := range reasons {
		sum := int64(0)
		for _, r := range runs {
			for _, t := range r.Reasons {
				if t.Reason == why {
					sum += t.Count
				}
			}
		}
		if sum > 0 {
			out = append(out, Throttled{why, (sum + int64(len(runs))/2) / int64(len(runs))})
		}
	}
	return out
}

// overlay makes the laps of the first run those of the average run, if all
// have the same laps.
func overlay(laps []Lap, runs []Result) {
	for _, r := range runs {
		if len(r.Laps) != len(laps) {
			return
		}
	}
	for i := range laps {
		running, servers := 0.0, 0.0
		for _, r := range runs {
			running += r.Laps[i].Running / float64(len(runs))
			servers += r.Laps[i].Servers / float64(len(runs))
			laps[i].Peak = max(laps[i].Peak, r.Laps[i].Peak)
		}
		laps[i].Running, laps[i].Servers = running, servers
	}
}
