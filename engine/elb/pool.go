package elb

import (
	"container/heap"

	"skylab/engine/elb/health"
	"skylab/engine/sim"
)

// pool is whom a node of a load balancer may send a group's requests to.
type pool struct {
	targets []*target
	next    int // whose turn it is, in round robin
	// healthy of the known targets are: what DNS goes by.
	healthy, known int
	fewest         bool // targets are a heap by requests in flight
}

// pool is the pool of the group's targets for a node: of all, or of those in
// the node's zone.
func (g *group) pool(n *node) *pool {
	zone := everywhere
	if g.behaviour.zonal {
		zone = n.zone
	}
	if p := g.pools[zone]; p != nil {
		return p
	}
	p := g.gather(zone)
	if g.pools == nil {
		g.pools = map[string]*pool{}
	}
	g.pools[zone] = p
	return p
}

// gather makes a pool from what is known of the targets' health.
//
// fidelity: elb.fail-open
// fidelity: elb.cross-zone
func (g *group) gather(zone string) *pool {
	p := &pool{fewest: g.behaviour.algorithm == leastOutstanding}
	var members []*target
	var states []health.Target
	for _, t := range g.targets {
		if zone != everywhere && t.zone != zone && t.zone != everywhere {
			continue
		}
		members, states = append(members, t), append(states, t.health)
		if t.health.State == health.Healthy {
			p.healthy++
		}
	}
	p.known = len(members)
	for _, i := range g.rules.routable(states, g.behaviour.routing.of(p.known)) {
		members[i].at = len(p.targets)
		p.targets = append(p.targets, members[i])
	}
	if p.fewest {
		heap.Init(p)
	}
	return p
}

// choose is the target for the next request, nil where there is none.
//
// fidelity: elb.algorithms
func (s *Service) choose(g *group, p *pool) *target {
	switch n := len(p.targets); {
	case n == 0:
		return nil
	case p.fewest:
		return p.targets[0]
	case g.behaviour.algorithm == weightedRandom:
		return p.targets[s.k.Stream("elb.random").IntN(n)]
	}
	return p.turn(s.k.Now(), g)
}

// turn is the next target in round robin. One that starts slowly saves up its
// share at each turn, and is passed over until it has one request's.
//
// fidelity: elb.slow-start
func (p *pool) turn(now sim.Time, g *group) *target {
	n := len(p.targets)
	for range 2 * n {
		t := p.targets[p.next%n]
		p.next = (p.next + 1) % n
		w := t.weight(now, g.behaviour.slowStart)
		if w == 1 {
			return t
		}
		if t.share += w; t.share >= 1 {
			t.share--
			return t
		}
	}
	t := p.targets[p.next%n] // all start slowly
	p.next = (p.next + 1) % n
	return t
}

// moved puts a target where it belongs after a request came or went.
func (g *group) moved(t *target) {
	if g.behaviour.algorithm != leastOutstanding || g.pools == nil {
		return
	}
	zone := everywhere
	if g.behaviour.zonal {
		zone = t.zone
	}
	if p := g.pools[zone]; p != nil && t.at >= 0 && t.at < len(p.targets) && p.targets[t.at] == t {
		heap.Fix(p, t.at)
	}
}

// The heap of container/heap: the target with the fewest requests in flight is
// first and, of those with as many, the one that got its last request the
// longest ago.

func (p *pool) Len() int { return len(p.targets) }

func (p *pool) Less(i, j int) bool {
	a, b := p.targets[i], p.targets[j]
	if a.inFlight != b.inFlight {
		return a.inFlight < b.inFlight
	}
	if a.last != b.last {
		return a.last < b.last
	}
	return a.key.before(b.key)
}

func (p *pool) Swap(i, j int) {
	p.targets[i], p.targets[j] = p.targets[j], p.targets[i]
	p.targets[i].at, p.targets[j].at = i, j
}

// Push and Pop are not used: a pool is made anew when its members change.

func (p *pool) Push(any) { panic("elb: a pool does not grow") }
func (p *pool) Pop() any { panic("elb: a pool does not shrink") }

func (k key) before(o key) bool { return k.id < o.id || k.id == o.id && k.port < o.port }
