package ec2

import (
	"regexp"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/guest"
	"skylab/engine/sim"
)

// ownImage is what an image of the account's has beyond public ones.
type ownImage struct {
	State       string // pending, available
	Volumes     []volumePlan
	Snapshots   []string // of the volumes
	Permissions []string // accounts that may launch it; "all" is everybody
	Made        sim.Time
}

func (s *Service) ownImageOperations() []aws.Operation {
	notFound := []string{"InvalidAMIID.NotFound", "InvalidAMIID.Malformed", "AuthFailure"}
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "CreateImage", Doc: "Makes an image of an instance, with snapshots of its volumes; it is rebooted unless told otherwise.",
			Errors:      []string{"InvalidInstanceID.NotFound", "InvalidAMIName.Duplicate", "InvalidAMIName.Malformed", "IncorrectState"},
			Unsimulated: []string{"SnapshotLocation", "BlockDeviceMappings", "BootModeOverride"}}, s.createImage),
		ec2api.Op(s.api, aws.Operation{Name: "CopyImage", Doc: "Copies an image within the Region.", Errors: append(notFound, "InvalidAMIName.Duplicate", "InvalidAMIName.Malformed"),
			Unsimulated: []string{"KmsKeyId", "DestinationOutpostArn", "SnapshotCopyCompletionDurationMinutes", "DestinationAvailabilityZone", "DestinationAvailabilityZoneId", "ClientToken"}}, s.copyImage),
		ec2api.Op(s.api, aws.Operation{Name: "DeregisterImage", Doc: "Takes an image away; instances made of it go on, and its snapshots stay.", Errors: notFound}, s.deregisterImage),
		ec2api.Op(s.api, aws.Operation{Name: "ModifyImageAttribute", Doc: "Changes an image's description, or who may launch it.", Errors: notFound,
			Unsimulated: []string{"ProductCodes", "OrganizationArns", "OrganizationalUnitArns", "ImdsSupport", "LaunchPermission.Add.OrganizationArn", "LaunchPermission.Add.OrganizationalUnitArn",
				"LaunchPermission.Remove.OrganizationArn", "LaunchPermission.Remove.OrganizationalUnitArn"}}, s.modifyImageAttribute),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeImageAttribute", ReadOnly: true, Doc: "Describes one attribute of an image.", Errors: notFound}, s.describeImageAttribute),
	}
}

// CreateImageInput follows AWS's model.
type CreateImageInput struct {
	TagSpecifications []ec2api.TagSpecification
	DryRun            bool
	InstanceId        string `aws:"required"`
	Name              string `aws:"required"`
	Description       string `aws:"max=255"`
	NoReboot          bool
}

// ImageOutput names an image.
type ImageOutput struct{ ImageId string }

// createImage makes an image of an instance as it is now.
//
// fidelity: ec2.own-images
func (s *Service) createImage(_ *aws.Request, in *CreateImageInput) (*ImageOutput, error) {
	i, err := s.instance(in.InstanceId)
	if err != nil {
		return nil, err
	}
	if err := s.checkImageName(in.Name); err != nil {
		return nil, err
	}
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "image", "snapshot"); err != nil {
		return nil, err
	}
	if i.state != Running && i.state != Stopped || i.root() == nil {
		return nil, aws.Errorf(400, "IncorrectState", "The instance '%s' is not in a state from which an image can be made: it is %s.", i.id, i.state.Name)
	}
	if i.state == Running && !in.NoReboot {
		s.reboot(i)
	}
	m := s.newImage(in.Name, in.Description, i.image, i.disk)
	s.api.Tags.Add(m.id, "image", in.TagSpecifications)
	for _, a := range i.volumes {
		v := a.volume
		plan := volumePlan{device: a.Device, kind: v.kind, gib: v.gib, iops: v.iops, throughput: v.throughput, encrypted: v.encrypted, keep: !a.DeleteOnTermination}
		n := s.newSnapshot(v.id, "Created by CreateImage("+i.id+") for "+m.id, v.gib, v.encrypted, in.TagSpecifications)
		m.have(plan, n.ID)
	}
	s.k.After(m.takes(), ImageCompleted{m.id})
	return &ImageOutput{m.id}, nil
}

// newImage is an image of the account's without volumes, made after another; what
// is on the root volume is copied. It has not booted yet: its user data runs.
func (s *Service) newImage(name, description string, of *image, disk *guest.Disk) *image {
	m := *of
	m.id, m.name, m.description, m.owner, m.alias = s.newID("ami"), name, description, aws.AccountID, ""
	m.created = s.k.Now().Wall().Format("2006-01-02T15:04:05.000Z")
	m.disk = disk.Clone(0)
	m.disk.Fill(0)
	m.disk.Initialized = false
	m.own = &ownImage{State: "pending", Made: s.k.Now()}
	s.images[m.id] = &m
	return &m
}

// have gives the image a volume; the root volume stands first.
func (m *image) have(p volumePlan, snapshot string) {
	at := len(m.own.Volumes)
	if p.device == rootDevice {
		at, m.gib = 0, p.gib
	}
	m.own.Volumes, m.own.Snapshots = slices.Insert(m.own.Volumes, at, p), slices.Insert(m.own.Snapshots, at, snapshot)
}

