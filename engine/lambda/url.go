package lambda

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/httpevent"
	"skylab/engine/sim"
)

// urlConfig is a function URL (fact sheet 4.7).
type urlConfig struct {
	// target is the function or the alias that the URL runs.
	target
	ID, AuthType      string
	Cors              *httpevent.Cors
	Created, Modified sim.Time
}

func (u *urlConfig) host() string { return u.ID + urlDomain }

// urlDomain is what follows the id in the host of a function URL.
const urlDomain = ".lambda-url." + aws.Region + ".on.aws"

// CreateFunctionUrlConfigInput follows AWS's model.
type CreateFunctionUrlConfigInput struct {
	FunctionName string `aws:"required,min=1,max=140,path"`
	Qualifier    string `aws:"min=1,max=128,query"`
	AuthType     string `aws:"required,enum=NONE|AWS_IAM"`
	Cors         *httpevent.Cors
	InvokeMode   string `aws:"enum=BUFFERED|RESPONSE_STREAM"`
}

// FunctionUrlConfig is a function URL as the API shows it.
type FunctionUrlConfig struct {
	FunctionUrl      string
	FunctionArn      string
	AuthType         string
	Cors             *httpevent.Cors
	CreationTime     string
	LastModifiedTime string
	InvokeMode       string
}

// created is the form of a function URL's times: 2021-10-31T09:00:00.123456Z.
const created = "2006-01-02T15:04:05.000000Z"

func (u *urlConfig) show() *FunctionUrlConfig {
	return &FunctionUrlConfig{FunctionUrl: "https://" + u.host() + "/", FunctionArn: u.arn(), AuthType: u.AuthType, Cors: u.Cors,
		CreationTime: u.Created.Wall().Format(created), LastModifiedTime: u.Modified.Wall().Format(created), InvokeMode: buffered}
}

// buffered is the only InvokeMode that is simulated.
const buffered = "BUFFERED"

func modeOf(invokeMode string) error {
	if invokeMode == "" || invokeMode == buffered {
		return nil
	}
	return aws.Errorf(400, NotSimulated, "skylab does not simulate response streaming: leave InvokeMode out or give BUFFERED")
}

// urlTarget is the function or the alias that an operation on URLs names;
// absent is what the operation says of one that does not exist.
func (s *Service) urlTarget(functionName, qualifier string, absent error) (target, error) {
	n, err := parseName(functionName, qualifier)
	if err != nil {
		return target{}, err
	}
	if n.Qualifier != "" && !aliasName(n.Qualifier) {
		return target{}, aws.Errorf(400, "ValidationException", "1 validation error detected: Value '%s' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)", n.Qualifier)
	}
	if t, ok := s.lookup(n); ok {
		return t, nil
	}
	return target{}, absent
}

// noFunction is what operations that make, change or list URLs say of a
// function or an alias that does not exist.
func noFunction() *aws.Error {
	return refuse(404, "ResourceNotFoundException", "Function does not exist")
}

func (s *Service) createFunctionURLConfig(_ *aws.Request, in *CreateFunctionUrlConfigInput) (*FunctionUrlConfig, error) {
	t, err := s.urlTarget(in.FunctionName, in.Qualifier, noFunction())
	if err != nil {
		return nil, err
	}
	if err := modeOf(in.InvokeMode); err != nil {
		return nil, err
	}
	if t.f.urls[t.own()] != nil {
		return nil, refuse(409, "ResourceConflictException",
			"Failed to create function url config for [functionArn = %s]. Error message:  FunctionUrlConfig exists for this Lambda function", t.arn())
	}
	now := s.kernel.Now()
	u := &urlConfig{target: t, ID: aws.RandomLower(s.kernel.Stream("lambda.url"), 32), AuthType: in.AuthType, Cors: in.Cors.Normal(), Created: now, Modified: now}
	t.f.urls[t.own()], s.urls[u.ID] = u, u
	out := u.show()
	out.LastModifiedTime, out.InvokeMode = "", in.InvokeMode
	return out, nil
}

// urlOf is the URL that a name with a qualifier means.
func (s *Service) urlOf(functionName, qualifier string, absent error) (*urlConfig, error) {
	t, err := s.urlTarget(functionName, qualifier, absent)
	if err != nil {
		return nil, err
	}
	if u := t.f.urls[t.own()]; u != nil {
		return u, nil
	}
	return nil, noResource()
}

func (s *Service) getFunctionURLConfig(_ *aws.Request, in *FunctionInput) (*FunctionUrlConfig, error) {
	u, err := s.urlOf(in.FunctionName, in.Qualifier, noResource())
	if err != nil {
		return nil, err
	}
	return u.show(), nil
}

// UpdateFunctionUrlConfigInput follows AWS's model; what is not given stays.
type UpdateFunctionUrlConfigInput struct {
	FunctionName string `aws:"required,min=1,max=140,path"`
	Qualifier    string `aws:"min=1,max=128,query"`
	AuthType     string `aws:"enum=NONE|AWS_IAM"`
	Cors         *httpevent.Cors
	InvokeMode   string `aws:"enum=BUFFERED|RESPONSE_STREAM"`
}

func (s *Service) updateFunctionURLConfig(_ *aws.Request, in *UpdateFunctionUrlConfigInput) (*FunctionUrlConfig, error) {
	u, err := s.urlOf(in.FunctionName, in.Qualifier, noFunction())
	if err != nil {
		return nil, err
	}
	if err := modeOf(in.InvokeMode); err != nil {
		return nil, err
	}
	if in.AuthType != "" {
		u.AuthType = in.AuthType
	}
	if in.Cors != nil {
		u.Cors = in.Cors.Normal()
	}
	u.Modified = s.kernel.Now()
	out := u.show()
	out.InvokeMode = in.InvokeMode
	return out, nil
}

// ListFunctionUrlConfigsOutput is a page of URLs, by qualifier.
type ListFunctionUrlConfigsOutput struct {
	FunctionUrlConfigs []*FunctionUrlConfig `aws:"always"`
	NextMarker         string
}

func (s *Service) listFunctionURLConfigs(_ *aws.Request, in *PageInput) (*ListFunctionUrlConfigsOutput, error) {
	t, err := s.urlTarget(in.FunctionName, "", noFunction())
	if err != nil {
		return nil, err
	}
	f := t.f
	var all []*FunctionUrlConfig
	for _, q := range slices.Sorted(maps.Keys(f.urls)) {
		all = append(all, f.urls[q].show())
	}
	out := &ListFunctionUrlConfigsOutput{}
	out.FunctionUrlConfigs, out.NextMarker = page(all, in.Marker, in.MaxItems, func(c *FunctionUrlConfig) string { return c.FunctionArn })
	return out, nil
}

// DeleteFunctionUrlConfigOutput has no members.
type DeleteFunctionUrlConfigOutput struct{}

func (s *Service) deleteFunctionURLConfig(_ *aws.Request, in *FunctionInput) (*DeleteFunctionUrlConfigOutput, error) {
	u, err := s.urlOf(in.FunctionName, in.Qualifier, noResource())
	if err != nil {
		return nil, err
	}
	delete(s.urls, u.ID)
	delete(u.f.urls, u.own())
	return &DeleteFunctionUrlConfigOutput{}, nil
}
