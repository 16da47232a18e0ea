package lambda

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/lambda/scaling"
	"skylab/engine/sim"
)

// PutProvisionedConcurrencyConfigInput follows AWS's model.
type PutProvisionedConcurrencyConfigInput struct {
	FunctionName                    string `aws:"required,min=1,max=140,path"`
	Qualifier                       string `aws:"required,min=1,max=128,query"`
	ProvisionedConcurrentExecutions int    `aws:"required,min=1"`
}

// ProvisionedConcurrencyConfig is provisioned concurrency as the API shows it.
type ProvisionedConcurrencyConfig struct {
	FunctionArn                              string
	RequestedProvisionedConcurrentExecutions int
	AvailableProvisionedConcurrentExecutions int `aws:"always"`
	AllocatedProvisionedConcurrentExecutions int `aws:"always"`
	Status                                   string
	StatusReason                             string
	LastModified                             string
}

func (p *provision) show() *ProvisionedConcurrencyConfig {
	out := &ProvisionedConcurrencyConfig{RequestedProvisionedConcurrentExecutions: p.Requested,
		Status: p.Status, StatusReason: p.Reason, LastModified: stampOf(p.Modified)}
	for _, v := range p.all {
		if v.State == Idle && !v.waits {
			out.AvailableProvisionedConcurrentExecutions++
		}
	}
	out.AllocatedProvisionedConcurrentExecutions = out.AvailableProvisionedConcurrentExecutions + p.busy()
	return out
}

// busy is how many of its environments hold a request.
func (p *provision) busy() int {
	n := 0
	for _, v := range p.all {
		if v.inv != nil {
			n++
		}
	}
	return n
}

// stampOf is the form of an instant in answers about configurations.
func stampOf(t sim.Time) string { return t.Wall().Format("2006-01-02T15:04:05-0700") }

func (s *Service) putProvisionedConcurrencyConfig(_ *aws.Request, in *PutProvisionedConcurrencyConfigInput) (*ProvisionedConcurrencyConfig, error) {
	if in.Qualifier == latest {
		return nil, unpublished()
	}
	t, err := s.findAlias(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	f, n := t.f, in.ProvisionedConcurrentExecutions
	if err := t.provisionable(); err != nil {
		return nil, err
	}
	p, before := f.provisions[in.Qualifier], 0
	if p != nil {
		before = p.Requested
	}
	if err := s.fits(f, n, before); err != nil {
		return nil, err
	}
	if p == nil {
		p = &provision{f: f, Qualifier: in.Qualifier, pools: map[*version]*pool{}}
		f.provisions[in.Qualifier] = p
	}
	f.capacity.Provision(n - before)
	p.Requested, p.Modified = n, s.kernel.Now()
	s.allocate(p)
	return p.show(), nil
}

// fits refuses provisioned concurrency beyond what the function or the
// account has for it (3 [LS 2025-11-25]; the text on the account's minimum from
// github localstack/localstack, services/lambda_/provider.py).
func (s *Service) fits(f *function, n, before int) error {
	if f.capacity.Reserves {
		if total := f.capacity.Provisioned - before + n; total > f.capacity.Reserved {
			return invalid("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function")
		}
		return nil
	}
	account := f.capacity.Account()
	free := account.Pool() + before
	switch {
	case account.Limit == 0:
	case n > free:
		return invalid("Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [%d].", free)
	case free-n < scaling.MinUnreserved:
		return invalid("Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [%d].", scaling.MinUnreserved)
	}
	return nil
}

// provisionable refuses provisioned concurrency for what is not published, for
// SnapStart (2.5 [AT]; the text is an assumption), and for an alias and its
// version at the same time (2.5 [LS]).
func (t target) provisionable() error {
	for _, ver := range t.versions() {
		switch {
		case ver.Number == 0:
			return unpublished()
		case ver.config.SnapStart:
			return invalid("Provisioned Concurrency is not supported for SnapStart enabled functions.")
		case t.alias != nil && t.f.provisions[ver.label()] != nil:
			return refuse(409, "ResourceConflictException", "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.f.aliases)) {
		if a := t.f.aliases[name]; t.alias == nil && (a.Version == t.Qualifier || a.Other == t.Qualifier) && t.f.provisions[name] != nil {
			return refuse(409, "ResourceConflictException", "Version is pointed by a Provisioned Concurrency alias")
		}
	}
	return nil
}

func unpublished() error {
	return invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
}

// QualifiedInput names a version or an alias of a function.
type QualifiedInput struct {
	FunctionName string `aws:"required,min=1,max=140,path"`
	Qualifier    string `aws:"required,min=1,max=128,query"`
}

// published is what an operation on existing provisioned concurrency names.
func (s *Service) published(in *QualifiedInput) (target, error) {
	if in.Qualifier == latest {
		return target{}, invalid("The function resource provided must be an alias or a published version.")
	}
	return s.findAlias(in.FunctionName, in.Qualifier)
}

func (s *Service) getProvisionedConcurrencyConfig(_ *aws.Request, in *QualifiedInput) (*ProvisionedConcurrencyConfig, error) {
	t, err := s.published(in)
	if err != nil {
		return nil, err
	}
	if p := t.f.provisions[in.Qualifier]; p != nil {
		return p.show(), nil
	}
	return nil, refuse(404, "ProvisionedConcurrencyConfigNotFoundException", "No Provisioned Concurrency Config found for this function")
}

// DeleteProvisionedConcurrencyConfigOutput has no members.
type DeleteProvisionedConcurrencyConfigOutput struct{}

func (s *Service) deleteProvisionedConcurrencyConfig(_ *aws.Request, in *QualifiedInput) (*DeleteProvisionedConcurrencyConfigOutput, error) {
	t, err := s.published(in)
	if err != nil {
		return nil, err
	}
	if p := t.f.provisions[in.Qualifier]; p != nil {
		s.deprovision(p)
	}
	return &DeleteProvisionedConcurrencyConfigOutput{}, nil
}

// PageInput asks for a page of what a function has.
type PageInput struct {
	FunctionName string `aws:"required,min=1,max=140,path"`
	Marker       string `aws:"query"`
	MaxItems     int    `aws:"min=1,max=50,query"`
}

// ListProvisionedConcurrencyConfigsOutput is a page, by qualifier.
type ListProvisionedConcurrencyConfigsOutput struct {
	ProvisionedConcurrencyConfigs []*ProvisionedConcurrencyConfig `aws:"always"`
	NextMarker                    string
}

func (s *Service) listProvisionedConcurrencyConfigs(_ *aws.Request, in *PageInput) (*ListProvisionedConcurrencyConfigsOutput, error) {
	f, err := s.named(in.FunctionName)
	if err != nil {
		return nil, err
	}
	var all []*ProvisionedConcurrencyConfig
	for _, q := range slices.Sorted(maps.Keys(f.provisions)) {
		c := f.provisions[q].show()
		c.FunctionArn = f.ARN + ":" + q
		all = append(all, c)
	}
	out := &ListProvisionedConcurrencyConfigsOutput{}
	out.ProvisionedConcurrencyConfigs, out.NextMarker = page(all, in.Marker, in.MaxItems,
		func(c *ProvisionedConcurrencyConfig) string { return c.FunctionArn })
	return out, nil
}
