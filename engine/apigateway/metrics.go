package apigateway

import (
	"time"

	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
)

// metrics are the recorders of an API or of one of its stages (developer
// guide, CloudWatch metrics for HTTP APIs).
//
// fidelity: apigateway.metrics
type metrics struct {
	count, client, server, processed, latency, integration *cloudwatch.Metric
}

// place is an API, or one of its stages.
type place struct{ api, stage string }

// measure are the recorders of the API, or of its stage if one is named.
func (s *Service) measure(api, stage string) metrics {
	at := place{api, stage}
	m, ok := s.recorders[at]
	if !ok {
		m = s.makeMetrics(api, stage)
		s.recorders[at] = m
	}
	return m
}

func (s *Service) makeMetrics(api, stage string) metrics {
	dims := []cloudwatch.Dimension{{Name: "ApiId", Value: api}}
	if stage != "" {
		dims = append(dims, cloudwatch.Dimension{Name: "Stage", Value: stage})
	}
	metric := func(name, unit string) *cloudwatch.Metric {
		return s.cloudWatch.Metric("AWS/ApiGateway", name, unit, dims)
	}
	return metrics{metric("Count", "Count"), metric("4xx", "Count"), metric("5xx", "Count"), metric("DataProcessed", "Bytes"),
		metric("Latency", "Milliseconds"), metric("IntegrationLatency", "Milliseconds")}
}

// record adds an exchange at its end. 4xx and 5xx have a sample for each
// request, 0 for a success.
func (m metrics) record(x *exchange, latency time.Duration) {
	at, status := x.Received, x.response.Status
	m.count.Record(at, 1)
	m.client.Record(at, one(status >= 400 && status < 500))
	m.server.Record(at, one(status >= 500))
	m.processed.Record(at, float64(len(x.in.Body)+len(x.response.Body)))
	m.latency.Record(at, milliseconds(latency))
	if x.Asked {
		m.integration.Record(at, milliseconds(x.Integrated))
	}
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// tally counts what must add up: see Check.
type tally struct{ Received, Sent int64 }

// received counts a request that has found its stage.
func (s *Service) received(x *exchange) { s.tally.Received++ }

// sent reports and meters an exchange at its end: one request for each 512 KB
// begun of the request or the response, whichever is more. That the larger
// decides, and that a 429 is free, are assumptions.
//
// fidelity: apigateway.metering
func (s *Service) sent(x *exchange) {
	if x.Stage == "" {
		return // AWS keeps no account of requests to no stage
	}
	s.tally.Sent++
	latency := s.k.Now().Sub(x.Received)
	s.measure(x.API, "").record(x, latency)
	s.measure(x.API, x.Stage).record(x, latency)
	if !x.notChargeable {
		const step = 512 << 10
		size := max(len(x.in.Body), len(x.response.Body))
		s.billing.Meter(billing.HTTPAPIRequests, x.API).AddBase(max(1, int64(size+step-1)/step))
	}
}
