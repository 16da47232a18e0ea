package lambda

import "skylab/engine/aws"

// PublishVersionInput follows AWS's model.
type PublishVersionInput struct {
	FunctionName string `aws:"required,min=1,max=140,path"`
	CodeSha256   string
	Description  string `aws:"max=256"`
	RevisionId   string
}

// publishVersion makes a version out of $LATEST, or answers with the last one
// where nothing has changed since (1.5 [BC, OLD]).
func (s *Service) publishVersion(_ *aws.Request, in *PublishVersionInput) (*FunctionConfiguration, error) {
	f, err := s.change(in.FunctionName, in.RevisionId)
	if err != nil {
		return nil, err
	}
	if have := f.latest.config.code.Sha256; in.CodeSha256 != "" && in.CodeSha256 != have {
		return nil, invalid("CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s). Please try again with the CodeSHA256 in $LATEST.", in.CodeSha256, have)
	}
	if ver := f.unchanged(); ver != nil {
		return ver.show(), nil
	}
	if err := s.room(f.latest.config.code.Unzipped); err != nil {
		return nil, err
	}
	ver := s.publish(f, in.Description)
	s.touch(target{ver: f.latest}) // as AWS does (test_lambda_api.py of github localstack/localstack)
	return ver.show(), nil
}

// unchanged is the last version where it is of $LATEST's update, or nil.
func (f *function) unchanged() *version {
	n := len(f.published)
	if n > 0 && f.published[n-1].Number == f.lastVersion && f.published[n-1].config.Number == f.latest.config.Number {
		return f.published[n-1]
	}
	return nil
}

// publish makes a version out of $LATEST, unless there is one of the same
// update already. One that is published with its function or with an update is
// Pending until that has ended (recorded by github localstack/localstack,
// test_lambda_api.snapshot.json, 2023-11-20).
func (s *Service) publish(f *function, description string) *version {
	if ver := f.unchanged(); ver != nil {
		return ver
	}
	r := f.latest.config
	if description != "" {
		r.Description = description
	}
	f.lastVersion++
	ver := &version{f: f, Number: f.lastVersion, config: r, State: f.latest.State,
		LastUpdateStatus: f.latest.LastUpdateStatus, Modified: s.kernel.Now()}
	if ver.LastUpdateStatus == InProgress {
		ver.State, ver.LastUpdateStatus = Pending, ""
	}
	serving := r
	ver.serving = &serving
	s.newRevision(ver)
	f.published = append(f.published, ver)
	if f.latest.LastUpdateStatus == "" && !r.SnapStart { // published with the function: they are ready together
		ver.change = f.latest.change
	}
	s.use(ver)
	switch {
	case r.SnapStart:
		s.snapshot(ver)
	case ver.State == Active:
		s.watchUse(ver)
	}
	s.kernel.Emit(VersionPublished{f.Name, ver.label()})
	return ver
}

// ListVersionsByFunctionInput asks for a page of versions.
type ListVersionsByFunctionInput struct {
	FunctionName string `aws:"required,min=1,max=256,path"`
	Marker       string `aws:"query"`
	MaxItems     int    `aws:"min=1,max=10000,query"`
}

// ListVersionsByFunctionOutput is a page of versions, $LATEST first.
type ListVersionsByFunctionOutput struct {
	NextMarker string
	Versions   []*FunctionConfiguration `aws:"always"`
}

func (s *Service) listVersionsByFunction(_ *aws.Request, in *ListVersionsByFunctionInput) (*ListVersionsByFunctionOutput, error) {
	f, err := s.named(in.FunctionName)
	if err != nil {
		return nil, err
	}
	var all []*FunctionConfiguration
	for _, ver := range f.versions() {
		c := ver.listed()
		c.FunctionArn = f.ARN + ":" + ver.label()
		all = append(all, c)
	}
	out := &ListVersionsByFunctionOutput{}
	out.Versions, out.NextMarker = page(all, in.Marker, in.MaxItems, func(c *FunctionConfiguration) string { return c.Version })
	return out, nil
}
