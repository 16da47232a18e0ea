package vpc

import (
	"net/netip"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

// Rule allows traffic of a protocol to a range of ports, in or out, from or to
// addresses or the members of a group: one of CIDR and Group is set.
type Rule struct {
	ID          string
	Egress      bool
	Protocol    string // "tcp", "udp", "icmp" or "-1" for all
	From, To    int    // ports; type and code of ICMP; -1 is all
	CIDR        string
	Group       string
	Description string
}

// anyProtocol is all traffic.
const anyProtocol = "-1"

// maxPort is the last port of TCP and UDP.
const maxPort = 65535

// same tells whether two rules allow the same traffic.
func (r Rule) same(o Rule) bool {
	return r.Egress == o.Egress && r.Protocol == o.Protocol && r.From == o.From && r.To == o.To && r.CIDR == o.CIDR && r.Group == o.Group
}

// addRule gives the group a rule.
func (s *Service) addRule(g *Group, r Rule) Rule {
	r.ID = s.newID("sgr")
	g.Rules = append(g.Rules, r)
	s.api.Tags.Add(r.ID, "security-group-rule", nil)
	return r
}

// IpPermission is what several rules have in common, as the API takes and shows
// them.
type IpPermission struct {
	IpProtocol       string
	FromPort, ToPort *int
	UserIdGroupPairs []UserIdGroupPair `aws:"always,at=groups"`
	IpRanges         []IpRange         `aws:"always,at=ipRanges"`
	Ipv6Ranges       []Ipv6Range       `aws:"always,at=ipv6Ranges"`
	PrefixListIds    []PrefixListId    `aws:"always,at=prefixListIds"`
}

// IpRange is a range of addresses.
type IpRange struct{ Description, CidrIp string }

// UserIdGroupPair is a group whose members may.
type UserIdGroupPair struct{ Description, UserId, GroupName, GroupId, VpcId string }

// Ipv6Range is a range of IPv6 addresses; there are none here.
type Ipv6Range struct{ Description, CidrIpv6 string }

// PrefixListId names a prefix list; there are none here.
type PrefixListId struct{ Description, PrefixListId string }

// parse makes of permissions the rules that they amount to: one for each range and group.
func (s *Service) parse(perms []IpPermission, egress bool) ([]Rule, *aws.Error) {
	var out []Rule
	for _, p := range perms {
		r, err := p.rule(egress)
		if err != nil {
			return nil, err
		}
		if len(p.IpRanges)+len(p.UserIdGroupPairs) == 0 {
			return nil, ec2api.Missing("CidrIp or GroupId")
		}
		for _, n := range p.IpRanges {
			if r.CIDR, err = cidr(n.CidrIp); err != nil {
				return nil, err
			}
			r.Group, r.Description = "", n.Description
			out = append(out, r)
		}
		for _, n := range p.UserIdGroupPairs {
			g, err := s.groupBy(n.GroupId, n.GroupName)
			if err != nil {
				return nil, err
			}
			r.CIDR, r.Group, r.Description = "", g.ID, n.Description
			out = append(out, r)
		}
	}
	return out, nil
}

// cidr is a range as it is kept: without host bits.
func cidr(text string) (string, *aws.Error) {
	p, err := netip.ParsePrefix(text)
	if err != nil || !p.Addr().Is4() {
		return "", ec2api.Invalid("CIDR block %s is malformed", text)
	}
	return p.Masked().String(), nil
}

// rule is the permission's protocol and ports.
//
// fidelity: vpc.rules
func (p IpPermission) rule(egress bool) (Rule, *aws.Error) {
	r := Rule{Egress: egress, Protocol: p.IpProtocol, From: -1, To: -1}
	if len(p.Ipv6Ranges)+len(p.PrefixListIds) > 0 {
		return r, ec2api.Invalid("skylab does not simulate IPv6 and prefix lists in security group rules")
	}
	if named, ok := protocolNames[p.IpProtocol]; ok {
		r.Protocol = named
	}
	switch r.Protocol {
	case anyProtocol:
		return r, nil
	case "tcp", "udp":
		if p.FromPort == nil || p.ToPort == nil {
			return r, ec2api.Invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.")
		}
		r.From, r.To = *p.FromPort, *p.ToPort
		if r.From == -1 && r.To == -1 {
			r.From, r.To = 0, maxPort
		}
		if r.From < 0 || r.To > maxPort || r.From > r.To {
			return r, ec2api.Invalid("Invalid value '%d:%d' for portRange. The fromPort must be lower than or equal to the toPort, and both between 0 and 65535.", r.From, r.To)
		}
	case "icmp":
		if p.FromPort != nil {
			r.From = *p.FromPort
		}
		if p.ToPort != nil {
			r.To = *p.ToPort
		}
	case "":
		return r, ec2api.Missing("ipProtocol")
	default:
		return r, ec2api.Invalid("Invalid value '%s' for IP protocol. Unknown protocol.", p.IpProtocol)
	}
	return r, nil
}

// protocolNames are the numbers by which protocols may be given, and "all".
var protocolNames = map[string]string{"6": "tcp", "17": "udp", "1": "icmp", "all": anyProtocol}

// count is how many rules the group has in a direction.
func (g *Group) count(egress bool) int {
	n := 0
	for _, r := range g.Rules {
		if r.Egress == egress {
			n++
		}
	}
	return n
}

// has tells whether the group has a rule that allows the same.
func (g *Group) has(r Rule) bool { return slices.ContainsFunc(g.Rules, r.same) }
