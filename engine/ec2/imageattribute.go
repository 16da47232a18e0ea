package ec2

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

// LaunchPermission lets an account launch an image, or everybody: the group all.
type LaunchPermission struct {
	UserId string
	Group  string `aws:"enum=all"`
}

// LaunchPermissions are what is added and taken away.
type LaunchPermissions struct{ Add, Remove []LaunchPermission }

// ModifyImageAttributeInput follows AWS's model.
type ModifyImageAttributeInput struct {
	Attribute        string
	Description      *Value
	ImageId          string `aws:"required"`
	LaunchPermission *LaunchPermissions
	OperationType    string `aws:"enum=add|remove"`
	UserGroups       []string
	UserIds          []string
	Value            string
	DryRun           bool
}

// modifyImageAttribute changes the description of an image, or who may launch it.
//
// fidelity: ec2.own-images
func (s *Service) modifyImageAttribute(_ *aws.Request, in *ModifyImageAttributeInput) (*ec2api.Empty, error) {
	m, err := s.ownImageOf(in.ImageId)
	if err != nil {
		return nil, err
	}
	add, remove, err := in.permissions()
	switch {
	case err != nil:
		return nil, err
	case in.Description != nil:
		m.description = in.Description.Value
	case in.Attribute == "description":
		m.description = in.Value
	case len(add)+len(remove) == 0:
		return nil, ec2api.Combination("No attributes specified.")
	}
	m.own.Permissions = slices.DeleteFunc(m.own.Permissions, func(p string) bool { return slices.Contains(remove, p) })
	for _, p := range add {
		if !slices.Contains(m.own.Permissions, p) {
			m.own.Permissions = append(m.own.Permissions, p)
		}
	}
	return nil, nil
}

// permissions are who is added and removed, in either of the two ways to say so.
func (in *ModifyImageAttributeInput) permissions() (add, remove []string, err *aws.Error) {
	if p := in.LaunchPermission; p != nil {
		for _, l := range []struct {
			from []LaunchPermission
			to   *[]string
		}{{p.Add, &add}, {p.Remove, &remove}} {
			for _, who := range l.from {
				*l.to = append(*l.to, who.UserId+who.Group)
			}
		}
	}
	named := append(slices.Clone(in.UserIds), in.UserGroups...)
	if in.OperationType == "remove" {
		remove = append(remove, named...)
	} else {
		add = append(add, named...)
	}
	for _, who := range append(slices.Clone(add), remove...) {
		if who != "all" && !isAccount(who) {
			return nil, nil, aws.Errorf(400, "InvalidAMIAttributeItemValue", "Invalid attribute item value \"%s\" for userId item type.", who)
		}
	}
	return add, remove, nil
}

// isAccount tells whether a text is an account's id.
func isAccount(id string) bool {
	return len(id) == 12 && !slices.ContainsFunc([]byte(id), func(c byte) bool { return c < '0' || c > '9' })
}

// DescribeImageAttributeInput follows AWS's model.
type DescribeImageAttributeInput struct {
	Attribute string `aws:"required"`
	ImageId   string `aws:"required"`
	DryRun    bool
}

// DescribeImageAttributeOutput is the attribute asked for.
type DescribeImageAttributeOutput struct {
	Description         *Value
	BootMode            *Value
	ImageId             string
	LaunchPermissions   []LaunchPermission   `aws:"at=launchPermission"`
	BlockDeviceMappings []BlockDeviceMapping `aws:"at=blockDeviceMapping"`
}

// describeImageAttribute describes one attribute of an image of the account's.
//
// fidelity: ec2.own-images
func (s *Service) describeImageAttribute(_ *aws.Request, in *DescribeImageAttributeInput) (*DescribeImageAttributeOutput, error) {
	m, err := s.ownImageOf(in.ImageId)
	if err != nil {
		return nil, err
	}
	out := &DescribeImageAttributeOutput{ImageId: m.id}
	switch in.Attribute {
	case "description":
		out.Description = &Value{m.description}
	case "bootMode":
		out.BootMode = &Value{"uefi-preferred"}
	case "blockDeviceMapping":
		out.BlockDeviceMappings = m.mappings()
	case "launchPermission":
		for _, who := range m.own.Permissions {
			p := LaunchPermission{UserId: who}
			if who == "all" {
				p = LaunchPermission{Group: who}
			}
			out.LaunchPermissions = append(out.LaunchPermissions, p)
		}
	default:
		return nil, ec2api.Invalid("Value (%s) for parameter attribute is invalid. Unknown attribute.", in.Attribute)
	}
	return out, nil
}

// mappings are an image's volumes as the API shows them.
func (m *image) mappings() (out []BlockDeviceMapping) {
	for i, p := range m.volumePlans() {
		e := &EbsBlockDevice{DeleteOnTermination: ptr(!p.keep), VolumeSize: ptr(p.gib), VolumeType: p.kind, Encrypted: ptr(p.encrypted)}
		if p.kind == "gp3" {
			e.Iops, e.Throughput = ptr(max(p.iops, gp3IOPS)), ptr(max(p.throughput, gp3Throughput))
		}
		if m.own != nil {
			e.SnapshotId = m.own.Snapshots[i]
		}
		out = append(out, BlockDeviceMapping{DeviceName: p.device, Ebs: e})
	}
	return out
}
