package elb

import (
	"net/netip"
	"net/url"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/vpc"
)

// domain is what the names of load balancers end in.
const domain = "." + aws.Region + ".elb.amazonaws.com"

// Serves tells whether the host has the form of a load balancer's.
func (s *Service) Serves(host string) bool { return strings.HasSuffix(strings.ToLower(host), domain) }

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
	s.net.Fetch(r, in, u, s.client(b, in.SourceIP), s.resolve(b))
	return nil, nil
}

// client is where a request comes from. What is in the VPC reaches an internal
// load balancer by its own interface, others by its public address.
func (s *Service) client(b *balancer, address string) vpc.End {
	a, err := netip.ParseAddr(address)
	if err != nil {
		a = netip.IPv4Unspecified()
	}
	if i := s.net.InterfaceAt(a); i != nil && b.scheme == internal {
		return vpc.End{Interface: i}
	}
	return vpc.End{Outside: a}
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
