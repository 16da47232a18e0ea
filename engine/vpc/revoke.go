package vpc

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

// RevokeSecurityGroupOutput are the rules that were taken back.
type RevokeSecurityGroupOutput struct {
	Return                    bool `aws:"always"`
	RevokedSecurityGroupRules []RevokedRule
}

// RevokedRule is a rule that is no more.
type RevokedRule struct {
	SecurityGroupRuleId, GroupId string
	IsEgress                     bool `aws:"always"`
	IpProtocol                   string
	FromPort, ToPort             int `aws:"always"`
	CidrIpv4                     string
	ReferencedGroupId            string
	Description                  string
}

func (s *Service) revokeIngress(_ *aws.Request, in *RevokeSecurityGroupIngressInput) (*RevokeSecurityGroupOutput, error) {
	one := parts{in.IpProtocol, in.FromPort, in.ToPort, in.CidrIp, in.SourceSecurityGroupName}
	return s.revoke(in.GroupId, in.GroupName, in.SecurityGroupRuleIds, in.IpPermissions, one, false)
}

func (s *Service) revokeEgress(_ *aws.Request, in *RevokeSecurityGroupEgressInput) (*RevokeSecurityGroupOutput, error) {
	one := parts{in.IpProtocol, in.FromPort, in.ToPort, in.CidrIp, ""}
	return s.revoke(in.GroupId, "", in.SecurityGroupRuleIds, in.IpPermissions, one, true)
}

// revoke takes rules from a group: all that are named or, where one is not
// there, none.
//
// fidelity: vpc.revoke
func (s *Service) revoke(id, name string, rules []string, list []IpPermission, one parts, egress bool) (*RevokeSecurityGroupOutput, error) {
	g, err := s.groupBy(id, name)
	if err != nil {
		return nil, err
	}
	var gone []Rule
	if len(rules) > 0 {
		gone, err = g.withIDs(rules, egress)
	} else {
		gone, err = s.alike(g, list, one, egress)
	}
	if err != nil {
		return nil, err
	}
	out := &RevokeSecurityGroupOutput{Return: true}
	for _, r := range gone {
		g.Rules = slices.DeleteFunc(slices.Clone(g.Rules), func(o Rule) bool { return o.ID == r.ID })
		s.api.Tags.Remove(r.ID)
		out.RevokedSecurityGroupRules = append(out.RevokedSecurityGroupRules, RevokedRule{r.ID, g.ID, r.Egress, r.Protocol, r.From, r.To, r.CIDR, r.Group, r.Description})
	}
	return out, nil
}

// withIDs are the group's rules with those ids.
func (g *Group) withIDs(ids []string, egress bool) (out []Rule, err *aws.Error) {
	for _, id := range ids {
		i := slices.IndexFunc(g.Rules, func(r Rule) bool { return r.ID == id && r.Egress == egress })
		if i < 0 {
			return nil, ruleNotFound(id)
		}
		out = append(out, g.Rules[i])
	}
	return out, nil
}

// alike are the group's rules that allow what the permissions do.
func (s *Service) alike(g *Group, list []IpPermission, one parts, egress bool) (out []Rule, err *aws.Error) {
	perms, err := permissions(list, one)
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
		out = append(out, g.Rules[i])
	}
	return out, nil
}

func ruleNotFound(id string) *aws.Error {
	if err := ec2api.CheckID(id, "sgr", "InvalidSecurityGroupRuleId"); err != nil {
		return err
	}
	return aws.Errorf(400, "InvalidSecurityGroupRuleId.NotFound", "The security group rule ID '%s' does not exist", id)
}
