package elb

import (
	"fmt"
	"time"

	"skylab/engine/aws"
	"skylab/engine/elb/health"
	"skylab/engine/vpc"
)

// beginChecks has a target checked from now on; the first check comes at some
// moment of the first interval, since each node has a rhythm of its own.
//
// fidelity: elb.health-checks
func (s *Service) beginChecks(t *target) {
	if b := t.group.balancer; b == nil || !b.active || !t.health.Checked() {
		return
	}
	t.group.turn++
	t.turn = t.group.turn
	interval := time.Duration(t.group.checks.Interval) * time.Second
	first := time.Duration(s.k.Stream("elb.health").Int64N(int64(interval-time.Second))) + time.Second
	s.k.After(first, HealthCheckDue{t.group.path, t.id, t.port, t.turn})
}

// endChecks forgets the checks to come, and the one under way.
func (s *Service) endChecks(t *target) {
	t.group.turn++
	t.turn = t.group.turn
	s.endCheck(t)
}

func (s *Service) endCheck(t *target) {
	if t.probe != nil {
		t.probe.Abandon()
		t.probe = nil
	}
	if t.expiry != 0 {
		s.k.Cancel(t.expiry)
		t.expiry = 0
	}
}

// check sends a target a check from the next node in turn.
func (s *Service) check(e HealthCheckDue) {
	t := s.target(e.Group, e.Target, e.Port, e.Turn)
	if t == nil {
		return
	}
	c := &t.group.checks
	s.k.After(time.Duration(c.Interval)*time.Second, e)
	s.endCheck(t)
	n := t.checker()
	if n == nil {
		return // no node of the load balancer is there to check
	}
	t.checks++
	port, _ := c.port(t.port) // it was looked at when it was set
	ended := false
	t.probe = s.net.Send(vpc.End{Interface: n.nic}, t.address, port, c.request(t, n, port), func(a vpc.Answer) {
		if ended = a.Failure != vpc.Dropped && a.Failure != vpc.Vanished; ended {
			s.checked(t, a)
		}
	})
	if ended {
		t.probe = nil
	} else {
		t.expiry = s.k.After(time.Duration(c.Timeout)*time.Second, HealthCheckTimedOut(e))
	}
}

// checker is the node whose turn it is to check: one of those that are up, and
// that would send the target requests.
func (t *target) checker() *node {
	nodes := t.group.balancer.nodes
	if t.group.behaviour.zonal && t.zone != everywhere {
		n := t.group.balancer.in(t.zone)
		if n == nil || n.nic.Unreachable() {
			return nil
		}
		return n
	}
	for i := range nodes {
		if n := nodes[(int(t.checks%uint64(len(nodes)))+i)%len(nodes)]; !n.nic.Unreachable() {
			return n
		}
	}
	return nil
}

// checkHeaders are those of all checks. Nobody changes them.
var checkHeaders = map[string]string{"user-agent": "ELB-HealthChecker/2.0", "connection": "close", "accept-encoding": "gzip, compressed"}

// request is the check that a target is sent. Its URL is kept, since it is the
// same each time.
func (c *healthCheck) request(t *target, n *node, port int) *aws.HTTPRequest {
	if t.checkedAt != (place{port, c.Path}) {
		t.checkedAt = place{port, c.Path}
		t.url = fmt.Sprintf("http://%s:%d%s", t.address, port, c.Path)
	}
	return &aws.HTTPRequest{Method: "GET", URL: t.url, Headers: checkHeaders, SourceIP: n.address}
}

// place is what is asked for in a check.
type place struct {
	port int
	path string
}

// checked judges the answer to a check.
func (s *Service) checked(t *target, a vpc.Answer) {
	t.probe = nil
	s.endCheck(t)
	c := &t.group.checks
	switch {
	case a.Failure != vpc.NoFailure || a.Response == nil:
		s.set(t, t.health.Failed(health.FailedHealthChecks, c.Thresholds), "")
	case c.matches(a.Response.Status):
		s.set(t, s.model.passed(t.health, c.Thresholds), "")
	default:
		s.set(t, t.health.Failed(health.ResponseCodeMismatch, c.Thresholds), fmt.Sprint(a.Response.Status))
	}
}

// checkTimedOut judges a check that was not answered.
func (s *Service) checkTimedOut(e HealthCheckTimedOut) {
	t := s.target(e.Group, e.Target, e.Port, e.Turn)
	if t == nil || t.expiry == 0 {
		return
	}
	t.expiry = 0
	s.endCheck(t)
	s.set(t, t.health.Failed(health.Timeout, t.group.checks.Thresholds), "")
}
