package lambda

import (
	"maps"

	"skylab/engine/aws"
)

// FunctionInput names a function.
type FunctionInput struct {
	FunctionName string `aws:"required,min=1,max=256,path"`
	Qualifier    string `aws:"min=1,max=128,query"`
}

// GetFunctionOutput is a function with where its code is.
type GetFunctionOutput struct {
	Configuration *FunctionConfiguration
	Code          *FunctionCodeLocation
	Tags          map[string]string
}

// FunctionCodeLocation says where AWS keeps a package. The location here has
// AWS's form without its signature: nothing can be fetched from it.
type FunctionCodeLocation struct{ RepositoryType, Location string }

func (s *Service) getFunction(_ *aws.Request, in *FunctionInput) (*GetFunctionOutput, error) {
	f, err := s.find(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	return &GetFunctionOutput{Configuration: f.show(), Tags: maps.Clone(f.Tags), Code: &FunctionCodeLocation{
		RepositoryType: "S3",
		Location:       "https://awslambda-us-east-1-tasks.s3.us-east-1.amazonaws.com/snapshots/" + aws.AccountID + "/" + f.Name,
	}}, nil
}

func (s *Service) getFunctionConfiguration(_ *aws.Request, in *FunctionInput) (*FunctionConfiguration, error) {
	f, err := s.find(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	return f.show(), nil
}

// ListFunctionsInput asks for a page of functions.
type ListFunctionsInput struct {
	Marker   string `aws:"query"`
	MaxItems int    `aws:"min=1,max=10000,query"`
}

// ListFunctionsOutput is a page of functions, by name.
type ListFunctionsOutput struct {
	NextMarker string
	Functions  []*FunctionConfiguration `aws:"always"`
}

func (s *Service) listFunctions(_ *aws.Request, in *ListFunctionsInput) (*ListFunctionsOutput, error) {
	out := &ListFunctionsOutput{}
	size := pageSize
	if in.MaxItems > 0 {
		size = min(size, in.MaxItems)
	}
	for _, f := range s.sorted() {
		if in.Marker != "" && f.Name < in.Marker {
			continue
		}
		if len(out.Functions) == size {
			out.NextMarker = f.Name
			break
		}
		shown := f.show()
		// A list leaves out what only the function itself shows [BC: "a subset
		// of the FunctionConfiguration fields", states among the missing].
		shown.State, shown.StateReason, shown.StateReasonCode = "", "", ""
		shown.LastUpdateStatus, shown.LastUpdateStatusReason, shown.LastUpdateStatusReasonCode = "", "", ""
		shown.RuntimeVersionConfig = nil
		out.Functions = append(out.Functions, shown)
	}
	return out, nil
}

// GetAccountSettingsInput has no members.
type GetAccountSettingsInput struct{}

// GetAccountSettingsOutput is what the account may use and does.
type GetAccountSettingsOutput struct {
	AccountLimit *AccountLimit
	AccountUsage *AccountUsage
}

// AccountLimit are the quotas of the account in the Region.
type AccountLimit struct {
	TotalCodeSize                  int64
	CodeSizeUnzipped               int64
	CodeSizeZipped                 int64
	ConcurrentExecutions           int
	UnreservedConcurrentExecutions int
}

// AccountUsage is how much of them is used.
type AccountUsage struct {
	TotalCodeSize int64 `aws:"always"`
	FunctionCount int64 `aws:"always"`
}

func (s *Service) getAccountSettings(_ *aws.Request, _ *GetAccountSettingsInput) (*GetAccountSettingsOutput, error) {
	return &GetAccountSettingsOutput{
		AccountLimit: &AccountLimit{TotalCodeSize: totalCode, CodeSizeUnzipped: maxUnzipped, CodeSizeZipped: maxZipped,
			ConcurrentExecutions: AccountConcurrency, UnreservedConcurrentExecutions: AccountConcurrency},
		AccountUsage: &AccountUsage{TotalCodeSize: s.codeSize(), FunctionCount: int64(len(s.functions))},
	}, nil
}
