package vpc

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

func (s *Service) ruleOperations() []aws.Operation {
	errors := []string{"InvalidGroup.NotFound", "InvalidGroupId.Malformed", "InvalidParameterValue", "MissingParameter"}
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "AuthorizeSecurityGroupIngress", Doc: "Allows traffic to the members of a security group.",
			Errors: append(errors, "InvalidPermission.Duplicate", "RulesPerSecurityGroupLimitExceeded"), Unsimulated: []string{"SourceSecurityGroupOwnerId"}}, s.authorizeIngress),
		ec2api.Op(s.api, aws.Operation{Name: "AuthorizeSecurityGroupEgress", Doc: "Allows traffic from the members of a security group.",
			Errors: append(errors, "InvalidPermission.Duplicate", "RulesPerSecurityGroupLimitExceeded")}, s.authorizeEgress),
		ec2api.Op(s.api, aws.Operation{Name: "RevokeSecurityGroupIngress", Doc: "Takes back rules for traffic to the members of a security group.",
			Errors: append(errors, "InvalidPermission.NotFound", "InvalidSecurityGroupRuleId.NotFound"), Unsimulated: []string{"SourceSecurityGroupOwnerId"}}, s.revokeIngress),
		ec2api.Op(s.api, aws.Operation{Name: "RevokeSecurityGroupEgress", Doc: "Takes back rules for traffic from the members of a security group.",
			Errors: append(errors, "InvalidPermission.NotFound", "InvalidSecurityGroupRuleId.NotFound")}, s.revokeEgress),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeSecurityGroupRules", ReadOnly: true, Doc: "Lists the rules of security groups.",
			Errors: []string{"InvalidSecurityGroupRuleId.NotFound"}}, s.describeSecurityGroupRules),
	}
}

// AuthorizeSecurityGroupIngressInput follows AWS's model: a list of
// permissions, or one by its parts.
type AuthorizeSecurityGroupIngressInput struct {
	DryRun                  bool
	GroupId, GroupName      string
	IpPermissions           []IpPermission
	IpProtocol              string
	FromPort, ToPort        *int
	CidrIp                  string
	SourceSecurityGroupName string
	TagSpecifications       []ec2api.TagSpecification
}

// AuthorizeSecurityGroupOutput are the new rules.
type AuthorizeSecurityGroupOutput struct {
	Return             bool `aws:"always"`
	SecurityGroupRules []SecurityGroupRule
}

func (s *Service) authorizeIngress(_ *aws.Request, in *AuthorizeSecurityGroupIngressInput) (*AuthorizeSecurityGroupOutput, error) {
	perms, err := s.permissions(in.IpPermissions, in.IpProtocol, in.FromPort, in.ToPort, in.CidrIp, in.SourceSecurityGroupName)
	if err != nil {
		return nil, err
	}
	return s.authorize(in.GroupId, in.GroupName, perms, in.TagSpecifications, false)
}

// AuthorizeSecurityGroupEgressInput follows AWS's model.
type AuthorizeSecurityGroupEgressInput struct {
	DryRun            bool
	GroupId           string `aws:"required"`
	IpPermissions     []IpPermission
	IpProtocol        string `aws:"noflag"`
	FromPort, ToPort  *int   `aws:"noflag"`
	CidrIp            string `aws:"noflag"`
	TagSpecifications []ec2api.TagSpecification
}

func (s *Service) authorizeEgress(_ *aws.Request, in *AuthorizeSecurityGroupEgressInput) (*AuthorizeSecurityGroupOutput, error) {
	perms, err := s.permissions(in.IpPermissions, in.IpProtocol, in.FromPort, in.ToPort, in.CidrIp, "")
	if err != nil {
		return nil, err
	}
	return s.authorize(in.GroupId, "", perms, in.TagSpecifications, true)
}

// permissions are those of a request: the list, or the one that its parts make.
func (s *Service) permissions(list []IpPermission, protocol string, from, to *int, cidr, group string) ([]IpPermission, *aws.Error) {
	if protocol == "" && cidr == "" && group == "" && from == nil && to == nil {
		if len(list) == 0 {
			return nil, ec2api.Missing("ipPermissions")
		}
		return list, nil
	}
	if len(list) > 0 {
		return nil, ec2api.Combination("The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'")
	}
	p := IpPermission{IpProtocol: protocol, FromPort: from, ToPort: to}
	if cidr != "" {
		p.IpRanges = []IpRange{{CidrIp: cidr}}
	}
	if group != "" {
		p.IpProtocol, p.UserIdGroupPairs = anyProtocol, []UserIdGroupPair{{GroupName: group}}
	}
	return []IpPermission{p}, nil
}

