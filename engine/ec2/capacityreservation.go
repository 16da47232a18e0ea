package ec2

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// capacityReservation keeps places of a pool for the account. Reserved Instances
// of a zone have one as well, which is paid for by them.
type capacityReservation struct {
	ID, Kind, Zone, Criteria, State string
	Total, Used                     int
	Created, Ends                   sim.Time // 0 is when it is cancelled
	EBSOptimized                    bool
	Prepaid                         bool // by Reserved Instances
	Asked                           *CreateCapacityReservationInput
}

func (c *capacityReservation) pool() pool { return pool{c.Zone, c.Kind} }

// free are its places that no instance has.
func (c *capacityReservation) free() int {
	if c.State != "active" {
		return 0
	}
	return c.Total - c.Used
}

// The ways to match instances, and not to.
const (
	openCriteria = "open"
	onlyTargeted = "targeted"
	noMatch      = "none"
)

// reservedPlaces are the free places of a pool's open reservations.
func (s *Service) reservedPlaces(p pool) int {
	n := 0
	for _, c := range s.reservations {
		if c.Criteria == openCriteria && c.pool() == p {
			n += c.free()
		}
	}
	return n
}

// within is the reservation that an On-Demand instance is to run in, nil for none:
// the one that it names, or the oldest open one with a place.
//
// fidelity: ec2.capacity-reservations
func (s *Service) within(i *instance) *capacityReservation {
	if i.spot != nil || i.wants.Reservation == noMatch || i.wants.Tenancy == "dedicated" {
		return nil
	}
	if c := s.reservations[i.wants.Reservation]; c != nil && c.free() > 0 && c.pool() == i.pool() {
		return c
	}
	var oldest *capacityReservation
	for _, c := range sim.InOrder(s.reservations) {
		if i.wants.Reservation == "" && c.Criteria == openCriteria && c.free() > 0 && c.pool() == i.pool() && (oldest == nil || c.Created < oldest.Created) {
			oldest = c
		}
	}
	return oldest
}

// occupy puts an instance into a reservation, or takes it out of its own.
func (s *Service) occupy(i *instance, c *capacityReservation, n int) {
	c.Used += n
	if i.reserved = c.ID; n < 0 {
		i.reserved = ""
	}
	s.meterReservation(c)
}

// meterReservation has the bill count the places of a reservation that nobody
// uses.
//
// fidelity: ec2.capacity-reservations
func (s *Service) meterReservation(c *capacityReservation) {
	if !c.Prepaid {
		s.bill.Hold(billing.UnusedBox(c.Kind), c.ID, "", int64(c.free()))
	}
}

// reserve begins a reservation: open ones take in instances that run already.
func (s *Service) reserve(c *capacityReservation) {
	c.State, c.Created = "active", s.k.Now()
	s.reservations[c.ID] = c
	s.placed[c.pool()] += c.Total
	if c.Criteria == openCriteria {
		for _, i := range s.inLaunchOrder() {
			if onHost(i.state) && i.state != ShuttingDown && i.reserved == "" && s.within(i) == c {
				s.placed[c.pool()]--
				s.occupy(i, c, 1)
			}
		}
	}
	s.meterReservation(c)
	s.reclaim(c.pool())
	if c.Ends > 0 {
		s.k.At(c.Ends, CapacityReservationEnded{c.ID})
	}
}

// release ends a reservation; instances in it go on.
func (s *Service) dissolve(c *capacityReservation, state string) {
	for _, i := range s.inLaunchOrder() {
		if i.reserved == c.ID {
			s.occupy(i, c, -1)
			s.placed[c.pool()]++
		}
	}
	s.placed[c.pool()] -= c.Total
	c.State = state
	s.meterReservation(c)
}

// reservationEnded is when a reservation's time is over.
func (s *Service) reservationEnded(e CapacityReservationEnded) {
	if c := s.reservations[e.Reservation]; c != nil && c.State == "active" && c.Ends > 0 && c.Ends <= s.k.Now() {
		s.dissolve(c, "expired")
	}
}

// CreateCapacityReservationInput follows AWS's model.
type CreateCapacityReservationInput struct {
	ClientToken           string
	InstanceType          string `aws:"required"`
	InstancePlatform      string `aws:"required"`
	AvailabilityZone      string
	InstanceCount         int `aws:"required"`
	EbsOptimized          bool
	EndDate               *time.Time
	EndDateType           string                    `aws:"enum=unlimited|limited"`
	InstanceMatchCriteria string                    `aws:"enum=open|targeted"`
	TagSpecifications     []ec2api.TagSpecification `aws:"at=TagSpecifications"`
	DryRun                bool
}

