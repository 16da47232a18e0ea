package savingsplans

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/billing/coverage"
	"skylab/engine/ec2/instancetype"
)

// offering is one kind of plan that can be bought.
type offering struct {
	Family  string // of instances, "" for a Compute Savings Plan
	Term    coverage.Term
	Payment coverage.Payment
}

// The types of plans.
const (
	compute     = "Compute"
	ec2Instance = "EC2Instance"
)

func (o offering) planType() string {
	if o.Family == "" {
		return compute
	}
	return ec2Instance
}

// id is the offering's: made of what it is, the same in all worlds.
func (o offering) id() string {
	h := fnv.New128a()
	fmt.Fprint(h, "plan/", o.Family, "/", o.Term, "/", o.Payment)
	x := h.Sum(nil)
	return fmt.Sprintf("%x-%x-%x-%x-%x", x[:4], x[4:6], x[6:8], x[8:10], x[10:])
}

// usage is AWS's usage type of it: "ComputeSP:1yrNoUpfront".
func (o offering) usage() string {
	name := fmt.Sprintf("%dyr%s", o.Term, strings.ReplaceAll(string(o.Payment), " ", ""))
	if o.Family == "" {
		return "ComputeSP:" + name
	}
	return "EC2SP:" + o.Family + "." + name
}

func (o offering) products() []string {
	if o.Family == "" {
		return []string{"EC2", "Fargate", "Lambda"}
	}
	return []string{"EC2"}
}

func (o offering) description() string {
	if o.Family == "" {
		return fmt.Sprintf("%d year %s Compute Savings Plan", o.Term, o.Payment)
	}
	return fmt.Sprintf("%d year %s %s EC2 Instance Savings Plan in %s", o.Term, o.Payment, o.Family, aws.Region)
}

// offerings are all: Compute first, then by family in the order of the table of
// types.
func offerings() (out []offering) {
	families := []string{""}
	for _, t := range instancetype.All() {
		if f := t.Family(); families[len(families)-1] != f {
			families = append(families, f)
		}
	}
	for _, f := range families {
		for _, term := range []coverage.Term{1, 3} {
			for _, p := range []coverage.Payment{coverage.NoUpfront, coverage.PartialUpfront, coverage.AllUpfront} {
				out = append(out, offering{f, term, p})
			}
		}
	}
	return out
}

// DescribeSavingsPlansOfferingsInput follows AWS's model. Durations are in seconds.
type DescribeSavingsPlansOfferingsInput struct {
	OfferingIds    []string `aws:"wire=offeringIds"`
	PaymentOptions []string `aws:"wire=paymentOptions"`
	PlanTypes      []string `aws:"wire=planTypes"`
	Durations      []int64  `aws:"wire=durations"`
	Filters        []Filter `aws:"wire=filters"`
	NextToken      string   `aws:"wire=nextToken,max=1024"`
	MaxResults     int      `aws:"wire=maxResults,min=0,max=1000"`
}

// Filter narrows down what is described.
type Filter struct {
	Name   string   `aws:"wire=name"`
	Values []string `aws:"wire=values"`
}

// DescribeSavingsPlansOfferingsOutput is a page of offerings.
type DescribeSavingsPlansOfferingsOutput struct {
	SearchResults []Offering `aws:"wire=searchResults,always"`
	NextToken     string     `aws:"wire=nextToken"`
}

// Offering is an offering as the API shows it.
type Offering struct {
	OfferingId      string     `aws:"wire=offeringId"`
	ProductTypes    []string   `aws:"wire=productTypes"`
	PlanType        string     `aws:"wire=planType"`
	Description     string     `aws:"wire=description"`
	PaymentOption   string     `aws:"wire=paymentOption"`
	DurationSeconds int64      `aws:"wire=durationSeconds"`
	Currency        string     `aws:"wire=currency"`
	ServiceCode     string     `aws:"wire=serviceCode"`
	UsageType       string     `aws:"wire=usageType"`
	Operation       string     `aws:"wire=operation,always"`
	Properties      []Property `aws:"wire=properties"`
}

// Property is something that an offering is bound to.
type Property struct {
	Name  string `aws:"wire=name"`
	Value string `aws:"wire=value"`
}

func (o offering) describe() Offering {
	out := Offering{OfferingId: o.id(), ProductTypes: o.products(), PlanType: o.planType(), Description: o.description(), PaymentOption: string(o.Payment),
		DurationSeconds: o.Term.Seconds(), Currency: "USD", ServiceCode: "ComputeSavingsPlans", UsageType: o.usage()}
	if o.Family != "" {
		out.Properties = []Property{{"region", aws.Region}, {"instanceFamily", o.Family}}
	}
	return out
}

// describeOfferings lists what can be bought.
//
// fidelity: savingsplans.plans
func (s *Service) describeOfferings(_ *aws.Request, in *DescribeSavingsPlansOfferingsInput) (*DescribeSavingsPlansOfferingsOutput, error) {
	var all []Offering
	for _, o := range offerings() {
		if d := o.describe(); in.wants(d) {
			all = append(all, d)
		}
	}
	size := in.MaxResults
	if size == 0 {
		size = 1000
	}
	page, next, ok := aws.Page(all, in.NextToken, size)
	if !ok {
		return nil, invalid("Invalid pagination token")
	}
	return &DescribeSavingsPlansOfferingsOutput{page, next}, nil
}

// wants tells whether an offering is among those asked for.
func (in *DescribeSavingsPlansOfferingsInput) wants(o Offering) bool {
	for _, f := range in.Filters {
		if !slices.ContainsFunc(o.Properties, func(p Property) bool { return p.Name == f.Name && slices.Contains(f.Values, p.Value) }) {
			return false
		}
	}
	return among(in.OfferingIds, o.OfferingId) && among(in.PaymentOptions, o.PaymentOption) && among(in.PlanTypes, o.PlanType) && among(in.Durations, o.DurationSeconds)
}

// among tells whether a list has the value, or asks for nothing.
func among[T comparable](list []T, v T) bool { return len(list) == 0 || slices.Contains(list, v) }

func invalid(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "ValidationException", format, args...)
}
