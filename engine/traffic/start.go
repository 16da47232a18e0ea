package traffic

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// StartInput describes a run of traffic: how much, and to where.
type StartInput struct {
	// Name is by what the run is stopped and reported; "" is one that is given.
	Name string `aws:"max=64"`

	// Shape is an arrival process as Parse reads it, or "replay" of a Trace.
	// Requests then come whether or not earlier ones are answered.
	Shape string
	// Trace is a file of counts in the Azure Functions 2019 format, and
	// TraceFunction the hash, or its beginning, of whose line to take; "" is all.
	Trace         []byte
	TraceFunction string

	// Workers send one request after the other, each when its last is answered,
	// at most RateLimit requests a second each where that is not 0.
	Workers   int `aws:"min=0,max=100000"`
	RateLimit float64

	// Requests is how many there are; 0 is without end. Workers share them
	// evenly, and leave the remainder.
	Requests int64 `aws:"min=0"`
	// DurationMs is for how long requests are sent; 0 is without end.
	DurationMs int64 `aws:"min=0"`
	// TimeoutMs is for how long an answer is waited for; 0 is without end.
	TimeoutMs int64 `aws:"min=0"`

	// A request goes to a URL, …
	URL, Method string
	Headers     map[string]string
	Body        []byte
	// … invokes a function, …
	FunctionName, Qualifier, InvocationType string
	Payload                                 []byte
	// … or is a message to a queue.
	QueueUrl, MessageBody string

	// Wait answers the call only when the run has ended.
	Wait bool
}

// StartOutput is the run's name and, with Wait, its report.
type StartOutput struct {
	Name   string
	Report *Report
}

// What the operations of traffic answer; they are skylab's own.
const (
	invalidTraffic = "InvalidTraffic"
	runExists      = "TrafficAlreadyRunning"
	noSuchRun      = "NoSuchTraffic"
)

func invalid(format string, args ...any) *aws.Error {
	return aws.Errorf(400, invalidTraffic, format, args...)
}

// start begins a run.
func (s *Service) start(q *aws.Request, in *StartInput) (*StartOutput, error) {
	r := &run{number: s.last + 1, in: in, principal: q.Principal, began: s.k.Now(), cause: q.ID, state: Running}
	if err := s.prepare(r); err != nil {
		return nil, err
	}
	r.asked = in.digest()
	if r.name = in.Name; r.name == "" {
		r.name = fmt.Sprintf("run-%d", r.number)
	}
	if old := s.named(r.name); old != nil && old.state != Over {
		return nil, aws.Errorf(409, runExists, "Traffic named %s is under way; stop it or take another name", r.name)
	}
	s.last++
	s.k.Emit(Started{r.number, r.name, r.load(), r.to.words})
	s.keep(r)
	if in.Wait {
		q.Later()
		r.waits = q.ID
	}
	if in.DurationMs > 0 {
		r.end = s.k.After(time.Duration(in.DurationMs)*time.Millisecond, DurationReached{r.number})
	}
	if r.workers == nil {
		r.next, r.more = r.arrivals.Next(0, r.random)
	}
	s.schedule(r)
	return &StartOutput{Name: r.name}, nil
}

// digest tells inputs apart: two runs that have sent nothing yet differ in
// nothing else.
func (in *StartInput) digest() uint64 {
	data, err := json.Marshal(in)
	if err != nil {
		panic(err) // text, numbers and bytes: prepare has let no infinite rate through
	}
	h := fnv.New64a()
	h.Write(data)
	return h.Sum64()
}

// prepare reads what the input says about load and target.
func (s *Service) prepare(r *run) *aws.Error {
	in := r.in
	if (in.Shape == "") == (in.Workers == 0) {
		return invalid("Traffic has either a Shape (%s, replay) or Workers", Forms)
	}
	if in.Workers > 0 && in.Requests == 0 && in.DurationMs == 0 {
		return invalid("Workers need a number of Requests or a Duration")
	}
	if in.Workers > 0 && in.Requests > 0 && in.Requests < int64(in.Workers) {
		return invalid("There are fewer Requests (%d) than Workers (%d)", in.Requests, in.Workers)
	}
	if !(in.RateLimit >= 0 && in.RateLimit <= 1e6) {
		return invalid("A RateLimit is from 0 to 1000000 requests a second and worker")
	}
	const longest = int64(10 * 365 * 24 * time.Hour / time.Millisecond)
	if in.DurationMs > longest || in.TimeoutMs > longest {
		return invalid("Times are at most ten years")
	}
	err := s.aim(r)
	if err == nil && in.Shape != "" {
		err = r.shape()
	}
	if err == nil && in.Shape != "" {
		seeds := s.k.Stream("traffic")
		r.random = rand.New(rand.NewPCG(seeds.Uint64(), seeds.Uint64()))
	}
	if err == nil && in.Workers > 0 {
		// The first requests come a nanosecond later, so that a thousand of them
		// are the work of the frames to come, and not of this call.
		r.employ(s.k.Now() + 1)
	}
	return err
}

// shape reads the arrival process.
func (r *run) shape() *aws.Error {
	if r.in.Shape == "replay" {
		p, err := ReadAzure(bytes.NewReader(r.in.Trace), r.in.TraceFunction)
		if err != nil {
			return invalid("The trace cannot be replayed: %v", err)
		}
		r.arrivals = p
		return nil
	}
	p, err := Parse(r.in.Shape)
	if err != nil {
		return invalid("%v", err)
	}
	r.arrivals = p
	return nil
}

// load is how much traffic there is, in words.
func (r *run) load() string {
	if r.workers == nil {
		return r.in.Shape
	}
	text := fmt.Sprintf("%d workers", r.in.Workers)
	if r.in.Workers == 1 {
		text = "1 worker"
	}
	if r.in.Requests > 0 {
		text = fmt.Sprintf("%d requests by %s", r.in.Requests, text)
	}
	if r.in.RateLimit > 0 {
		text += fmt.Sprintf(" at up to %g/s each", r.in.RateLimit)
	}
	return text
}

// instant is an arrival's time in the world.
func (r *run) instant(t sim.Time) sim.Time { return r.began + t }
