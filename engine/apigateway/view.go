package apigateway

import (
	"cmp"
	"slices"
)

// APIView is an HTTP API for screens and checks.
type APIView struct {
	ID, Name string
	// Endpoint is the URL before the stage and the path.
	Endpoint string
	// Routes and Stages are how many it has.
	Routes, Stages int
}

// APIs are all APIs, the oldest first. Names need not differ.
func (s *Service) APIs() []APIView {
	all := make([]*api, 0, len(s.apis))
	for _, id := range s.ids() {
		all = append(all, s.apis[id])
	}
	slices.SortStableFunc(all, func(a, b *api) int { return cmp.Compare(a.Created, b.Created) })
	var out []APIView
	for _, a := range all {
		out = append(out, APIView{a.ID, a.Name, "https://" + a.host(), len(a.routes), len(a.stages)})
	}
	return out
}
