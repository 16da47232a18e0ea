package lambda

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
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

// Destination names where a record of an event's end goes.
type Destination struct{ Destination string }

// DestinationConfig are the destinations of events that end.
type DestinationConfig struct {
	OnSuccess *Destination
	OnFailure *Destination
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
	LastModified             time.Time
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
	t, err := s.find(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	if in.MaximumRetryAttempts == nil && in.MaximumEventAgeInSeconds == 0 && in.DestinationConfig == nil {
		return nil, invalid("You must specify at least one of error handling or destination setting.")
	}
	c := eventConfig{}
	if change {
		if t.f.handlings[t.own()] == nil {
			return nil, noHandling(t)
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

// destination checks an ARN that ended events are to be sent to: it must
// exist, and the function's role must be allowed to send there.
func (s *Service) destination(t target, d *Destination) (string, error) {
	if d == nil || d.Destination == "" {
		return "", nil
	}
	arn := d.Destination
	if arn == t.f.ARN || strings.HasPrefix(arn, t.f.ARN+":") {
		return "", invalid("You can't specify the function as a destination for itself.")
	}
	if s.near.Deliverer == nil {
		return arn, nil
	}
	if err := s.near.Deliverer.Accepts(aws.Delivery{Target: arn, Role: t.ver.config.Role, Source: t.f.ARN}); err != nil {
		if err.HTTPStatus == 403 {
			return "", invalid("The function's execution role does not have permissions to call %s on %s", action(arn), arn)
		}
		return "", invalid("The destination ARN %s is invalid.", arn)
	}
	return arn, nil
}

// action is what sending to a resource is called.
func action(arn string) string {
	switch parts := strings.SplitN(arn, ":", 4); parts[min(2, len(parts)-1)] {
	case "sqs":
		return "SendMessage"
	case "sns":
		return "Publish"
	case "events":
		return "PutEvents"
	}
	return "InvokeFunction"
}

func noHandling(t target) error {
	return refuse(404, "ResourceNotFoundException", "The function %s doesn't have an EventInvokeConfig", t.f.ARN+":"+orLatest(t.own()))
}

func orLatest(qualifier string) string {
	if qualifier == "" {
		return latest
	}
	return qualifier
}

func (s *Service) getFunctionEventInvokeConfig(_ *aws.Request, in *FunctionInput) (*FunctionEventInvokeConfig, error) {
	t, err := s.find(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	c := t.f.handlings[t.own()]
	if c == nil {
		return nil, noHandling(t)
	}
	return c.show(t.f, t.own()), nil
}

// DeleteFunctionEventInvokeConfigOutput has no members.
type DeleteFunctionEventInvokeConfigOutput struct{}

func (s *Service) deleteFunctionEventInvokeConfig(_ *aws.Request, in *FunctionInput) (*DeleteFunctionEventInvokeConfigOutput, error) {
	t, err := s.find(in.FunctionName, in.Qualifier)
	if err != nil {
		return nil, err
	}
	if t.f.handlings[t.own()] == nil {
		return nil, noHandling(t)
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
	f, err := s.named(in.FunctionName)
	if err != nil {
		return nil, err
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

// record is what a destination gets of an event that has ended
// (4.2 [DEV, LS 2025-11]).
//
// fidelity: lambda.destination-record
func (inv *invocation) record(now sim.Time, condition string) []byte {
	o := aws.Object{{Name: "version", Value: "1.0"}, {Name: "timestamp", Value: now.Wall().Format(stamp)},
		{Name: "requestContext", Value: aws.Object{{Name: "requestId", Value: inv.ID},
			{Name: "functionArn", Value: inv.f.ARN + ":" + orLatest(inv.own())}, {Name: "condition", Value: condition},
			{Name: "approximateInvokeCount", Value: inv.Attempt}}},
		{Name: "requestPayload", Value: json.RawMessage(inv.payload)}}
	if inv.Attempt > 0 && inv.result.Status != "" {
		answered := aws.Object{{Name: "statusCode", Value: 200}, {Name: "executedVersion", Value: inv.ver.label()}}
		if inv.result.failed() {
			answered = append(answered, aws.Field{Name: "functionError", Value: "Unhandled"})
		}
		o = append(o, aws.Field{Name: "responseContext", Value: answered},
			aws.Field{Name: "responsePayload", Value: json.RawMessage(orNull(inv.result.Payload))})
	}
	return marshal(o)
}

func orNull(payload []byte) []byte {
	if len(payload) == 0 {
		return []byte("null")
	}
	return payload
}
