package ec2

import (
	"cmp"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

func (s *Service) reservationOperations() []aws.Operation {
	notFound := []string{"InvalidCapacityReservationId.NotFound", "InvalidCapacityReservationId.Malformed"}
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "CreateCapacityReservation", Doc: "Keeps capacity in a zone, billed whether it is used or not.",
			Errors: []string{"InsufficientInstanceCapacity", "InstanceLimitExceeded", "InvalidParameterValue", "MissingParameter"},
			Unsimulated: []string{"AvailabilityZoneId", "Tenancy", "EphemeralStorage", "OutpostArn", "PlacementGroupArn", "StartDate", "CommitmentDuration",
				"DeliveryPreference"}}, s.createCapacityReservation),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeCapacityReservations", ReadOnly: true, Doc: "Lists Capacity Reservations.", Errors: notFound}, s.describeCapacityReservations),
		ec2api.Op(s.api, aws.Operation{Name: "ModifyCapacityReservation", Doc: "Changes the size of a Capacity Reservation.", Errors: append(notFound, "InsufficientInstanceCapacity"),
			Unsimulated: []string{"Accept", "AdditionalInfo", "InstanceMatchCriteria", "EndDate", "EndDateType", "QuoteId", "StartDate"}}, s.modifyCapacityReservation),
		ec2api.Op(s.api, aws.Operation{Name: "CancelCapacityReservation", Doc: "Ends a Capacity Reservation; instances in it go on.", Errors: notFound, Unsimulated: []string{"ApplyCancellationCharges", "QuoteId"}}, s.cancelCapacityReservation),
	}
}

// CapacityReservation is a reservation as the API shows it.
type CapacityReservation struct {
	CapacityReservationId, OwnerId, CapacityReservationArn string
	AvailabilityZoneId, InstanceType, InstancePlatform     string
	AvailabilityZone, Tenancy                              string
	TotalInstanceCount, AvailableInstanceCount             int  `aws:"always"`
	EbsOptimized                                           bool `aws:"always"`
	EphemeralStorage                                       bool `aws:"always"`
	State                                                  string
	StartDate                                              time.Time
	EndDate                                                *time.Time
	EndDateType, InstanceMatchCriteria                     string
	CreateDate                                             time.Time
	Tags                                                   []ec2api.Tag
	ReservationType                                        string
}

func (s *Service) describeReservation(c *capacityReservation) CapacityReservation {
	out := CapacityReservation{CapacityReservationId: c.ID, OwnerId: aws.AccountID, CapacityReservationArn: aws.ARN("ec2", "capacity-reservation/"+c.ID), InstanceType: c.Kind,
		InstancePlatform: linuxProduct, AvailabilityZone: c.Zone, Tenancy: "default", TotalInstanceCount: c.Total, AvailableInstanceCount: c.free(), EbsOptimized: c.EBSOptimized,
		State: c.State, StartDate: ec2api.Time(c.Created), EndDateType: word(c.Ends > 0, "limited", "unlimited"), InstanceMatchCriteria: c.Criteria, CreateDate: ec2api.Time(c.Created),
		Tags: s.api.Tags.Of(c.ID), ReservationType: "default"}
	for _, z := range vpc.Zones {
		if z.Name == c.Zone {
			out.AvailabilityZoneId = z.ID
		}
	}
	if c.Ends > 0 {
		out.EndDate = ptr(ec2api.Time(c.Ends))
	}
	return out
}

// DescribeCapacityReservationsInput follows AWS's model.
type DescribeCapacityReservationsInput struct {
	CapacityReservationIds []string
	NextToken              string
	MaxResults             int `aws:"min=1,max=1000"`
	Filters                []ec2api.Filter
	DryRun                 bool
}

// DescribeCapacityReservationsOutput is a page of reservations.
type DescribeCapacityReservationsOutput struct {
	NextToken            string
	CapacityReservations []CapacityReservation `aws:"always"`
}

var capacityFilters = ec2api.Properties[CapacityReservation]{
	"availability-zone":       ec2api.One(func(c CapacityReservation) string { return c.AvailabilityZone }),
	"instance-type":           ec2api.One(func(c CapacityReservation) string { return c.InstanceType }),
	"instance-match-criteria": ec2api.One(func(c CapacityReservation) string { return c.InstanceMatchCriteria }),
	"end-date-type":           ec2api.One(func(c CapacityReservation) string { return c.EndDateType }),
	"state":                   ec2api.One(func(c CapacityReservation) string { return c.State }),
	"tenancy":                 ec2api.One(func(c CapacityReservation) string { return c.Tenancy }),
}