// authorize gives a group rules: all of them or, where one is there already or
// makes no sense, none.
//
// fidelity: vpc.rules
func (s *Service) authorize(id, name string, perms []IpPermission, tags []ec2api.TagSpecification, egress bool) (*AuthorizeSecurityGroupOutput, error) {
	g, err := s.groupBy(id, name)
	if err != nil {
		return nil, err
	}
	if err := ec2api.CheckSpecifications(tags, "security-group-rule"); err != nil {
		return nil, err
	}
	rules, err := s.parse(perms, egress)
	if err != nil {
		return nil, err
	}
	for i, r := range rules {
		if g.has(r) || slices.ContainsFunc(rules[:i], r.same) {
			return nil, aws.Errorf(400, "InvalidPermission.Duplicate", "the specified rule \"peer: %s, %s, ALLOW\" already exists", r.peer(), r.ports())
		}
	}
	if g.count(egress)+len(rules) > maxRules {
		return nil, aws.Errorf(400, "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.")
	}
	out := &AuthorizeSecurityGroupOutput{Return: true}
	for _, r := range rules {
		r = s.addRule(g, r)
		s.api.Tags.Add(r.ID, "security-group-rule", tags)
		out.SecurityGroupRules = append(out.SecurityGroupRules, s.describeRule(g, r))
	}
	return out, nil
}

// RevokeSecurityGroupInput follows AWS's model: rules by their ids, by a list of
// permissions, or one by its parts.
type RevokeSecurityGroupInput struct {
	DryRun                  bool
	GroupId, GroupName      string
	SecurityGroupRuleIds    []string
	IpPermissions           []IpPermission
	IpProtocol              string
	FromPort, ToPort        *int
	CidrIp                  string
	SourceSecurityGroupName string
}

// RevokeSecurityGroupOutput says that it is done.
type RevokeSecurityGroupOutput struct {
	Return bool `aws:"always"`
}

func (s *Service) revokeIngress(_ *aws.Request, in *RevokeSecurityGroupInput) (*RevokeSecurityGroupOutput, error) {
	return s.revoke(in, false)
}

func (s *Service) revokeEgress(_ *aws.Request, in *RevokeSecurityGroupInput) (*RevokeSecurityGroupOutput, error) {
	return s.revoke(in, true)
}

func (s *Service) revoke(in *RevokeSecurityGroupInput, egress bool) (*RevokeSecurityGroupOutput, error) {
	g, err := s.groupBy(in.GroupId, in.GroupName)
	if err != nil {
		return nil, err
	}
	gone, err := s.revoked(g, in, egress)
	if err != nil {
		return nil, err
	}
	g.Rules = slices.DeleteFunc(slices.Clone(g.Rules), func(r Rule) bool { return slices.Contains(gone, r.ID) })
	for _, id := range gone {
		s.api.Tags.Remove(id)
	}
	return &RevokeSecurityGroupOutput{true}, nil
}

// revoked are the ids of the rules that a request takes back.
func (s *Service) revoked(g *Group, in *RevokeSecurityGroupInput, egress bool) ([]string, *aws.Error) {
	var gone []string
	for _, id := range in.SecurityGroupRuleIds {
		if !slices.ContainsFunc(g.Rules, func(r Rule) bool { return r.ID == id && r.Egress == egress }) {
			return nil, aws.Errorf(400, "InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '%s' does not exist", id)
		}
		gone = append(gone, id)
	}
	if len(gone) > 0 {
		return gone, nil
	}
	perms, err := s.permissions(in.IpPermissions, in.IpProtocol, in.FromPort, in.ToPort, in.CidrIp, in.SourceSecurityGroupName)
	if err != nil {
		return nil, err
	}
	rules, err := s.parse(perms, egress)
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		i := slices.IndexFunc(g.Rules, r.same)
		if i < 0 {
			return nil, aws.Errorf(400, "InvalidPermission.NotFound", "The specified rule does not exist in this security group.")
		}
		gone = append(gone, g.Rules[i].ID)
	}
	return gone, nil
}
