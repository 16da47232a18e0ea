package ec2

import (
	"cmp"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
)

// planWishes is about what the launch says of the instance's life.
func (s *Service) planWishes(p *launchPlan) *aws.Error {
	in := p.in
	p.wants = wishes{ProtectedFromTermination: in.DisableApiTermination, ProtectedFromStop: in.DisableApiStop,
		TerminateOnShutdown: in.InstanceInitiatedShutdownBehavior == "terminate", EBSOptimized: in.EbsOptimized,
		Monitoring: in.Monitoring != nil && in.Monitoring.Enabled, PublicIP: p.public, Tenancy: "default"}
	if in.Placement != nil {
		p.wants.Tenancy, p.wants.PlacementGroup = cmp.Or(in.Placement.Tenancy, "default"), in.Placement.GroupName
		if p.wants.Tenancy == "host" {
			return ec2api.Invalid("skylab does not simulate the tenancy %s", p.wants.Tenancy)
		}
		if p.wants.Tenancy == "dedicated" && p.spot != nil {
			return ec2api.Combination("Spot Instances with dedicated tenancy are not supported here.")
		}
	}
	if in.HibernationOptions != nil && in.HibernationOptions.Configured {
		if err := canHibernate(p.kind); err != nil {
			return err
		}
		p.wants.Hibernation = true
	}
	if p.wants.PlacementGroup != "" {
		if err := s.join(p); err != nil {
			return err
		}
	}
	if err := p.credits(); err != nil {
		return err
	}
	return p.planMetadata()
}

// credits is how a burstable instance spends CPU credits: T2 within its
// earnings, all others beyond, unless the launch says otherwise.
//
// fidelity: ec2.credit-modes
func (p *launchPlan) credits() *aws.Error {
	given := p.in.CreditSpecification
	if !p.kind.Burstable {
		if given != nil {
			return ec2api.Combination("CPU Credit specification is not supported for the specified instance type '%s'.", p.kind.Name)
		}
		return nil
	}
	p.wants.Credits = DefaultCredits(p.kind)
	if given != nil {
		if given.CpuCredits != "standard" && given.CpuCredits != "unlimited" {
			return ec2api.Invalid("The value '%s' for CPU credits is invalid. Specify standard or unlimited.", given.CpuCredits)
		}
		p.wants.Credits = given.CpuCredits
	}
	return nil
}

// DefaultCredits is how a burstable type spends CPU credits if nothing is said.
func DefaultCredits(t *instancetype.Type) string {
	if t.Family() == "t2" {
		return "standard"
	}
	return "unlimited"
}

// maxHibernation is the memory in MiB from which on an instance cannot
// hibernate (EC2 user guide, hibernation prerequisites).
const maxHibernation = 150 << 10

// canHibernate refuses types that cannot write their memory away.
//
// fidelity: ec2.hibernation
func canHibernate(t *instancetype.Type) *aws.Error {
	if !t.Hibernation || t.MemoryMiB >= maxHibernation {
		return aws.Errorf(400, "UnsupportedHibernationConfiguration", "The requested instance type %s does not support hibernation.", t.Name)
	}
	return nil
}

// planMetadata is how the instance's metadata can be read: with a token if the
// image asks for that.
//
// fidelity: ec2.metadata-options
func (p *launchPlan) planMetadata() *aws.Error {
	m := metadataOptions{Tokens: "optional", Hops: 1, Endpoint: "enabled", Tags: "disabled"}
	if p.image.imdsV2 {
		m.Tokens, m.Hops = "required", 2
	}
	if given := p.in.MetadataOptions; given != nil {
		if given.HttpProtocolIpv6 == "enabled" {
			return ec2api.Invalid("skylab does not simulate IPv6")
		}
		m.Tokens, m.Hops = cmp.Or(given.HttpTokens, m.Tokens), cmp.Or(given.HttpPutResponseHopLimit, m.Hops)
		m.Endpoint, m.Tags = cmp.Or(given.HttpEndpoint, m.Endpoint), cmp.Or(given.InstanceMetadataTags, m.Tags)
		if m.Hops < 1 {
			return ec2api.Invalid("Value (%d) for parameter HttpPutResponseHopLimit is invalid. It must be between 1 and 64.", m.Hops)
		}
	}
	p.metadata = m
	return nil
}
