package ec2

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/credits"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// creditsKept is for how long a stopped instance keeps its credits; those of T2
// are lost at once (EC2 user guide, burstable performance instances).
const creditsKept = 7 * 24 * time.Hour

// openCredits gives an instance that begins to run its account: what it had
// before it was stopped, or a new one. Types without credits have none.
//
// fidelity: ec2.credits
func (s *Service) openCredits(i *instance) {
	rates, ok := credits.RatesOf(i.kind.Family(), i.kind.Size())
	kept := i.kind.Family() != "t2" && s.k.Now().Sub(i.counted) <= creditsKept
	if !ok {
		i.cpu = nil
	} else if i.cpu == nil || i.cpu.Rates != rates || !kept {
		i.cpu = credits.New(rates, i.wants.Credits == "unlimited")
	}
	i.counted = s.k.Now()
	i.worked = i.work(s.k.Now())
}

// work is the CPU time of the instance's system since its boot.
func (i *instance) work(now sim.Time) time.Duration {
	if i.system == nil {
		return 0
	}
	return i.system.CPU.Busy(now)
}

// countCredits brings a running instance's account up to the present: what its
// programs have computed since it was last counted is spent.
func (s *Service) countCredits(i *instance) {
	if i.cpu == nil || i.state != Running {
		return
	}
	now := s.k.Now()
	passed, work := now.Sub(i.counted), i.work(now)
	// A slowed CPU never works for longer than it may; but accounts count whole
	// milliseconds.
	busy := min(work-i.worked, i.cpu.May(passed))
	i.usedCredits += busy
	s.chargeCredits(i, i.cpu.Pass(passed, busy))
	i.counted, i.worked = now, work
}

// throttle has an instance's CPU work as fast as its credits last for the next
// minute: at its baseline when there are none.
//
// fidelity: ec2.credit-throttle
func (s *Service) throttle(i *instance) {
	if i.system == nil || i.state != Running {
		return
	}
	vcpus := float64(i.kind.VCPUs)
	if i.cpu == nil {
		i.system.SetCapacity(vcpus)
		return
	}
	if may := i.cpu.May(time.Minute); may < time.Duration(i.kind.VCPUs)*time.Minute {
		vcpus = float64(may) / float64(time.Minute)
	}
	if vcpus != i.system.CPU.Capacity() {
		i.system.SetCapacity(vcpus)
	}
}

// closeCredits is when an instance ceases to run: what it has borrowed is to be
// paid for.
func (s *Service) closeCredits(i *instance) {
	s.countCredits(i)
	if i.cpu != nil {
		s.chargeCredits(i, i.cpu.Settle())
	}
}

// chargeCredits turns the meter of surplus credits.
func (s *Service) chargeCredits(i *instance, owed credits.Amount) {
	if owed == 0 || s.rules.SurplusIsFree {
		return
	}
	usage := billing.CPUCredits
	switch i.kind.Family() {
	case "t2":
		usage = billing.CPUCreditsT2
	case "t4g":
		usage = billing.CPUCreditsARM
	}
	s.bill.Meter(usage, i.id).AddBase(int64(owed / (credits.Credit / 1000)))
}

func (s *Service) creditOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "DescribeInstanceCreditSpecifications", ReadOnly: true, Doc: "Tells how burstable instances spend CPU credits.",
			Errors: []string{"InvalidInstanceID.NotFound", "InvalidInstanceCreditSpecification.NotSupported"}}, s.describeInstanceCreditSpecifications),
		ec2api.Op(s.api, aws.Operation{Name: "ModifyInstanceCreditSpecification", Doc: "Has burstable instances spend CPU credits within their earnings or beyond.",
			Unsimulated: []string{"ClientToken"}}, s.modifyInstanceCreditSpecification),
	}
}

// DescribeInstanceCreditSpecificationsInput follows AWS's model.
type DescribeInstanceCreditSpecificationsInput struct {
	DryRun      bool
	Filters     []ec2api.Filter
	InstanceIds []string
	MaxResults  int `aws:"min=5,max=1000"`
	NextToken   string
}

// DescribeInstanceCreditSpecificationsOutput is a page of modes.
type DescribeInstanceCreditSpecificationsOutput struct {
	InstanceCreditSpecifications []InstanceCreditSpecification `aws:"always"`
	NextToken                    string
}

// InstanceCreditSpecification is how an instance spends CPU credits: "standard"
// or "unlimited".
type InstanceCreditSpecification struct{ InstanceId, CpuCredits string }

