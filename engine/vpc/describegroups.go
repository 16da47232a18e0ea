package vpc

import (
	"slices"
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// DescribeSecurityGroupsInput follows AWS's model.
type DescribeSecurityGroupsInput struct {
	GroupIds, GroupNames []string
	NextToken            string
	MaxResults           int `aws:"min=5,max=1000"`
	DryRun               bool
	Filters              []ec2api.Filter
}

// DescribeSecurityGroupsOutput is a page of groups.
type DescribeSecurityGroupsOutput struct {
	NextToken      string
	SecurityGroups []SecurityGroup `aws:"always,at=securityGroupInfo"`
}

// SecurityGroup is a group as the API shows it.
type SecurityGroup struct {
	GroupId             string
	IpPermissionsEgress []IpPermission `aws:"always,at=ipPermissionsEgress"`
	Tags                []ec2api.Tag
	VpcId               string
	SecurityGroupArn    string
	OwnerId             string
	GroupName           string
	Description         string         `aws:"at=groupDescription"`
	IpPermissions       []IpPermission `aws:"always,at=ipPermissions"`
}

var groupFilters = ec2api.Properties[SecurityGroup]{
	"description":               ec2api.One(func(g SecurityGroup) string { return g.Description }),
	"group-id":                  ec2api.One(func(g SecurityGroup) string { return g.GroupId }),
	"group-name":                ec2api.One(func(g SecurityGroup) string { return g.GroupName }),
	"owner-id":                  ec2api.One(func(g SecurityGroup) string { return g.OwnerId }),
	"vpc-id":                    ec2api.One(func(g SecurityGroup) string { return g.VpcId }),
	"ip-permission.cidr":        func(g SecurityGroup) []string { return ranges(g.IpPermissions) },
	"ip-permission.protocol":    func(g SecurityGroup) []string { return protocols(g.IpPermissions) },
	"egress.ip-permission.cidr": func(g SecurityGroup) []string { return ranges(g.IpPermissionsEgress) },
	"ip-permission.from-port": func(g SecurityGroup) []string {
		return ports(g.IpPermissions, func(p IpPermission) *int { return p.FromPort })
	},
	"ip-permission.to-port": func(g SecurityGroup) []string {
		return ports(g.IpPermissions, func(p IpPermission) *int { return p.ToPort })
	},
	"ip-permission.group-id":        func(g SecurityGroup) []string { return sources(g.IpPermissions) },
	"egress.ip-permission.protocol": func(g SecurityGroup) []string { return protocols(g.IpPermissionsEgress) },
}

func ranges(perms []IpPermission) (out []string) {
	for _, p := range perms {
		for _, r := range p.IpRanges {
			out = append(out, r.CidrIp)
		}
	}
	return out
}

func sources(perms []IpPermission) (out []string) {
	for _, p := range perms {
		for _, g := range p.UserIdGroupPairs {
			out = append(out, g.GroupId)
		}
	}
	return out
}

func protocols(perms []IpPermission) (out []string) {
	for _, p := range perms {
		out = append(out, p.IpProtocol)
	}
	return out
}

func ports(perms []IpPermission, of func(IpPermission) *int) (out []string) {
	for _, p := range perms {
		if port := of(p); port != nil {
			out = append(out, strconv.Itoa(*port))
		}
	}
	return out
}

func (s *Service) describeSecurityGroups(_ *aws.Request, in *DescribeSecurityGroupsInput) (*DescribeSecurityGroupsOutput, error) {
	for _, id := range in.GroupIds {
		if _, err := s.group(id); err != nil {
			return nil, err
		}
	}
	for _, name := range in.GroupNames {
		if _, err := s.groupBy("", name); err != nil {
			return nil, err
		}
	}
	var all []SecurityGroup
	for _, g := range sim.InOrder(s.groups) {
		if len(in.GroupIds) > 0 && !slices.Contains(in.GroupIds, g.ID) || len(in.GroupNames) > 0 && !slices.Contains(in.GroupNames, g.Name) {
			continue
		}
		all = append(all, s.describeGroup(g))
	}
	list, err := ec2api.Passing(all, in.Filters, groupFilters, s.api.Tags, func(g SecurityGroup) string { return g.GroupId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeSecurityGroupsOutput{next, page}, nil
}

func (s *Service) describeGroup(g *Group) SecurityGroup {
	return SecurityGroup{GroupId: g.ID, IpPermissionsEgress: s.grouped(g, true), Tags: s.api.Tags.Of(g.ID), VpcId: s.id, SecurityGroupArn: g.arn(),
		OwnerId: aws.AccountID, GroupName: g.Name, Description: g.Description, IpPermissions: s.grouped(g, false)}
}

// grouped are a group's rules in a direction as permissions: those of the same
// protocol and ports together.
func (s *Service) grouped(g *Group, egress bool) []IpPermission {
	var out []IpPermission
	for _, r := range g.Rules {
		if r.Egress != egress {
			continue
		}
		i := slices.IndexFunc(out, func(p IpPermission) bool { return p.covers(r) })
		if i < 0 {
			i, out = len(out), append(out, r.permission())
		}
		if r.Group != "" {
			out[i].UserIdGroupPairs = append(out[i].UserIdGroupPairs, UserIdGroupPair{Description: r.Description, UserId: aws.AccountID, GroupId: r.Group})
		} else {
			out[i].IpRanges = append(out[i].IpRanges, IpRange{r.Description, r.CIDR})
		}
	}
	return out
}

// covers tells whether a permission has the rule's protocol and ports.
func (p IpPermission) covers(r Rule) bool {
	if p.IpProtocol != r.Protocol {
		return false
	}
	return p.FromPort == nil || *p.FromPort == r.From && *p.ToPort == r.To
}

// permission is the rule's protocol and ports.
func (r Rule) permission() IpPermission {
	p := IpPermission{IpProtocol: r.Protocol}
	if r.Protocol != anyProtocol {
		p.FromPort, p.ToPort = &r.From, &r.To
	}
	return p
}
