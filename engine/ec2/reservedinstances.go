package ec2

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/billing/coverage"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// reservedOffering is one way to reserve instances.
type reservedOffering struct {
	Kind    string
	Zone    string // "" for the Region
	Class   string // standard, convertible
	Term    coverage.Term
	Payment coverage.Payment
}

// reservedInstances are what was bought of an offering.
type reservedInstances struct {
	ID string
	reservedOffering
	Count      int
	Start, End sim.Time
}

// The classes of Reserved Instances.
const (
	standardClass    = "standard"
	convertibleClass = "convertible"
)

// id is the offering's: made of what it is, the same in all worlds.
func (o reservedOffering) id() string {
	h := fnv.New128a()
	fmt.Fprint(h, o.Kind, "/", o.Zone, "/", o.Class, "/", o.Term, "/", o.Payment)
	x := h.Sum(nil)
	return fmt.Sprintf("%x-%x-%x-%x-%x", x[:4], x[4:6], x[6:8], x[8:10], x[10:])
}

// rate is what an hour comes to, in 1e-10 dollars: the On-Demand price less the
// discount, to the hundredth of a tenth of a cent.
//
// fidelity: billing.commitment-discounts
func (o reservedOffering) rate() int64 {
	const grain = 100_000 // $0.00001
	off := coverage.Discount(o.Class == standardClass, o.Term, o.Payment)
	return (instancetype.Named(o.Kind).Price*(1000-off)/1000 + grain/2) / grain * grain
}

// offerings are those of a type.
func offerings(t *instancetype.Type) (out []reservedOffering) {
	zones := []string{""}
	for _, z := range vpc.Zones {
		zones = append(zones, z.Name)
	}
	for _, zone := range zones {
		for _, class := range []string{standardClass, convertibleClass} {
			for _, term := range []coverage.Term{1, 3} {
				for _, payment := range []coverage.Payment{coverage.NoUpfront, coverage.PartialUpfront, coverage.AllUpfront} {
					out = append(out, reservedOffering{t.Name, zone, class, term, payment})
				}
			}
		}
	}
	return out
}

func (s *Service) reservedOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "DescribeReservedInstancesOfferings", ReadOnly: true, Doc: "Lists the Reserved Instances that can be bought.",
			Errors: []string{"InvalidParameterValue"}, Unsimulated: []string{"IncludeMarketplace", "MaxInstanceCount", "AvailabilityZoneId"}}, s.describeOfferings),
		ec2api.Op(s.api, aws.Operation{Name: "PurchaseReservedInstancesOffering", Doc: "Buys Reserved Instances: a price for a term, not machines.",
			Errors: []string{"InvalidReservedInstancesOfferingId", "ReservedInstancesLimitExceeded"}, Unsimulated: []string{"PurchaseTime", "LimitPrice"}}, s.purchaseOffering),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeReservedInstances", ReadOnly: true, Doc: "Lists the Reserved Instances that were bought.",
			Errors: []string{"InvalidReservedInstancesId"}}, s.describeReservedInstances),
	}
}

// DescribeReservedInstancesOfferingsInput follows AWS's model. Durations are in
// seconds.
type DescribeReservedInstancesOfferingsInput struct {
	AvailabilityZone             string
	InstanceType                 string
	MaxDuration, MinDuration     int64
	OfferingClass                string `aws:"enum=standard|convertible"`
	ProductDescription           string
	ReservedInstancesOfferingIds []string
	DryRun                       bool
	Filters                      []ec2api.Filter
	InstanceTenancy              string
	OfferingType                 string
	NextToken                    string
	MaxResults                   int
}

// DescribeReservedInstancesOfferingsOutput is a page of offerings.
type DescribeReservedInstancesOfferingsOutput struct {
	NextToken                  string
	ReservedInstancesOfferings []ReservedInstancesOffering `aws:"always,at=reservedInstancesOfferingsSet"`
}

