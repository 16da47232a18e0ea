package elb

import (
	"encoding/json"

	"skylab/engine/sim"
)

// State is all that decides what the service does.
func (s *Service) State() any {
	var out struct {
		LoadBalancers []balancerState
		Groups        []groupState
	}
	for _, b := range sim.InOrder(s.balancers) {
		out.LoadBalancers = append(out.LoadBalancers, b.snapshot())
	}
	for _, g := range sim.InOrder(s.groups) {
		out.Groups = append(out.Groups, g.snapshot())
	}
	return out
}

type balancerState struct {
	Path, DNS, Scheme  string
	Active             bool
	Nodes              []nodeState
	SecurityGroups     []string
	Attributes         attributes
	Tags               []Tag
	Listeners          []listenerState
	InFlight           int
	Received, Answered int64
	Connecting         []flightState
	Waiting            []flightState
	Minute             minuteState
	Usage              [7]int64
	Due                [2]sim.Time
}

type nodeState struct {
	Zone, Interface string
	Minute          minuteState
}

type listenerState struct {
	Listener Listener
	Rules    []Rule
	Tags     [][]Tag
}

// minuteState is a digest of counts: their response times in few words.
type minuteState struct {
	Requests, Connections, Client, Server, Fixed, Redirects, Errors uint64
	Targets                                                         [6]uint64
	Status                                                          [4]uint64
	Times                                                           []class
}

func (c *counts) snapshot() minuteState {
	out := minuteState{c.requests, c.connections, c.client, c.server, c.fixed, c.redirects, c.connectionErrors, c.targets, c.status, nil}
	for _, k := range c.times.classes {
		if k.count > 0 {
			out.Times = append(out.Times, k)
		}
	}
	return out
}

func (b *balancer) snapshot() balancerState {
	u := b.usage
	out := balancerState{b.path, b.dns, b.scheme, b.active, nil, b.securityGroups, b.attributes, b.tags, nil, b.inFlight, b.received, b.answered,
		b.connecting.flights(), b.waiting.flights(), b.minute.snapshot(), [7]int64{u.connections, u.rules, u.bytes, u.active, int64(u.since), u.metered, u.reported},
		[2]sim.Time{b.connecting.due, b.waiting.due}}
	for _, n := range b.nodes {
		out.Nodes = append(out.Nodes, nodeState{n.zone, n.nic.ID, n.minute.snapshot()})
	}
	for _, l := range b.listeners {
		st := listenerState{Listener: l.describe(), Rules: l.describeRules(), Tags: [][]Tag{l.tags}}
		for _, r := range l.rules {
			st.Tags = append(st.Tags, r.tags)
		}
		out.Listeners = append(out.Listeners, st)
	}
	return out
}

type groupState struct {
	Group      TargetGroup
	Path       string
	Attributes attributes
	Tags       []Tag
	Turn       uint64
	Targets    []targetState
	Pools      []poolState
	Minute     minuteState
}

type poolState struct {
	Zone    string
	Next    int
	Targets []string
}

type targetState struct {
	ID, Zone, Address, Detail string
	Port                      int
	State, Reason             string
	Run, InFlight             int
	Turn, Checks, Expiry      uint64
	Probing                   bool
	Warming                   sim.Time
	Share                     float64
	Last, Requests            uint64
}

func (g *group) snapshot() groupState {
	out := groupState{Path: g.path, Attributes: g.attributes, Tags: g.tags, Turn: g.turn, Minute: g.minute.snapshot(),
		Group: TargetGroup{TargetGroupName: g.name, Protocol: g.protocol, Port: g.port, HealthCheckProtocol: g.checks.Protocol, HealthCheckPort: g.checks.Port,
			HealthCheckPath: g.checks.Path, HealthCheckIntervalSeconds: g.checks.Interval, HealthCheckTimeoutSeconds: g.checks.Timeout,
			HealthyThresholdCount: g.checks.Healthy, UnhealthyThresholdCount: g.checks.Unhealthy, Matcher: Matcher{HttpCode: g.checks.Matcher}, TargetType: g.kind}}
	for _, t := range g.targets {
		out.Targets = append(out.Targets, targetState{t.id, t.zone, t.address.String(), t.detail, t.port, string(t.health.State), string(t.health.Reason),
			t.health.Run, t.inFlight, t.turn, t.checks, t.expiry, t.probe != nil, t.warming, t.share, t.last, t.requests})
	}
	for _, zone := range append(zoneNames(), everywhere) {
		if p := g.pools[zone]; p != nil {
			st := poolState{Zone: zone, Next: p.next}
			for _, t := range p.targets {
				st.Targets = append(st.Targets, t.id)
			}
			out.Pools = append(out.Pools, st)
		}
	}
	return out
}

// sameJSON tells whether two values are written alike.
func sameJSON(a, b any) bool {
	x, err := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err == nil && err2 == nil && string(x) == string(y)
}
