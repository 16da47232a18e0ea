package ec2

import (
	"slices"
	"strconv"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// DescribeVolumesInput follows AWS's model.
type DescribeVolumesInput struct {
	VolumeIds  []string
	DryRun     bool
	Filters    []ec2api.Filter
	NextToken  string
	MaxResults int
}

// DescribeVolumesOutput is a page of volumes.
type DescribeVolumesOutput struct {
	NextToken string
	Volumes   []Volume `aws:"always"`
}

// Volume is a volume as the API shows it.
type Volume struct {
	Iops               int
	Tags               []ec2api.Tag
	VolumeType         string
	MultiAttachEnabled bool `aws:"always"`
	Throughput         int
	VolumeId           string
	Size               int
	SnapshotId         string `aws:"always"`
	AvailabilityZone   string
	State              string `aws:"at=status"`
	CreateTime         time.Time
	Attachments        []VolumeAttachment `aws:"always"`
	Encrypted          bool               `aws:"always"`
}

// VolumeAttachment is an attachment as the API shows it.
type VolumeAttachment struct {
	DeleteOnTermination bool `aws:"always"`
	VolumeId            string
	InstanceId          string
	Device              string
	State               string `aws:"at=status"`
	AttachTime          time.Time
}

func (a *attachment) describe() *VolumeAttachment {
	return &VolumeAttachment{a.DeleteOnTermination, a.Volume, a.Instance, a.Device, a.State, ec2api.Time(a.At)}
}

var volumeFilters = ec2api.Properties[Volume]{
	"availability-zone": ec2api.One(func(v Volume) string { return v.AvailabilityZone }),
	"encrypted":         ec2api.One(func(v Volume) string { return strconv.FormatBool(v.Encrypted) }),
	"size":              ec2api.One(func(v Volume) string { return strconv.Itoa(v.Size) }),
	"status":            ec2api.One(func(v Volume) string { return v.State }),
	"volume-id":         ec2api.One(func(v Volume) string { return v.VolumeId }),
	"volume-type":       ec2api.One(func(v Volume) string { return v.VolumeType }),
	"attachment.instance-id": func(v Volume) (out []string) {
		for _, a := range v.Attachments {
			out = append(out, a.InstanceId)
		}
		return out
	},
}

func (s *Service) describeVolumes(_ *aws.Request, in *DescribeVolumesInput) (*DescribeVolumesOutput, error) {
	for _, id := range in.VolumeIds {
		if _, err := s.volumeOf(id); err != nil {
			return nil, err
		}
	}
	var all []Volume
	for _, v := range sim.InOrder(s.volumes) {
		if len(in.VolumeIds) == 0 || slices.Contains(in.VolumeIds, v.id) {
			all = append(all, s.describeVolume(v))
		}
	}
	list, err := ec2api.Passing(all, in.Filters, volumeFilters, s.api.Tags, func(v Volume) string { return v.VolumeId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeVolumesOutput{next, page}, nil
}

func (s *Service) describeVolume(v *volume) Volume {
	out := Volume{Iops: v.iops, Tags: s.api.Tags.Of(v.id), VolumeType: v.kind, Throughput: v.throughput, VolumeId: v.id, Size: v.gib,
		SnapshotId: v.snapshot, AvailabilityZone: v.zone, State: v.state, CreateTime: ec2api.Time(v.created), Encrypted: v.encrypted}
	if v.at != nil {
		out.Attachments = []VolumeAttachment{*v.at.describe()}
	}
	return out
}
