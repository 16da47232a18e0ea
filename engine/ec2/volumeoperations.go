package ec2

import (
	"cmp"
	"reflect"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

func (s *Service) volumeOperations() []aws.Operation {
	notFound := []string{"InvalidVolume.NotFound", "InvalidVolumeID.Malformed"}
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "CreateVolume", Doc: "Makes an EBS volume in a zone.", Errors: []string{"InvalidParameterValue", "MissingParameter"},
			Unsimulated: []string{"AvailabilityZoneId", "KmsKeyId", "OutpostArn", "MultiAttachEnabled", "VolumeInitializationRate", "Operator"}}, s.createVolume),
		ec2api.Op(s.api, aws.Operation{Name: "AttachVolume", Doc: "Attaches a volume to an instance of its zone.",
			Errors: append(notFound, "InvalidInstanceID.NotFound", "VolumeInUse", "InvalidVolume.ZoneMismatch", "IncorrectState"), Unsimulated: []string{"EbsCardIndex"}}, s.attachVolume),
		ec2api.Op(s.api, aws.Operation{Name: "DetachVolume", Doc: "Detaches a volume from its instance.",
			Errors: append(notFound, "IncorrectState", "OperationNotPermitted")}, s.detachVolume),
		ec2api.Op(s.api, aws.Operation{Name: "DeleteVolume", Doc: "Deletes a volume with all that is on it.", Errors: append(notFound, "VolumeInUse")}, s.deleteVolume),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeVolumes", ReadOnly: true, Doc: "Describes EBS volumes.", Errors: notFound, Unsimulated: []string{"IncludeManagedResources"}}, s.describeVolumes),
	}
}

// CreateVolumeInput follows AWS's model.
type CreateVolumeInput struct {
	AvailabilityZone  string
	Encrypted         bool
	Iops              int
	Size              int
	SnapshotId        string
	VolumeType        string `aws:"enum=standard|io1|io2|gp2|sc1|st1|gp3"`
	TagSpecifications []ec2api.TagSpecification
	Throughput        int
	ClientToken       string
	DryRun            bool
}

// createVolume makes a volume; its type is gp2 unless another is named. A client
// token that was used for the same gives the same volume.
//
// fidelity: ec2.volumes
// fidelity: ec2.client-token
func (s *Service) createVolume(_ *aws.Request, in *CreateVolumeInput) (*Volume, error) {
	if made := s.volumeOfToken(in.ClientToken); made != nil {
		if !reflect.DeepEqual(made.asked, in) {
			return nil, mismatch()
		}
		out := s.describeVolume(made)
		return &out, nil
	}
	switch {
	case in.AvailabilityZone == "":
		return nil, ec2api.Missing("AvailabilityZone")
	case !vpc.IsZone(in.AvailabilityZone):
		return nil, aws.Errorf(400, "InvalidZone.NotFound", "The zone '%s' does not exist.", in.AvailabilityZone)
	case in.Size == 0 && in.SnapshotId == "":
		return nil, ec2api.Missing("size/snapshot")
	}
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "volume"); err != nil {
		return nil, err
	}
	p := volumePlan{kind: cmp.Or(in.VolumeType, "gp2"), gib: in.Size, iops: in.Iops, throughput: in.Throughput, encrypted: in.Encrypted}
	if err := s.copied(&p, in.SnapshotId); err != nil {
		return nil, err
	}
	if err := p.check(false); err != nil {
		return nil, err
	}
	v := s.newVolume(p, in.AvailabilityZone, "creating", in.TagSpecifications)
	v.asked, v.snapshot = in, in.SnapshotId
	s.k.After(creatingVolume.Mid, VolumeCreated{v.id})
	out := s.describeVolume(v)
	return &out, nil
}

// copied makes a volume's plan that of a copy of the snapshot, where there is
// one: as large at least, and encrypted if that is.
//
// fidelity: ec2.snapshots
func (s *Service) copied(p *volumePlan, id string) *aws.Error {
	if id == "" {
		return nil
	}
	n, err := s.snapshotOf(id)
	switch {
	case err != nil:
		return err
	case n.State != "completed":
		return aws.Errorf(400, "IncorrectState", "Snapshot is in invalid state - %s", n.State)
	case p.gib != 0 && p.gib < n.GiB:
		return ec2api.Invalid("Volume size %dGiB is smaller than the snapshot's, %dGiB.", p.gib, n.GiB)
	}
	p.gib, p.encrypted = max(p.gib, n.GiB), p.encrypted || n.Encrypted
	return nil
}

// volumeOfToken is the volume that was made with the client token.
func (s *Service) volumeOfToken(token string) *volume {
	for _, v := range sim.InOrder(s.volumes) {
		if token != "" && v.asked != nil && v.asked.ClientToken == token {
			return v
		}
	}
	return nil
}

