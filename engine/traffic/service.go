package traffic

import (
	"fmt"
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// World is where requests are made.
type World interface {
	aws.Asker
	// Input is the input of an operation with the members given; it is an error
	// if there is no such operation.
	Input(operation string, members map[string]any) (any, *aws.Error)
}

// maxRuns is how many runs are remembered; the oldest that are over go first.
const maxRuns = 100

// Service makes the traffic of a world.
type Service struct {
	k       *sim.Kernel
	world   World
	replier aws.Replier
	runs    []*run // by number
	last    uint64
}

// New is a service without traffic.
func New(k *sim.Kernel, w World, r aws.Replier) *Service {
	return &Service{k: k, world: w, replier: r}
}

// Operations start, stop and describe traffic. They are skylab's own.
func (s *Service) Operations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{
			Service: "traffic", Name: "Describe", Hidden: true, ReadOnly: true,
			Doc:    "Reports on runs of traffic, all of them or one.",
			Errors: []string{noSuchRun},
		}, s.describe),
		aws.Op(aws.Operation{
			Service: "traffic", Name: "Start", Hidden: true,
			Doc:    "Starts a run of traffic to a URL, a function or a queue.",
			Errors: []string{invalidTraffic, runExists},
		}, s.start),
		aws.Op(aws.Operation{
			Service: "traffic", Name: "Stop", Hidden: true,
			Doc:    "Lets a run of traffic send no more; answers still come.",
			Errors: []string{noSuchRun},
		}, s.stopNamed),
	}
}

// StopInput names a run.
type StopInput struct {
	Name string `aws:"required"`
}

func (s *Service) stopNamed(_ *aws.Request, in *StopInput) (*Report, error) {
	r := s.named(in.Name)
	if r == nil {
		return nil, unknown(in.Name)
	}
	s.stop(r)
	return s.report(r), nil
}

// DescribeInput names a run, or none for all.
type DescribeInput struct{ Name string }

// DescribeOutput has the oldest run first.
type DescribeOutput struct {
	Runs []Report `aws:"always"`
}

func (s *Service) describe(_ *aws.Request, in *DescribeInput) (*DescribeOutput, error) {
	out := &DescribeOutput{}
	for _, r := range s.runs {
		if in.Name == "" || in.Name == r.name {
			out.Runs = append(out.Runs, *s.report(r))
		}
	}
	if in.Name != "" && out.Runs == nil {
		return nil, unknown(in.Name)
	}
	return out, nil
}

func unknown(name string) error {
	return aws.Errorf(404, noSuchRun, "There is no traffic named %s", name)
}

// keep remembers a new run, in the place of an earlier one of its name.
func (s *Service) keep(r *run) {
	r.open, r.statuses, r.failures = map[uint64]request{}, map[int]int64{}, map[string]int64{}
	s.runs = slices.DeleteFunc(s.runs, func(o *run) bool { return o.name == r.name })
	if len(s.runs) >= maxRuns {
		if i := slices.IndexFunc(s.runs, func(o *run) bool { return o.state == Over }); i >= 0 {
			s.runs = slices.Delete(s.runs, i, i+1)
		}
	}
	s.runs = append(s.runs, r)
}

func (s *Service) named(name string) *run {
	if i := slices.IndexFunc(s.runs, func(r *run) bool { return r.name == name }); i >= 0 {
		return s.runs[i]
	}
	return nil
}

func (s *Service) numbered(n uint64) *run {
	if i := slices.IndexFunc(s.runs, func(r *run) bool { return r.number == n }); i >= 0 {
		return s.runs[i]
	}
	return nil
}

// On lets runs send, wait and end.
func (s *Service) On(e sim.Entry) {
	switch e := e.Event.(type) {
	case Arrived:
		if r := s.numbered(e.Run); r != nil {
			s.arrived(r)
		}
	case PatienceEnded:
		if r := s.numbered(e.Run); r != nil {
			s.timedOut(r)
		}
	case DurationReached:
		if r := s.numbered(e.Run); r != nil {
			r.end = 0
			s.stop(r)
		}
	}
}

// Run is a run as screens see it.
type Run struct {
	Report
	// Width is the time for which each of Slots stands, the first from the
	// start on.
	Width time.Duration
	Slots []Slot
	// Results are those of the first hundred thousand requests, in the order of
	// their answers.
	Results []Result
}

// Runs are the runs remembered, oldest first. Slots and Results are the
// service's own: read them before the world goes on, and change nothing.
func (s *Service) Runs() []Run {
	out := make([]Run, 0, len(s.runs))
	for _, r := range s.runs {
		out = append(out, Run{*s.report(r), r.line.width, r.line.slots, r.results})
	}
	return out
}

// State is what decides how runs go on.
func (s *Service) State() any {
	type state struct {
		Number, Input                 uint64
		State                         string
		Sent, Answers, Failed, Open   int64
		Next                          sim.Time
		Latency, Bytes, Turns, Queued int64
	}
	out := []state{}
	for _, r := range s.runs {
		out = append(out, state{r.number, r.asked, r.state, r.sent, r.answers, r.failed, int64(len(r.open)), r.next, r.latency.sum, r.bytes, int64(len(r.turns)), int64(len(r.order))})
	}
	return out
}

// Check finds a run whose requests do not add up.
func (s *Service) Check() error {
	for _, r := range s.runs {
		open := int64(len(r.open))
		if r.sent != r.answers+open {
			return fmt.Errorf("traffic %s sent %d requests, of which %d are answered and %d open", r.name, r.sent, r.answers, open)
		}
		if n := r.in.Requests; n > 0 && r.sent > n {
			return fmt.Errorf("traffic %s sent %d requests of %d", r.name, r.sent, n)
		}
		if r.workers != nil && open+int64(len(r.turns)) > int64(len(r.workers)) {
			return fmt.Errorf("traffic %s has %d requests open and %d turns for %d workers", r.name, open, len(r.turns), len(r.workers))
		}
		if _, more := r.upcoming(); (r.state == Over) != (open == 0 && !more) || more && r.pending == 0 {
			return fmt.Errorf("traffic %s is %s with %d requests open", r.name, r.state, open)
		}
	}
	return nil
}
