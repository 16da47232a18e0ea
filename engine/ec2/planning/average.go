package planning

import "skylab/engine/measure"

// Average is what independent runs of a scenario, with other seeds, tell
// together: the means over the runs, with intervals by Student's t over them. It
// is how a load or a fleet that changes is estimated. There is at least one run;
// the laps are those of the first.
func Average(runs []Result) Result {
	if len(runs) == 1 {
		return runs[0]
	}
	out := runs[0]
	out.Batches = len(runs)
	for i, into := range out.estimates() {
		var x []float64
		for _, r := range runs {
			x = append(x, r.estimates()[i].Value)
		}
		*into = measure.Over(x, *into)
	}
	for i, into := range out.counts() {
		*into = 0
		for _, r := range runs {
			*into += *r.counts()[i]
		}
		*into = (*into + int64(len(runs))/2) / int64(len(runs))
	}
	return out
}

// estimates are all estimates of a result, in a fixed order.
func (r *Result) estimates() []*measure.Estimate {
	p := r.percentiles()
	return append(p[:], &r.Wait, &r.Response, &r.Refusal, &r.Instances, &r.Utilisation, &r.Throughput, &r.Cost, &r.InstanceCost, &r.CreditCost)
}

// counts are all counts of a result, in a fixed order.
func (r *Result) counts() []*int64 {
	return []*int64{&r.Requests, &r.Served, &r.Refused, &r.Lost}
}
