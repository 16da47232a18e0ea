package ec2

import (
	"cmp"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// priceHistory is for how long Spot prices can be seen (EC2 user guide, Spot
// Instance pricing history).
const priceHistory = 90 * 24 * time.Hour

// DescribeSpotPriceHistoryInput follows AWS's model.
type DescribeSpotPriceHistoryInput struct {
	DryRun              bool
	StartTime, EndTime  *time.Time
	InstanceTypes       []string
	ProductDescriptions []string
	Filters             []ec2api.Filter
	AvailabilityZone    string
	MaxResults          int
	NextToken           string
}

// DescribeSpotPriceHistoryOutput is a page of prices.
type DescribeSpotPriceHistoryOutput struct {
	NextToken        string
	SpotPriceHistory []SpotPrice `aws:"always"`
}

// SpotPrice is the price of a type in a zone from a time on.
type SpotPrice struct {
	AvailabilityZone, InstanceType, ProductDescription string
	SpotPrice                                          string
	Timestamp                                          time.Time
}

var spotPriceFilters = ec2api.Properties[SpotPrice]{
	"availability-zone":   ec2api.One(func(p SpotPrice) string { return p.AvailabilityZone }),
	"instance-type":       ec2api.One(func(p SpotPrice) string { return p.InstanceType }),
	"product-description": ec2api.One(func(p SpotPrice) string { return p.ProductDescription }),
	"spot-price":          ec2api.One(func(p SpotPrice) string { return p.SpotPrice }),
	"timestamp":           ec2api.One(func(p SpotPrice) string { return p.Timestamp.Format("2006-01-02T15:04:05.000Z") }),
}

// describeSpotPriceHistory lists changes of prices within a time, and for each
// pool the one that held when it began.
//
// fidelity: ec2.spot-price
func (s *Service) describeSpotPriceHistory(_ *aws.Request, in *DescribeSpotPriceHistoryInput) (*DescribeSpotPriceHistoryOutput, error) {
	now := s.k.Now()
	from, to := now.Add(-priceHistory), now
	if in.StartTime != nil {
		from = min(max(from, sim.FromWall(*in.StartTime)), now)
	}
	if in.EndTime != nil {
		to = min(to, sim.FromWall(*in.EndTime))
	}
	if in.AvailabilityZone != "" && !vpc.IsZone(in.AvailabilityZone) {
		return nil, ec2api.Invalid("Invalid availability zone: [%s]", in.AvailabilityZone)
	}
	for _, name := range in.InstanceTypes {
		if instancetype.Named(name) == nil {
			return nil, ec2api.Invalid("Invalid value '%s' for InstanceType.", name)
		}
	}
	var all []SpotPrice
	if to >= from && (len(in.ProductDescriptions) == 0 || slices.ContainsFunc(in.ProductDescriptions, isLinux)) {
		for _, t := range instancetype.All() {
			if !t.Spot || len(in.InstanceTypes) > 0 && !slices.Contains(in.InstanceTypes, t.Name) {
				continue
			}
			for _, z := range vpc.Zones {
				if in.AvailabilityZone == "" || in.AvailabilityZone == z.Name {
					all = s.changes(all, pool{z.Name, t.Name}, from, to)
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b SpotPrice) int { return cmp.Compare(b.Timestamp.Unix(), a.Timestamp.Unix()) })
	list, err := ec2api.Passing(all, in.Filters, spotPriceFilters, s.api.Tags, func(SpotPrice) string { return "" })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeSpotPriceHistoryOutput{next, page}, nil
}

func isLinux(product string) bool {
	return product == "Linux/UNIX" || product == "Linux/UNIX (Amazon VPC)"
}

// changes adds the prices that a pool had from one time to another.
func (s *Service) changes(all []SpotPrice, p pool, from, to sim.Time) []SpotPrice {
	m := s.market(p)
	first := m.At(from.Since())
	for step := m.At(to.Since()); step >= first; step-- {
		if step > first && m.Price(step) == m.Price(step-1) {
			continue
		}
		all = append(all, SpotPrice{p.zone, p.kind, "Linux/UNIX", asDollars(m.Price(step)), ec2api.Time(sim.Time(m.Begins(step)))})
	}
	return all
}
