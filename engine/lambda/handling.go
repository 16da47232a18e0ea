package lambda

import (
	"maps"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// eventConfig is how asynchronous events of a function, version or alias are
// handled (fact sheet 4.2 [DEV]).
type eventConfig struct {
	Retries              *int
	MaxAge               time.Duration // 0 is the default
	OnSuccess, OnFailure string        // ARNs
	Modified             sim.Time
}

// handling is what applies to the target.
func (t target) handling() eventConfig {
	if c := t.f.handlings[t.own()]; c != nil {
		return *c
	}
	return eventConfig{}
}

// retries is how often a failed event is run again.
func (c eventConfig) retries(r Rules) int {
	if c.Retries != nil {
		return min(*c.Retries, r.AsyncRetries)
	}
	return r.AsyncRetries
}

func (c eventConfig) maxAge() time.Duration {
	if c.MaxAge > 0 {
		return c.MaxAge
	}
	return maxEventAge
}

// EventInvokeConfigInput follows AWS's model, for Put and Update.
type EventInvokeConfigInput struct {
	FunctionName             string `aws:"required,min=1,max=256,path"`
	Qualifier                string `aws:"min=1,max=128,query"`
	MaximumRetryAttempts     *int   `aws:"min=0,max=2"`
	MaximumEventAgeInSeconds int    `aws:"min=60,max=21600"`
	DestinationConfig        *DestinationConfig
}

// FunctionEventInvokeConfig is the handling of events as the API shows it.
type FunctionEventInvokeConfig struct {
	LastModified             time.Time `aws:"micros"`
	FunctionArn              string
	MaximumRetryAttempts     *int
	MaximumEventAgeInSeconds int
	DestinationConfig        *DestinationConfig
}

// show is a configuration; $LATEST is named where there is no qualifier.
func (c *eventConfig) show(f *function, qualifier string) *FunctionEventInvokeConfig {
	if qualifier == "" {
		qualifier = latest
	}
	d := &DestinationConfig{OnSuccess: &Destination{c.OnSuccess}, OnFailure: &Destination{c.OnFailure}}
	return &FunctionEventInvokeConfig{LastModified: c.Modified.Wall(), FunctionArn: f.ARN + ":" + qualifier,
		MaximumRetryAttempts: c.Retries, MaximumEventAgeInSeconds: int(c.MaxAge.Seconds()), DestinationConfig: d}
}

func (s *Service) putFunctionEventInvokeConfig(_ *aws.Request, in *EventInvokeConfigInput) (*FunctionEventInvokeConfig, error) {
	return s.setHandling(in, false)
}

func (s *Service) updateFunctionEventInvokeConfig(_ *aws.Request, in *EventInvokeConfigInput) (*FunctionEventInvokeConfig, error) {
	return s.setHandling(in, true)
}

// setHandling sets a configuration, or changes what is given of one.
func (s *Service) setHandling(in *EventInvokeConfigInput, change bool) (*FunctionEventInvokeConfig, error) {
	if in.MaximumRetryAttempts == nil && in.MaximumEventAgeInSeconds == 0 && in.DestinationConfig == nil {
		return nil, invalid("You must specify at least one of error handling or destination setting.")
	}
	n, err := parseName(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	t, ok := s.lookup(n)
	if !ok {
		return nil, unhandled()
	}
	c := eventConfig{}
	if change {
		if t.f.handlings[t.own()] == nil {
			return nil, noHandling(n)
		}
		c = t.handling()
	}
	if in.MaximumRetryAttempts != nil {
		c.Retries = in.MaximumRetryAttempts
	}
	if in.MaximumEventAgeInSeconds > 0 {
		c.MaxAge = time.Duration(in.MaximumEventAgeInSeconds) * time.Second
	}
	if d := in.DestinationConfig; d != nil {
		if err := d.kinds(); err != nil {
			return nil, err
		}
		if c.OnSuccess, err = s.destination(t, d.OnSuccess); err != nil {
			return nil, err
		}
		if c.OnFailure, err = s.destination(t, d.OnFailure); err != nil {
			return nil, err
		}
	}
	c.Modified = s.kernel.Now()
	t.f.handlings[t.own()] = &c
	return c.show(t.f, t.own()), nil
}

// unhandled is what operations that set or list the handling of events say of
// a function that does not exist (recorded by github localstack/localstack,
// test_lambda_api.snapshot.json, 2023-11-20).
func unhandled() error {
	return refuse(404, "ResourceNotFoundException", "The function doesn't exist.")
}

// noHandling is what the others say, whether or not the function exists.
func noHandling(n name) error {
	return refuse(404, "ResourceNotFoundException", "The function %s:%s doesn't have an EventInvokeConfig", functionARN(n.Function), orLatest(n.Qualifier))
}

// handled is what has a handling of its own.
func (s *Service) handled(in *FunctionInput) (target, error) {
	n, err := parseName(in.FunctionName, in.Qualifier)
	if err != nil {
		return target{}, err
	}
	t, ok := s.lookup(n)
	if !ok || t.f.handlings[t.own()] == nil {
		return t, noHandling(n)
	}
	return t, nil
}

func orLatest(qualifier string) string {
	if qualifier == "" {
		return latest
	}
	return qualifier
}

func (s *Service) getFunctionEventInvokeConfig(_ *aws.Request, in *FunctionInput) (*FunctionEventInvokeConfig, error) {
	t, err := s.handled(in)
	if err != nil {
		return nil, err
	}
	return t.f.handlings[t.own()].show(t.f, t.own()), nil
}

// DeleteFunctionEventInvokeConfigOutput has no members.
type DeleteFunctionEventInvokeConfigOutput struct{}

func (s *Service) deleteFunctionEventInvokeConfig(_ *aws.Request, in *FunctionInput) (*DeleteFunctionEventInvokeConfigOutput, error) {
	t, err := s.handled(in)
	if err != nil {
		return nil, err
	}
	delete(t.f.handlings, t.own())
	return &DeleteFunctionEventInvokeConfigOutput{}, nil
}

// ListFunctionEventInvokeConfigsOutput is a page, by qualifier.
type ListFunctionEventInvokeConfigsOutput struct {
	FunctionEventInvokeConfigs []*FunctionEventInvokeConfig `aws:"always"`
	NextMarker                 string
}

func (s *Service) listFunctionEventInvokeConfigs(_ *aws.Request, in *PageInput) (*ListFunctionEventInvokeConfigsOutput, error) {
	n, err := parseName(in.FunctionName, "")
	if err != nil {
		return nil, err
	}
	f := s.functions[n.Function]
	if f == nil {
		return nil, unhandled()
	}
	var all []*FunctionEventInvokeConfig
	for _, q := range slices.Sorted(maps.Keys(f.handlings)) {
		all = append(all, f.handlings[q].show(f, q))
	}
	out := &ListFunctionEventInvokeConfigsOutput{}
	out.FunctionEventInvokeConfigs, out.NextMarker = page(all, in.Marker, in.MaxItems,
		func(c *FunctionEventInvokeConfig) string { return c.FunctionArn })
	return out, nil
}