// CreateCapacityReservationOutput is the new reservation.
type CreateCapacityReservationOutput struct{ CapacityReservation CapacityReservation }

// createCapacityReservation keeps capacity from now on: it is billed whether it is
// used or not.
//
// fidelity: ec2.capacity-reservations
func (s *Service) createCapacityReservation(_ *aws.Request, in *CreateCapacityReservationInput) (*CreateCapacityReservationOutput, error) {
	for _, c := range sim.InOrder(s.reservations) {
		if in.ClientToken != "" && c.Asked != nil && c.Asked.ClientToken == in.ClientToken {
			if c.Kind != in.InstanceType || c.Zone != in.AvailabilityZone || c.Asked.InstanceCount != in.InstanceCount {
				return nil, mismatch()
			}
			return &CreateCapacityReservationOutput{s.describeReservation(c)}, nil
		}
	}
	if err := s.checkReservation(in); err != nil {
		return nil, err
	}
	c := &capacityReservation{ID: s.newID("cr"), Kind: in.InstanceType, Zone: in.AvailabilityZone, Criteria: openCriteria, Total: in.InstanceCount, EBSOptimized: in.EbsOptimized, Asked: in}
	if in.InstanceMatchCriteria != "" {
		c.Criteria = in.InstanceMatchCriteria
	}
	if in.EndDate != nil {
		c.Ends = sim.FromWall(*in.EndDate)
	}
	s.api.Tags.Add(c.ID, "capacity-reservation", in.TagSpecifications)
	s.reserve(c)
	return &CreateCapacityReservationOutput{s.describeReservation(c)}, nil
}

// checkReservation refuses what cannot be kept.
func (s *Service) checkReservation(in *CreateCapacityReservationInput) *aws.Error {
	t := instancetype.Named(in.InstanceType)
	switch {
	case t == nil:
		return ec2api.Invalid("Invalid value '%s' for InstanceType.", in.InstanceType)
	case in.InstancePlatform != linuxProduct:
		return ec2api.Invalid("skylab does not simulate the platform %s", in.InstancePlatform)
	case in.AvailabilityZone == "":
		return ec2api.Missing("AvailabilityZone")
	case !vpc.IsZone(in.AvailabilityZone):
		return ec2api.Invalid("Invalid availability zone: [%s]", in.AvailabilityZone)
	case in.InstanceCount < 1:
		return ec2api.Invalid("Invalid value '%d' for instanceCount", in.InstanceCount)
	case (in.EndDateType == "limited") != (in.EndDate != nil):
		return ec2api.Combination("The parameter EndDate must be given if, and only if, EndDateType is limited.")
	case in.EndDate != nil && sim.FromWall(*in.EndDate) <= s.k.Now():
		return ec2api.Invalid("The end date must be in the future.")
	case s.inUse(group(t))+s.unused(group(t))+in.InstanceCount*t.VCPUs > s.limits[group(t)]:
		return aws.Errorf(400, "InstanceLimitExceeded", "You have requested more vCPU capacity than your current vCPU limit of %d allows for the instance bucket that the specified instance type belongs to.", s.limits[group(t)])
	}
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "capacity-reservation"); err != nil {
		return err
	}
	if p := (pool{in.AvailabilityZone, in.InstanceType}); s.available(p) < in.InstanceCount {
		return s.insufficient(p)
	}
	return nil
}

// unused are the vCPUs of a quota that reservations keep and no instance has.
func (s *Service) unused(quota string) int {
	n := 0
	for _, c := range s.reservations {
		if t := instancetype.Named(c.Kind); group(t) == quota {
			n += c.free() * t.VCPUs
		}
	}
	return n
}

// reservationOf is the reservation with that id, or AWS's error.
func (s *Service) reservationOf(id string) (*capacityReservation, *aws.Error) {
	if c := s.reservations[id]; c != nil && !c.Prepaid {
		return c, nil
	}
	if err := ec2api.CheckID(id, "cr", "InvalidCapacityReservationId"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidCapacityReservationId.NotFound", "The capacity reservation ID '%s' was not found", id)
}