// RecurringCharge is what is paid by the hour, in dollars.
type RecurringCharge struct {
	Amount    float64 `aws:"always"`
	Frequency string
}

// PricingDetail is for offerings of other accounts; AWS's own have none.
type PricingDetail struct {
	Count int
	Price float64
}

// ReservedInstancesOffering is an offering as the API shows it; prices are in
// dollars, the duration in seconds.
type ReservedInstancesOffering struct {
	CurrencyCode, InstanceTenancy             string
	Marketplace                               bool `aws:"always"`
	OfferingClass, OfferingType               string
	PricingDetails                            []PricingDetail   `aws:"always,at=pricingDetailsSet"`
	RecurringCharges                          []RecurringCharge `aws:"always,at=recurringCharges"`
	Scope                                     string
	ReservedInstancesOfferingId, InstanceType string
	AvailabilityZone                          string
	Duration                                  int64
	UsagePrice                                float64 `aws:"always"`
	FixedPrice                                float64 `aws:"always"`
	ProductDescription                        string
}

const linuxProduct = "Linux/UNIX"

func (o reservedOffering) describe() ReservedInstancesOffering {
	hourly, upfront := o.Payment.Fees(o.rate(), o.Term)
	return ReservedInstancesOffering{CurrencyCode: "USD", InstanceTenancy: "default", OfferingClass: o.Class, OfferingType: string(o.Payment),
		RecurringCharges: []RecurringCharge{{float64(hourly) / 1e10, "Hourly"}}, Scope: word(o.Zone == "", "Region", "Availability Zone"), ReservedInstancesOfferingId: o.id(),
		InstanceType: o.Kind, AvailabilityZone: o.Zone, Duration: o.Term.Seconds(), FixedPrice: float64(upfront) / 1e10, ProductDescription: linuxProduct}
}

var reservedOfferingFilters = ec2api.Properties[ReservedInstancesOffering]{
	"availability-zone":              ec2api.One(func(o ReservedInstancesOffering) string { return o.AvailabilityZone }),
	"duration":                       ec2api.One(func(o ReservedInstancesOffering) string { return strconv.FormatInt(o.Duration, 10) }),
	"instance-type":                  ec2api.One(func(o ReservedInstancesOffering) string { return o.InstanceType }),
	"product-description":            ec2api.One(func(o ReservedInstancesOffering) string { return o.ProductDescription }),
	"reserved-instances-offering-id": ec2api.One(func(o ReservedInstancesOffering) string { return o.ReservedInstancesOfferingId }),
	"scope":                          ec2api.One(func(o ReservedInstancesOffering) string { return o.Scope }),
}

// describeOfferings lists AWS's own offerings for Linux; there is no marketplace.
//
// fidelity: ec2.reserved-offerings
func (s *Service) describeOfferings(_ *aws.Request, in *DescribeReservedInstancesOfferingsInput) (*DescribeReservedInstancesOfferingsOutput, error) {
	if in.InstanceType != "" && instancetype.Named(in.InstanceType) == nil {
		return nil, ec2api.Invalid("Invalid value '%s' for InstanceType.", in.InstanceType)
	}
	var all []ReservedInstancesOffering
	for _, t := range instancetype.All() {
		if in.InstanceType != "" && in.InstanceType != t.Name || in.ProductDescription != "" && !isLinux(in.ProductDescription) || in.InstanceTenancy != "" && in.InstanceTenancy != "default" {
			continue
		}
		for _, o := range offerings(t) {
			if d := o.describe(); in.wants(d) {
				all = append(all, d)
			}
		}
	}
	list, err := ec2api.Passing(all, in.Filters, reservedOfferingFilters, s.api.Tags, func(ReservedInstancesOffering) string { return "" })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 100)
	if err != nil {
		return nil, err
	}
	return &DescribeReservedInstancesOfferingsOutput{next, page}, nil
}

