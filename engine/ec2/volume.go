package ec2

import (
	"cmp"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// volume is an EBS volume.
type volume struct {
	id, kind, zone, snapshot string
	state                    string // creating, available, in-use
	gib, iops, throughput    int    // MiB/s
	created                  sim.Time
	encrypted                bool
	at                       *attachment        // nil if attached to nothing
	asked                    *CreateVolumeInput // nil if a launch made it
}

// attachment is a volume on an instance.
type attachment struct {
	Volume, Instance, Device string
	State                    string // attaching, attached, detaching
	At                       sim.Time
	DeleteOnTermination      bool
	volume                   *volume
}

// The baseline of gp3 (EBS user guide).
const (
	gp3IOPS       = 3000
	gp3Throughput = 125
)

// volumeKind is what volumes of a type may be.
type volumeKind struct {
	minGiB, maxGiB            int
	minIOPS, maxIOPS          int // 0: cannot be given
	minThroughput, maxThrough int
	boots                     bool
}

// volumeKinds are the types of volumes (facts 5; BC 2026-08).
//
// fidelity: ec2.volume-types
var volumeKinds = map[string]volumeKind{
	"gp3": {1, 65_536, 3000, 80_000, 125, 2000, true},
	"gp2": {1, 16_384, 0, 0, 0, 0, true},
	"io1": {4, 16_384, 100, 64_000, 0, 0, true},
	"io2": {4, 65_536, 100, 256_000, 0, 0, true},
	"st1": {125, 16_384, 0, 0, 0, 0, false},
	"sc1": {125, 16_384, 0, 0, 0, 0, false},
}

// volumePlan is a volume to be made.
type volumePlan struct {
	device, kind          string
	gib, iops, throughput int
	encrypted, keep       bool
}

// check refuses what no volume can be, and fills in what was not said.
func (p *volumePlan) check(root bool) *aws.Error {
	k, ok := volumeKinds[p.kind]
	switch {
	case !ok:
		return ec2api.Invalid("skylab does not simulate volumes of the type %s", p.kind)
	case root && !k.boots:
		return ec2api.Invalid("Volume type %s cannot be used for a root device.", p.kind)
	case p.gib < k.minGiB || p.gib > k.maxGiB:
		return ec2api.Invalid("Volume of %dGiB is too %s for volume type %s; %s is %dGiB.", p.gib, word(p.gib < k.minGiB, "small", "large"), p.kind,
			word(p.gib < k.minGiB, "minimum", "maximum"), bound(p.gib < k.minGiB, k.minGiB, k.maxGiB))
	case p.iops != 0 && k.maxIOPS == 0:
		return ec2api.Combination("The parameter iops is not supported for %s volumes.", p.kind)
	case p.iops == 0 && (p.kind == "io1" || p.kind == "io2"):
		return ec2api.Missing("iops")
	case p.iops != 0 && (p.iops < k.minIOPS || p.iops > k.maxIOPS):
		return ec2api.Invalid("Volume iops of %d is too %s; %s is %d.", p.iops, word(p.iops < k.minIOPS, "low", "high"), word(p.iops < k.minIOPS, "minimum", "maximum"), bound(p.iops < k.minIOPS, k.minIOPS, k.maxIOPS))
	case p.throughput != 0 && k.maxThrough == 0:
		return ec2api.Combination("The parameter throughput is not supported for %s volumes.", p.kind)
	case p.throughput != 0 && (p.throughput < k.minThroughput || p.throughput > k.maxThrough):
		return ec2api.Invalid("Throughput of %d is out of range for %s volumes; it is %d to %d MiB/s.", p.throughput, p.kind, k.minThroughput, k.maxThrough)
	}
	if p.kind == "gp3" {
		p.iops, p.throughput = cmp.Or(p.iops, gp3IOPS), cmp.Or(p.throughput, gp3Throughput)
	}
	if p.kind == "gp2" {
		p.iops = min(max(3*p.gib, 100), 16_000)
	}
	return nil
}

func word(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

func bound(first bool, a, b int) int {
	if first {
		return a
	}
	return b
}

// newVolume makes a volume in a zone.
func (s *Service) newVolume(p volumePlan, zone, state string, tags []ec2api.TagSpecification) *volume {
	v := &volume{id: s.newID("vol"), kind: p.kind, zone: zone, state: state, gib: p.gib, iops: p.iops, throughput: p.throughput, created: s.k.Now(), encrypted: p.encrypted}
	s.volumes[v.id] = v
	s.api.Tags.Add(v.id, "volume", tags)
	s.meterVolume(v, 1)
	return v
}

// meterVolume has the bill count a volume from now on, or no longer: for what
// it may hold, whether or not something is on it.
//
// fidelity: ec2.volume-metering
func (s *Service) meterVolume(v *volume, on int64) {
	s.bill.Hold(billing.VolumeUsage(v.kind), v.id, "", on*int64(v.gib))
	switch v.kind {
	case "gp3":
		s.bill.Hold(billing.VolumeIOPS, v.id, "", on*int64(v.iops-gp3IOPS))
		s.bill.Hold(billing.VolumeThroughput, v.id, "", on*int64(v.throughput-gp3Throughput))
	case "io1", "io2":
		s.bill.Hold(billing.VolumeProvisionedIOPS(v.kind), v.id, "", on*int64(v.iops))
	}
}

// attachNew makes a volume with a launch; it is there when the instance is.
func (s *Service) attachNew(i *instance, p volumePlan, tags []ec2api.Tag) {
	v := s.newVolume(p, i.subnet.Zone.Name, "in-use", []ec2api.TagSpecification{{ResourceType: "volume", Tags: tags}})
	v.at = &attachment{Volume: v.id, Instance: i.id, Device: p.device, State: "attached", At: s.k.Now(), DeleteOnTermination: !p.keep, volume: v}
	i.volumes = append(i.volumes, v.at)
}

// root is the volume that the instance boots from, nil while it has none.
func (i *instance) root() *attachment {
	for _, a := range i.volumes {
		if a.Device == rootDevice && a.State != "detaching" {
			return a
		}
	}
	return nil
}

// release deletes the volumes that go with a terminated instance, and detaches
// the others.
func (s *Service) release(i *instance) {
	for _, a := range i.volumes {
		a.volume.at, a.volume.state = nil, "available"
		if a.DeleteOnTermination {
			s.deleteIt(a.volume)
		}
	}
	i.volumes = nil
}

// deleteIt ends a volume.
func (s *Service) deleteIt(v *volume) {
	s.meterVolume(v, 0)
	delete(s.volumes, v.id)
	s.api.Tags.Remove(v.id)
	s.k.Emit(VolumeDeleted{v.id, v.gib})
}

// volumeOf is the volume with that id, or AWS's error.
func (s *Service) volumeOf(id string) (*volume, *aws.Error) {
	if v := s.volumes[id]; v != nil {
		return v, nil
	}
	if err := ec2api.CheckID(id, "vol", "InvalidVolumeID"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidVolume.NotFound", "The volume '%s' does not exist.", id)
}

type volumeState struct {
	ID, Kind, Zone, State string
	Encrypted             bool
	GiB, IOPS, Throughput int
	Created               sim.Time
	At                    *attachment
	Asked                 *CreateVolumeInput
}

func (s *Service) volumeStates() (out []volumeState) {
	for _, v := range sim.InOrder(s.volumes) {
		out = append(out, volumeState{v.id, v.kind, v.zone, v.state, v.encrypted, v.gib, v.iops, v.throughput, v.created, v.at, v.asked})
	}
	return out
}
