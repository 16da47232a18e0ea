package live

import "skylab/engine/ec2"

// Job is what expressions see of a tightly coupled job on instances.
type Job struct {
	Exists bool   `expr:"exists"`
	State  string `expr:"state"`
	// Placement is cluster, none, spread or zones.
	Placement string `expr:"placement"`
	// Done of Steps are done, which take Step milliseconds each; Waiting is how
	// many of these nobody computes.
	Steps   int     `expr:"steps"`
	Done    int     `expr:"done"`
	Step    float64 `expr:"step"`
	Waiting float64 `expr:"waiting"`
	// Seconds is how long it has run so far.
	Seconds float64 `expr:"seconds"`
	// Speedup is how many times as fast as one core it is.
	Speedup float64 `expr:"speedup"`
}

func (c *Context) job(name string) Job {
	all := c.World().EC2.Jobs()
	for _, j := range all {
		if j.Name == name {
			return Job{Exists: true, State: j.State, Placement: j.Placement, Steps: int(j.Steps), Done: int(j.Done),
				Step: 1000 * j.StepSeconds, Waiting: 1000 * j.ExchangeSeconds, Seconds: j.Seconds, Speedup: j.Speedup}
		}
	}
	c.miss("job", listed(all, func(j ec2.JobView) string { return j.Name }), name)
	return Job{}
}
