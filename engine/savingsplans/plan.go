package savingsplans

import (
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/billing/coverage"
	"skylab/engine/sim"
)

// plan is a Savings Plan.
type plan struct {
	ID string
	offering
	Commitment int64 // an hour's, in 1e-10 dollars
	Start, End sim.Time
	Tags       map[string]string
}

// CreateSavingsPlanInput follows AWS's model. The commitment is dollars an hour.
type CreateSavingsPlanInput struct {
	SavingsPlanOfferingId string            `aws:"wire=savingsPlanOfferingId,required"`
	Commitment            string            `aws:"wire=commitment,required"`
	ClientToken           string            `aws:"wire=clientToken"`
	Tags                  map[string]string `aws:"wire=tags"`
}

// CreateSavingsPlanOutput names the plan.
type CreateSavingsPlanOutput struct {
	SavingsPlanId string `aws:"wire=savingsPlanId"`
}

// createSavingsPlan buys a plan that begins at once.
//
// fidelity: savingsplans.plans
// fidelity: billing.savings-plans
func (s *Service) createSavingsPlan(_ *aws.Request, in *CreateSavingsPlanInput) (*CreateSavingsPlanOutput, error) {
	if used, ok := s.tokens[in.ClientToken]; ok {
		if !same(used.In, *in) {
			return nil, invalid("The client token has been used with other parameters.")
		}
		return &CreateSavingsPlanOutput{used.Plan}, nil
	}
	var bought *offering
	for _, o := range offerings() {
		if o.id() == in.SavingsPlanOfferingId {
			bought = &o
		}
	}
	if bought == nil {
		return nil, aws.Errorf(404, "ResourceNotFoundException", "The Savings Plans offering %s does not exist.", in.SavingsPlanOfferingId)
	}
	dollars, err := strconv.ParseFloat(in.Commitment, 64)
	if err != nil || !(dollars >= 0.001 && dollars <= 1e5) {
		return nil, invalid("The commitment %s must be between 0.001 and 100000 dollars an hour.", in.Commitment)
	}
	p := &plan{ID: aws.UUID(s.k.Stream("savingsplans.ids")), offering: *bought, Commitment: int64(float64(dollars*1000)+0.5) * 10_000_000, Start: s.k.Now(), Tags: in.Tags}
	p.End = p.Start.Add(time.Duration(p.Term.Seconds()) * time.Second)
	s.plans[p.ID] = p
	if in.ClientToken != "" {
		s.tokens[in.ClientToken] = token{*in, p.ID}
	}
	hourly, upfront := p.Payment.Fees(p.Commitment, p.Term)
	s.bill.Commit(billing.Commitment{ID: p.ID, Name: p.usage(), Hourly: hourly, Upfront: upfront, Count: 1, Ends: p.End,
		Plan: &coverage.Plan{Family: p.Family, Term: p.Term, Payment: p.Payment, Left: p.Commitment * 3600}})
	return &CreateSavingsPlanOutput{p.ID}, nil
}

// DescribeSavingsPlansInput follows AWS's model.
type DescribeSavingsPlansInput struct {
	SavingsPlanArns []string `aws:"wire=savingsPlanArns,max=100"`
	SavingsPlanIds  []string `aws:"wire=savingsPlanIds"`
	NextToken       string   `aws:"wire=nextToken,max=1024"`
	MaxResults      int      `aws:"wire=maxResults,min=0,max=1000"`
	States          []string `aws:"wire=states"`
	Filters         []Filter `aws:"wire=filters"`
}

// DescribeSavingsPlansOutput is a page of plans.
type DescribeSavingsPlansOutput struct {
	SavingsPlans []SavingsPlan `aws:"wire=savingsPlans,always"`
	NextToken    string        `aws:"wire=nextToken"`
}

