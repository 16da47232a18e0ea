package ec2

import (
	"slices"
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/guest"
	"skylab/engine/sim"
)

// image is an Amazon Machine Image: what an instance's root volume begins as.
type image struct {
	id, name, description, architecture, owner, alias, created string
	gib                                                        int // of the root volume
	imdsV2                                                     bool
	user                                                       string // who logs in
	disk                                                       *guest.Disk
	own                                                        *ownImage // nil for those of others
}

// publicImages are those that AWS and Canonical publish; their ids here are
// made up, and the same in all worlds.
//
// fidelity: ec2.images
var publicImages = []image{
	{"ami-0abcdef1234567890", "al2023-ami-2023.9.20261117.0-kernel-6.12-x86_64", "Amazon Linux 2023 AMI 2023.9.20261117.0 x86_64 HVM kernel-6.12", "x86_64", amazonID, "amazon", "2026-11-17T00:00:00.000Z", 8, true, "ec2-user", nil, nil},
	{"ami-0abcdef1234567891", "al2023-ami-2023.9.20261117.0-kernel-6.12-arm64", "Amazon Linux 2023 AMI 2023.9.20261117.0 arm64 HVM kernel-6.12", "arm64", amazonID, "amazon", "2026-11-17T00:00:00.000Z", 8, true, "ec2-user", nil, nil},
	{"ami-0123456789abcdef0", "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261101", "Canonical, Ubuntu, 24.04, amd64 noble image", "x86_64", canonicalID, "", "2026-11-01T00:00:00.000Z", 8, true, "ubuntu", nil, nil},
	{"ami-0123456789abcdef1", "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20261101", "Canonical, Ubuntu, 24.04, arm64 noble image", "arm64", canonicalID, "", "2026-11-01T00:00:00.000Z", 8, true, "ubuntu", nil, nil},
}

// amazonID and canonicalID are the accounts that publish Amazon Linux and
// Ubuntu.
const (
	amazonID    = "137112412989"
	canonicalID = "099720109477"
)

// rootDevice is the name of the root volume's device.
const rootDevice = "/dev/xvda"

// imageOf is the image with that id, or AWS's error.
func (s *Service) imageOf(id string) (*image, *aws.Error) {
	if m := s.images[id]; m != nil {
		return m, nil
	}
	if err := ec2api.CheckID(id, "ami", "InvalidAMIID"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidAMIID.NotFound", "The image id '[%s]' does not exist", id)
}

func (s *Service) imageOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "DescribeImages", ReadOnly: true, Doc: "Describes images from which instances can be launched.",
			Errors: []string{"InvalidAMIID.NotFound", "InvalidAMIID.Malformed"}, Unsimulated: []string{"IncludeDisabled"}}, s.describeImages),
	}
}

// DescribeImagesInput follows AWS's model.
type DescribeImagesInput struct {
	ExecutableUsers   []string `aws:"at=ExecutableBy"`
	ImageIds          []string
	Owners            []string
	IncludeDeprecated bool
	MaxResults        int
	NextToken         string
	DryRun            bool
	Filters           []ec2api.Filter
}

// DescribeImagesOutput is a page of images.
type DescribeImagesOutput struct {
	NextToken string
	Images    []Image `aws:"always,at=imagesSet"`
}

// Image is an image as the API shows it.
type Image struct {
	PlatformDetails, UsageOperation string
	BlockDeviceMappings             []BlockDeviceMapping `aws:"at=blockDeviceMapping"`
	Description                     string
	EnaSupport                      bool
	Hypervisor                      string
	ImageOwnerAlias                 string
	Name                            string
	RootDeviceName, RootDeviceType  string
	SriovNetSupport                 string
	Tags                            []ec2api.Tag
	VirtualizationType, BootMode    string
	ImdsSupport                     string
	ImageId, ImageLocation          string
	State                           string `aws:"at=imageState"`
	OwnerId                         string `aws:"at=imageOwnerId"`
	CreationDate                    string
	Public                          bool `aws:"always,at=isPublic"`
	Architecture, ImageType         string
}

var imageFilters = ec2api.Properties[Image]{
	"architecture":        ec2api.One(func(m Image) string { return m.Architecture }),
	"creation-date":       ec2api.One(func(m Image) string { return m.CreationDate }),
	"description":         ec2api.One(func(m Image) string { return m.Description }),
	"image-id":            ec2api.One(func(m Image) string { return m.ImageId }),
	"image-type":          ec2api.One(func(m Image) string { return m.ImageType }),
	"is-public":           ec2api.One(func(m Image) string { return strconv.FormatBool(m.Public) }),
	"name":                ec2api.One(func(m Image) string { return m.Name }),
	"owner-alias":         ec2api.One(func(m Image) string { return m.ImageOwnerAlias }),
	"owner-id":            ec2api.One(func(m Image) string { return m.OwnerId }),
	"root-device-type":    ec2api.One(func(m Image) string { return m.RootDeviceType }),
	"state":               ec2api.One(func(m Image) string { return m.State }),
	"virtualization-type": ec2api.One(func(m Image) string { return m.VirtualizationType }),
}

func (s *Service) describeImages(_ *aws.Request, in *DescribeImagesInput) (*DescribeImagesOutput, error) {
	for _, id := range in.ImageIds {
		if _, err := s.imageOf(id); err != nil {
			return nil, err
		}
	}
	var all []Image
	for _, m := range sim.InOrder(s.images) {
		if len(in.ImageIds) > 0 && !slices.Contains(in.ImageIds, m.id) || len(in.Owners) > 0 && !m.ownedBy(in.Owners) {
			continue
		}
		all = append(all, s.describeImage(m))
	}
	list, err := ec2api.Passing(all, in.Filters, imageFilters, s.api.Tags, func(m Image) string { return m.ImageId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeImagesOutput{next, page}, nil
}

// ownedBy tells whether one of the owners asked for has the image.
func (m *image) ownedBy(owners []string) bool {
	return slices.ContainsFunc(owners, func(o string) bool {
		return o == m.owner || o != "" && o == m.alias || o == "self" && m.owner == aws.AccountID
	})
}

func (s *Service) describeImage(m *image) Image {
	out := Image{PlatformDetails: "Linux/UNIX", UsageOperation: "RunInstances", Description: m.description, EnaSupport: true, Hypervisor: "xen",
		BlockDeviceMappings: m.mappings(),
		ImageOwnerAlias:     m.alias, Name: m.name, RootDeviceName: rootDevice, RootDeviceType: "ebs", SriovNetSupport: "simple", Tags: s.api.Tags.Of(m.id),
		VirtualizationType: "hvm", BootMode: "uefi-preferred", ImageId: m.id, ImageLocation: m.location(), State: m.state(), OwnerId: m.owner,
		CreationDate: m.created, Public: m.own == nil || slices.Contains(m.own.Permissions, "all"), Architecture: m.architecture, ImageType: "machine"}
	if m.imdsV2 {
		out.ImdsSupport = "v2.0"
	}
	return out
}

func (m *image) location() string {
	if m.alias != "" {
		return m.alias + "/" + m.name
	}
	return m.owner + "/" + m.name
}

// state is an image's, as the API has it.
func (m *image) state() string {
	if m.own != nil {
		return m.own.State
	}
	return "available"
}

func ptr[T any](v T) *T { return &v }
