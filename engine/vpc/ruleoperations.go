package vpc

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

func (s *Service) ruleOperations() []aws.Operation {
	errors := []string{"InvalidGroup.NotFound", "InvalidGroupId.Malformed", "InvalidParameterValue", "MissingParameter"}
	adds := append(errors[:len(errors):len(errors)], "InvalidPermission.Duplicate", "RulesPerSecurityGroupLimitExceeded")
	takes := append(errors[:len(errors):len(errors)], "InvalidPermission.NotFound", "InvalidSecurityGroupRuleId.NotFound")
	left := []string{"SourceSecurityGroupOwnerId", "IpPermissions.UserIdGroupPairs.VpcPeeringConnectionId", "IpPermissions.UserIdGroupPairs.PeeringStatus"}
	leftOut := append(left[:len(left):len(left)], "SourceSecurityGroupName")
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "AuthorizeSecurityGroupIngress", Doc: "Allows traffic to the members of a security group.",
			Errors: adds, Unsimulated: left}, s.authorizeIngress),
		ec2api.Op(s.api, aws.Operation{Name: "AuthorizeSecurityGroupEgress", Doc: "Allows traffic from the members of a security group.",
			Errors: adds, Unsimulated: leftOut}, s.authorizeEgress),
		ec2api.Op(s.api, aws.Operation{Name: "RevokeSecurityGroupIngress", Doc: "Takes back rules for traffic to the members of a security group.",
			Errors: takes, Unsimulated: left}, s.revokeIngress),
		ec2api.Op(s.api, aws.Operation{Name: "RevokeSecurityGroupEgress", Doc: "Takes back rules for traffic from the members of a security group.",
			Errors: takes, Unsimulated: leftOut}, s.revokeEgress),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeSecurityGroupRules", ReadOnly: true, Doc: "Lists the rules of security groups.",
			Errors: []string{"InvalidSecurityGroupRuleId.NotFound"}}, s.describeSecurityGroupRules),
	}
}

// The inputs follow AWS's model: permissions as a list, or one by its parts.
type (
	// AuthorizeSecurityGroupIngressInput gives a group rules for what comes in.
	AuthorizeSecurityGroupIngressInput struct {
		CidrIp                  string
		FromPort                *int
		GroupId, GroupName      string
		IpPermissions           []IpPermission `aws:"at=ipPermissions"`
		IpProtocol              string
		SourceSecurityGroupName string
		ToPort                  *int
		TagSpecifications       []ec2api.TagSpecification
		DryRun                  bool
	}
	// AuthorizeSecurityGroupEgressInput gives a group rules for what goes out.
	AuthorizeSecurityGroupEgressInput struct {
		TagSpecifications []ec2api.TagSpecification
		DryRun            bool
		GroupId           string `aws:"required"`
		IpProtocol        string
		FromPort, ToPort  *int
		CidrIp            string
		IpPermissions     []IpPermission `aws:"at=ipPermissions"`
	}
	// RevokeSecurityGroupIngressInput takes rules for what comes in back, also by
	// their ids.
	RevokeSecurityGroupIngressInput struct {
		CidrIp                  string
		FromPort                *int
		GroupId, GroupName      string
		IpPermissions           []IpPermission `aws:"at=ipPermissions"`
		IpProtocol              string
		SourceSecurityGroupName string
		ToPort                  *int
		SecurityGroupRuleIds    []string
		DryRun                  bool
	}
	// RevokeSecurityGroupEgressInput takes rules for what goes out back.
	RevokeSecurityGroupEgressInput struct {
		SecurityGroupRuleIds []string
		DryRun               bool
		GroupId              string `aws:"required"`
		IpProtocol           string
		FromPort, ToPort     *int
		CidrIp               string
		IpPermissions        []IpPermission `aws:"at=ipPermissions"`
	}
)

// AuthorizeSecurityGroupOutput are the new rules.
type AuthorizeSecurityGroupOutput struct {
	Return             bool `aws:"always"`
	SecurityGroupRules []SecurityGroupRule
}

func (s *Service) authorizeIngress(_ *aws.Request, in *AuthorizeSecurityGroupIngressInput) (*AuthorizeSecurityGroupOutput, error) {
	perms, err := permissions(in.IpPermissions, parts{in.IpProtocol, in.FromPort, in.ToPort, in.CidrIp, in.SourceSecurityGroupName})
	if err != nil {
		return nil, err
	}
	return s.authorize(in.GroupId, in.GroupName, perms, in.TagSpecifications, false)
}

func (s *Service) authorizeEgress(_ *aws.Request, in *AuthorizeSecurityGroupEgressInput) (*AuthorizeSecurityGroupOutput, error) {
	perms, err := permissions(in.IpPermissions, parts{in.IpProtocol, in.FromPort, in.ToPort, in.CidrIp, ""})
	if err != nil {
		return nil, err
	}
	return s.authorize(in.GroupId, "", perms, in.TagSpecifications, true)
}

// parts are one permission as the older parameters give it.
type parts struct {
	protocol string
	from, to *int
	cidr     string
	group    string
}

// permissions are those of a request: the list, or the one that its parts make.
func permissions(list []IpPermission, one parts) ([]IpPermission, *aws.Error) {
	if one == (parts{}) {
		if len(list) == 0 {
			return nil, ec2api.Missing("ipPermissions")
		}
		return list, nil
	}
	if len(list) > 0 {
		return nil, ec2api.Combination("The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'")
	}
	p := IpPermission{IpProtocol: one.protocol, FromPort: one.from, ToPort: one.to}
	if one.cidr != "" {
		p.IpRanges = []IpRange{{CidrIp: one.cidr}}
	}
	if one.group != "" {
		p.IpProtocol, p.UserIdGroupPairs = anyProtocol, []UserIdGroupPair{{GroupName: one.group}}
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
