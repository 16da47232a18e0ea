package apigateway

import (
	"maps"
	"slices"

	"skylab/engine/aws"
)

// StageInput names a stage.
type StageInput struct {
	ApiId     string `aws:"required,path"`
	StageName string `aws:"required,path"`
}

func (s *Service) stage(apiID, name string) (*api, *stage, error) {
	a, err := s.api(apiID)
	if err != nil {
		return nil, nil, err
	}
	if st := a.stages[name]; st != nil {
		return a, st, nil
	}
	return nil, nil, noStage()
}

func (s *Service) getStage(_ *aws.Request, in *StageInput) (*Stage, error) {
	_, st, err := s.stage(in.ApiId, in.StageName)
	if err != nil {
		return nil, err
	}
	return st.show(), nil
}

// GetStagesOutput is a page of stages, by name.
type GetStagesOutput struct {
	Items     []*Stage `aws:"always"`
	NextToken string
}

func (s *Service) getStages(_ *aws.Request, in *PartsInput) (*GetStagesOutput, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	names, next, err := page(slices.Sorted(maps.Keys(a.stages)), in.MaxResults, in.NextToken)
	if err != nil {
		return nil, err
	}
	out := &GetStagesOutput{NextToken: next}
	for _, name := range names {
		out.Items = append(out.Items, a.stages[name].show())
	}
	return out, nil
}

// UpdateStageInput follows AWS's model; what is not given stays.
type UpdateStageInput struct {
	ApiId                string `aws:"required,path"`
	StageName            string `aws:"required,path"`
	AutoDeploy           *bool
	DefaultRouteSettings *RouteSettings
	RouteSettings        map[string]RouteSettings
	DeploymentId         string
	Description          *string
	StageVariables       map[string]string
}

func (s *Service) updateStage(_ *aws.Request, in *UpdateStageInput) (*Stage, error) {
	a, st, err := s.stage(in.ApiId, in.StageName)
	if err != nil {
		return nil, err
	}
	err = s.change(a, st, stageChange{in.AutoDeploy, in.DefaultRouteSettings, in.RouteSettings, in.DeploymentId, in.Description, in.StageVariables})
	if err != nil {
		return nil, err
	}
	st.Updated = s.k.Now()
	if st.AutoDeploy {
		s.changed(a)
	}
	return st.show(), nil
}

func (s *Service) deleteStage(_ *aws.Request, in *StageInput) (*Empty, error) {
	a, st, err := s.stage(in.ApiId, in.StageName)
	if err != nil {
		return nil, err
	}
	delete(a.stages, st.Name)
	s.changed(a)
	return &Empty{}, nil
}
