package hpc

import (
	"fmt"
	"time"
)

// Placement is where the instances of a job are.
type Placement string

// The placements: a cluster placement group, no group, a spread placement group
// within one zone, and spread over three zones.
const (
	Cluster Placement = "cluster"
	None    Placement = "none"
	Spread  Placement = "spread"
	Zones   Placement = "zones"
)

// zones are how many a job is spread over, and mostSpread how many instances of
// a spread placement group may be in one.
const (
	zones      = 3
	mostSpread = 7
)

// ParsePlacement reads a placement by its name.
func ParsePlacement(text string) (Placement, error) {
	switch p := Placement(text); p {
	case Cluster, None, Spread, Zones:
		return p, nil
	}
	return "", fmt.Errorf("%q: %s, %s, %s or %s is wanted", text, Cluster, None, Spread, Zones)
}

// Network is what messages go by.
type Network string

// The networks: the best there is, the Elastic Fabric Adapter, and TCP.
const (
	Best Network = ""
	EFA  Network = "efa"
	TCP  Network = "tcp"
)

// ParseNetwork reads one of the networks by its name.
func ParseNetwork(text string) (Network, error) {
	if n := Network(text); n == EFA || n == TCP {
		return n, nil
	}
	return "", fmt.Errorf("%q: %s or %s is wanted", text, EFA, TCP)
}

// network is what a job's messages go by: EFA wherever it can.
//
// fidelity: hpc.efa
func (j Job) network() Network {
	switch {
	case j.Network != Best:
		return j.Network
	case j.Type.Network.EFA && j.Placement != Zones:
		return EFA
	}
	return TCP
}

// checkPlacement says what is wrong with a job's placement and network.
func (j Job) checkPlacement() error {
	switch {
	case j.Placement == Cluster && !j.Type.ClusterPlacement:
		return fmt.Errorf("%s cannot be in a cluster placement group", j.Type.Name)
	case j.Placement == Spread && j.Instances > mostSpread:
		return fmt.Errorf("a spread placement group has at most %d instances in a zone, not %d", mostSpread, j.Instances)
	case j.Network == EFA && !j.Type.Network.EFA:
		return fmt.Errorf("%s has no Elastic Fabric Adapter", j.Type.Name)
	case j.Network == EFA && j.Placement == Zones:
		return fmt.Errorf("an Elastic Fabric Adapter does not reach other zones")
	}
	return nil
}

// The latency of a message, one way. Between zones it is half of a round trip as
// measured, by TCP; the two that are added to what EFA takes are assumed.
//
// fidelity: hpc.latency
const (
	efaLatency  = 10 * time.Microsecond // within a cluster placement group
	tcpLatency  = 15 * time.Microsecond // more
	zoneLatency = 40 * time.Microsecond // more, elsewhere in the zone
	farLatency  = 410 * time.Microsecond
)

// latency is that of a message, one way.
func latency(p Placement, n Network) time.Duration {
	if p == Zones {
		return farLatency
	}
	out := efaLatency
	if n == TCP {
		out += tcpLatency
	}
	if p != Cluster {
		out += zoneLatency
	}
	return out
}

// The bandwidth of one flow, in Gbit/s.
//
// fidelity: hpc.bandwidth
const (
	efaFlowGbps     = 46
	clusterFlowGbps = 10
	flowLimitGbps   = 5
)

// flowGbps is the most that one flow gets.
func flowGbps(p Placement, n Network) float64 {
	switch {
	case n == EFA:
		return efaFlowGbps
	case p == Cluster:
		return clusterFlowGbps
	}
	return flowLimitGbps
}

// crossings are how many pairs of neighbours are in different zones.
func (j Job) crossings() int {
	if j.Placement != Zones {
		return 0
	}
	return min(zones, j.Instances) - 1
}
