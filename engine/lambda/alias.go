package lambda

import (
	"maps"
	"slices"
	"strconv"

	"skylab/engine/aws"
)

// alias is a name for a version, or for two with a draw between them.
//
// fidelity: lambda.aliases
type alias struct {
	Name, Description, RevisionID string
	// Version is the label of the primary version; a share of the requests,
	// Weight, goes to Other.
	Version, Other string
	Weight         float64
}

// AliasRoutingConfiguration gives a second version a share of the requests.
type AliasRoutingConfiguration struct {
	AdditionalVersionWeights map[string]float64
}

// AliasConfiguration is an alias as the API shows it.
type AliasConfiguration struct {
	AliasArn        string
	Name            string
	FunctionVersion string
	Description     string `aws:"always"`
	RoutingConfig   *AliasRoutingConfiguration
	RevisionId      string
}

func (f *function) aliasARN(name string) string { return f.ARN + ":" + name }

func (f *function) showAlias(a *alias) *AliasConfiguration {
	out := &AliasConfiguration{AliasArn: f.aliasARN(a.Name), Name: a.Name, FunctionVersion: a.Version,
		Description: a.Description, RevisionId: a.RevisionID}
	if a.Other != "" {
		out.RoutingConfig = &AliasRoutingConfiguration{map[string]float64{a.Other: a.Weight}}
	}
	return out
}

// CreateAliasInput follows AWS's model.
type CreateAliasInput struct {
	FunctionName    string `aws:"required,min=1,max=140,path"`
	Name            string `aws:"required,min=1,max=128"`
	FunctionVersion string `aws:"required,min=1,max=1024,pattern=(\\$LATEST|[0-9]+)"`
	Description     string `aws:"max=256"`
	RoutingConfig   *AliasRoutingConfiguration
}

// aliasForm is the model's pattern of an alias's name: not all digits.
const aliasForm = `(?!^[0-9]+$)([a-zA-Z0-9-_]+)`

func (s *Service) createAlias(_ *aws.Request, in *CreateAliasInput) (*AliasConfiguration, error) {
	if !aliasName(in.Name) {
		return nil, aws.Errorf(400, "ValidationException",
			"1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: %s", in.Name, aliasForm)
	}
	n, err := parseName(in.FunctionName, "")
	if err != nil {
		return nil, err
	}
	f := s.functions[n.Function]
	if f == nil {
		return nil, notFound(functionARN(n.Function) + ":" + in.FunctionVersion)
	}
	if f.aliases[in.Name] != nil {
		return nil, refuse(409, "ResourceConflictException", "Alias already exists: %s", f.aliasARN(in.Name))
	}
	a := &alias{Name: in.Name, Description: in.Description}
	if err := f.point(a, in.FunctionVersion, in.RoutingConfig); err != nil {
		return nil, err
	}
	a.RevisionID = aws.UUID(s.kernel.Stream("lambda.revision"))
	f.aliases[in.Name] = a
	s.kernel.Emit(AliasChanged{f.Name, a.Name, a.Version, a.Other, a.Weight})
	return f.showAlias(a), nil
}

// aliasName tells whether an alias can be called so.
func aliasName(name string) bool { return simple(name) && !digits(name) }

// digits tells whether a name is a number.
func digits(name string) bool {
	_, err := strconv.ParseUint(name, 10, 64)
	return err == nil
}

// UpdateAliasInput follows AWS's model; what is not given stays as it is.
type UpdateAliasInput struct {
	FunctionName    string `aws:"required,min=1,max=140,path"`
	Name            string `aws:"required,min=1,max=128,path"`
	FunctionVersion string `aws:"min=1,max=1024,pattern=(\\$LATEST|[0-9]+)"`
	Description     *string
	RoutingConfig   *AliasRoutingConfiguration
	RevisionId      string
}

