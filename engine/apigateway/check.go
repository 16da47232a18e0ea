package apigateway

import (
	"fmt"
	"maps"
	"slices"
)

// Check reports a request that was answered twice or not at all, a part that
// belongs to nothing, or a bucket that holds more than it can.
func (s *Service) Check() error {
	open := int64(0)
	for _, call := range slices.Sorted(maps.Keys(s.exchanges)) {
		x := s.exchanges[call]
		if x.Call != call {
			return fmt.Errorf("apigateway: exchange %d is kept as %d", x.Call, call)
		}
		if !x.Answered && x.timeout == 0 {
			return fmt.Errorf("apigateway: request %d waits for nothing", call)
		}
		if x.Stage != "" {
			open++
		}
	}
	if s.tally.Received != s.tally.Sent+open {
		return fmt.Errorf("apigateway: %d requests received, %d answered, %d under way", s.tally.Received, s.tally.Sent, open)
	}
	if s.account.Tokens < 0 || s.account.Tokens > accountBurst {
		return fmt.Errorf("apigateway: %g tokens of the account", s.account.Tokens)
	}
	for _, id := range s.ids() {
		if err := s.apis[id].check(); err != nil {
			return fmt.Errorf("apigateway: API %s: %w", id, err)
		}
	}
	return nil
}

func (a *api) check() error {
	for _, id := range a.routeIDs() {
		r := a.routes[id]
		if r.Integration != "" && a.integrations[r.Integration] == nil {
			return fmt.Errorf("route %s leads to integration %s, which is gone", id, r.Integration)
		}
		if err := a.free(r, r.key); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.stages)) {
		st := a.stages[name]
		if d := st.deployment; d != nil && !slices.Contains(a.deployments, d) {
			return fmt.Errorf("stage %s serves deployment %s, which is gone", name, d.ID)
		}
		if st.AutoDeploy && st.deployment == nil {
			return fmt.Errorf("stage %s deploys by itself and serves nothing", name)
		}
	}
	return nil
}
