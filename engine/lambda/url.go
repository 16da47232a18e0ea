package lambda

import (
	"skylab/engine/aws"
	"skylab/engine/sim"
)

// urlConfig is a function URL (fact sheet 4.7).
type urlConfig struct {
	ID, AuthType      string
	Created, Modified sim.Time
}

func (u *urlConfig) host() string { return u.ID + urlDomain }

// urlDomain is what follows the id in the host of a function URL.
const urlDomain = ".lambda-url." + aws.Region + ".on.aws"

// CreateFunctionUrlConfigInput follows AWS's model.
type CreateFunctionUrlConfigInput struct {
	FunctionName string `aws:"required,min=1,max=140,path"`
	AuthType     string `aws:"required,enum=NONE|AWS_IAM"`
	InvokeMode   string `aws:"enum=BUFFERED|RESPONSE_STREAM"`
}

// FunctionUrlConfig is a function URL as the API shows it.
type FunctionUrlConfig struct {
	FunctionUrl      string
	FunctionArn      string
	AuthType         string
	CreationTime     string
	LastModifiedTime string
	InvokeMode       string
}

// created is the form of a function URL's times: 2021-10-31T09:00:00.123456Z.
const created = "2006-01-02T15:04:05.000000Z"

func (f *function) showURL() *FunctionUrlConfig {
	return &FunctionUrlConfig{FunctionUrl: "https://" + f.url.host() + "/", FunctionArn: f.ARN, AuthType: f.url.AuthType,
		CreationTime: f.url.Created.Wall().Format(created), InvokeMode: "BUFFERED"}
}

func (s *Service) createFunctionURLConfig(_ *aws.Request, in *CreateFunctionUrlConfigInput) (*FunctionUrlConfig, error) {
	f, err := s.find(in.FunctionName, "")
	if err != nil {
		return nil, err
	}
	if in.InvokeMode == "RESPONSE_STREAM" {
		return nil, aws.Errorf(400, NotSimulated, "skylab does not simulate response streaming: leave InvokeMode out or give BUFFERED")
	}
	if f.url != nil {
		return nil, refuse(409, "ResourceConflictException",
			"Failed to create function url config for [functionArn = %s]. Error message:  FunctionUrlConfig exists for this Lambda function", f.ARN)
	}
	now := s.kernel.Now()
	f.url = &urlConfig{ID: aws.RandomLower(s.kernel.Stream("lambda.url"), 32), AuthType: in.AuthType, Created: now, Modified: now}
	s.urls[f.url.ID] = f
	return f.showURL(), nil
}

func (s *Service) getFunctionURLConfig(_ *aws.Request, in *FunctionInput) (*FunctionUrlConfig, error) {
	f, err := s.find(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	if f.url == nil {
		return nil, noURL()
	}
	out := f.showURL()
	out.LastModifiedTime = f.url.Modified.Wall().Format(created)
	return out, nil
}

// DeleteFunctionUrlConfigOutput has no members.
type DeleteFunctionUrlConfigOutput struct{}

func (s *Service) deleteFunctionURLConfig(_ *aws.Request, in *FunctionInput) (*DeleteFunctionUrlConfigOutput, error) {
	f, err := s.find(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	if f.url == nil {
		return nil, noURL()
	}
	delete(s.urls, f.url.ID)
	f.url = nil
	return &DeleteFunctionUrlConfigOutput{}, nil
}

// noURL is AWS's answer, as recorded by LocalStack against AWS.
func noURL() error {
	return refuse(404, "ResourceNotFoundException", "The resource you requested does not exist.")
}
