package apigateway

import (
	"maps"
	"regexp"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// defaultStage is the stage that is served at the root of the API's host.
const defaultStage = "$default"

// stage serves a deployment, with settings of its own.
type stage struct {
	Name, Description string
	AutoDeploy        bool
	Variables         map[string]string
	Settings          RouteSettings
	Routes            map[string]RouteSettings // by route key
	Tags              map[string]string
	Created, Updated  sim.Time
	Managed           bool
	deployment        *deployment // nil before the first
	buckets           map[string]*bucket
}

// RouteSettings are the limits of routes.
type RouteSettings struct {
	DetailedMetricsEnabled bool `aws:"always"`
	// ThrottlingBurstLimit is the size of the bucket, ThrottlingRateLimit the
	// tokens a second that fill it; nil is the account's.
	ThrottlingBurstLimit *int
	ThrottlingRateLimit  *float64
}

// Stage is a stage as AWS shows it.
type Stage struct {
	ApiGatewayManaged    bool
	AutoDeploy           bool
	CreatedDate          time.Time
	DefaultRouteSettings RouteSettings `aws:"always"`
	DeploymentId         string
	Description          string
	LastUpdatedDate      time.Time
	RouteSettings        map[string]RouteSettings `aws:"always"`
	StageName            string
	StageVariables       map[string]string `aws:"always"`
	Tags                 map[string]string `aws:"always"`
}

func (st *stage) show() *Stage {
	out := &Stage{ApiGatewayManaged: st.Managed, AutoDeploy: st.AutoDeploy, CreatedDate: st.Created.Wall().Truncate(time.Second),
		DefaultRouteSettings: st.Settings, Description: st.Description, LastUpdatedDate: st.Updated.Wall().Truncate(time.Second),
		RouteSettings: st.Routes, StageName: st.Name, StageVariables: st.Variables, Tags: st.Tags}
	if st.deployment != nil {
		out.DeploymentId = st.deployment.ID
	}
	return out
}

// CreateStageInput follows AWS's model.
type CreateStageInput struct {
	ApiId                string `aws:"required,path"`
	StageName            string `aws:"required"`
	AutoDeploy           bool
	DefaultRouteSettings *RouteSettings
	RouteSettings        map[string]RouteSettings
	DeploymentId         string
	Description          string
	StageVariables       map[string]string
	Tags                 map[string]string
}

var stageName = regexp.MustCompile(`^(\$default|[A-Za-z0-9_-]{1,128})$`)

func (s *Service) createStage(_ *aws.Request, in *CreateStageInput) (*Stage, error) {
	a, err := s.api(in.ApiId)
	switch {
	case err != nil:
		return nil, err
	case !stageName.MatchString(in.StageName):
		return nil, bad("Stage name only allows a-zA-Z0-9-_")
	case a.stages[in.StageName] != nil:
		return nil, conflict("Stage already exists")
	case len(a.stages) >= maxStages:
		return nil, limit("stages", "this API")
	}
	now := s.k.Now()
	st := &stage{Name: in.StageName, Created: now, Updated: now, Tags: in.Tags, buckets: map[string]*bucket{}}
	err = s.change(a, st, stageChange{&in.AutoDeploy, in.DefaultRouteSettings, in.RouteSettings, in.DeploymentId, &in.Description, in.StageVariables})
	if err != nil {
		return nil, err
	}
	a.stages[st.Name] = st
	if st.AutoDeploy {
		s.changed(a)
	}
	return st.show(), nil
}

// stageChange is what may be changed of a stage; what is nil or empty stays.
type stageChange struct {
	auto        *bool
	settings    *RouteSettings
	routes      map[string]RouteSettings
	deployment  string
	description *string
	variables   map[string]string
}

// change makes the change, or says what is wrong and changes nothing.
func (s *Service) change(a *api, st *stage, c stageChange) error {
	if err := c.valid(a); err != nil {
		return err
	}
	d := st.deployment
	if c.deployment != "" {
		var err error
		if d, err = a.deployment(c.deployment); err != nil {
			return err
		}
	}
	if d != st.deployment {
		s.deploy(a, st, d)
	}
	set(&st.AutoDeploy, c.auto)
	set(&st.Settings, c.settings)
	set(&st.Description, c.description)
	if c.routes != nil {
		st.Routes = maps.Clone(c.routes)
	}
	if c.variables != nil {
		st.Variables = maps.Clone(c.variables)
	}
	return nil
}

var variableValue = regexp.MustCompile(`^[A-Za-z0-9._~:/?#&=,-]*$`)

// valid refuses settings for routes that do not exist (github
// terraform-aws-modules/terraform-aws-apigateway-v2 pull request 80) and
// variables that AWS does not take.
func (c stageChange) valid(a *api) error {
	for _, k := range slices.Sorted(maps.Keys(c.routes)) {
		if !slices.ContainsFunc(a.routeIDs(), func(id string) bool { return a.routes[id].key.Text == k }) {
			return aws.Errorf(404, "NotFoundException", "Unable to find Route by key %s within the provided RouteSettings", k)
		}
	}
	if len(c.variables) > maxVariables {
		return limit("stage variables", "this stage")
	}
	for _, k := range slices.Sorted(maps.Keys(c.variables)) {
		if k == "" || len(k) > maxVariableKey || len(c.variables[k]) > maxVariable || !variableValue.MatchString(c.variables[k]) {
			return bad("Stage variable value is invalid for name " + k)
		}
	}
	return nil
}

// noStage is AWS's answer for a stage that does not exist.
func noStage() *aws.Error {
	return aws.Errorf(404, "NotFoundException", "Invalid stage identifier specified")
}
