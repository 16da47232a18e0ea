package lambda

import (
	"slices"
	"time"

	"skylab/engine/aws"
)

// UpdateFunctionCodeInput follows AWS's model.
type UpdateFunctionCodeInput struct {
	FunctionName    string `aws:"required,min=1,max=140,path"`
	ZipFile         []byte `aws:"flag=zip-file"`
	S3Bucket        string `aws:"min=3,max=63"`
	S3Key           string `aws:"max=1024"`
	S3ObjectVersion string
	ImageUri        string
	DryRun          bool
	RevisionId      string
	Architectures   []string `aws:"max=1"`
	Publish         bool
}

func (s *Service) updateFunctionCode(_ *aws.Request, in *UpdateFunctionCodeInput) (*FunctionConfiguration, error) {
	f, err := s.change(in.FunctionName, in.RevisionId)
	if err != nil {
		return nil, err
	}
	next := f.latest.config
	if err := next.samePackage(in); err != nil {
		return nil, err
	}
	if err := next.build(in.Architectures); err != nil {
		return nil, err
	}
	next.code, err = s.load(FunctionCode{ZipFile: in.ZipFile, S3Bucket: in.S3Bucket, S3Key: in.S3Key,
		S3ObjectVersion: in.S3ObjectVersion, ImageUri: in.ImageUri})
	if err != nil {
		return nil, err
	}
	next.Image = next.code.Image
	if err := next.fit(); err != nil {
		return nil, err
	}
	if err := s.room(next.code.Unzipped - f.latest.config.code.Unzipped); err != nil {
		return nil, err
	}
	if in.DryRun {
		dry := *f.latest
		dry.config = next
		return dry.show(), nil
	}
	ver := s.begin(f, next)
	if in.Publish {
		return s.publish(f, "").show(), nil
	}
	return ver.show(), nil
}

// UpdateFunctionConfigurationInput follows AWS's model; a member that is not
// given leaves the function as it is.
type UpdateFunctionConfigurationInput struct {
	FunctionName     string `aws:"required,min=1,max=140,path"`
	Role             string `aws:"pattern=arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+"`
	Handler          string `aws:"max=128,pattern=[^\\s]+"`
	Description      *string
	Timeout          int `aws:"min=1,max=900"`
	MemorySize       int `aws:"min=128,max=10240"`
	Environment      *Environment
	Runtime          string
	RevisionId       string
	EphemeralStorage *EphemeralStorage
	DeadLetterConfig *DeadLetterConfig
	Layers           []string
	SnapStart        *SnapStartInput
	LoggingConfig    *LoggingConfig
}

func (s *Service) updateFunctionConfiguration(_ *aws.Request, in *UpdateFunctionConfigurationInput) (*FunctionConfiguration, error) {
	f, err := s.change(in.FunctionName, in.RevisionId)
	if err != nil {
		return nil, err
	}
	next, err := s.revise(f.latest.config, in)
	if err != nil {
		return nil, err
	}
	return s.begin(f, next).show(), nil
}

// revise is the configuration with what in changes of it.
func (s *Service) revise(r release, in *UpdateFunctionConfigurationInput) (release, error) {
	if r.Image != "" && (in.Runtime != "" || in.Handler != "" || len(in.Layers) > 0) {
		return r, zipOnly()
	}
	if in.Role != "" {
		r.Role = in.Role
		if err := s.assumable(in.Role); err != nil {
			return r, err
		}
	}
	if in.Runtime != "" {
		r.Runtime = in.Runtime
		if err := usable(in.Runtime, s.kernel.Now()); err != nil {
			return r, err
		}
	}
	if in.Handler != "" {
		r.Handler = in.Handler
	}
	if in.Description != nil {
		r.Description = *in.Description
	}
	err := s.apply(&r, settings{Timeout: in.Timeout, MemorySize: in.MemorySize, Environment: in.Environment, EphemeralStorage: in.EphemeralStorage,
		DeadLetterConfig: in.DeadLetterConfig, Layers: in.Layers, SnapStart: in.SnapStart, LoggingConfig: in.LoggingConfig})
	return r, err
}

// settings are those that creating and updating a function share; what is not
// given leaves a release as it is.
type settings struct {
	Timeout, MemorySize int
	Environment         *Environment
	EphemeralStorage    *EphemeralStorage
	DeadLetterConfig    *DeadLetterConfig
	Layers              []string
	SnapStart           *SnapStartInput
	LoggingConfig       *LoggingConfig
}

// apply sets what is given, or says what AWS refuses of it.
func (s *Service) apply(r *release, in settings) error {
	if in.Timeout > 0 {
		r.Timeout = time.Duration(in.Timeout) * time.Second
	}
	if in.MemorySize > 0 {
		r.MemoryMB = in.MemorySize
	}
	if in.EphemeralStorage != nil {
		r.TmpMB = in.EphemeralStorage.Size
	}
	for _, set := range [...]func() error{
		func() error { return s.setDeadLetter(r, in.DeadLetterConfig) },
		func() error { return s.setLayers(r, in.Layers) },
		func() error { return r.setSnapStart(in.SnapStart) },
		func() error { return r.setLogging(in.LoggingConfig) },
		r.describe, r.fit,
		func() error { return r.setVariables(in.Environment) },
	} {
		if err := set(); err != nil {
			return err
		}
	}
	return nil
}

// change is the function of that name if it can be changed now.
func (s *Service) change(functionName, revision string) (*function, error) {
	f, err := s.named(functionName)
	if err != nil {
		return nil, err
	}
	if err := f.latest.changeable(); err != nil {
		return nil, err
	}
	return f, f.latest.revised(revision)
}

// begin starts an update: the API shows the new configuration at once, while
// the old one keeps serving until the update has ended (6.2 [DEV]).
//
// fidelity: lambda.function-states
func (s *Service) begin(f *function, next release) *version {
	ver := f.latest
	next.Number++
	ver.config = next
	ver.LastUpdateStatus = InProgress
	ver.Modified = s.kernel.Now()
	s.newRevision(ver)
	took := updating.Sample(s.kernel.Stream("lambda.creation"))
	if ver.State == Inactive {
		_, took = s.rouse(ver) // the update makes anew what was lost
	}
	s.kernel.After(took, UpdateEnded{f.Name, ver.RevisionID})
	return ver
}

// updateEnded lets the new configuration serve: environments made from the
// old one take no further requests.
func (s *Service) updateEnded(e UpdateEnded) {
	f := s.functions[e.Function]
	if f == nil || f.latest.LastUpdateStatus != InProgress || f.latest.change != e.Revision {
		return
	}
	ver := f.latest
	s.activate(ver)
	for _, p := range f.published {
		if p.State == Pending && p.config.Number == ver.config.Number && !p.restores() {
			s.activate(p) // it was published with the update
		}
	}
	serving := ver.config
	ver.serving = &serving
	for _, v := range slices.Clone(ver.idle) {
		if v.outside != nil {
			s.renew(v)
			continue
		}
		s.retire(v, "update")
	}
}