// takes is until the last of its snapshots is complete.
func (m *image) takes() time.Duration {
	most := 0
	for _, v := range m.own.Volumes {
		most = max(most, v.gib)
	}
	return copying + time.Duration(most)*copyingGiB
}

// imageCompleted is when an image can be launched.
func (s *Service) imageCompleted(e ImageCompleted) {
	if m := s.images[e.Image]; m != nil {
		m.own.State = "available"
	}
}

var imageName = regexp.MustCompile(`^[a-zA-Z0-9()\[\] ./\-'@_]{3,128}$`)

// checkImageName refuses names that an image cannot have, or another one has.
func (s *Service) checkImageName(name string) *aws.Error {
	if !imageName.MatchString(name) {
		return aws.Errorf(400, "InvalidAMIName.Malformed", "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'")
	}
	for _, m := range sim.InOrder(s.images) {
		if m.own != nil && m.name == name {
			return aws.Errorf(400, "InvalidAMIName.Duplicate", "AMI name %s is already in use by AMI %s", name, m.id)
		}
	}
	return nil
}

// ownImageOf is the account's image with that id, or AWS's error.
func (s *Service) ownImageOf(id string) (*image, *aws.Error) {
	m, err := s.imageOf(id)
	if err == nil && m.own == nil {
		return nil, aws.Errorf(403, "AuthFailure", "Not authorized for image:%s", id)
	}
	return m, err
}

// CopyImageInput follows AWS's model.
type CopyImageInput struct {
	Description       string
	Encrypted         bool
	Name              string `aws:"required"`
	SourceImageId     string `aws:"required"`
	SourceRegion      string `aws:"required"`
	CopyImageTags     bool
	TagSpecifications []ec2api.TagSpecification
	DryRun            bool
}

// copyImage copies an image with its snapshots.
//
// fidelity: ec2.own-images
func (s *Service) copyImage(_ *aws.Request, in *CopyImageInput) (*ImageOutput, error) {
	if in.SourceRegion != aws.Region {
		return nil, ec2api.Invalid("skylab has one Region, %s", aws.Region)
	}
	of, err := s.imageOf(in.SourceImageId)
	if err != nil {
		return nil, err
	}
	if err := s.checkImageName(in.Name); err != nil {
		return nil, err
	}
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "image", "snapshot"); err != nil {
		return nil, err
	}
	if err := of.launchable(); err != nil {
		return nil, err
	}
	m := s.newImage(in.Name, in.Description, of, of.disk)
	s.api.Tags.Add(m.id, "image", in.TagSpecifications)
	if in.CopyImageTags {
		s.api.Tags.Set(m.id, s.api.Tags.Of(of.id))
	}
	for _, p := range of.volumePlans() {
		p.encrypted = p.encrypted || in.Encrypted
		n := s.newSnapshot("vol-ffffffff", "Copied for DestinationAmi "+m.id+" from SourceAmi "+of.id, p.gib, p.encrypted, in.TagSpecifications)
		m.have(p, n.ID)
	}
	s.k.After(m.takes(), ImageCompleted{m.id})
	return &ImageOutput{m.id}, nil
}

// volumePlans are the volumes that a launch of the image makes, the root first.
func (m *image) volumePlans() []volumePlan {
	if m.own == nil {
		return []volumePlan{{device: rootDevice, kind: "gp3", gib: m.gib}}
	}
	return slices.Clone(m.own.Volumes)
}

// launchable refuses an image that is not complete.
func (m *image) launchable() *aws.Error {
	if m.own != nil && m.own.State != "available" {
		return aws.Errorf(400, "InvalidAMIID.Unavailable", "The image ID '%s' is not available", m.id)
	}
	return nil
}

// DeregisterImageInput follows AWS's model.
type DeregisterImageInput struct {
	ImageId                   string `aws:"required"`
	DeleteAssociatedSnapshots bool
	DryRun                    bool
}

// DeregisterImageOutput tells what became of the image's snapshots.
type DeregisterImageOutput struct {
	Return                bool `aws:"always"`
	DeleteSnapshotResults []DeletedSnapshot
}

// DeletedSnapshot is a snapshot that went with its image.
type DeletedSnapshot struct{ SnapshotId, ReturnCode string }

// deregisterImage takes an image away.
//
// fidelity: ec2.own-images
func (s *Service) deregisterImage(_ *aws.Request, in *DeregisterImageInput) (*DeregisterImageOutput, error) {
	m, err := s.ownImageOf(in.ImageId)
	if err != nil {
		return nil, err
	}
	delete(s.images, m.id)
	s.api.Tags.Remove(m.id)
	out := &DeregisterImageOutput{Return: true}
	if in.DeleteAssociatedSnapshots {
		for _, id := range m.own.Snapshots {
			if n := s.snapshots[id]; n != nil {
				s.dropSnapshot(n)
				out.DeleteSnapshotResults = append(out.DeleteSnapshotResults, DeletedSnapshot{id, "success"})
			}
		}
	}
	return out, nil
}

// imageState is an image of the account's, for hashing.
type imageState struct {
	ID, Name, Description, Architecture string
	ownImage
	Disk guest.DiskState
}

func (s *Service) imageStates() (out []imageState) {
	for _, m := range sim.InOrder(s.images) {
		if m.own != nil {
			out = append(out, imageState{m.id, m.name, m.description, m.architecture, *m.own, m.disk.State()})
		}
	}
	return out
}
