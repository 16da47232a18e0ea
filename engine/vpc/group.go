package vpc

import (
	"strings"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// Group is a security group: what may reach the interfaces that have it, and
// what they may reach. It only allows; what no rule allows is dropped.
type Group struct {
	ID, Name, Description string
	Rules                 []Rule // in the order in which they were made
}

// The limits of security groups (VPC user guide, quotas; API reference).
const (
	maxGroupName        = 255
	maxGroupDescription = 255
	maxRules            = 60 // in each direction
	maxSecurityGroups   = 2500
)

// addDefaultGroup makes the group of interfaces that name none: its members
// reach each other, and everything outside.
// GroupNames are the names of groups, in the order of their ids.
func (s *Service) GroupNames(ids []string) []string {
	out := make([]string, len(ids))
	for n, id := range ids {
		if g := s.groups[id]; g != nil {
			out[n] = g.Name
		}
	}
	return out
}

func (s *Service) addDefaultGroup() {
	g := s.addGroup("default", "default VPC security group")
	s.addRule(g, Rule{Protocol: anyProtocol, From: -1, To: -1, Group: g.ID})
}

// addGroup makes a group; all traffic out is allowed.
//
// fidelity: vpc.security-groups
func (s *Service) addGroup(name, description string) *Group {
	g := &Group{ID: s.newID("sg"), Name: name, Description: description}
	s.groups[g.ID] = g
	s.addRule(g, Rule{Egress: true, Protocol: anyProtocol, From: -1, To: -1, CIDR: "0.0.0.0/0"})
	return g
}

// defaultGroup is the VPC's default group, which cannot be deleted.
func (s *Service) defaultGroup() *Group { return s.groupNamed("default") }

func (s *Service) groupNamed(name string) *Group {
	for _, g := range sim.InOrder(s.groups) {
		if g.Name == name {
			return g
		}
	}
	return nil
}

// group is the group with that id, or AWS's error.
func (s *Service) group(id string) (*Group, *aws.Error) {
	if g := s.groups[id]; g != nil {
		return g, nil
	}
	if err := ec2api.CheckID(id, "sg", "InvalidGroupId"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidGroup.NotFound", "The security group '%s' does not exist", id)
}

// groupBy is the group with that id or that name.
func (s *Service) groupBy(id, name string) (*Group, *aws.Error) {
	switch {
	case id != "":
		return s.group(id)
	case name == "":
		return nil, ec2api.Missing("groupName or groupId")
	}
	if g := s.groupNamed(name); g != nil {
		return g, nil
	}
	return nil, aws.Errorf(400, "InvalidGroup.NotFound", "The security group '%s' does not exist in default VPC '%s'", name, s.id)
}

func (s *Service) groupOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "CreateSecurityGroup", Doc: "Makes a security group: nothing may come in yet, and all may go out.",
			Errors: []string{"InvalidGroup.Duplicate", "InvalidParameterValue", "InvalidVpcID.NotFound"}}, s.createSecurityGroup),
		ec2api.Op(s.api, aws.Operation{Name: "DeleteSecurityGroup", Doc: "Deletes a security group that nothing uses.",
			Errors: []string{"InvalidGroup.NotFound", "CannotDelete", "DependencyViolation"}}, s.deleteSecurityGroup),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeSecurityGroups", ReadOnly: true, Doc: "Describes security groups and their rules.",
			Errors: []string{"InvalidGroup.NotFound", "InvalidGroupId.Malformed"}}, s.describeSecurityGroups),
	}
}

// CreateSecurityGroupInput follows AWS's model.
type CreateSecurityGroupInput struct {
	Description       string `aws:"required,at=GroupDescription"`
	GroupName         string `aws:"required"`
	VpcId             string
	TagSpecifications []ec2api.TagSpecification
	DryRun            bool
}

// CreateSecurityGroupOutput is the new group.
type CreateSecurityGroupOutput struct {
	GroupId          string
	Tags             []ec2api.Tag
	SecurityGroupArn string
}

func (s *Service) createSecurityGroup(_ *aws.Request, in *CreateSecurityGroupInput) (*CreateSecurityGroupOutput, error) {
	if err := s.VPC(in.VpcId); err != nil {
		return nil, err
	}
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "security-group"); err != nil {
		return nil, err
	}
	switch name := in.GroupName; {
	case len(name) > maxGroupName:
		return nil, ec2api.Invalid("Value (%s) for parameter GroupName is invalid. Character sets beyond ASCII are not supported, and names are at most 255 characters long.", name)
	case strings.HasPrefix(name, "sg-"):
		return nil, ec2api.Invalid("Value (%s) for parameter GroupName is invalid. Group names may not be in the format sg-*.", name)
	case len(in.Description) > maxGroupDescription:
		return nil, ec2api.Invalid("Value (%s) for parameter GroupDescription is invalid. Descriptions are at most 255 characters long.", in.Description)
	case s.groupNamed(name) != nil:
		return nil, aws.Errorf(400, "InvalidGroup.Duplicate", "The security group '%s' already exists for VPC '%s'", name, s.id)
	case len(s.groups) >= maxSecurityGroups:
		return nil, aws.Errorf(400, "SecurityGroupLimitExceeded", "The maximum number of security groups for VPC '%s' has been reached.", s.id)
	}
	g := s.addGroup(in.GroupName, in.Description)
	s.api.Tags.Add(g.ID, "security-group", in.TagSpecifications)
	return &CreateSecurityGroupOutput{g.ID, s.api.Tags.Of(g.ID), g.arn()}, nil
}

func (g *Group) arn() string { return aws.ARN("ec2", "security-group/"+g.ID) }

// DeleteSecurityGroupInput follows AWS's model.
type DeleteSecurityGroupInput struct {
	GroupId, GroupName string
	DryRun             bool
}

// DeleteSecurityGroupOutput says that it is done.
type DeleteSecurityGroupOutput struct {
	Return  bool `aws:"always"`
	GroupId string
}

func (s *Service) deleteSecurityGroup(_ *aws.Request, in *DeleteSecurityGroupInput) (*DeleteSecurityGroupOutput, error) {
	g, err := s.groupBy(in.GroupId, in.GroupName)
	if err != nil {
		return nil, err
	}
	if g == s.defaultGroup() {
		return nil, aws.Errorf(400, "CannotDelete", "the specified group: \"%s\" name: \"%s\" cannot be deleted by a user", g.ID, g.Name)
	}
	if s.used(g) {
		return nil, aws.Errorf(400, "DependencyViolation", "resource %s has a dependent object", g.ID)
	}
	delete(s.groups, g.ID)
	for _, r := range g.Rules {
		s.api.Tags.Remove(r.ID)
	}
	s.api.Tags.Remove(g.ID)
	return &DeleteSecurityGroupOutput{true, g.ID}, nil
}

// GroupNamed is the group of that name, or AWS's error.
func (s *Service) GroupNamed(name string) (*Group, *aws.Error) { return s.groupBy("", name) }

// GroupName is the name of a group, "" if there is none with that id.
func (s *Service) GroupName(id string) string {
	if g := s.groups[id]; g != nil {
		return g.Name
	}
	return ""
}

// CheckGroups refuses ids of groups that an interface cannot have.
func (s *Service) CheckGroups(ids []string) *aws.Error {
	_, err := s.groupsOf(ids)
	return err
}