var creditFilters = ec2api.Properties[InstanceCreditSpecification]{
	"instance-id": ec2api.One(func(c InstanceCreditSpecification) string { return c.InstanceId }),
}

// describeInstanceCreditSpecifications tells of the instances asked for or,
// where none is, of those in unlimited mode.
//
// fidelity: ec2.credit-modes
func (s *Service) describeInstanceCreditSpecifications(_ *aws.Request, in *DescribeInstanceCreditSpecificationsInput) (*DescribeInstanceCreditSpecificationsOutput, error) {
	if len(in.InstanceIds) > 0 {
		list, err := s.all(in.InstanceIds)
		if err != nil {
			return nil, err
		}
		for _, i := range list {
			if !i.kind.Burstable {
				return nil, notBurstable(i)
			}
		}
	}
	var all []InstanceCreditSpecification
	for _, i := range s.inLaunchOrder() {
		if slices.Contains(in.InstanceIds, i.id) || len(in.InstanceIds) == 0 && i.wants.Credits == "unlimited" && i.state != Terminated {
			all = append(all, InstanceCreditSpecification{i.id, i.wants.Credits})
		}
	}
	list, err := ec2api.Passing(all, in.Filters, creditFilters, s.api.Tags, func(c InstanceCreditSpecification) string { return c.InstanceId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeInstanceCreditSpecificationsOutput{page, next}, nil
}

func notBurstable(i *instance) *aws.Error {
	return aws.Errorf(400, "InvalidInstanceCreditSpecification.NotSupported", "The instance ID '%s' is not a burstable performance instance.", i.id)
}

// ModifyInstanceCreditSpecificationInput follows AWS's model.
type ModifyInstanceCreditSpecificationInput struct {
	DryRun                       bool
	InstanceCreditSpecifications []InstanceCreditSpecificationRequest `aws:"required"`
}

// InstanceCreditSpecificationRequest is a wish for one instance.
type InstanceCreditSpecificationRequest struct {
	InstanceId string `aws:"required"`
	CpuCredits string
}

// ModifyInstanceCreditSpecificationOutput tells of each instance how it went.
type ModifyInstanceCreditSpecificationOutput struct {
	SuccessfulInstanceCreditSpecifications   []ChangedCredits   `aws:"always"`
	UnsuccessfulInstanceCreditSpecifications []UnchangedCredits `aws:"always"`
}

// ChangedCredits is an instance whose mode is as asked for.
type ChangedCredits struct{ InstanceId string }

// UnchangedCredits is one whose mode could not be changed.
type UnchangedCredits struct {
	InstanceId string
	Error      CreditError
}

// CreditError is why.
type CreditError struct{ Code, Message string }

// modifyInstanceCreditSpecification changes the mode of each instance that it
// can. One that becomes standard pays what it has borrowed.
//
// fidelity: ec2.credit-modes
func (s *Service) modifyInstanceCreditSpecification(_ *aws.Request, in *ModifyInstanceCreditSpecificationInput) (*ModifyInstanceCreditSpecificationOutput, error) {
	out := &ModifyInstanceCreditSpecificationOutput{}
	for _, wish := range in.InstanceCreditSpecifications {
		if err := s.setCredits(wish); err != nil {
			out.UnsuccessfulInstanceCreditSpecifications = append(out.UnsuccessfulInstanceCreditSpecifications, UnchangedCredits{wish.InstanceId, CreditError{err.Code, err.Message}})
			continue
		}
		out.SuccessfulInstanceCreditSpecifications = append(out.SuccessfulInstanceCreditSpecifications, ChangedCredits{wish.InstanceId})
	}
	return out, nil
}

func (s *Service) setCredits(wish InstanceCreditSpecificationRequest) *aws.Error {
	i, err := s.instance(wish.InstanceId)
	switch {
	case err != nil:
		return err
	case !i.kind.Burstable:
		return notBurstable(i)
	case wish.CpuCredits != "standard" && wish.CpuCredits != "unlimited":
		return ec2api.Invalid("The value '%s' for CPU credits is invalid. Specify standard or unlimited.", wish.CpuCredits)
	}
	i.wants.Credits = wish.CpuCredits
	if i.cpu != nil {
		s.countCredits(i)
		defer s.throttle(i)
		if i.cpu.Unlimited = wish.CpuCredits == "unlimited"; !i.cpu.Unlimited {
			s.chargeCredits(i, i.cpu.Settle())
		}
	}
	return nil
}
