package elb

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/vpc"
)

// domain is what the names of load balancers end in.
const domain = "." + aws.Region + ".elb.amazonaws.com"

// Serves tells whether the host has the form of a load balancer's.
func (s *Service) Serves(host string) bool { return strings.HasSuffix(strings.ToLower(host), domain) }

// call is a plain request of a client outside, until it has its answer.
type call struct {
	ID     uint64
	URL    string
	later  bool // the caller was told that the answer comes later
	done   bool
	answer *aws.HTTPResponse
	err    *aws.Error
}

// Request sends a plain request to a load balancer, as a client does: to the
// address of one of its nodes.
//
// fidelity: elb.clients
func (s *Service) Request(r *aws.Request, in *aws.HTTPRequest) (*aws.HTTPResponse, error) {
	u, err := url.Parse(in.URL)
	if err != nil {
		return nil, aws.Errorf(400, "MalformedURL", "URL rejected: %s", in.URL)
	}
	b := s.hosts[strings.ToLower(u.Hostname())]
	if b == nil || !b.active {
		return nil, aws.Errorf(400, aws.CouldNotResolveHost, "Could not resolve host: %s", u.Hostname())
	}
	c := &call{ID: r.ID, URL: in.URL}
	s.net.Send(s.client(in.SourceIP), s.resolve(b), portOf(u), in, func(a vpc.Answer) { s.told(c, u, a) })
	if c.done {
		return c.answer, asError(c.err)
	}
	r.Later()
	c.later = true
	s.calls[c.ID] = c
	return nil, nil
}

// asError is err without the trap of a nil pointer in an interface.
func asError(err *aws.Error) error {
	if err == nil {
		return nil
	}
	return err
}

// client is where a request comes from.
func (s *Service) client(address string) vpc.End {
	a, err := netip.ParseAddr(address)
	if err != nil {
		a = netip.IPv4Unspecified()
	}
	if i := s.net.InterfaceAt(a); i != nil {
		return vpc.End{Interface: i}
	}
	return vpc.End{Outside: a}
}

// portOf is the port of a URL, or its scheme's.
func portOf(u *url.URL) int {
	if n, err := strconv.Atoi(u.Port()); err == nil {
		return n
	}
	if u.Scheme == "https" {
		return 443
	}
	return 80
}

// told is what became of the client's request. Where nothing answers its
// attempt to connect, it goes on trying for a while.
func (s *Service) told(c *call, u *url.URL, a vpc.Answer) {
	failed := func(code string, after time.Duration, what string) {
		s.end(c, nil, aws.Errorf(400, code, "Failed to connect to %s port %d after %d ms: %s", u.Hostname(), portOf(u), after.Milliseconds(), what))
	}
	switch a.Failure {
	case vpc.NoFailure:
		s.end(c, a.Response, nil)
	case vpc.Refused:
		failed(aws.ConnectionRefused, 0, "Couldn't connect to server")
	case vpc.Dropped:
		s.k.After(clientPatience, ClientGaveUp{c.ID})
	default:
		s.end(c, nil, aws.Errorf(400, aws.ConnectionReset, "Recv failure: Connection reset by peer"))
	}
}

// gaveUp ends a client's attempt to connect.
func (s *Service) gaveUp(e ClientGaveUp) {
	c := s.calls[e.Call]
	if c == nil {
		return
	}
	u, err := url.Parse(c.URL)
	if err != nil {
		panic("elb: the URL of a call was parsed once: " + c.URL)
	}
	s.end(c, nil, aws.Errorf(400, aws.ConnectionTimedOut, "Failed to connect to %s port %d after %d ms: Couldn't connect to server", u.Hostname(), portOf(u), clientPatience.Milliseconds()))
}

// end gives the client its answer, at once or later.
func (s *Service) end(c *call, answer *aws.HTTPResponse, err *aws.Error) {
	c.done, c.answer, c.err = true, answer, err
	if c.later {
		delete(s.calls, c.ID)
		var out any // a nil response is no answer
		if answer != nil {
			out = answer
		}
		s.replier.Reply(c.ID, out, err)
	}
}

// resolve is the address that the load balancer's name stands for this time:
// that of any node whose zone is well. Where none is, all are given out.
//
// fidelity: elb.dns
func (s *Service) resolve(b *balancer) netip.Addr {
	var well [len(vpc.Zones)]*node
	n := 0
	for _, node := range b.nodes {
		if !node.nic.Unreachable() && b.wellIn(node) {
			well[n] = node
			n++
		}
	}
	nodes := well[:n]
	for _, node := range b.nodes {
		if n == 0 && !node.nic.Unreachable() {
			nodes = append(nodes, node)
		}
	}
	if len(nodes) == 0 {
		nodes = b.nodes
	}
	chosen := nodes[0]
	if len(nodes) > 1 {
		chosen = nodes[s.k.Stream("elb.dns").IntN(len(nodes))]
	}
	if b.scheme == internal {
		return chosen.nic.Private
	}
	return chosen.nic.Public
}

// wellIn tells whether enough of the targets that a zone's node would send
// requests to are healthy. A group without targets does not count.
func (b *balancer) wellIn(n *node) bool {
	for _, g := range b.uses {
		if len(g.targets) == 0 {
			continue
		}
		if p := g.pool(n); p.healthy < max(1, g.behaviour.dns.of(p.known)) && g.behaviour.dns != (minimum{}) {
			return false
		}
	}
	return true
}
