package vpc

import (
	"fmt"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// DescribeSecurityGroupRulesInput follows AWS's model.
type DescribeSecurityGroupRulesInput struct {
	Filters              []ec2api.Filter
	SecurityGroupRuleIds []string
	DryRun               bool
	NextToken            string
	MaxResults           int `aws:"min=5,max=1000"`
}

// DescribeSecurityGroupRulesOutput is a page of rules.
type DescribeSecurityGroupRulesOutput struct {
	SecurityGroupRules []SecurityGroupRule `aws:"always"`
	NextToken          string
}

// SecurityGroupRule is a rule as the API shows it.
type SecurityGroupRule struct {
	SecurityGroupRuleId, GroupId, GroupOwnerId string
	IsEgress                                   bool `aws:"always"`
	IpProtocol                                 string
	FromPort, ToPort                           int `aws:"always"`
	CidrIpv4                                   string
	ReferencedGroupInfo                        *ReferencedGroup
	Description                                string
	Tags                                       []ec2api.Tag
	SecurityGroupRuleArn                       string
}

// ReferencedGroup is the group whose members a rule allows.
type ReferencedGroup struct{ GroupId, UserId string }

var ruleFilters = ec2api.Properties[SecurityGroupRule]{
	"group-id":               ec2api.One(func(r SecurityGroupRule) string { return r.GroupId }),
	"security-group-rule-id": ec2api.One(func(r SecurityGroupRule) string { return r.SecurityGroupRuleId }),
}

func (s *Service) describeSecurityGroupRules(_ *aws.Request, in *DescribeSecurityGroupRulesInput) (*DescribeSecurityGroupRulesOutput, error) {
	var all []SecurityGroupRule
	for _, g := range sim.InOrder(s.groups) {
		for _, r := range g.Rules {
			if len(in.SecurityGroupRuleIds) == 0 || slices.Contains(in.SecurityGroupRuleIds, r.ID) {
				all = append(all, s.describeRule(g, r))
			}
		}
	}
	for _, id := range in.SecurityGroupRuleIds {
		if !slices.ContainsFunc(all, func(r SecurityGroupRule) bool { return r.SecurityGroupRuleId == id }) {
			return nil, ruleNotFound(id)
		}
	}
	list, err := ec2api.Passing(all, in.Filters, ruleFilters, s.api.Tags, func(r SecurityGroupRule) string { return r.SecurityGroupRuleId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeSecurityGroupRulesOutput{page, next}, nil
}

func (s *Service) describeRule(g *Group, r Rule) SecurityGroupRule {
	out := SecurityGroupRule{SecurityGroupRuleId: r.ID, GroupId: g.ID, GroupOwnerId: aws.AccountID, IsEgress: r.Egress, IpProtocol: r.Protocol,
		FromPort: r.From, ToPort: r.To, CidrIpv4: r.CIDR, Description: r.Description, Tags: s.api.Tags.Of(r.ID),
		SecurityGroupRuleArn: aws.ARN("ec2", "security-group-rule/"+r.ID)}
	if r.Group != "" {
		out.ReferencedGroupInfo = &ReferencedGroup{r.Group, aws.AccountID}
	}
	return out
}

// peer and ports are a rule's ends in the text of AWS's errors.
func (r Rule) peer() string {
	if r.Group != "" {
		return r.Group
	}
	return r.CIDR
}

func (r Rule) ports() string {
	switch r.Protocol {
	case anyProtocol:
		return "ALL"
	case "icmp":
		return fmt.Sprintf("ICMP, type: %d, code: %d", r.From, r.To)
	case "udp":
		return fmt.Sprintf("UDP, from port: %d, to port: %d", r.From, r.To)
	}
	return fmt.Sprintf("TCP, from port: %d, to port: %d", r.From, r.To)
}
