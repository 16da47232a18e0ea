package cloudwatch

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
)

// meters are what a log group costs: its events as they come in, by who sent
// them, and as long as they are kept.
type meters struct {
	custom, vended *billing.Meter
	stored         *billing.Store
}

// measure makes the meters of a log group.
func (s *Service) measure(group string) meters {
	return meters{s.bill.Meter(billing.CustomLogs, group), s.bill.Meter(billing.VendedLogs, group),
		s.bill.Store(billing.LogsStored, group)}
}

// archived is how many bytes of a message AWS stores: it compresses logs, and
// its own calculator takes 15 % to be left.
//
// fidelity: cloudwatch.log-metering
func archived(message string) int64 {
	const percent = 15
	return (int64(len(message))*percent + 99) / 100
}

// charged defines an operation of CloudWatch that is paid for by what units
// makes of an input. A request that is refused is free.
//
// fidelity: cloudwatch.request-metering
func charged[In, Out any](s *Service, o aws.Operation, usage billing.UsageType, units func(*In) int64,
	call func(*aws.Request, *In) (*Out, error)) aws.Operation {
	o.Charged = o.ReadOnly
	return guarded(s, o, func(r *aws.Request, in *In) (*Out, error) {
		out, err := call(r, in)
		if err == nil && !r.Free {
			s.bill.Meter(usage, o.Name).AddBase(units(in))
		}
		return out, err
	})
}

// once is what a request costs that is counted as such.
func once[In any](*In) int64 { return 1 }

// asked is how many metrics a GetMetricData is charged as: each once for every
// five of its statistics begun.
func asked(in *GetMetricDataInput) int64 {
	const together = 5
	statistics := map[string]int64{}
	n := int64(0)
	for _, q := range in.MetricDataQueries {
		if q.MetricStat == nil {
			continue
		}
		m := q.MetricStat.Metric
		id := metricID(m.Namespace, m.MetricName, m.Dimensions)
		if statistics[id]%together == 0 {
			n++
		}
		statistics[id]++
	}
	return n
}

// watched is how many metrics an alarm is charged as: those of its expression,
// or its one.
//
// fidelity: cloudwatch.alarm-metering
func (a *alarm) watched() int64 {
	n := int64(0)
	for _, q := range a.Metrics {
		if q.MetricStat != nil {
			n++
		}
	}
	return max(n, 1)
}

// monitor books a metric of the learner's own for the hour, where it has not
// been yet.
//
// fidelity: cloudwatch.metric-metering
func (s *Service) monitor(m *Metric) {
	hour := 1 + int64(s.k.Now().Since()/time.Hour)
	if m.metered >= hour {
		return
	}
	m.metered = hour
	if m.monitored == nil {
		m.monitored = s.bill.Meter(billing.CustomMetrics, m.Namespace+" "+m.Name)
	}
	m.monitored.AddBase(1)
}
