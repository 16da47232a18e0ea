package ec2

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/vpc"
)

// pool is where AWS's machines of a type stand: what is bought in it runs out
// together, On-Demand, Spot and reserved.
type pool struct{ zone, kind string }

// ample is how many instances of common types a pool takes: more than any
// account here may have.
const ample = 10_000

// size is how many instances the account can have of a pool. Old families with
// much storage, accelerators and high memory are scarce; how many there are is
// of the world's seed.
//
// fidelity: ec2.capacity
func (s *Service) size(p pool) int {
	if n, short := s.scarce(p); short {
		return n
	}
	t := instancetype.Named(p.kind)
	switch f := t.Family(); {
	case f == "d3" || f == "h1" || f == "z1d":
		return s.lot(p) % 4
	case len(t.GPUs) > 0 || strings.HasPrefix(f, "u") || group(t) == "Trn" || group(t) == "Inf":
		return s.lot(p) % 3
	}
	return ample
}

// lot is a number that a pool has by the world's seed.
func (s *Service) lot(p pool) int {
	h := fnv.New32a()
	h.Write([]byte(strconv.FormatUint(s.k.Seed(), 10) + p.zone + p.kind))
	return int(h.Sum32() >> 8)
}

// pool is that of an instance.
func (i *instance) pool() pool { return pool{i.subnet.Zone.Name, i.kind.Name} }

// onHost tells whether an instance of that state takes a machine's place.
func onHost(st State) bool {
	return st == Pending || st == Running || st == Stopping || st == ShuttingDown
}

// place counts an instance that comes onto a host, or goes, in its pool, or in the
// reservation whose place it takes.
func (s *Service) place(i *instance, n int) {
	p := i.pool()
	if n > 0 {
		if c := s.within(i); c != nil {
			s.occupy(i, c, 1)
			return
		}
	} else if c := s.reservations[i.reserved]; c != nil {
		s.occupy(i, c, -1)
		return
	}
	s.placed[p] += n
	if i.lifecycle == "spot" {
		s.spots[p] += n
	}
}

// free is how many more instances a pool takes that may be interrupted.
func (s *Service) free(p pool) int {
	if s.net.DefaultSubnet(p.zone).Down {
		return 0
	}
	return max(0, s.size(p)-s.placed[p])
}

// available is how many more On-Demand instances a pool takes: they go before
// Spot Instances, which are interrupted for them.
//
// fidelity: ec2.capacity
func (s *Service) available(p pool) int {
	if s.net.DefaultSubnet(p.zone).Down {
		return 0
	}
	return max(0, s.size(p)-(s.placed[p]-s.spots[p]))
}

// Room is how many more instances of a type a zone takes, On-Demand or Spot.
func (s *Service) Room(zone, kind string, spot bool) int {
	if spot {
		return s.free(pool{zone, kind})
	}
	return s.available(pool{zone, kind})
}

// anyZone draws the zone of a launch that names none: one that has the capacity
// for it, or one that is not lost.
func (s *Service) anyZone(kind string, least int, left func(pool) int) string {
	var up, some []string
	for _, z := range vpc.Zones {
		if s.net.DefaultSubnet(z.Name).Down {
			continue
		}
		some = append(some, z.Name)
		if left(pool{z.Name, kind}) >= least {
			up = append(up, z.Name)
		}
	}
	switch {
	case some == nil:
		return vpc.Zones[0].Name
	case up == nil:
		up = some
	}
	return up[s.k.Stream("ec2.zones").IntN(len(up))]
}

// insufficient is AWS's refusal of what a zone has no machines for. It names the
// zones that have some.
//
// fidelity: ec2.capacity
func (s *Service) insufficient(p pool) *aws.Error {
	text := "We currently do not have sufficient " + p.kind + " capacity in the Availability Zone you requested (" + p.zone + "). Our system will be working on provisioning additional capacity."
	var others []string
	for _, z := range vpc.Zones {
		if z.Name != p.zone && s.available(pool{z.Name, p.kind}) > 0 {
			others = append(others, z.Name)
		}
	}
	if others != nil {
		text += " You can currently get " + p.kind + " capacity by not specifying an Availability Zone in your request or choosing " + join(others) + "."
	}
	return aws.Errorf(500, "InsufficientInstanceCapacity", "%s", text)
}

// reclaim takes machines that are too many in a pool from its Spot Instances,
// the newest first.
func (s *Service) reclaim(p pool) {
	short := s.placed[p] - s.size(p)
	if short <= 0 || s.spots[p] == 0 {
		return
	}
	list := s.inLaunchOrder()
	slices.Reverse(list)
	for _, i := range list {
		if i.lifecycle != "spot" || i.pool() != p || !onHost(i.state) {
			continue
		}
		if short--; i.state == Running {
			s.interrupt(i, byCapacity, interruptionNotice)
		}
		if short <= 0 {
			return
		}
	}
}

// reclaimAll does so in all zones, for a type.
func (s *Service) reclaimAll(kind string) {
	for _, z := range vpc.Zones {
		s.reclaim(pool{z.Name, kind})
	}
}

// scarce is how many instances of a pool there are while capacity is short: the
// least that a fault says.
func (s *Service) scarce(p pool) (n int, short bool) {
	n = ample
	for _, f := range s.faults {
		if f.Kind == "capacity" && f.Target == p.kind && (f.Zone == "" || f.Zone == p.zone) {
			n, short = min(n, f.Left), true
		}
	}
	return n, short
}
