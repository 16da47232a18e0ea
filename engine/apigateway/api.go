package apigateway

import (
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/httpevent"
	"skylab/engine/sim"
)

// api is an HTTP API with all that belongs to it.
type api struct {
	ID, Name, Description, Version string
	Created                        sim.Time
	Cors                           *httpevent.Cors
	Disabled                       bool
	Tags                           map[string]string
	integrations                   map[string]*integration
	routes                         map[string]*route // by id
	stages                         map[string]*stage // by name
	deployments                    []*deployment     // oldest first
}

// domain follows the id in the host of an API.
const domain = ".execute-api." + aws.Region + ".amazonaws.com"

func (a *api) host() string { return a.ID + domain }

// CreateApiInput follows AWS's model.
type CreateApiInput struct {
	Name                      string `aws:"required"`
	ProtocolType              string `aws:"required"`
	Description               string
	Version                   string
	CorsConfiguration         *httpevent.Cors
	DisableExecuteApiEndpoint bool
	RouteSelectionExpression  string
	// Target is a function that quick create leads RouteKey to, $default where
	// that is not given.
	Target, RouteKey string
	Tags             map[string]string
}

// Api is an API as AWS shows it.
type Api struct {
	ApiEndpoint               string
	ApiId                     string
	ApiKeySelectionExpression string
	CorsConfiguration         *httpevent.Cors
	CreatedDate               time.Time
	Description               string
	DisableExecuteApiEndpoint bool `aws:"always"`
	IpAddressType             string
	Name                      string
	ProtocolType              string
	RouteSelectionExpression  string
	Tags                      map[string]string `aws:"always"`
	Version                   string
}

// selection is the one expression by which HTTP APIs choose a route.
const selection = "$request.method $request.path"

func (a *api) show() *Api {
	return &Api{ApiEndpoint: "https://" + a.host(), ApiId: a.ID, ApiKeySelectionExpression: "$request.header.x-api-key",
		CorsConfiguration: a.Cors, CreatedDate: a.Created.Wall().Truncate(time.Second), Description: a.Description,
		DisableExecuteApiEndpoint: a.Disabled, IpAddressType: "ipv4", Name: a.Name, ProtocolType: "HTTP",
		RouteSelectionExpression: selection, Tags: a.Tags, Version: a.Version}
}

// fidelity: apigateway.http-only
func (s *Service) createAPI(_ *aws.Request, in *CreateApiInput) (*Api, error) {
	switch {
	case in.ProtocolType == "WEBSOCKET":
		return nil, unsimulated("WebSocket APIs: give ProtocolType HTTP")
	case in.ProtocolType != "HTTP":
		return nil, bad("Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]")
	case in.RouteSelectionExpression != "" && strings.ReplaceAll(strings.ReplaceAll(in.RouteSelectionExpression, "{", ""), "}", "") != selection:
		return nil, bad("RouteSelectionExpression is not supported for HTTP protocol: " + in.RouteSelectionExpression)
	case len(s.apis) >= maxAPIs:
		return nil, limit("APIs", "this account")
	}
	if err := validAPI(&in.Name, in.Description, in.Version, in.CorsConfiguration); err != nil {
		return nil, err
	}
	a := &api{ID: aws.RandomLower(s.k.Stream("apigateway.id"), 10), Name: in.Name, Description: in.Description, Version: in.Version,
		Created: s.k.Now(), Cors: in.CorsConfiguration.Normal(), Disabled: in.DisableExecuteApiEndpoint, Tags: in.Tags,
		integrations: map[string]*integration{}, routes: map[string]*route{}, stages: map[string]*stage{}}
	if in.Target != "" {
		if err := s.quickCreate(a, in.Target, in.RouteKey); err != nil {
			return nil, err
		}
	}
	s.apis[a.ID] = a
	s.k.Emit(APICreated{a.ID, a.Name})
	return a.show(), nil
}

// quickCreate gives a new API an integration, a route and a stage $default
// that is deployed by itself.
//
// fidelity: apigateway.quick-create
func (s *Service) quickCreate(a *api, target, key string) error {
	if key == "" {
		key = defaultKey
	}
	k, err := parseKey(key)
	if err != nil {
		return err
	}
	if _, err := function(target); err != nil {
		return err
	}
	i := &integration{ID: s.id(), URI: target, Payload: "2.0", TimeoutMs: maxTimeout, Managed: true}
	r := &route{ID: s.id(), key: k, Integration: i.ID, Managed: true}
	now := s.k.Now()
	a.integrations[i.ID], a.routes[r.ID] = i, r
	a.stages[defaultStage] = &stage{Name: defaultStage, AutoDeploy: true, Created: now, Updated: now, Managed: true, buckets: map[string]*bucket{}}
	s.changed(a)
	return nil
}

// id is a fresh one for a part of an API.
func (s *Service) id() string { return aws.RandomLower(s.k.Stream("apigateway.id"), 7) }

// ApiInput names an API.
type ApiInput struct {
	ApiId string `aws:"required,path"`
}

// api is the API with that id, or AWS's error.
//
// fidelity: apigateway.errors
func (s *Service) api(id string) (*api, error) {
	if a := s.apis[id]; a != nil {
		return a, nil
	}
	return nil, missing("API", aws.AccountID+":"+id)
}

func (s *Service) getAPI(_ *aws.Request, in *ApiInput) (*Api, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	return a.show(), nil
}

// GetApisInput selects a page.
type GetApisInput struct {
	MaxResults, NextToken string `aws:"query"`
}

// GetApisOutput is a page of APIs.
type GetApisOutput struct {
	Items     []*Api `aws:"always"`
	NextToken string
}

func (s *Service) getAPIs(_ *aws.Request, in *GetApisInput) (*GetApisOutput, error) {
	ids, next, err := page(s.ids(), in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &GetApisOutput{NextToken: next}
	for _, id := range ids {
		out.Items = append(out.Items, s.apis[id].show())
	}
	return out, nil
}

// Empty is the answer of what only has an effect.
type Empty struct{}

func (s *Service) deleteAPI(_ *aws.Request, in *ApiInput) (*Empty, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	delete(s.apis, a.ID)
	s.k.Emit(APIDeleted{a.ID, a.Name})
	return &Empty{}, nil
}