func (s *Service) updateAlias(_ *aws.Request, in *UpdateAliasInput) (*AliasConfiguration, error) {
	f, a, err := s.aliasOf(in.FunctionName, in.Name)
	if err != nil {
		return nil, err
	}
	if in.RevisionId != "" && in.RevisionId != a.RevisionID {
		return nil, stale()
	}
	next, version := *a, in.FunctionVersion
	if version == "" {
		version = a.Version
	}
	if err := f.point(&next, version, in.RoutingConfig); err != nil {
		return nil, err
	}
	if f.provisions[a.Name] != nil {
		if err := (target{f: f, alias: &next}).provisionable(); err != nil {
			return nil, err
		}
	}
	if in.Description != nil {
		next.Description = *in.Description
	}
	next.RevisionID = aws.UUID(s.kernel.Stream("lambda.revision"))
	moved := next.Version != a.Version || next.Other != a.Other || next.Weight != a.Weight
	*a = next
	s.kernel.Emit(AliasChanged{f.Name, a.Name, a.Version, a.Other, a.Weight})
	if p := f.provisions[a.Name]; p != nil && moved {
		s.allocate(p)
	}
	return f.showAlias(a), nil
}

// AliasInput names an alias.
type AliasInput struct {
	FunctionName string `aws:"required,min=1,max=140,path"`
	Name         string `aws:"required,min=1,max=128,path"`
}

func (s *Service) getAlias(_ *aws.Request, in *AliasInput) (*AliasConfiguration, error) {
	f, a, err := s.aliasOf(in.FunctionName, in.Name)
	if err != nil {
		return nil, err
	}
	return f.showAlias(a), nil
}

// DeleteAliasOutput has no members.
type DeleteAliasOutput struct{}

// deleteAlias removes an alias with what it has of its own. That an alias is
// not there is no error.
func (s *Service) deleteAlias(_ *aws.Request, in *AliasInput) (*DeleteAliasOutput, error) {
	f, err := s.named(in.FunctionName)
	if err != nil {
		return nil, err
	}
	if f.aliases[in.Name] != nil {
		s.unqualify(f, in.Name)
		delete(f.aliases, in.Name)
	}
	return &DeleteAliasOutput{}, nil
}

// unqualify takes away what a qualifier has of its own.
func (s *Service) unqualify(f *function, qualifier string) {
	delete(f.policies, qualifier)
	delete(f.handlings, qualifier)
	if u := f.urls[qualifier]; u != nil {
		delete(s.urls, u.ID)
		delete(f.urls, qualifier)
	}
	if p := f.provisions[qualifier]; p != nil {
		s.deprovision(p)
	}
}

// ListAliasesInput asks for a page of aliases, of one version if it says so.
type ListAliasesInput struct {
	FunctionName    string `aws:"required,min=1,max=140,path"`
	FunctionVersion string `aws:"min=1,max=1024,query,pattern=(\\$LATEST|[0-9]+)"`
	Marker          string `aws:"query"`
	MaxItems        int    `aws:"min=1,max=10000,query"`
}

// ListAliasesOutput is a page of aliases, by name.
type ListAliasesOutput struct {
	NextMarker string
	Aliases    []*AliasConfiguration `aws:"always"`
}

func (s *Service) listAliases(_ *aws.Request, in *ListAliasesInput) (*ListAliasesOutput, error) {
	f, err := s.named(in.FunctionName)
	if err != nil {
		return nil, err
	}
	var all []*AliasConfiguration
	for _, name := range slices.Sorted(maps.Keys(f.aliases)) {
		a := f.aliases[name]
		if in.FunctionVersion == "" || in.FunctionVersion == a.Version || in.FunctionVersion == a.Other {
			all = append(all, f.showAlias(a))
		}
	}
	out := &ListAliasesOutput{}
	out.Aliases, out.NextMarker = page(all, in.Marker, in.MaxItems, func(a *AliasConfiguration) string { return a.Name })
	return out, nil
}

// aliasOf is an alias that must exist.
func (s *Service) aliasOf(functionName, name string) (*function, *alias, error) {
	f, err := s.named(functionName)
	if err != nil {
		return nil, nil, err
	}
	a := f.aliases[name]
	if a == nil {
		return nil, nil, noAlias(f.aliasARN(name))
	}
	return f, a, nil
}
