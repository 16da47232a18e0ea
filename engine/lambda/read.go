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
	Concurrency   *Concurrency
}

// FunctionCodeLocation says where AWS keeps a package or an image. The location
// here has AWS's form without its signature: nothing can be fetched from it.
type FunctionCodeLocation struct{ RepositoryType, Location, ImageUri, ResolvedImageUri string }

func (ver *version) location() *FunctionCodeLocation {
	if c := ver.config.code; c.Image != "" {
		return &FunctionCodeLocation{RepositoryType: "ECR", ImageUri: c.Image, ResolvedImageUri: c.resolved()}
	}
	return &FunctionCodeLocation{RepositoryType: "S3",
		Location: "https://awslambda-us-east-1-tasks.s3.us-east-1.amazonaws.com/snapshots/" + aws.AccountID + "/" + ver.f.Name}
}

func (s *Service) getFunction(_ *aws.Request, in *FunctionInput) (*GetFunctionOutput, error) {
	t, err := s.find(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	f := t.f
	out := &GetFunctionOutput{Configuration: t.show(), Tags: maps.Clone(f.Tags), Code: t.ver.location()}
	if f.capacity.Reserves {
		out.Concurrency = f.reservation()
	}
	return out, nil
}

func (s *Service) getFunctionConfiguration(_ *aws.Request, in *FunctionInput) (*FunctionConfiguration, error) {
	t, err := s.find(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	return t.show(), nil
}

// ListFunctionsInput asks for a page of functions.
type ListFunctionsInput struct {
	FunctionVersion string `aws:"enum=ALL,query"`
	Marker          string `aws:"query"`
	MaxItems        int    `aws:"min=1,max=10000,query"`
}

// ListFunctionsOutput is a page of functions, by name; with their versions,
// if all were asked for.
type ListFunctionsOutput struct {
	NextMarker string
	Functions  []*FunctionConfiguration `aws:"always"`
}

func (s *Service) listFunctions(_ *aws.Request, in *ListFunctionsInput) (*ListFunctionsOutput, error) {
	var all []*FunctionConfiguration
	for _, f := range s.sorted() {
		if in.FunctionVersion == "" {
			all = append(all, f.latest.listed())
			continue
		}
		for _, ver := range f.versions() {
			c := ver.listed()
			c.FunctionArn = f.ARN + ":" + ver.label()
			all = append(all, c)
		}
	}
	out := &ListFunctionsOutput{}
	out.Functions, out.NextMarker = page(all, in.Marker, in.MaxItems, func(c *FunctionConfiguration) string {
		if in.FunctionVersion == "" {
			return c.FunctionName
		}
		return c.FunctionArn
	})
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
			ConcurrentExecutions: AccountConcurrency, UnreservedConcurrentExecutions: AccountConcurrency - s.account.Reserved},
		AccountUsage: &AccountUsage{TotalCodeSize: s.codeSize(), FunctionCount: int64(len(s.functions))},
	}, nil
}
