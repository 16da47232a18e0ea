package elb

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/sim"
)

// usage is what a load balancer did in the present hour of the bill, by the
// four measures of its capacity.
type usage struct {
	meter              *billing.Meter
	connections, rules int64
	bytes              int64
	active             int64 // connections × nanoseconds
	since              sim.Time
	metered            int64 // of the hour, in millionths of an LCU
	reported           int64 // of active, to the metrics
}

// What one LCU is, for an hour (Elastic Load Balancing pricing).
//
// fidelity: elb.lcu
const (
	lcuConnections = 25 * 3600 // new ones
	lcuActive      = 3000 * int64(time.Hour)
	lcuBytes       = 1 << 30
	lcuRules       = 1000 * 3600
	freeRules      = 10 // of each request
)

// measure adds up the connections that were open until now.
func (u *usage) measure(now sim.Time, open int) {
	u.active += int64(now.Sub(u.since)) * int64(open)
	u.since = now
}

// arrived counts a request that came in: on a connection of its own.
func (b *balancer) arrived(in *aws.HTTPRequest, rules int) {
	b.minute.connections++
	b.usage.connections++
	b.usage.rules += int64(max(0, rules-freeRules))
	b.usage.bytes += int64(len(in.URL) + len(in.Body))
}

// size is how many bytes of a response are counted.
func size(r *aws.HTTPResponse) int64 { return int64(len(r.Body)) }

// bill meters what the hour has come to since it was last asked: the measure
// that needs most.
func (u *usage) bill() (millionths int64) {
	const one = billing.LCUBase
	now := max(u.connections*one/lcuConnections, u.active/(lcuActive/one), u.bytes*one/lcuBytes, u.rules*one/lcuRules)
	millionths = now - u.metered
	u.meter.AddBase(millionths)
	u.metered = now
	return millionths
}

// nextHour begins to count anew.
func (u *usage) nextHour() {
	u.connections, u.rules, u.bytes, u.active, u.metered, u.reported = 0, 0, 0, 0, 0, 0
}
