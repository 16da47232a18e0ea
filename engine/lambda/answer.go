package lambda

import (
	"maps"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
)

// call is a request of a program to the world.
type call struct {
	env       *environment
	life      int
	want      int64
	operation string
	asked     sim.Time // when the program asked: within the turn
	issued    sim.Time // when the world was asked: at the end of the turn
	sent      int64    // bytes beside the input
	done      bool
	output    []byte
	blobs     [][]byte
	err       *aws.Error
}

// issue sends what the turn that has just ended wants: timers and calls.
func (s *Service) issue(v *environment) {
	turn, life, now := v.running, v.life, s.kernel.Now()
	v.running = nil
	for _, w := range turn.Wants {
		at := v.origin.Add(time.Duration(w.At))
		if w.Call == "" {
			if v.timers == nil {
				v.timers = map[int64]uint64{}
			}
			v.timers[w.ID] = s.kernel.At(at.Add(time.Duration(w.Timer)), TimerFired{v.f.Name, v.Number, life, w.ID})
			continue
		}
		s.lastCall++
		c := &call{env: v, life: life, want: w.ID, operation: operationID(w.Call), asked: at, issued: now, sent: total(w.Blobs)}
		s.calls[s.lastCall] = c
		token := s.lastCall
		s.kernel.Carry(uint64(v.depth()), func() {
			s.near.Caller.Call(v.principal(), c.operation, w.Input, w.Blobs, token)
		})
	}
	for _, id := range turn.Cancelled {
		if seq, ok := v.timers[id]; ok {
			s.kernel.Cancel(seq)
			delete(v.timers, id)
		}
	}
}

func total(blobs [][]byte) int64 {
	var n int64
	for _, b := range blobs {
		n += int64(len(b))
	}
	return n
}

// operationID is the world's name of what a program calls.
func operationID(name string) string {
	switch service, op, _ := strings.Cut(name, "."); service {
	case "s3":
		return "s3api." + op
	case "http":
		return "http.Request"
	}
	return name
}

// principal is who the function's code is: its role, assumed by Lambda in a
// session named after the function.
func (v *environment) principal() string {
	role := v.r.Role[strings.LastIndexByte(v.r.Role, '/')+1:]
	return "arn:aws:sts::" + aws.AccountID + ":assumed-role/" + role + "/" + v.f.Name
}

// Answered takes the answer to a call of a program; it reaches the program
// after the service's latency.
//
// fidelity: lambda.sdk-latency
func (s *Service) Answered(token uint64, output []byte, blobs [][]byte, err *aws.Error) {
	c := s.calls[token]
	if c == nil || c.done {
		return
	}
	if c.env.life != c.life {
		delete(s.calls, token)
		return
	}
	c.done, c.output, c.blobs, c.err = true, output, blobs, err
	code := ""
	if err != nil {
		code = err.Code
	}
	due := max(s.kernel.Now(), c.asked.Add(s.latency(c, output, blobs)))
	s.kernel.At(due, CallAnswered{c.env.f.Name, c.env.Number, c.operation, token, code, due.Sub(c.asked)})
}

// callAnswered hands the answer over.
func (s *Service) callAnswered(e CallAnswered) {
	c := s.calls[e.Call]
	if c == nil {
		return
	}
	delete(s.calls, e.Call)
	if c.env.life != c.life || c.env.State == Gone {
		return
	}
	a := sandbox.Answer{ID: c.want, Output: c.output, Blobs: c.blobs}
	if c.err != nil {
		a.Err = &sandbox.Failure{Type: c.err.Code, Message: c.err.Message, Status: c.err.Status()}
	}
	s.deliver(c.env, a)
}

// timerFired lets the program know that a timer is due.
func (s *Service) timerFired(e TimerFired) {
	v := s.environments[e.Environment]
	if v == nil || v.life != e.Life || v.program == nil {
		return
	}
	delete(v.timers, e.Timer)
	s.deliver(v, sandbox.Answer{ID: e.Timer})
}

// forget drops the calls of a program that is gone.
func (s *Service) forget(v *environment) {
	maps.DeleteFunc(s.calls, func(_ uint64, c *call) bool { return c.env == v })
	for _, seq := range v.timers { // all are cancelled: the order does not matter
		s.kernel.Cancel(seq)
	}
	v.timers = nil
}
