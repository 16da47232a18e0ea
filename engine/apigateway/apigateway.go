// Package apigateway holds HTTP APIs: routes that lead requests to functions,
// stages that serve deployments of them, throttling and CORS.
//
// REST and WebSocket APIs, integrations other than Lambda's proxy, authorizers,
// custom domains, VPC links, models and access logs are not simulated. Its
// invariant: each request that was received is answered once.
//
// Facts are from the model (botocore 1.43.67, apigatewayv2 2018-11-29), the
// developer guide, and errors as public reports quote them.
package apigateway

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/sim"
)

// Service is the API Gateway of a world.
type Service struct {
	k          *sim.Kernel
	cloudWatch *cloudwatch.Service
	billing    *billing.Service
	replier    aws.Replier
	runner     aws.Runner
	apis       map[string]*api
	account    bucket
	exchanges  map[uint64]*exchange // under way, by the call that they answer
	recorders  map[place]metrics
	tally      tally
}

// New is a service without APIs. It reports to cw, meters with b and answers
// requests through replier.
func New(k *sim.Kernel, cw *cloudwatch.Service, b *billing.Service, replier aws.Replier) *Service {
	return &Service{k: k, cloudWatch: cw, billing: b, replier: replier, apis: map[string]*api{}, exchanges: map[uint64]*exchange{},
		recorders: map[place]metrics{}}
}

// SetRunner says who runs functions; without, every integration fails.
func (s *Service) SetRunner(r aws.Runner) { s.runner = r }

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.apiOperations(), s.integrationOperations(), s.routeOperations(), s.stageOperations(), s.deploymentOperations())
}

// On gives up on integrations that take too long, and sends answers.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case IntegrationTimedOut:
		s.timeOut(event)
	case ResponseSent:
		s.send(event)
	}
}

// ids are those of all APIs, sorted.
func (s *Service) ids() []string { return slices.Sorted(maps.Keys(s.apis)) }

// State is every API with its parts, and the requests under way.
func (s *Service) State() any {
	out := struct {
		APIs    []apiState
		Account bucket
		Open    []exchange
		Tally   tally
	}{Account: s.account, Tally: s.tally}
	for _, id := range s.ids() {
		out.APIs = append(out.APIs, s.apis[id].state())
	}
	for _, call := range slices.Sorted(maps.Keys(s.exchanges)) {
		out.Open = append(out.Open, *s.exchanges[call])
	}
	return out
}