// wants tells whether an offering is among those asked for.
func (in *DescribeReservedInstancesOfferingsInput) wants(o ReservedInstancesOffering) bool {
	return (in.AvailabilityZone == "" || in.AvailabilityZone == o.AvailabilityZone) && (in.OfferingClass == "" || in.OfferingClass == o.OfferingClass) &&
		(in.OfferingType == "" || in.OfferingType == o.OfferingType) && (in.MinDuration == 0 || o.Duration >= in.MinDuration) &&
		(in.MaxDuration == 0 || o.Duration <= in.MaxDuration) && (len(in.ReservedInstancesOfferingIds) == 0 || slices.Contains(in.ReservedInstancesOfferingIds, o.ReservedInstancesOfferingId))
}

// PurchaseReservedInstancesOfferingInput follows AWS's model.
type PurchaseReservedInstancesOfferingInput struct {
	InstanceCount               int    `aws:"required"`
	ReservedInstancesOfferingId string `aws:"required"`
	DryRun                      bool
}

// PurchaseReservedInstancesOfferingOutput names what was bought.
type PurchaseReservedInstancesOfferingOutput struct{ ReservedInstancesId string }

// maxReserved is how many Reserved Instances an account may have here in one
// purchase.
const maxReserved = 20

// purchaseOffering buys Reserved Instances: they cover usage from now on, and are
// paid for whether there is any. Those of a zone reserve capacity as well.
//
// fidelity: ec2.reserved-offerings
func (s *Service) purchaseOffering(_ *aws.Request, in *PurchaseReservedInstancesOfferingInput) (*PurchaseReservedInstancesOfferingOutput, error) {
	o, ok := offeringOf(in.ReservedInstancesOfferingId)
	switch {
	case !ok:
		return nil, aws.Errorf(400, "InvalidReservedInstancesOfferingId", "The specified Reserved Instances offering ID '%s' does not exist.", in.ReservedInstancesOfferingId)
	case in.InstanceCount < 1:
		return nil, ec2api.Invalid("Invalid value '%d' for instanceCount", in.InstanceCount)
	case in.InstanceCount > maxReserved:
		return nil, aws.Errorf(400, "ReservedInstancesLimitExceeded", "You have reached your Reserved Instance limit.")
	}
	r := &reservedInstances{ID: aws.UUID(s.k.Stream("ec2.ids.reserved")), reservedOffering: o, Count: in.InstanceCount, Start: s.k.Now()}
	r.End = r.Start.Add(time.Duration(o.Term.Seconds()) * time.Second)
	s.reserved[r.ID] = r
	hourly, upfront := o.Payment.Fees(o.rate(), o.Term)
	t := instancetype.Named(o.Kind)
	s.bill.Commit(billing.Commitment{ID: r.ID, Name: "HeavyUsage:" + o.Kind, Hourly: hourly, Upfront: upfront, Count: int64(r.Count), Ends: r.End,
		Reservation: &coverage.Reservation{Family: t.Family(), Size: t.Size(), Zone: o.Zone, Left: int64(r.Count) * coverage.Factor(t.Size()) * 3600}})
	if o.Zone != "" {
		if n := min(r.Count, s.available(pool{o.Zone, o.Kind})); n > 0 {
			s.reserve(&capacityReservation{ID: r.ID, Kind: o.Kind, Zone: o.Zone, Criteria: openCriteria, Total: n, Ends: r.End, Prepaid: true})
		}
	}
	return &PurchaseReservedInstancesOfferingOutput{r.ID}, nil
}

// offeringOf is the offering with that id.
func offeringOf(id string) (reservedOffering, bool) {
	for _, t := range instancetype.All() {
		for _, o := range offerings(t) {
			if o.id() == id {
				return o, true
			}
		}
	}
	return reservedOffering{}, false
}

