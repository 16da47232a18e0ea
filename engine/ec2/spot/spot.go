// Package spot is the price of Spot capacity, as arithmetic: what an instance of
// a type costs in a zone at a time. It knows neither instances nor the clock.
//
// AWS moves the price slowly, by supply and demand over weeks. Here it is a share
// of the On-Demand price that each pool (a type in a zone) has of its own, and
// that drifts a little, by whole numbers only, so that every machine comes to
// the same.
package spot

import (
	"hash/fnv"
	"strconv"
	"time"
)

// Pool is a type in a zone, in the world of that seed.
type Pool struct {
	Seed       uint64
	Zone, Type string
	// OnDemand is the On-Demand price of an hour, in 1e-10 dollars.
	OnDemand int64
}

// Step is how often a price may change.
const Step = 6 * time.Hour

const (
	// leastShare and mostShare bound the share in thousandths about which a
	// pool's price moves, swing how far it moves from there.
	leastShare, mostShare = 280, 420
	swing                 = 80
	// knot is how many steps a drift takes from one level to the next.
	knot = 12
	// grain is what a price is a multiple of: 0.0001 dollars.
	grain = 1_000_000
)

// At is the step that an instant, counted from the world's beginning, is in.
// Pools change at different times.
func (p Pool) At(since time.Duration) int64 {
	return floor(int64(since-p.offset()), int64(Step))
}

// Begins is when a step begins.
func (p Pool) Begins(step int64) time.Duration { return time.Duration(step)*Step + p.offset() }

func (p Pool) offset() time.Duration {
	return time.Duration(p.hash("offset", 0)%uint64(Step/time.Minute)) * time.Minute
}

// Price is the price of an hour during a step, in 1e-10 dollars: never more than
// half of the On-Demand price, and never less than a grain.
//
// fidelity: ec2.spot-price
func (p Pool) Price(step int64) int64 {
	share := leastShare*1000 + int64(p.hash("share", 0)%((mostShare-leastShare)*1000+1))
	k := floor(step, knot)
	into := step - k*knot
	share += (p.level(k)*(knot-into) + p.level(k+1)*into) / knot
	return max(1, (p.OnDemand/1000*share/1000+grain/2)/grain) * grain
}

// level is where the drift is at a knot, in millionths of the On-Demand price.
func (p Pool) level(k int64) int64 {
	return int64(p.hash("level", k)%(2*swing*1000+1)) - swing*1000
}

func (p Pool) hash(what string, n int64) uint64 {
	h := fnv.New64a()
	h.Write([]byte(strconv.FormatUint(p.Seed, 10) + "/" + p.Zone + "/" + p.Type + "/" + what + "/" + strconv.FormatInt(n, 10)))
	x := h.Sum64() // the last letters move its low bits only: stir
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	return x ^ x>>33
}

// floor is a divided by b, rounded down.
func floor(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
