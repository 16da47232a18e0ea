package events

import (
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// ListEventBusesInput says which buses to list.
type ListEventBusesInput struct {
	NamePrefix string `aws:"min=1,max=256,pattern=[/\\.\\-_A-Za-z0-9]+"`
	NextToken  string `aws:"min=1,max=2048"`
	Limit      int    `aws:"min=1,max=100"`
}

// ListEventBusesOutput is a page of buses by name.
type ListEventBusesOutput struct {
	EventBuses []EventBus `aws:"always"`
	NextToken  string
}

func (s *Service) listEventBuses(r *aws.Request, in *ListEventBusesInput) (*ListEventBusesOutput, error) {
	if err := s.authorize(r, "ListEventBuses", "*"); err != nil {
		return nil, err
	}
	out := &ListEventBusesOutput{}
	for _, b := range sim.InOrder(s.buses) {
		if strings.HasPrefix(b.name, in.NamePrefix) {
			out.EventBuses = append(out.EventBuses, b.view())
		}
	}
	var err error
	out.EventBuses, out.NextToken, err = page(out.EventBuses, in.NextToken, in.Limit)
	return out, err
}

// page is a part of a list, and the token of what follows it.
func page[T any](list []T, token string, limit int) ([]T, string, error) {
	if limit == 0 {
		limit = maxPage
	}
	list, next, ok := aws.Page(list, token, limit)
	if !ok {
		return nil, "", invalid("Invalid token.")
	}
	return list, next, nil
}

// DescribeEventBusInput names a bus; none is the default one.
type DescribeEventBusInput struct {
	Name string `aws:"min=1,max=1600,pattern=(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+"`
}

func (s *Service) describeEventBus(r *aws.Request, in *DescribeEventBusInput) (*EventBus, error) {
	b, err := s.bus(in.Name)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "DescribeEventBus", b.arn()); err != nil {
		return nil, err
	}
	v := b.view()
	return &v, nil
}
