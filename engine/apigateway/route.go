package apigateway

import (
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
)

// route leads requests to an integration.
type route struct {
	ID, OperationName string
	key               key
	Integration       string // its id, "" for none
	Managed           bool
}

// Route is a route as AWS shows it.
type Route struct {
	ApiGatewayManaged bool
	ApiKeyRequired    bool `aws:"always"`
	AuthorizationType string
	OperationName     string
	RouteId           string
	RouteKey          string
	Target            string
}

func (r *route) show() *Route {
	out := &Route{ApiGatewayManaged: r.Managed, AuthorizationType: "NONE", OperationName: r.OperationName, RouteId: r.ID, RouteKey: r.key.Text}
	if r.Integration != "" {
		out.Target = "integrations/" + r.Integration
	}
	return out
}

// CreateRouteInput follows AWS's model.
type CreateRouteInput struct {
	ApiId         string `aws:"required,path"`
	RouteKey      string `aws:"required"`
	Target        string
	OperationName string
	// AuthorizationType may be NONE alone.
	AuthorizationType string `aws:"enum=NONE|AWS_IAM|CUSTOM|JWT"`
}

func (s *Service) createRoute(_ *aws.Request, in *CreateRouteInput) (*Route, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	r := &route{}
	if err := a.change(r, &in.RouteKey, &in.Target, &in.OperationName, in.AuthorizationType); err != nil {
		return nil, err
	}
	if len(a.routes) >= maxRoutes {
		return nil, limit("routes", "this API")
	}
	r.ID = s.id()
	a.routes[r.ID] = r
	s.changed(a)
	return r.show(), nil
}

// change sets what is given, or says what is wrong and changes nothing.
func (a *api) change(r *route, text, target, operation *string, authorization string) error {
	if authorization != "" && authorization != "NONE" {
		return unsimulated("authorizers: give AuthorizationType NONE")
	}
	k := r.key
	if text != nil {
		var err error
		if k, err = parseKey(*text); err != nil {
			return err
		}
		if err := a.free(r, k); err != nil {
			return err
		}
	}
	to := r.Integration
	if target != nil {
		id, ok := strings.CutPrefix(*target, "integrations/")
		switch {
		case *target == "":
		case !ok:
			return bad("Invalid target specified: " + *target)
		case a.integrations[id] == nil:
			return missing("Integration", id)
		}
		to = id
	}
	r.key, r.Integration = k, to
	set(&r.OperationName, operation)
	return nil
}

// free refuses a key that another route has, or has but for the names of its
// variables (github anomalyco/sst issue 5031; plutomi/plutomi issue 271).
//
// fidelity: apigateway.route-conflicts
func (a *api) free(r *route, k key) error {
	for _, id := range a.routeIDs() {
		o := a.routes[id]
		switch {
		case o == r:
		case o.key.Text == k.Text:
			return conflict("Route with key %s already exists for this API", k.Text)
		case o.key.rivals(k):
			return conflict("The provided route key \"%s\" has a conflicting variable on the same hierarchical level as \"%s\"", k.Text, o.key.Text)
		}
	}
	return nil
}

// routeIDs are those of all routes, sorted.
func (a *api) routeIDs() []string { return slices.Sorted(maps.Keys(a.routes)) }

// RouteInput names a route.
type RouteInput struct {
	ApiId   string `aws:"required,path"`
	RouteId string `aws:"required,path"`
}

func (s *Service) route(apiID, id string) (*api, *route, error) {
	a, err := s.api(apiID)
	if err != nil {
		return nil, nil, err
	}
	if r := a.routes[id]; r != nil {
		return a, r, nil
	}
	return nil, nil, missing("Route", id)
}

func (s *Service) getRoute(_ *aws.Request, in *RouteInput) (*Route, error) {
	_, r, err := s.route(in.ApiId, in.RouteId)
	if err != nil {
		return nil, err
	}
	return r.show(), nil
}

// GetRoutesOutput is a page of routes.
type GetRoutesOutput struct {
	Items     []*Route `aws:"always"`
	NextToken string
}

func (s *Service) getRoutes(_ *aws.Request, in *PartsInput) (*GetRoutesOutput, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	ids, next, err := page(a.routeIDs(), in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &GetRoutesOutput{NextToken: next}
	for _, id := range ids {
		out.Items = append(out.Items, a.routes[id].show())
	}
	return out, nil
}

// UpdateRouteInput follows AWS's model; what is not given stays.
type UpdateRouteInput struct {
	ApiId             string `aws:"required,path"`
	RouteId           string `aws:"required,path"`
	RouteKey          *string
	Target            *string
	OperationName     *string
	AuthorizationType string `aws:"enum=NONE|AWS_IAM|CUSTOM|JWT"`
}

func (s *Service) updateRoute(_ *aws.Request, in *UpdateRouteInput) (*Route, error) {
	a, r, err := s.route(in.ApiId, in.RouteId)
	if err != nil {
		return nil, err
	}
	if err := a.change(r, in.RouteKey, in.Target, in.OperationName, in.AuthorizationType); err != nil {
		return nil, err
	}
	s.changed(a)
	return r.show(), nil
}

func (s *Service) deleteRoute(_ *aws.Request, in *RouteInput) (*Empty, error) {
	a, r, err := s.route(in.ApiId, in.RouteId)
	if err != nil {
		return nil, err
	}
	delete(a.routes, r.ID)
	s.changed(a)
	return &Empty{}, nil
}
