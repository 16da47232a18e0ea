package apigateway

import (
	"maps"
	"skylab/engine/httpevent"
	"slices"
)

// apiState is an API with its parts, for the hash of a world.
type apiState struct {
	API          api
	Integrations []integration
	Routes       []*Route
	Stages       []stageState
	Deployments  []deploymentState
}

type stageState struct {
	Stage   *Stage
	Keys    []string
	Buckets []bucket
}

type deploymentState struct {
	Deployment *Deployment
	Cors       *httpevent.Cors
	Routes     []string
}

func (a *api) state() apiState {
	out := apiState{API: *a}
	for _, id := range slices.Sorted(maps.Keys(a.integrations)) {
		out.Integrations = append(out.Integrations, *a.integrations[id])
	}
	for _, id := range a.routeIDs() {
		out.Routes = append(out.Routes, a.routes[id].show())
	}
	for _, name := range slices.Sorted(maps.Keys(a.stages)) {
		st := a.stages[name]
		v := stageState{Stage: st.show(), Keys: slices.Sorted(maps.Keys(st.buckets))}
		for _, k := range v.Keys {
			v.Buckets = append(v.Buckets, *st.buckets[k])
		}
		out.Stages = append(out.Stages, v)
	}
	for _, d := range a.deployments {
		v := deploymentState{Deployment: d.show(), Cors: d.Cors}
		for _, r := range d.routes {
			line := r.key.Text
			if r.integration != nil {
				line += " " + r.integration.ID + " " + r.integration.URI
			}
			v.Routes = append(v.Routes, line)
		}
		out.Deployments = append(out.Deployments, v)
	}
	return out
}
