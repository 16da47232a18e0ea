package live

import (
	"slices"

	"skylab/engine/cloudwatch"
	"skylab/engine/lambda"
)

// Alias is what expressions see of a function's alias. The counts are those of
// the metrics of requests that came by it; they go on if the alias is made
// anew.
type Alias struct {
	Exists bool `expr:"exists"`
	// Version serves the requests, but for the share Weight, 0 to 1, that goes
	// to Other; "" is none.
	Version string  `expr:"version"`
	Other   string  `expr:"other"`
	Weight  float64 `expr:"weight"`
	// Provisioned are environments that are ready.
	Provisioned int `expr:"provisioned"`
	Invocations int `expr:"invocations"`
	Errors      int `expr:"errors"`
	Throttles   int `expr:"throttles"`
}

func (c *Context) alias(f lambda.FunctionView, name string) Alias {
	i := slices.IndexFunc(f.Aliases, func(a lambda.AliasView) bool { return a.Name == name })
	if i < 0 {
		c.miss("alias", listed(f.Aliases, func(a lambda.AliasView) string { return a.Name }), name)
		return Alias{}
	}
	a := f.Aliases[i]
	out := Alias{Exists: true, Version: a.Version, Other: a.Other, Weight: a.Weight}
	for _, p := range f.Provisioned {
		if p.Qualifier == name {
			out.Provisioned = p.Ready
		}
	}
	sum := c.sums("AWS/Lambda", cloudwatch.Dimension{Name: "FunctionName", Value: f.Name}, cloudwatch.Dimension{Name: "Resource", Value: f.Name + ":" + name})
	out.Invocations, out.Errors, out.Throttles = sum("Invocations"), sum("Errors"), sum("Throttles")
	return out
}
