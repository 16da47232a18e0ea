package lambda

import (
	"skylab/engine/aws"
	"skylab/engine/lambda/scaling"
)

// PutFunctionConcurrencyInput follows AWS's model.
type PutFunctionConcurrencyInput struct {
	FunctionName                 string `aws:"required,min=1,max=140,path"`
	ReservedConcurrentExecutions *int   `aws:"required,min=0"`
}

// Concurrency is a function's reserved concurrency; nothing where it has none.
type Concurrency struct{ ReservedConcurrentExecutions *int }

// putFunctionConcurrency reserves concurrency (3 [LS 2025-11-25]; the spaces
// in the second message are AWS's).
func (s *Service) putFunctionConcurrency(_ *aws.Request, in *PutFunctionConcurrencyInput) (*Concurrency, error) {
	n, err := parseName(in.FunctionName, "")
	if err != nil {
		return nil, err
	}
	if n.Qualifier != "" {
		return nil, invalid("This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.")
	}
	f := s.functions[n.Function]
	if f == nil {
		return nil, notFound(functionARN(n.Function) + ":" + latest)
	}
	c, want := f.capacity, *in.ReservedConcurrentExecutions
	account := c.Account()
	free := account.Pool() + c.Reserved
	if !c.Reserves {
		free += c.Provisioned
	}
	switch {
	case c.Provisioned > want:
		return nil, invalid(" ReservedConcurrentExecutions  %d should not be lower than function's total provisioned concurrency [%d].", want, c.Provisioned)
	case account.Limit > 0 && free-want < scaling.MinUnreserved:
		return nil, invalid("Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [%d].", scaling.MinUnreserved)
	}
	if s.near.Rules.ReservedLimits {
		c.Reserve(want)
	}
	f.reserved = want
	s.kernel.Emit(ConcurrencyReserved{f.Name, want})
	return &Concurrency{&want}, nil
}

func (s *Service) getFunctionConcurrency(_ *aws.Request, in *NameInput) (*Concurrency, error) {
	f, err := s.named(in.FunctionName)
	if err != nil {
		return nil, err
	}
	return f.reservation(), nil
}

func (f *function) reservation() *Concurrency {
	if !f.capacity.Reserves {
		return &Concurrency{}
	}
	n := f.capacity.Reserved
	return &Concurrency{&n}
}

// DeleteFunctionConcurrencyOutput has no members.
type DeleteFunctionConcurrencyOutput struct{}

func (s *Service) deleteFunctionConcurrency(_ *aws.Request, in *NameInput) (*DeleteFunctionConcurrencyOutput, error) {
	f, err := s.named(in.FunctionName)
	if err != nil {
		return nil, err
	}
	f.capacity.Unreserve()
	f.reserved = 0
	return &DeleteFunctionConcurrencyOutput{}, nil
}

// NameInput names a function.
type NameInput struct {
	FunctionName string `aws:"required,min=1,max=140,path"`
}