// SavingsPlan is a plan as the API shows it: amounts are dollars.
type SavingsPlan struct {
	OfferingId             string            `aws:"wire=offeringId"`
	SavingsPlanId          string            `aws:"wire=savingsPlanId"`
	SavingsPlanArn         string            `aws:"wire=savingsPlanArn"`
	Description            string            `aws:"wire=description"`
	Start                  string            `aws:"wire=start"`
	End                    string            `aws:"wire=end"`
	State                  string            `aws:"wire=state"`
	Region                 string            `aws:"wire=region"`
	Ec2InstanceFamily      string            `aws:"wire=ec2InstanceFamily"`
	SavingsPlanType        string            `aws:"wire=savingsPlanType"`
	PaymentOption          string            `aws:"wire=paymentOption"`
	ProductTypes           []string          `aws:"wire=productTypes"`
	Currency               string            `aws:"wire=currency"`
	Commitment             string            `aws:"wire=commitment"`
	UpfrontPaymentAmount   string            `aws:"wire=upfrontPaymentAmount"`
	RecurringPaymentAmount string            `aws:"wire=recurringPaymentAmount"`
	TermDurationInSeconds  int64             `aws:"wire=termDurationInSeconds"`
	Tags                   map[string]string `aws:"wire=tags"`
}

// describeSavingsPlans lists the account's plans.
func (s *Service) describeSavingsPlans(_ *aws.Request, in *DescribeSavingsPlansInput) (*DescribeSavingsPlansOutput, error) {
	var all []SavingsPlan
	for _, p := range s.inOrder() {
		d := s.describe(p)
		keep := among(in.SavingsPlanIds, d.SavingsPlanId) && among(in.SavingsPlanArns, d.SavingsPlanArn) && among(in.States, d.State)
		for _, f := range in.Filters {
			value, ok := d.property(f.Name)
			if !ok {
				return nil, invalid("Invalid filter name: %s", f.Name)
			}
			keep = keep && among(f.Values, value)
		}
		if keep {
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
	return &DescribeSavingsPlansOutput{page, next}, nil
}

// property is what filters ask of a plan.
func (p SavingsPlan) property(name string) (string, bool) {
	v, ok := map[string]string{"region": p.Region, "ec2-instance-family": p.Ec2InstanceFamily, "instance-family": p.Ec2InstanceFamily, "commitment": p.Commitment, "upfront": p.UpfrontPaymentAmount,
		"term": strconv.FormatInt(p.TermDurationInSeconds, 10), "savings-plan-type": p.SavingsPlanType, "payment-option": p.PaymentOption, "start": p.Start, "end": p.End}[name]
	return v, ok
}

func (s *Service) describe(p *plan) SavingsPlan {
	hourly, upfront := p.Payment.Fees(p.Commitment, p.Term)
	out := SavingsPlan{OfferingId: p.id(), SavingsPlanId: p.ID, SavingsPlanArn: "arn:aws:savingsplans::" + aws.AccountID + ":savingsplan/" + p.ID, Description: p.description(),
		Start: p.Start.Wall().Format("2006-01-02T15:04:05.000Z"), End: p.End.Wall().Format("2006-01-02T15:04:05.000Z"), State: "active", Ec2InstanceFamily: p.Family,
		SavingsPlanType: p.planType(), PaymentOption: string(p.Payment), ProductTypes: p.products(), Currency: "USD", Commitment: dollars(p.Commitment),
		UpfrontPaymentAmount: dollars(upfront), RecurringPaymentAmount: dollars(hourly), TermDurationInSeconds: p.Term.Seconds(), Tags: p.Tags}
	if p.Family != "" {
		out.Region = aws.Region
	}
	if s.k.Now() >= p.End {
		out.State = "retired"
	}
	return out
}

// dollars is an amount with as many decimals as it needs.
func dollars(n int64) string {
	text := strconv.FormatInt(n, 10)
	for len(text) < 11 {
		text = "0" + text
	}
	at := len(text) - 10
	return strings.TrimSuffix(strings.TrimRight(text[:at]+"."+text[at:], "0"), ".")
}
