package apigateway

import (
	"maps"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/httpevent"
	"skylab/engine/sim"
)

// deployment is a snapshot of an API that stages serve.
type deployment struct {
	ID, Description string
	Created         sim.Time
	Auto            bool
	Cors            *httpevent.Cors
	routes          []served // in the order of their ids
}

// served is a route with its integration as they were at the deployment.
type served struct {
	key         key
	integration *integration // nil where the route had none
}

// Deployment is a deployment as AWS shows it.
type Deployment struct {
	AutoDeployed     bool `aws:"always"`
	CreatedDate      time.Time
	DeploymentId     string
	DeploymentStatus string
	Description      string
}

func (d *deployment) show() *Deployment {
	return &Deployment{AutoDeployed: d.Auto, CreatedDate: d.Created.Wall().Truncate(time.Second), DeploymentId: d.ID,
		DeploymentStatus: "DEPLOYED", Description: d.Description}
}

// snapshot makes a deployment of the API as it is.
func (s *Service) snapshot(a *api, description string, auto bool) *deployment {
	d := &deployment{ID: aws.RandomLower(s.k.Stream("apigateway.id"), 6), Description: description, Created: s.k.Now(), Auto: auto, Cors: a.Cors}
	for _, id := range a.routeIDs() {
		r := a.routes[id]
		v := served{key: r.key}
		if i := a.integrations[r.Integration]; i != nil {
			as := *i
			v.integration = &as
		}
		d.routes = append(d.routes, v)
	}
	a.deployments = append(a.deployments, d)
	return d
}

// changed deploys the API to the stages that follow it by themselves. AWS
// takes some seconds; here it is at once. Automatic deployments that no stage
// serves any more are dropped.
//
// fidelity: apigateway.auto-deploy
func (s *Service) changed(a *api) {
	var d *deployment
	for _, name := range slices.Sorted(maps.Keys(a.stages)) {
		st := a.stages[name]
		if !st.AutoDeploy {
			continue
		}
		if d == nil {
			d = s.snapshot(a, "Automatic deployment triggered by changes to the Api configuration", true)
		}
		s.deploy(a, st, d)
	}
	a.deployments = slices.DeleteFunc(a.deployments, func(d *deployment) bool { return d.Auto && !a.serves(d) })
}

// deploy makes the stage serve the deployment.
func (s *Service) deploy(a *api, st *stage, d *deployment) {
	st.deployment, st.Updated = d, s.k.Now()
	s.k.Emit(Deployed{a.ID, st.Name, d.ID})
}

// serves tells whether some stage serves the deployment.
func (a *api) serves(d *deployment) bool {
	for _, name := range slices.Sorted(maps.Keys(a.stages)) {
		if a.stages[name].deployment == d {
			return true
		}
	}
	return false
}

// CreateDeploymentInput follows AWS's model.
type CreateDeploymentInput struct {
	ApiId       string `aws:"required,path"`
	StageName   string
	Description string
}

func (s *Service) createDeployment(_ *aws.Request, in *CreateDeploymentInput) (*Deployment, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	if len(a.routes) == 0 {
		return nil, bad("At least one route is required before deploying the Api.")
	}
	if in.StageName != "" && a.stages[in.StageName] == nil {
		return nil, noStage()
	}
	d := s.snapshot(a, in.Description, false)
	if st := a.stages[in.StageName]; st != nil {
		s.deploy(a, st, d)
	}
	return d.show(), nil
}

// DeploymentInput names a deployment.
type DeploymentInput struct {
	ApiId        string `aws:"required,path"`
	DeploymentId string `aws:"required,path"`
}

func (a *api) deployment(id string) (*deployment, error) {
	i := slices.IndexFunc(a.deployments, func(d *deployment) bool { return d.ID == id })
	if i < 0 {
		return nil, missing("Deployment", id)
	}
	return a.deployments[i], nil
}

func (s *Service) getDeployment(_ *aws.Request, in *DeploymentInput) (*Deployment, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	d, err := a.deployment(in.DeploymentId)
	if err != nil {
		return nil, err
	}
	return d.show(), nil
}

// GetDeploymentsOutput is a page of deployments.
type GetDeploymentsOutput struct {
	Items     []*Deployment `aws:"always"`
	NextToken string
}

func (s *Service) getDeployments(_ *aws.Request, in *PartsInput) (*GetDeploymentsOutput, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, d := range a.deployments {
		all = append(all, d.ID)
	}
	slices.Sort(all)
	ids, next, err := page(all, in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &GetDeploymentsOutput{NextToken: next}
	for _, id := range ids {
		d, err := a.deployment(id)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, d.show())
	}
	return out, nil
}

func (s *Service) deleteDeployment(_ *aws.Request, in *DeploymentInput) (*Empty, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	d, err := a.deployment(in.DeploymentId)
	if err != nil {
		return nil, err
	}
	if a.serves(d) {
		return nil, bad("Active stages pointing to this deployment must be moved or deleted")
	}
	a.deployments = slices.DeleteFunc(a.deployments, func(o *deployment) bool { return o == d })
	return &Empty{}, nil
}