func (s *Service) describeCapacityReservations(_ *aws.Request, in *DescribeCapacityReservationsInput) (*DescribeCapacityReservationsOutput, error) {
	for _, id := range in.CapacityReservationIds {
		if _, err := s.reservationOf(id); err != nil {
			return nil, err
		}
	}
	list := sim.InOrder(s.reservations)
	slices.SortStableFunc(list, func(a, b *capacityReservation) int { return cmp.Compare(a.Created, b.Created) })
	var all []CapacityReservation
	for _, c := range list {
		if !c.Prepaid && (len(in.CapacityReservationIds) == 0 || slices.Contains(in.CapacityReservationIds, c.ID)) {
			all = append(all, s.describeReservation(c))
		}
	}
	passing, err := ec2api.Passing(all, in.Filters, capacityFilters, s.api.Tags, func(c CapacityReservation) string { return c.CapacityReservationId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(passing, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeCapacityReservationsOutput{next, page}, nil
}

// ModifyCapacityReservationInput follows AWS's model.
type ModifyCapacityReservationInput struct {
	CapacityReservationId string `aws:"required"`
	InstanceCount         int
	DryRun                bool
}

// modifyCapacityReservation changes how many places are kept.
func (s *Service) modifyCapacityReservation(_ *aws.Request, in *ModifyCapacityReservationInput) (*ec2api.Done, error) {
	c, err := s.reservationOf(in.CapacityReservationId)
	switch {
	case err != nil:
		return nil, err
	case c.State != "active":
		return nil, aws.Errorf(400, "InvalidCapacityReservationState", "The capacity reservation '%s' is %s.", c.ID, c.State)
	case in.InstanceCount < max(1, c.Used):
		return nil, ec2api.Invalid("The instance count %d is less than the %d instances that run in the capacity reservation, or than 1.", in.InstanceCount, c.Used)
	case in.InstanceCount-c.Total > s.available(c.pool()):
		return nil, s.insufficient(c.pool())
	}
	s.placed[c.pool()] += in.InstanceCount - c.Total
	c.Total = in.InstanceCount
	s.meterReservation(c)
	s.reclaim(c.pool())
	return &ec2api.Done{Return: true}, nil
}

// CancelCapacityReservationInput follows AWS's model.
type CancelCapacityReservationInput struct {
	CapacityReservationId string `aws:"required"`
	DryRun                bool
}

func (s *Service) cancelCapacityReservation(_ *aws.Request, in *CancelCapacityReservationInput) (*ec2api.Done, error) {
	c, err := s.reservationOf(in.CapacityReservationId)
	if err != nil {
		return nil, err
	}
	if c.State == "active" {
		s.dissolve(c, "cancelled")
	}
	return &ec2api.Done{Return: true}, nil
}

// CapacityReservationSpecification says in which reservations an instance runs:
// in open ones, in none, or in the one that is named.
type CapacityReservationSpecification struct {
	CapacityReservationPreference string `aws:"enum=capacity-reservations-only|open|none"`
	CapacityReservationTarget     *CapacityReservationTarget
}

// CapacityReservationTarget names a reservation.
type CapacityReservationTarget struct {
	CapacityReservationId               string
	CapacityReservationResourceGroupArn string
}

// planReservation is about the reservation that a launch names, or avoids.
func (s *Service) planReservation(p *launchPlan) *aws.Error {
	in := p.in.CapacityReservationSpecification
	switch {
	case in == nil:
		return nil
	case in.CapacityReservationPreference == "capacity-reservations-only":
		return ec2api.Invalid("skylab does not simulate the preference capacity-reservations-only")
	case in.CapacityReservationPreference == noMatch:
		p.wants.Reservation = noMatch
	case in.CapacityReservationTarget != nil && in.CapacityReservationTarget.CapacityReservationResourceGroupArn != "":
		return ec2api.Invalid("skylab does not simulate groups of Capacity Reservations")
	case in.CapacityReservationTarget != nil:
		c, err := s.reservationOf(in.CapacityReservationTarget.CapacityReservationId)
		if err != nil {
			return err
		}
		if p.wants.Tenancy == "dedicated" || c.pool() != (pool{p.subnet.Zone.Name, p.kind.Name}) || c.free() < p.in.MinCount {
			return aws.Errorf(400, "ReservationCapacityExceeded", "The requested reservation does not have sufficient compatible and available capacity for this request.")
		}
		p.wants.Reservation = c.ID
		if p.atMost == 0 || p.atMost > c.free() {
			p.atMost = c.free()
		}
	}
	return nil
}

// kept are the places that a launch finds in reservations.
func (s *Service) kept(p *launchPlan) int {
	switch {
	case p.spot != nil || p.wants.Reservation == noMatch || p.wants.Tenancy == "dedicated":
		return 0
	case p.wants.Reservation != "":
		return s.reservations[p.wants.Reservation].free()
	}
	return s.reservedPlaces(pool{p.subnet.Zone.Name, p.kind.Name})
}
