package live

import (
	"slices"
	"time"

	"skylab/engine/apigateway"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// API is what expressions see of an HTTP API; everything is zero for one that
// does not exist.
type API struct {
	Exists bool   `expr:"exists"`
	ID     string `expr:"id"`
	// URL leads to the stage $default; others follow as /name.
	URL    string `expr:"url"`
	Routes int    `expr:"routes"`
	Stages int    `expr:"stages"`
	// Requests were answered, so many of them with a status of 4xx or 5xx.
	Requests     int `expr:"requests"`
	ClientErrors int `expr:"clientErrors"`
	ServerErrors int `expr:"serverErrors"`
	// Throttled were refused because they came too soon after others; they are
	// among the client errors.
	Throttled int `expr:"throttled" from:"journal"`
	// P50 and P99 are of the latency of the last day, in milliseconds.
	P50 float64 `expr:"p50"`
	P99 float64 `expr:"p99"`
}

// api finds an API by its id, or by its name; of several with one name, which
// AWS allows, it is the newest.
func (c *Context) api(name string) API {
	w := c.World()
	all := w.APIGateway.APIs()
	for _, v := range slices.Backward(all) {
		if v.ID != name && v.Name != name {
			continue
		}
		dim := cloudwatch.Dimension{Name: "ApiId", Value: v.ID}
		sum := c.sums("AWS/ApiGateway", dim)
		latency := w.CloudWatch.Find("AWS/ApiGateway", "Latency", []cloudwatch.Dimension{dim})
		from, to := w.Now().Add(-24*time.Hour), w.Now()+sim.Time(time.Nanosecond)
		return API{
			Exists: true, ID: v.ID, URL: v.Endpoint, Routes: v.Routes, Stages: v.Stages, Requests: sum("Count"),
			ClientErrors: sum("4xx"), ServerErrors: sum("5xx"), Throttled: c.seen.count(apiThrottled, v.ID),
			P50: latency.Percentile(from, to, 50), P99: latency.Percentile(from, to, 99),
		}
	}
	c.miss("api", listed(all, func(v apigateway.APIView) string { return v.Name }), name)
	return API{}
}
