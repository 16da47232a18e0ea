package ec2

import (
	"cmp"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

// BlockDeviceMapping is a volume that a launch makes.
type BlockDeviceMapping struct {
	Ebs        *EbsBlockDevice
	DeviceName string
}

// EbsBlockDevice is that volume.
type EbsBlockDevice struct {
	DeleteOnTermination *bool
	Iops                *int
	SnapshotId          string
	VolumeSize          *int
	VolumeType          string `aws:"enum=standard|io1|io2|gp2|sc1|st1|gp3"`
	Throughput          *int
	Encrypted           *bool
}

// planVolumes are the root volume, as the image and the launch want it, and
// those that the launch adds.
//
// fidelity: ec2.block-devices
func (s *Service) planVolumes(p *launchPlan) *aws.Error {
	p.volumes = p.image.volumePlans()
	for _, m := range p.in.BlockDeviceMappings {
		if err := p.add(m); err != nil {
			return err
		}
	}
	for i := range p.volumes {
		if err := p.volumes[i].check(i == 0); err != nil {
			return err
		}
	}
	if root := p.volumes[0]; p.wants.Hibernation && !root.encrypted {
		return aws.Errorf(400, "UnsupportedHibernationConfiguration", "Instance hibernation requires an encrypted EBS root volume.")
	}
	return nil
}

// add is the mapping's part of a plan.
func (p *launchPlan) add(m BlockDeviceMapping) *aws.Error {
	switch {
	case m.DeviceName == "":
		return ec2api.Missing("deviceName")
	case m.Ebs == nil:
		return ec2api.Missing("ebs")
	case m.Ebs.SnapshotId != "":
		return ec2api.Invalid("skylab does not simulate snapshots in block device mappings")
	}
	i := 0
	if m.DeviceName != rootDevice {
		for _, v := range p.volumes {
			if v.device == m.DeviceName {
				return ec2api.Invalid("The device '%s' is used in more than one block-device mapping", m.DeviceName)
			}
		}
		if !isDevice(m.DeviceName) {
			return ec2api.Invalid("Value (%s) for parameter device is invalid. %s is not a valid EBS device name.", m.DeviceName, m.DeviceName)
		}
		if m.Ebs.VolumeSize == nil {
			return ec2api.Missing("size/snapshot")
		}
		i, p.volumes = len(p.volumes), append(p.volumes, volumePlan{device: m.DeviceName, kind: "gp2"})
	} else if size := m.Ebs.VolumeSize; size != nil && *size < p.image.gib {
		return aws.Errorf(400, "InvalidBlockDeviceMapping", "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB", *size, "snap-"+p.image.id[4:], p.image.gib)
	}
	p.volumes[i].set(m.Ebs)
	return nil
}

func (v *volumePlan) set(e *EbsBlockDevice) {
	v.kind = cmp.Or(e.VolumeType, v.kind)
	for _, n := range []struct{ to, from *int }{{&v.gib, e.VolumeSize}, {&v.iops, e.Iops}, {&v.throughput, e.Throughput}} {
		if n.from != nil {
			*n.to = *n.from
		}
	}
	v.keep = e.DeleteOnTermination != nil && !*e.DeleteOnTermination
	v.encrypted = e.Encrypted != nil && *e.Encrypted
}

// isDevice tells whether a volume can have the device name.
func isDevice(name string) bool {
	rest, ok := strings.CutPrefix(name, "/dev/sd")
	if !ok {
		rest, ok = strings.CutPrefix(name, "/dev/xvd")
	}
	return ok && len(rest) == 1 && rest >= "a" && rest <= "z"
}