// DescribeReservedInstancesInput follows AWS's model.
type DescribeReservedInstancesInput struct {
	OfferingClass        string `aws:"enum=standard|convertible"`
	ReservedInstancesIds []string
	DryRun               bool
	Filters              []ec2api.Filter
	OfferingType         string
}

// DescribeReservedInstancesOutput are the Reserved Instances.
type DescribeReservedInstancesOutput struct {
	ReservedInstances []ReservedInstances `aws:"always,at=reservedInstancesSet"`
}

// ReservedInstances are what was bought, as the API shows it.
type ReservedInstances struct {
	CurrencyCode, InstanceTenancy     string
	OfferingClass, OfferingType       string
	RecurringCharges                  []RecurringCharge `aws:"always,at=recurringCharges"`
	Scope                             string
	Tags                              []ec2api.Tag
	ReservedInstancesId, InstanceType string
	AvailabilityZone                  string
	Start, End                        time.Time
	Duration                          int64
	UsagePrice                        float64 `aws:"always"`
	FixedPrice                        float64 `aws:"always"`
	InstanceCount                     int
	ProductDescription, State         string
}

var reservedFilters = ec2api.Properties[ReservedInstances]{
	"availability-zone":     ec2api.One(func(r ReservedInstances) string { return r.AvailabilityZone }),
	"duration":              ec2api.One(func(r ReservedInstances) string { return strconv.FormatInt(r.Duration, 10) }),
	"instance-type":         ec2api.One(func(r ReservedInstances) string { return r.InstanceType }),
	"product-description":   ec2api.One(func(r ReservedInstances) string { return r.ProductDescription }),
	"reserved-instances-id": ec2api.One(func(r ReservedInstances) string { return r.ReservedInstancesId }),
	"scope":                 ec2api.One(func(r ReservedInstances) string { return r.Scope }),
	"state":                 ec2api.One(func(r ReservedInstances) string { return r.State }),
}

func (s *Service) describeReservedInstances(_ *aws.Request, in *DescribeReservedInstancesInput) (*DescribeReservedInstancesOutput, error) {
	for _, id := range in.ReservedInstancesIds {
		if s.reserved[id] == nil {
			return nil, aws.Errorf(400, "InvalidReservedInstancesId", "The specified Reserved Instances ID '%s' does not exist.", id)
		}
	}
	bought := sim.InOrder(s.reserved)
	slices.SortStableFunc(bought, func(a, b *reservedInstances) int { return cmp.Compare(a.Start, b.Start) })
	var all []ReservedInstances
	for _, r := range bought {
		if (len(in.ReservedInstancesIds) == 0 || slices.Contains(in.ReservedInstancesIds, r.ID)) && (in.OfferingClass == "" || in.OfferingClass == r.Class) &&
			(in.OfferingType == "" || in.OfferingType == string(r.Payment)) {
			all = append(all, s.describeReserved(r))
		}
	}
	list, err := ec2api.Passing(all, in.Filters, reservedFilters, s.api.Tags, func(r ReservedInstances) string { return r.ReservedInstancesId })
	if err != nil {
		return nil, err
	}
	return &DescribeReservedInstancesOutput{list}, nil
}

func (s *Service) describeReserved(r *reservedInstances) ReservedInstances {
	o := r.describe()
	return ReservedInstances{CurrencyCode: o.CurrencyCode, InstanceTenancy: o.InstanceTenancy, OfferingClass: o.OfferingClass, OfferingType: o.OfferingType, RecurringCharges: o.RecurringCharges,
		Scope: o.Scope, ReservedInstancesId: r.ID, InstanceType: r.Kind, AvailabilityZone: r.Zone, Start: ec2api.Time(r.Start), End: ec2api.Time(r.End), Duration: o.Duration, FixedPrice: o.FixedPrice,
		InstanceCount: r.Count, ProductDescription: o.ProductDescription, State: word(s.k.Now() < r.End, "active", "retired")}
}
