package apigateway

import (
	"skylab/engine/aws"
	"skylab/engine/httpevent"
)

// UpdateApiInput follows AWS's model; what is not given stays.
type UpdateApiInput struct {
	ApiId                     string `aws:"required,path"`
	Name                      *string
	Description               *string
	Version                   *string
	CorsConfiguration         *httpevent.Cors
	DisableExecuteApiEndpoint *bool
}

func (s *Service) updateAPI(_ *aws.Request, in *UpdateApiInput) (*Api, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	if err := validAPI(in.Name, value(in.Description), value(in.Version), in.CorsConfiguration); err != nil {
		return nil, err
	}
	set(&a.Name, in.Name)
	set(&a.Description, in.Description)
	set(&a.Version, in.Version)
	set(&a.Disabled, in.DisableExecuteApiEndpoint)
	if in.CorsConfiguration != nil {
		a.Cors = in.CorsConfiguration.Normal()
	}
	s.changed(a)
	return a.show(), nil
}

func (s *Service) deleteCorsConfiguration(_ *aws.Request, in *ApiInput) (*Empty, error) {
	a, err := s.api(in.ApiId)
	if err != nil {
		return nil, err
	}
	a.Cors = nil
	s.changed(a)
	return &Empty{}, nil
}

// validAPI checks what an API may be called and described as; a name of nil is
// not given.
func validAPI(name *string, description, version string, cors *httpevent.Cors) error {
	switch {
	case name != nil && (len(*name) < 1 || len(*name) > maxName):
		return bad("Name must be between 1 and 128 characters.")
	case len(description) > maxDescription:
		return bad("Description must be at most 1024 characters.")
	case len(version) > maxVersion:
		return bad("Version must be between 1 and 64 characters.")
	}
	return validCors(cors)
}

// value is what p points to, or nothing.
func value[T any](p *T) T {
	var v T
	if p != nil {
		v = *p
	}
	return v
}

// set changes v to what is given, if it is.
func set[T any](v *T, given *T) {
	if given != nil {
		*v = *given
	}
}
