package vpc

import (
	"net/netip"

	"skylab/engine/billing"
)

// public is where public addresses come from: a range that no host of the real
// internet has (RFC 2544), so that a name or address that leaves the world
// reaches nobody.
//
// fidelity: vpc.public-addresses
var public = netip.MustParsePrefix("198.18.0.0/15")

// newPublic draws a public address that is free.
func (s *Service) newPublic() netip.Addr {
	r := s.k.Stream("vpc.public")
	for {
		if a := at(public, 1+r.IntN(1<<(32-public.Bits())-2)); !s.public[a] {
			s.public[a] = true
			return a
		}
	}
}

// Publish gives an interface a public address of AWS's, for as long as its
// owner runs. One that has an Elastic IP keeps that.
func (s *Service) Publish(i *Interface) {
	i.Automatic = true
	if i.Public.IsValid() {
		return
	}
	s.setPublic(i, s.newPublic())
	s.bill.Hold(billing.PublicIPInUse, i.Owner, i.ID, 1)
}

// Unpublish takes the address that Publish gave away; it is gone for good.
func (s *Service) Unpublish(i *Interface) {
	if !i.Public.IsValid() || i.Elastic != "" {
		return
	}
	delete(s.public, i.Public)
	s.bill.Hold(billing.PublicIPInUse, i.Owner, i.ID, 0)
	s.setPublic(i, netip.Addr{})
}

// setPublic is the only place where an interface's public address changes.
func (s *Service) setPublic(i *Interface, a netip.Addr) {
	delete(s.byAddress, i.Public)
	if i.Public = a; a.IsValid() {
		s.byAddress[a] = i
	}
}

// SetStopped says that an interface's owner is stopped, or runs again: its
// Elastic IP is idle while it is.
//
// fidelity: vpc.address-metering
func (s *Service) SetStopped(i *Interface, stopped bool) {
	i.Stopped = stopped
	if a := s.addresses[i.Elastic]; a != nil {
		s.charge(a)
	}
}
