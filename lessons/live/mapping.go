package live

import "strings"

// Mapping is what expressions see of the event source mapping of a function to
// a queue; everything is zero for one that does not exist.
type Mapping struct {
	Exists bool   `expr:"exists"`
	State  string `expr:"state"`
	// BatchSize is in messages, Window in seconds.
	BatchSize int     `expr:"batchSize"`
	Window    float64 `expr:"window"`
	// Running are the batches that run now, Limit how many may, Gathered the
	// messages that wait for their batch to be full.
	Running  int `expr:"running"`
	Limit    int `expr:"limit"`
	Gathered int `expr:"gathered"`
	// Result is AWS's word on the last batch: "OK" or a problem.
	Result string `expr:"result"`
	// Batches were handed to the function, with so many Messages in all.
	Batches  int `expr:"batches" from:"journal"`
	Messages int `expr:"messages" from:"journal"`
	// Failed are the batches of which messages came back, Returned these
	// messages; Filtered are the messages that no filter wanted.
	Failed   int `expr:"failed" from:"journal"`
	Returned int `expr:"returned" from:"journal"`
	Filtered int `expr:"filtered" from:"journal"`
}

// mapping finds a mapping by its function, with a qualifier where it has one
// ("pay:live"), and its queue.
func (c *Context) mapping(function, queue string) Mapping {
	var there []string
	for _, v := range c.World().Lambda.Mappings() {
		fn, q := called(v.Function), last(v.Queue)
		if fn != function || q != queue {
			there = append(there, fn+" "+q)
			continue
		}
		of := pair(v.Function, v.Queue)
		return Mapping{
			Exists: true, State: v.State, BatchSize: v.BatchSize, Window: v.Window.Seconds(), Running: v.Running, Limit: v.Limit,
			Gathered: v.Gathered, Result: v.Result, Batches: c.seen.count(mappingBatches, of), Messages: c.seen.count(mappingMessages, of),
			Failed: c.seen.count(mappingFailed, of), Returned: c.seen.count(mappingReturned, of), Filtered: c.seen.count(mappingFiltered, of),
		}
	}
	c.miss("mapping", there, function, queue)
	return Mapping{}
}

// called is a function as its ARN names it, with its qualifier.
func called(arn string) string {
	_, name, _ := strings.Cut(arn, ":function:")
	return name
}
