package lambda

import (
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// qualified are the recorders of what was invoked by a qualifier: dimension
// Resource, and of an alias with two versions each version's own as well, by
// ExecutedVersion (fact sheet 7 [DEV, OLD]).
//
// fidelity: lambda.metrics-qualified
type qualified struct {
	invocations, errors, throttles, duration *cloudwatch.Metric
}

// qualified are the recorders of a request, made when first needed; none for
// a request without a qualifier.
func (s *Service) qualified(inv *invocation) []qualified {
	if inv.Qualifier == "" {
		return nil
	}
	dims := []cloudwatch.Dimension{{Name: "FunctionName", Value: inv.f.Name}, {Name: "Resource", Value: inv.f.Name + ":" + inv.Qualifier}}
	out := []qualified{s.recorders(dims)}
	if inv.alias != nil && inv.alias.Other != "" {
		out = append(out, s.recorders(append(dims, cloudwatch.Dimension{Name: "ExecutedVersion", Value: inv.ver.label()})))
	}
	return out
}

func (s *Service) recorders(dims []cloudwatch.Dimension) qualified {
	metric := func(name, unit string) *cloudwatch.Metric {
		return s.near.CloudWatch.Metric(namespace, name, unit, dims)
	}
	return qualified{metric("Invocations", "Count"), metric("Errors", "Count"), metric("Throttles", "Count"), metric("Duration", "Milliseconds")}
}

// add records an invocation as metrics.add does.
func (q qualified) add(started sim.Time, e InvocationEnded) {
	(&metrics{invocations: q.invocations, errors: q.errors, duration: q.duration}).add(started, e)
}

// recordProvisioned samples how much of a provision is in use, by its version
// or alias: as many requests, and as a share of what is allocated.
func (s *Service) recordProvisioned(p *provision, now sim.Time) {
	dims := []cloudwatch.Dimension{{Name: "FunctionName", Value: p.f.Name}, {Name: "Resource", Value: p.f.Name + ":" + p.Qualifier}}
	busy := float64(p.busy())
	s.near.CloudWatch.Record(namespace, "ProvisionedConcurrentExecutions", "Count", dims, busy, now)
	s.near.CloudWatch.Record(namespace, "ProvisionedConcurrencyUtilization", "None", dims, busy/float64(max(1, len(p.all))), now)
}
