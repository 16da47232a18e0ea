package lambda

import (
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// CreateFunctionInput follows AWS's model; what is missing is not simulated.
type CreateFunctionInput struct {
	FunctionName     string        `aws:"required,min=1,max=140"`
	Runtime          string        `aws:""`
	Role             string        `aws:"required,pattern=arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+"`
	Handler          string        `aws:"max=128,pattern=[^\\s]+"`
	Code             *FunctionCode `aws:"required"`
	Description      string        `aws:"max=256"`
	Timeout          int           `aws:"min=1,max=900"`
	MemorySize       int           `aws:"min=128,max=10240"`
	PackageType      string        `aws:"enum=Zip|Image"`
	Environment      *Environment
	Tags             map[string]string
	Architectures    []string `aws:"max=1"`
	EphemeralStorage *EphemeralStorage
	DeadLetterConfig *DeadLetterConfig
	Layers           []string
	SnapStart        *SnapStartInput
	LoggingConfig    *LoggingConfig
	Publish          bool
}

// notSimulated are the parameters of create and update that AWS has beside.
var notSimulated = []string{"VpcConfig", "KMSKeyArn", "TracingConfig",
	"FileSystemConfigs", "ImageConfig", "CapacityProviderConfig", "DurableConfig"}

func (s *Service) createFunction(_ *aws.Request, in *CreateFunctionInput) (*FunctionConfiguration, error) {
	n, err := parseName(in.FunctionName, "")
	if err != nil {
		return nil, err
	}
	if err := tooLong(n.Function); err != nil {
		return nil, err
	}
	r, err := s.draft(in)
	if err != nil {
		return nil, err
	}
	if s.functions[n.Function] != nil {
		return nil, refuse(409, "ResourceConflictException", "Function already exist: %s", n.Function)
	}
	if err := s.assumable(in.Role); err != nil {
		return nil, err
	}
	if r.code, err = s.load(*in.Code); err != nil {
		return nil, err
	}
	r.Image = r.code.Image
	if err := r.fit(); err != nil {
		return nil, err
	}
	if err := s.room(r.code.Unzipped); err != nil {
		return nil, err
	}
	f := s.add(n.Function, r, in.Tags)
	if in.Publish {
		out := s.publish(f, in.Description).show()
		out.FunctionArn = f.ARN // without the version, unlike other answers (recorded by github localstack/localstack, 2023-11-20)
		return out, nil
	}
	return f.latest.show(), nil
}

// add puts a new function into the account.
func (s *Service) add(name string, r release, tags map[string]string) *function {
	f := &function{Name: name, ARN: functionARN(name), group: "/aws/lambda/" + name, Tags: maps.Clone(tags),
		aliases: map[string]*alias{}, policies: map[string]*policy{}, urls: map[string]*urlConfig{},
		handlings: map[string]*eventConfig{}, provisions: map[string]*provision{}, capacity: s.capacityOf()}
	serving := r
	f.latest = &version{f: f, config: r, serving: &serving, State: Pending, Modified: s.kernel.Now()}
	f.measure(s)
	s.functions[name] = f
	s.newRevision(f.latest)
	s.kernel.Emit(FunctionCreated{Function: name, Runtime: r.Runtime, MemoryMB: r.MemoryMB})
	s.kernel.After(creation.Sample(s.kernel.Stream("lambda.creation")), FunctionActivated{name, f.latest.label(), f.latest.RevisionID})
	return f
}

// draft is the configuration that in asks for, without its code.
func (s *Service) draft(in *CreateFunctionInput) (release, error) {
	r := release{Runtime: in.Runtime, Role: in.Role, Handler: in.Handler, Description: in.Description,
		Timeout: defaultTimeout * time.Second, MemoryMB: defaultMemory, TmpMB: defaultTmp, Architecture: "x86_64"}
	if err := s.packaged(in); err != nil {
		return r, err
	}
	if err := r.build(in.Architectures); err != nil {
		return r, err
	}
	err := s.apply(&r, settings{Timeout: in.Timeout, MemorySize: in.MemorySize, Environment: in.Environment, EphemeralStorage: in.EphemeralStorage,
		DeadLetterConfig: in.DeadLetterConfig, Layers: in.Layers, SnapStart: in.SnapStart, LoggingConfig: in.LoggingConfig})
	return r, err
}

// packaged refuses a package type without what belongs to it.
func (s *Service) packaged(in *CreateFunctionInput) error {
	if in.PackageType == "Image" || in.Code.ImageUri != "" {
		return in.imageOnly()
	}
	if in.Runtime == "" || in.Handler == "" {
		return invalid("Runtime and Handler are mandatory parameters for functions created with deployment packages.")
	}
	return usable(in.Runtime, s.kernel.Now())
}

// describe reads the model in the description.
func (r *release) describe() (err error) {
	r.model, err = parseModel(r.Description)
	return err
}

// build sets the instruction set.
func (r *release) build(architectures []string) error {
	if len(architectures) == 0 {
		return nil
	}
	if a := architectures[0]; a != "x86_64" && a != "arm64" {
		return aws.Errorf(400, "ValidationException", "1 validation error detected: Value '[%s]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]", a)
	}
	r.Architecture = architectures[0]
	return nil
}

// setVariables takes the environment variables, within the limit of 4 KB for
// all of them together (1.1 [DQ], text 6.5 [LS]).
func (r *release) setVariables(e *Environment) error {
	if e == nil {
		return nil
	}
	var reserved []string
	var text strings.Builder
	for i, k := range slices.Sorted(maps.Keys(e.Variables)) {
		if reservedVariable(k) {
			reserved = append(reserved, k)
		}
		if i > 0 {
			text.WriteString(",")
		}
		text.WriteString(`"` + k + `":"` + e.Variables[k] + `"`)
	}
	if len(reserved) > 0 {
		return invalid("Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: %s", strings.Join(reserved, ", "))
	}
	if measured := "{" + text.String() + "}"; len(measured) > maxVariables {
		return invalid("Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: %s", measured)
	}
	r.Variables = maps.Clone(e.Variables)
	return nil
}

// assumable refuses a role that Lambda cannot act in (6.5 [LS]).
func (s *Service) assumable(role string) error {
	if s.near.Roles != nil && s.near.Roles.CanAssume(role, "lambda.amazonaws.com") != nil {
		return invalid("The role defined for the function cannot be assumed by Lambda.")
	}
	return nil
}

// sorted are all functions by name.
func (s *Service) sorted() []*function { return sim.InOrder(s.functions) }
