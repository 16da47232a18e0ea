package lambda

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/events/pattern"
)

// mappingSettings are what a caller sets.
type mappingSettings struct {
	Enabled        bool
	BatchSize      int
	Window         time.Duration
	MaxConcurrency int // 0 is without
	ReportFailures bool
	// Pollers are those of provisioned mode, 0 without it.
	MinPollers, MaxPollers int
	Filters                []string
	patterns               []pattern.Pattern
}

// configure sets what is given (4.4). The texts for FIFO queues, for windows
// and for filters beyond five are assumptions, but for the first.
//
// fidelity: lambda.mapping-settings
func (m *mapping) configure(in *UpdateEventSourceMappingInput) error {
	next := m.mappingSettings
	if in.Enabled != nil {
		next.Enabled = *in.Enabled
	}
	if in.BatchSize != nil {
		next.BatchSize = *in.BatchSize
	}
	if in.MaximumBatchingWindowInSeconds != nil {
		next.Window = time.Duration(*in.MaximumBatchingWindowInSeconds) * time.Second
	}
	if types := in.FunctionResponseTypes; types != nil {
		next.ReportFailures = slices.Contains(types, reportBatchItemFailures)
		if len(types) > 0 && !next.ReportFailures {
			return aws.Errorf(400, "ValidationException", "1 validation error detected: Value '%v' at 'functionResponseTypes' failed to satisfy constraint: "+
				"Member must satisfy constraint: [Member must satisfy enum value set: [ReportBatchItemFailures]]", types)
		}
	}
	if in.ScalingConfig != nil {
		next.MaxConcurrency = in.ScalingConfig.MaximumConcurrency
	}
	if pollers := in.ProvisionedPollerConfig; pollers != nil {
		next.MinPollers, next.MaxPollers = pollers.MinimumPollers, pollers.MaximumPollers
	}
	if err := next.filter(in.FilterCriteria); err != nil {
		return err
	}
	if err := next.refusal(m.FIFO); err != nil {
		return err
	}
	m.mappingSettings = next
	return nil
}

// refusal is what is wrong with settings together.
func (c *mappingSettings) refusal(fifo bool) error {
	switch {
	case fifo && c.BatchSize > 10:
		return invalid("Maximum batch size for FIFO queues is 10")
	case fifo && c.Window > 0:
		return invalid("Batching window is not supported for FIFO queues")
	case c.BatchSize > 10 && c.Window == 0:
		return invalid("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10")
	case c.MaxPollers > 0 && c.MaxConcurrency > 0:
		return invalid("ScalingConfig and ProvisionedPollerConfig cannot be used together")
	case c.MinPollers == 0 && c.MaxPollers == 0:
		return nil
	}
	if c.MinPollers == 0 {
		c.MinPollers = 2 // defaults of provisioned mode (4.4)
	}
	if c.MaxPollers == 0 {
		c.MaxPollers = max(200, c.MinPollers)
	}
	if c.MinPollers < 2 || c.MaxPollers > 2000 || c.MinPollers > c.MaxPollers {
		return invalid("Minimum pollers must be between 2 and 200, maximum pollers between the minimum and 2000")
	}
	return nil
}

// filter reads the patterns; without any, all messages are wanted.
func (c *mappingSettings) filter(f *FilterCriteria) error {
	if f == nil {
		return nil
	}
	c.Filters, c.patterns = nil, nil
	if len(f.Filters) > maxFilters {
		return invalid("Filter criteria can have at most %d filters", maxFilters)
	}
	for _, one := range f.Filters {
		p, err := pattern.Parse([]byte(one.Pattern))
		if err != nil {
			return invalid("Invalid filter pattern definition.")
		}
		c.Filters, c.patterns = append(c.Filters, one.Pattern), append(c.patterns, p)
	}
	return nil
}

const maxFilters = 5
