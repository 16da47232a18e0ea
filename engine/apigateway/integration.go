package apigateway

import (
	"maps"
	"regexp"
	"slices"

	"skylab/engine/aws"
)

// integration is what runs behind routes: a function.
type integration struct {
	ID, URI, Description, Payload string
	TimeoutMs                     int
	Managed                       bool
}

// Integration is an integration as AWS shows it.
type Integration struct {
	ApiGatewayManaged    bool
	ConnectionType       string
	Description          string
	IntegrationId        string
	IntegrationMethod    string
	IntegrationType      string
	IntegrationUri       string
	PayloadFormatVersion string
	TimeoutInMillis      int
}

func (i *integration) show() *Integration {
	return &Integration{ApiGatewayManaged: i.Managed, ConnectionType: "INTERNET", Description: i.Description, IntegrationId: i.ID,
		IntegrationMethod: "POST", IntegrationType: "AWS_PROXY", IntegrationUri: i.URI, PayloadFormatVersion: i.Payload, TimeoutInMillis: i.TimeoutMs}
}

// CreateIntegrationInput follows AWS's model.
type CreateIntegrationInput struct {
	ApiId                string `aws:"required,path"`
	IntegrationType      string `aws:"required,enum=AWS|HTTP|MOCK|HTTP_PROXY|AWS_PROXY"`
	IntegrationUri       string
	IntegrationMethod    string
	PayloadFormatVersion string
	TimeoutInMillis      *int
	Description          string
}

func (s *Service) createIntegration(_ *aws.Request, in *CreateIntegrationInput) (*Integration, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	if in.PayloadFormatVersion == "" {
		return nil, bad("PayloadFormatVersion is a required parameter for integration")
	}
	i := &integration{TimeoutMs: maxTimeout}
	if err := i.change(in.IntegrationType, &in.IntegrationUri, &in.PayloadFormatVersion, in.TimeoutInMillis, &in.Description); err != nil {
		return nil, err
	}
	if len(a.integrations) >= maxIntegrations {
		return nil, limit("integrations", "this API")
	}
	i.ID = s.id()
	a.integrations[i.ID] = i
	return i.show(), nil
}

// change sets what is given, or says what is wrong and changes nothing.
//
// fidelity: apigateway.lambda-proxy-only
func (i *integration) change(kind string, uri, payload *string, timeout *int, description *string) error {
	if kind != "" && kind != "AWS_PROXY" {
		return unsimulated("integrations of type " + kind + ": give AWS_PROXY with the ARN of a function")
	}
	if uri != nil {
		if _, err := function(*uri); err != nil {
			return err
		}
	}
	if payload != nil && *payload != "1.0" && *payload != "2.0" {
		return bad("PayloadFormatVersion must be one of [1.0, 2.0]")
	}
	if timeout != nil && (*timeout < minTimeout || *timeout > maxTimeout) {
		return bad("Timeout should be between 50 ms and 30000 ms")
	}
	set(&i.URI, uri)
	set(&i.Payload, payload)
	set(&i.TimeoutMs, timeout)
	set(&i.Description, description)
	return nil
}

var (
	functionARN   = regexp.MustCompile(`^arn:aws:lambda:[a-z]{2}-[a-z]+-\d:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9_$-]+)?$`)
	invocationURI = regexp.MustCompile(`^arn:aws:apigateway:[a-z]{2}-[a-z]+-\d:lambda:path/2015-03-31/functions/(.+)/invocations$`)
)

// function is the ARN of the function that an integration's URI names, either
// plainly or as the path of its Invoke operation.
func function(uri string) (string, error) {
	if m := invocationURI.FindStringSubmatch(uri); m != nil {
		uri = m[1]
	}
	if !functionARN.MatchString(uri) {
		return "", bad("Invalid function ARN or invalid uri")
	}
	return uri, nil
}

// IntegrationInput names an integration.
type IntegrationInput struct {
	ApiId         string `aws:"required,path"`
	IntegrationId string `aws:"required,path"`
}

func (s *Service) integration(apiID, id string) (*api, *integration, error) {
	a, err := s.api(apiID)
	if err != nil {
		return nil, nil, err
	}
	if i := a.integrations[id]; i != nil {
		return a, i, nil
	}
	return nil, nil, missing("Integration", id)
}

func (s *Service) getIntegration(_ *aws.Request, in *IntegrationInput) (*Integration, error) {
	_, i, err := s.integration(in.ApiId, in.IntegrationId)
	if err != nil {
		return nil, err
	}
	return i.show(), nil
}

// PartsInput selects a page of an API's parts.
type PartsInput struct {
	ApiId                 string `aws:"required,path"`
	MaxResults, NextToken string `aws:"query"`
}

// GetIntegrationsOutput is a page of integrations.
type GetIntegrationsOutput struct {
	Items     []*Integration `aws:"always"`
	NextToken string
}

func (s *Service) getIntegrations(_ *aws.Request, in *PartsInput) (*GetIntegrationsOutput, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	ids, next, err := page(slices.Sorted(maps.Keys(a.integrations)), in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &GetIntegrationsOutput{NextToken: next}
	for _, id := range ids {
		out.Items = append(out.Items, a.integrations[id].show())
	}
	return out, nil
}

// UpdateIntegrationInput follows AWS's model; what is not given stays.
type UpdateIntegrationInput struct {
	ApiId                string `aws:"required,path"`
	IntegrationId        string `aws:"required,path"`
	IntegrationType      string `aws:"enum=AWS|HTTP|MOCK|HTTP_PROXY|AWS_PROXY"`
	IntegrationUri       *string
	IntegrationMethod    string
	PayloadFormatVersion *string
	TimeoutInMillis      *int
	Description          *string
}

func (s *Service) updateIntegration(_ *aws.Request, in *UpdateIntegrationInput) (*Integration, error) {
	a, i, err := s.integration(in.ApiId, in.IntegrationId)
	if err != nil {
		return nil, err
	}
	if err := i.change(in.IntegrationType, in.IntegrationUri, in.PayloadFormatVersion, in.TimeoutInMillis, in.Description); err != nil {
		return nil, err
	}
	s.changed(a)
	return i.show(), nil
}

// deleteIntegration refuses while a route leads to it; the words are an
// assumption.
func (s *Service) deleteIntegration(_ *aws.Request, in *IntegrationInput) (*Empty, error) {
	a, i, err := s.integration(in.ApiId, in.IntegrationId)
	if err != nil {
		return nil, err
	}
	for _, id := range a.routeIDs() {
		if a.routes[id].Integration == i.ID {
			return nil, conflict("Cannot delete Integration '%s' as it is being referenced by Route '%s'", i.ID, id)
		}
	}
	delete(a.integrations, i.ID)
	s.changed(a)
	return &Empty{}, nil
}
