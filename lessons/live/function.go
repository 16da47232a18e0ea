package live

import (
	"time"

	"skylab/engine/lambda"
)

// Function is what expressions see of a Lambda function. Times are in
// milliseconds, memory in MB; everything is zero for one that does not exist.
type Function struct {
	Exists       bool    `expr:"exists"`
	State        string  `expr:"state"`
	Invocations  int     `expr:"invocations"`
	Errors       int     `expr:"errors"`
	Throttles    int     `expr:"throttles"`
	ColdStarts   int     `expr:"coldStarts"`
	Environments int     `expr:"environments"`
	Busy         int     `expr:"busy"`
	Idle         int     `expr:"idle"`
	P50          float64 `expr:"p50"`
	P99          float64 `expr:"p99"`
	LastDuration float64 `expr:"lastDuration"`
	LastInit     float64 `expr:"lastInit"`
	LastBilled   int64   `expr:"lastBilled"`
	BilledMs     int64   `expr:"billedMs"`
	MaxMemory    int     `expr:"maxMemory"`
	Memory       int     `expr:"memory"`
	Timeout      float64 `expr:"timeout"`
	LastError    string  `expr:"lastError"`
	Pending      int     `expr:"pending"`
	// MaxConcurrent are the most requests that ran at a time; Reserved is -1
	// without a reservation; Provisioned are environments that are ready.
	MaxConcurrent int `expr:"maxConcurrent"`
	Reserved      int `expr:"reserved"`
	Provisioned   int `expr:"provisioned"`
	// Kept and Lost are events that were given up: to a destination or a
	// dead-letter queue, or for good.
	Kept int `expr:"kept"`
	Lost int `expr:"lost"`
	// Concurrent are the requests that hold an environment now.
	Concurrent int `expr:"concurrent"`
	// Versions are the numbers of the published ones, oldest first.
	Versions []string     `expr:"versions"`
	Alias    named[Alias] `expr:"alias"`
}

func (c *Context) function(name string) Function {
	w := c.World()
	v, ok := w.Lambda.Function(name)
	if !ok {
		c.miss("fn", listed(w.Lambda.Functions(), func(v lambda.FunctionView) string { return v.Name }), name)
		return Function{Alias: func(string) (Alias, error) { return Alias{}, c.look() }}
	}
	t, past := w.Lambda.Stats(name), c.seen.ended[name]
	f := Function{
		Exists: true, State: v.State, Memory: v.MemoryMB, Timeout: ms(v.Timeout), Pending: v.Queued,
		Invocations: t.Invocations, Errors: t.Errors, Throttles: t.Throttles, ColdStarts: t.ColdStarts,
		P50: ms(t.P50), P99: ms(t.P99), BilledMs: t.BilledMs,
		LastDuration: ms(past.last.Duration), LastInit: ms(past.last.Init), LastBilled: past.last.BilledMs,
		MaxMemory: past.maxMemory, LastError: past.lastError,
	}
	f.MaxConcurrent, f.Reserved, f.Kept, f.Lost = t.MaxConcurrent, v.Reserved, t.EventsKept, t.EventsDropped
	for _, p := range v.Provisioned {
		if p.Status == "READY" {
			f.Provisioned += p.Ready
		}
	}
	f.Concurrent, f.Versions = v.Concurrent, v.Versions
	f.Alias = one(c, func(alias string) Alias { return c.alias(v, alias) })
	f.Environments, f.Idle, f.Busy = v.Environments, v.Idle, v.Environments-v.Idle
	return f
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// url is the function's URL, "" without one.
func (c *Context) url(name string) string {
	v, ok := c.World().Lambda.Function(name)
	if !ok {
		c.function(name) // notes that it is missing
	}
	return v.URL
}
