package elb

import (
	"time"

	"skylab/engine/cloudwatch"
	"skylab/engine/elb/health"
	"skylab/engine/sim"
)

// counts are what happened in a minute: at a load balancer, at one of its
// nodes, or to a target group.
type counts struct {
	connections      uint64
	requests         uint64    // for which a target was chosen
	targets          [6]uint64 // responses of targets, by the hundreds of their status
	client, server   uint64    // errors of the load balancer's own
	status           [4]uint64 // of them, those of serverErrors
	fixed, redirects uint64
	connectionErrors uint64
	times            spread
}

// serverErrors are the errors of the load balancer that have a metric each.
var serverErrors = [...]struct {
	status int
	metric string
}{{500, "HTTPCode_ELB_500_Count"}, {502, "HTTPCode_ELB_502_Count"}, {503, "HTTPCode_ELB_503_Count"}, {504, "HTTPCode_ELB_504_Count"}}

// targetCodes are the metrics of targets' responses, by hundreds.
var targetCodes = [...]string{2: "HTTPCode_Target_2XX_Count", 3: "HTTPCode_Target_3XX_Count", 4: "HTTPCode_Target_4XX_Count", 5: "HTTPCode_Target_5XX_Count"}

// response counts a target's.
func (c *counts) response(status int, took time.Duration) {
	c.targets[status/100]++
	c.times.add(took)
}

// refused counts an error of the load balancer's own.
func (c *counts) refused(status int) {
	if status < 500 {
		c.client++
		return
	}
	c.server++
	for i, e := range serverErrors {
		if e.status == status {
			c.status[i]++
		}
	}
}

// own counts an answer that a rule gave.
func (c *counts) own(status int) {
	if status >= 300 && status < 400 {
		c.redirects++
	} else {
		c.fixed++
	}
}

// record gives CloudWatch what happened, and begins anew. What did not happen
// has no samples, but requests, which count as none (user guide, CloudWatch
// metrics for your Application Load Balancer).
//
// fidelity: elb.metrics
func (c *counts) record(s *Service, at sim.Time, dims []cloudwatch.Dimension) {
	sum := func(name string, n uint64) {
		if n > 0 {
			s.metric(name, "Count", dims).RecordSet(at, cloudwatch.Stats{Count: n, Sum: float64(n), Min: 1, Max: 1})
		}
	}
	if c.requests == 0 {
		s.metric("RequestCount", "Count", dims).Record(at, 0)
	}
	sum("RequestCount", c.requests)
	for i, name := range targetCodes {
		if name != "" {
			sum(name, c.targets[i])
		}
	}
	sum("HTTPCode_ELB_4XX_Count", c.client)
	sum("HTTPCode_ELB_5XX_Count", c.server)
	for i, e := range serverErrors {
		sum(e.metric, c.status[i])
	}
	sum("HTTP_Fixed_Response_Count", c.fixed)
	sum("HTTP_Redirect_Count", c.redirects)
	sum("HTTPCode_ELB_3XX_Count", c.redirects)
	sum("TargetConnectionErrorCount", c.connectionErrors)
	sum("NewConnectionCount", c.connections)
	if c.times.used {
		c.times.record(s.metric("TargetResponseTime", "Seconds", dims), at)
	}
	*c = counts{}
}

func (s *Service) metric(name, unit string, dims []cloudwatch.Dimension) *cloudwatch.Metric {
	return s.cloudWatch.Metric("AWS/ApplicationELB", name, unit, dims)
}

func dimension(name, value string) cloudwatch.Dimension {
	return cloudwatch.Dimension{Name: name, Value: value}
}

// minuteEnded reports a minute of a load balancer's.
func (s *Service) minuteEnded(e MinuteEnded) {
	b := s.balancers[e.LoadBalancer]
	if b == nil {
		return
	}
	s.k.After(time.Minute, e)
	s.flush(b)
	if s.k.Now()%sim.Time(time.Hour) == 0 {
		b.usage.nextHour()
	}
}

// flush reports what a load balancer did since it was last asked.
func (s *Service) flush(b *balancer) {
	at := max(b.created, s.k.Now().Add(-time.Minute))
	b.usage.measure(s.k.Now(), b.inFlight)
	balancer := dimension("LoadBalancer", b.path)
	whole := []cloudwatch.Dimension{balancer}
	s.metric("ActiveConnectionCount", "Count", whole).Record(at, float64(b.usage.active-b.usage.reported)/float64(time.Minute))
	b.usage.reported = b.usage.active
	if lcu := b.usage.bill(); lcu > 0 {
		s.metric("ConsumedLCUs", "Count", whole).Record(at, float64(lcu)/1e6)
	}
	b.minute.record(s, at, whole)
	for _, n := range b.nodes {
		n.minute.record(s, at, []cloudwatch.Dimension{dimension("AvailabilityZone", n.zone), balancer})
	}
	for _, g := range b.uses {
		s.flushGroup(g, at, balancer)
	}
}

// flushGroup reports what happened to a target group, and how its targets are.
func (s *Service) flushGroup(g *group, at sim.Time, balancer cloudwatch.Dimension) {
	dims := []cloudwatch.Dimension{dimension("TargetGroup", g.path), balancer}
	healthy, unhealthy := g.count("")
	if healthy > 0 {
		each := float64(g.minute.requests) / float64(healthy)
		for _, d := range [][]cloudwatch.Dimension{dims[:1], dims} {
			s.metric("RequestCountPerTarget", "Count", d).Record(at, each)
		}
	}
	g.minute.record(s, at, dims)
	if len(g.targets) == 0 {
		return
	}
	s.metric("HealthyHostCount", "Count", dims).Record(at, float64(healthy))
	s.metric("UnHealthyHostCount", "Count", dims).Record(at, float64(unhealthy))
	for _, n := range g.balancer.nodes {
		healthy, unhealthy := g.count(n.zone)
		zoned := []cloudwatch.Dimension{dims[0], dimension("AvailabilityZone", n.zone), balancer}
		s.metric("HealthyHostCount", "Count", zoned).Record(at, float64(healthy))
		s.metric("UnHealthyHostCount", "Count", zoned).Record(at, float64(unhealthy))
	}
}

// count is how many targets of a zone, or of all, are healthy and unhealthy.
func (g *group) count(zone string) (healthy, unhealthy int) {
	for _, t := range g.targets {
		switch {
		case zone != "" && t.zone != zone:
		case t.health.State == health.Healthy:
			healthy++
		case t.health.State == health.Unhealthy:
			unhealthy++
		}
	}
	return healthy, unhealthy
}