func (s *Service) volumeCreated(e VolumeCreated) {
	if v := s.volumes[e.Volume]; v != nil && v.state == "creating" {
		v.state = "available"
	}
}

// AttachVolumeInput follows AWS's model.
type AttachVolumeInput struct {
	Device     string `aws:"required"`
	InstanceId string `aws:"required"`
	VolumeId   string `aws:"required"`
	DryRun     bool
}

func (s *Service) attachVolume(_ *aws.Request, in *AttachVolumeInput) (*VolumeAttachment, error) {
	v, err := s.volumeOf(in.VolumeId)
	if err != nil {
		return nil, err
	}
	i, err := s.instance(in.InstanceId)
	if err != nil {
		return nil, err
	}
	switch {
	case v.at != nil:
		return nil, aws.Errorf(400, "VolumeInUse", "%s is already attached to an instance", v.id)
	case v.state != "available":
		return nil, aws.Errorf(400, "IncorrectState", "Volume '%s' is not 'available'.", v.id)
	case i.state != Running && i.state != Stopped && i.state != Pending:
		return nil, aws.Errorf(400, "IncorrectState", "Instance '%s' is not 'running'.", i.id)
	case v.zone != i.subnet.Zone.Name:
		return nil, aws.Errorf(400, "InvalidVolume.ZoneMismatch", "The volume '%s' is not in the same availability zone as instance '%s'", v.id, i.id)
	case !isDevice(in.Device):
		return nil, ec2api.Invalid("Value (%s) for parameter device is invalid. %s is not a valid EBS device name.", in.Device, in.Device)
	case slices.ContainsFunc(i.volumes, func(a *attachment) bool { return a.Device == in.Device }):
		return nil, ec2api.Invalid("Invalid value '%s' for unixDevice. Attachment point %s is already in use", in.Device, in.Device)
	}
	v.state = "in-use"
	v.at = &attachment{Volume: v.id, Instance: i.id, Device: in.Device, State: "attaching", At: s.k.Now(), volume: v}
	i.volumes = append(i.volumes, v.at)
	s.k.After(attaching.Mid, VolumeAttached{v.id, i.id})
	return v.at.describe(), nil
}

func (s *Service) volumeAttached(e VolumeAttached) {
	if v := s.volumes[e.Volume]; v != nil && v.at != nil && v.at.Instance == e.Instance && v.at.State == "attaching" {
		v.at.State = "attached"
	}
}

// DetachVolumeInput follows AWS's model.
type DetachVolumeInput struct {
	Device     string
	Force      bool
	InstanceId string
	VolumeId   string `aws:"required"`
	DryRun     bool
}

// detachVolume takes a volume from its instance; the root volume only from a
// stopped one.
//
// fidelity: ec2.volumes
func (s *Service) detachVolume(_ *aws.Request, in *DetachVolumeInput) (*VolumeAttachment, error) {
	v, err := s.volumeOf(in.VolumeId)
	if err != nil {
		return nil, err
	}
	if v.at == nil || v.at.State == "detaching" {
		return nil, aws.Errorf(400, "IncorrectState", "Volume '%s' is in the 'available' state.", v.id)
	}
	if in.InstanceId != "" && in.InstanceId != v.at.Instance || in.Device != "" && in.Device != v.at.Device {
		return nil, aws.Errorf(400, "InvalidAttachment.NotFound", "The volume '%s' is not attached to instance '%s' as device '%s'.", v.id, in.InstanceId, in.Device)
	}
	if v.at.Device == rootDevice && s.instances[v.at.Instance].state != Stopped {
		return nil, aws.Errorf(400, "OperationNotPermitted", "Unable to detach root volume '%s' from instance '%s'", v.id, v.at.Instance)
	}
	v.at.State = "detaching"
	s.k.After(detaching.Mid, VolumeDetached{v.id, v.at.Instance})
	return v.at.describe(), nil
}

func (s *Service) volumeDetached(e VolumeDetached) {
	v := s.volumes[e.Volume]
	if v == nil || v.at == nil || v.at.Instance != e.Instance || v.at.State != "detaching" {
		return
	}
	i := s.instances[e.Instance]
	i.volumes = slices.DeleteFunc(slices.Clone(i.volumes), func(a *attachment) bool { return a == v.at })
	v.at, v.state = nil, "available"
}

// DeleteVolumeInput follows AWS's model.
type DeleteVolumeInput struct {
	VolumeId string `aws:"required"`
	DryRun   bool
}

func (s *Service) deleteVolume(_ *aws.Request, in *DeleteVolumeInput) (*ec2api.Empty, error) {
	v, err := s.volumeOf(in.VolumeId)
	if err != nil {
		return nil, err
	}
	if v.at != nil {
		return nil, aws.Errorf(400, "VolumeInUse", "Volume %s is currently attached to %s", v.id, v.at.Instance)
	}
	s.deleteIt(v)
	return nil, nil
}
