package live

import "skylab/engine/traffic"

// Traffic is what expressions see of a run of requests, of `hey` or `traffic`;
// everything is zero for one that does not exist.
type Traffic struct {
	Exists bool   `expr:"exists"`
	State  string `expr:"state"`
	// Sent requests are Answered or still open; Failed are the answers with a
	// failure or a status from 400 on, TimedOut those that did not come.
	Sent     int `expr:"sent"`
	Answered int `expr:"answered"`
	Failed   int `expr:"failed"`
	TimedOut int `expr:"timedOut"`
	// Rate is in answers a second, Mean, P50, P95 and P99 in milliseconds.
	Rate float64 `expr:"rate"`
	Mean float64 `expr:"mean"`
	P50  float64 `expr:"p50"`
	P95  float64 `expr:"p95"`
	P99  float64 `expr:"p99"`
	// Status is how many answers had that status.
	Status func(code int) int `expr:"status"`
}

func (c *Context) traffic(name string) Traffic {
	runs := c.World().Traffic.Runs()
	there := listed(runs, func(r traffic.Run) string { return r.Name })
	for i := range runs {
		if runs[i].Name == name {
			return reported(&runs[i].Report)
		}
	}
	c.miss("traffic", there, name)
	return Traffic{Status: func(int) int { return 0 }}
}

func reported(r *traffic.Report) Traffic {
	t := Traffic{Exists: true, State: r.State, Sent: int(r.Sent), Answered: int(r.Answered), Failed: int(r.Failed),
		TimedOut: int(r.TimedOut), Rate: r.RequestsPerSecond,
		Status: func(code int) int {
			for _, s := range r.StatusCodes {
				if s.Status == code {
					return int(s.Count)
				}
			}
			return 0
		}}
	if r.Latency != nil {
		t.Mean, t.P50, t.P95, t.P99 = r.Latency.Mean, r.Latency.P50, r.Latency.P95, r.Latency.P99
	}
	return t
}
