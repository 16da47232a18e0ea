package lambda

import (
	"maps"
	"slices"
	"strconv"
	"strings"

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

// point aims the alias at a version and, with a routing, at a second one.
func (f *function) point(a *alias, version string, routing *AliasRoutingConfiguration) error {
	if f.version(version) == nil {
		return notFound(f.ARN + ":" + version)
	}
	other, weight := "", 0.0
	if routing != nil {
		if len(routing.AdditionalVersionWeights) > 1 {
			return invalid("Number of items in AdditionalVersionWeights cannot be greater than 1")
		}
		for label, w := range routing.AdditionalVersionWeights { // one at most
			other, weight = label, w
		}
	} else if a.Other != version {
		other, weight = a.Other, a.Weight
	}
	if other == "" {
		a.Version, a.Other, a.Weight = version, "", 0
		return nil
	}
	if err := f.routable(version, other, weight); err != nil {
		return err
	}
	a.Version, a.Other, a.Weight = version, other, weight
	return nil
}

// routable refuses two versions that an alias cannot point to together
// (1.5 [BC, OLD]; 6.5 [LS]; github localstack/localstack,
// test_lambda_api.snapshot.json, recorded 2023-11-20).
func (f *function) routable(version, other string, weight float64) error {
	const constraint = "1 validation error detected: Value '{%s=%s}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: "
	second := f.version(other)
	switch {
	case !digits(other):
		return aws.Errorf(400, "ValidationException", constraint+"Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]", other, decimal(weight))
	case weight < 0 || weight > 1:
		return aws.Errorf(400, "ValidationException", constraint+"Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]", other, decimal(weight))
	case version == latest:
		return invalid("$LATEST is not supported for an alias pointing to more than 1 version")
	case version == other:
		return invalid("Invalid function version %s. Function version %s is already included in routing configuration.", other, other)
	case second == nil:
		return notFound(f.ARN + ":" + other)
	case second.config.Role != f.version(version).config.Role:
		return invalid("Versions in an alias's routing configuration must have the same role")
	case second.config.DeadLetter != f.version(version).config.DeadLetter:
		return invalid("Versions in an alias's routing configuration must have the same dead-letter queue configuration, or no dead-letter queue configuration")
	}
	return nil
}

// decimal is a weight as AWS writes it: 2.0 and 0.25.
func decimal(weight float64) string {
	s := strconv.FormatFloat(weight, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
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

// page cuts a list to one page: from the item that the marker names on. The
// marker of the next page is the key of its first item.
func page[T any](all []T, marker string, size int, key func(T) string) ([]T, string) {
	if size == 0 || size > pageSize {
		size = pageSize
	}
	if marker != "" {
		at := slices.IndexFunc(all, func(t T) bool { return key(t) == marker })
		if at < 0 {
			at = slices.IndexFunc(all, func(t T) bool { return strings.Compare(key(t), marker) > 0 })
		}
		if at < 0 {
			at = len(all)
		}
		all = all[at:]
	}
	if len(all) <= size {
		return all, ""
	}
	return all[:size], key(all[size])
}
