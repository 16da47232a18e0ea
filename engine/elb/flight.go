package elb

import (
	"net/netip"
	"net/url"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/elb/rule"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// entrance is a listener at one node.
type entrance struct {
	s        *Service
	node     *node
	listener *listener
	passed   passed
}

// passed is the last request that was passed on, as it came and as it went:
// load sends the same one over and over, and nobody changes a request.
type passed struct {
	in    *aws.HTTPRequest
	from  netip.Addr
	added string // what becomes of X-Forwarded-For
	out   *aws.HTTPRequest
}

// flight is a request on its way to a target and back.
type flight struct {
	s      *Service
	x      *vpc.Exchange // the client's
	out    *vpc.Exchange // the target's
	node   *node
	target *target
	// entrance is where it came in; it is the second try where that is a rule.
	entrance *entrance
	second   bool
	cookie   bool // the answer sets a cookie, or renews it
	began    sim.Time
	done     bool

	line           *line
	since          sim.Time // it is in the line
	before, behind *flight
}

// Serve takes a request in.
//
// fidelity: elb.requests
func (e *entrance) Serve(x *vpc.Exchange) {
	s, b := e.s, e.node.of
	b.received++
	b.arrived(x.Request, len(e.listener.rules))
	if e.listener.protocol == "HTTPS" && !strings.HasPrefix(x.Request.URL, "https:") {
		s.refuse(e.node, x, nil, nil, 400, "a plain request came to a port for HTTPS")
		return
	}
	does := &e.listener.otherwise
	var u *url.URL
	if len(e.listener.rules) > 0 || does.action.RedirectConfig != nil {
		var err error
		if u, err = url.Parse(x.Request.URL); err != nil {
			s.refuse(e.node, x, nil, nil, 400, "the request is malformed")
			return
		}
		does = e.listener.effect(x, u)
	}
	switch {
	case does.action.FixedResponseConfig != nil:
		s.respond(e.node, x, fixed(does.action.FixedResponseConfig))
	case does.action.RedirectConfig != nil:
		s.respond(e.node, x, redirect(does.action.RedirectConfig, e.listener, u))
	default:
		s.forward(e, x, s.share(does))
	}
}

// effect is what the listener does with a request.
func (l *listener) effect(x *vpc.Exchange, u *url.URL) *effect {
	q := rule.Request{Method: x.Request.Method, Host: u.Hostname(), Path: pathOfURL(u), Query: u.RawQuery, Source: source(x), Headers: x.Request.Headers}
	if host, ok := header(x.Request.Headers, "host"); ok {
		q.Host = host
	}
	if i := rule.First(l.conditions, q); i >= 0 {
		return &l.rules[i].effect
	}
	return &l.otherwise
}

// pathOfURL is the path of a request as it was sent.
func pathOfURL(u *url.URL) string {
	if p := u.EscapedPath(); p != "" {
		return p
	}
	return "/"
}

// source is the address that a request came from.
func source(x *vpc.Exchange) netip.Addr {
	if x.From.Interface != nil {
		return x.From.Interface.Private
	}
	return x.From.Outside
}

// share is the group of an action that gets the next request; nil where all of
// them have the weight 0.
//
// fidelity: elb.actions
func (s *Service) share(e *effect) *group {
	if len(e.forward) == 1 {
		return e.forward[0].group
	}
	if e.total == 0 {
		return nil
	}
	n := s.k.Stream("elb.weights").IntN(e.total)
	for _, f := range e.forward {
		if n -= f.weight; n < 0 {
			return f.group
		}
	}
	panic("elb: weights do not add up")
}

// forward sends a request to a target of the group.
func (s *Service) forward(e *entrance, x *vpc.Exchange, g *group) { s.send(e, x, g, false) }

// send is forward, for the first time or a second one (Rules.TriesOthers).
func (s *Service) send(e *entrance, x *vpc.Exchange, g *group, second bool) {
	n := e.node
	if g == nil {
		s.refuse(n, x, nil, nil, 503, "no target group of the action has a weight")
		return
	}
	p := g.pool(n)
	t := g.keptTarget(x.Request, p, s.k.Now())
	if t == nil {
		t = s.choose(g, p)
	}
	if t == nil {
		s.refuse(n, x, g, nil, 503, g.emptiness(p))
		return
	}
	f := &flight{s: s, x: x, node: n, target: t, entrance: e, second: second, cookie: g.behaviour.sticky > 0, began: s.k.Now()}
	b := n.of
	for _, m := range [...]*counts{&b.minute, &n.minute, &g.minute} {
		m.requests++
	}
	b.usage.measure(s.k.Now(), b.inFlight)
	b.inFlight++
	g.turn++
	t.inFlight, t.last, t.requests = t.inFlight+1, g.turn, t.requests+1
	g.moved(t)
	s.k.Emit(RequestRouted{b.path, n.zone, g.path, t.id, t.port})
	f.out = s.net.Send(vpc.End{Interface: n.nic}, t.address, t.port, e.outgoing(x), f.answered)
	if !f.done && f.line == nil {
		s.wait(b, &b.waiting, f)
	}
}

// emptiness is why a pool has no targets.
func (g *group) emptiness(p *pool) string {
	switch {
	case len(g.targets) == 0:
		return "the target group has no registered targets"
	case p.known == 0:
		return "the target group has no registered targets in the zone"
	}
	return "no target can be sent requests yet, or any more"
}

// answered is what came back from the target, or why nothing did.
//
// fidelity: elb.gateway-errors
func (f *flight) answered(a vpc.Answer) {
	s, g := f.s, f.target.group
	switch a.Failure {
	case vpc.Dropped:
		s.wait(f.node.of, &f.node.of.connecting, f)
	case vpc.Vanished: // it waits until the load balancer's patience ends
	case vpc.Refused:
		if f.elsewhere() {
			return
		}
		f.over()
		g.minute.connectionErrors++
		s.refuse(f.node, f.x, g, f.target, 502, "the target refused the connection")
	case vpc.Reset:
		f.over()
		s.refuse(f.node, f.x, g, f.target, 502, "the target closed the connection before it responded")
	default:
		f.over()
		if a.Response == nil || a.Response.Status < 100 || a.Response.Status > 599 {
			s.refuse(f.node, f.x, g, f.target, 502, "the target's response is malformed")
			return
		}
		s.deliver(f, a.Response)
	}
}

// giveUp answers for a target that does not.
func (s *Service) giveUp(f *flight, waitedFor string) {
	f.over()
	why := "the target did not respond before the idle timeout"
	if waitedFor == forConnection {
		why = "no connection to the target came about"
		f.target.group.minute.connectionErrors++
	}
	s.refuse(f.node, f.x, f.target.group, f.target, 504, why)
}

// over takes a flight out of all accounts.
func (f *flight) over() {
	f.done = true
	f.leave()
	if f.out != nil {
		f.out.Abandon()
	}
	b, t := f.node.of, f.target
	b.usage.measure(f.s.k.Now(), b.inFlight)
	b.inFlight--
	t.inFlight--
	t.group.moved(t)
}

// deliver hands a target's response to the client.
func (s *Service) deliver(f *flight, r *aws.HTTPResponse) {
	g, took := f.target.group, s.k.Now().Sub(f.began)
	if f.cookie {
		r = withCookie(r, f.target, s.k.Now(), g.behaviour.sticky)
	}
	if s.lost(f.node, f.x, g, f.target) {
		return
	}
	for _, m := range [...]*counts{&f.node.of.minute, &f.node.minute, &g.minute} {
		m.response(r.Status, took)
	}
	f.node.of.usage.bytes += size(r)
	f.x.Answer(vpc.Answer{Response: r})
}

// lost tells whether nobody is there any more to be answered: the client went,
// or the node did. The request then counts as answered.
func (s *Service) lost(n *node, x *vpc.Exchange, g *group, t *target) bool {
	switch {
	case n.nic.Unreachable():
		n.of.answered++
		s.failed(n, g, t, 0, "the load balancer's node is gone")
		x.Answer(vpc.Answer{Failure: vpc.Vanished})
	case x.Over():
		n.of.answered++
		n.of.minute.refused(460)
		n.minute.refused(460)
		s.failed(n, g, t, 460, "the client closed the connection")
	default:
		n.of.answered++
		return false
	}
	return true
}

// failed journals a request that the load balancer did not answer with a
// target's response.
func (s *Service) failed(n *node, g *group, t *target, status int, why string) {
	e := RequestFailed{LoadBalancer: n.of.path, Zone: n.zone, Status: status, Why: why}
	if g != nil {
		e.Group = g.path
	}
	if t != nil {
		e.Target = t.id
	}
	s.k.Emit(e)
}

// refuse answers with an error page of the load balancer's.
func (s *Service) refuse(n *node, x *vpc.Exchange, g *group, t *target, status int, why string) {
	if s.lost(n, x, g, t) {
		return
	}
	s.failed(n, g, t, status, why)
	n.of.minute.refused(status)
	n.minute.refused(status)
	r := s.errorPage(status)
	n.of.usage.bytes += size(r)
	x.Answer(vpc.Answer{Response: r})
}

// respond answers without a target, as a rule says.
func (s *Service) respond(n *node, x *vpc.Exchange, r *aws.HTTPResponse) {
	if s.lost(n, x, nil, nil) {
		return
	}
	s.stamp(r)
	n.of.minute.own(r.Status)
	n.minute.own(r.Status)
	n.of.usage.bytes += size(r)
	x.Answer(vpc.Answer{Response: r})
}

// hangUp ends all connections of a load balancer that is deleted.
func (s *Service) hangUp(b *balancer) {
	for _, n := range b.nodes {
		s.hangUpAt(n)
	}
}

// hangUpAt ends the connections of a node.
func (s *Service) hangUpAt(n *node) {
	b := n.of
	for _, l := range []*line{&b.connecting, &b.waiting} {
		for f := l.first; f != nil; {
			next := f.behind
			if f.node == n {
				f.over()
				b.answered++
				s.failed(n, f.target.group, f.target, 0, "the load balancer's node was taken away")
				f.x.Answer(vpc.Answer{Failure: vpc.Reset})
			}
			f = next
		}
	}
}
