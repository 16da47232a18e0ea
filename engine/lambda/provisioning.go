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
	t, err := s.provisionable(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	f, n := t.f, in.ProvisionedConcurrentExecutions
	if err := f.twice(t); err != nil {
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
// account has for it (3 [LS 2025-11-25]).
func (s *Service) fits(f *function, n, before int) error {
	if f.capacity.Reserves {
		if total := f.capacity.Provisioned - before + n; total > f.capacity.Reserved {
			return invalid("Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function")
		}
		return nil
	}
	account := f.capacity.Account()
	if account.Limit > 0 && n > account.Pool()+before-scaling.MinUnreserved {
		return invalid("Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [%d].", account.Pool()+before-scaling.MinUnreserved)
	}
	return nil
}

// twice refuses provisioned concurrency for an alias and its version at the
// same time (2.5 [LS]).
func (f *function) twice(t target) error {
	if t.alias != nil && t.alias.Version == latest {
		return unpublished()
	}
	if t.alias != nil && (f.provisions[t.alias.Version] != nil || f.provisions[t.alias.Other] != nil) {
		return refuse(409, "ResourceConflictException", "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version")
	}
	for _, name := range slices.Sorted(maps.Keys(f.aliases)) {
		if t.alias == nil && f.aliases[name].Version == t.Qualifier && f.provisions[name] != nil {
			return refuse(409, "ResourceConflictException", "Version is pointed by a Provisioned Concurrency alias")
		}
	}
	return nil
}

func unpublished() error {
	return invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
}

// provisionable is a version or an alias of one that is published.
func (s *Service) provisionable(functionName, qualifier string) (target, error) {
	if qualifier == latest {
		return target{}, unpublished()
	}
	t, err := s.findAlias(functionName, qualifier)
	if err != nil {
		return t, err
	}
	if t.ver.Number == 0 {
		return t, unpublished()
	}
	return t, nil
}

// QualifiedInput names a version or an alias of a function.
type QualifiedInput struct {
	FunctionName string `aws:"required,min=1,max=140,path"`
	Qualifier    string `aws:"required,min=1,max=128,query"`
}

func (s *Service) getProvisionedConcurrencyConfig(_ *aws.Request, in *QualifiedInput) (*ProvisionedConcurrencyConfig, error) {
	t, err := s.provisionable(in.FunctionName, in.Qualifier)
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
	t, err := s.provisionable(in.FunctionName, in.Qualifier)
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
