package cloudwatch

import (
	"sort"

	"skylab/engine/sim"
)

// insert puts e in its place, which is nearly always the end. In a full ring
// the oldest event makes room, be it e itself.
func (g *group) insert(e LogEvent) {
	if len(g.ring) < eventsKept {
		g.ring = append(g.ring, e)
	} else {
		oldest := g.ring[g.head]
		if e.At < oldest.At {
			g.keep(g.streams[e.Stream], e, -1)
			return
		}
		g.keep(g.streams[oldest.Stream], oldest, -1)
		g.ring[g.head] = e
		g.head = (g.head + 1) % len(g.ring)
	}
	for i := len(g.ring) - 1; i > 0 && g.at(i-1).At > e.At; i-- {
		*g.at(i), *g.at(i - 1) = *g.at(i - 1), *g.at(i)
	}
}

// at is the i-th oldest event kept.
func (g *group) at(i int) *LogEvent { return &g.ring[(g.head+i)%len(g.ring)] }

// after is the index of the first event at or after t.
func (g *group) after(t sim.Time) int {
	return sort.Search(len(g.ring), func(i int) bool { return g.at(i).At >= t })
}
