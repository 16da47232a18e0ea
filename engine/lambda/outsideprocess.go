package lambda

import (
	"skylab/engine/aws"
	"skylab/engine/sim"
)

// maxOutside bounds the environments that processes outside can have: what the
// account could run at a time.
const maxOutside = AccountConcurrency

// join takes in a process that asks for a request: its call waits. It serves
// the request that has waited longest, or goes on in its own environment, or
// in one that has lost its process, or in a new one.
func (s *Service) join(f *function, name string, call uint64) error {
	own, v := f.outsider(name), f.awaiting()
	switch {
	case own != nil && own.asks():
		return aws.Errorf(403, "InvalidStateTransition", "State transition from Ready to Ready failed for runtime. Error: Concurrent state modification")
	case v != nil && own != nil && own != v && own.State == Idle:
		s.retire(own, "runtime")
	case v == nil && own != nil:
		v = own
	case v == nil:
		v = f.abandoned()
	}
	if v == nil {
		if len(f.latest.idle) >= maxOutside {
			return aws.Errorf(429, "TooManyRuntimes", "%d runtimes outside wait for requests of %s already", maxOutside, f.Name)
		}
		v = s.receive(f)
	}
	if own != nil {
		own.outside.Name = ""
	}
	v.outside.Name, v.outside.Asks = name, call
	s.joined(v)
	return nil
}

// joined goes on with what the environment has waited for.
func (s *Service) joined(v *environment) {
	if v.phase == invokePhase { // between two requests it was asked for the second
		s.hand(v)
		return
	}
	if v.program == nil || v.phase != noPhase {
		s.kernel.Emit(RuntimeConnected{v.f.Name, v.Number})
	}
	if v.phase != noPhase {
		s.kernel.Because(v.outside.since, func() { s.endPhase(v, s.kernel.Now(), outcome{Status: success}) })
		return
	}
	v.program = elsewhere{}
}

// outsider is the function's environment whose process has that name, or nil.
func (f *function) outsider(name string) *environment {
	for _, v := range f.all {
		if v.outside != nil && v.outside.Name == name {
			return v
		}
	}
	return nil
}

// awaiting is the environment whose request has waited longest for a process,
// or nil.
func (f *function) awaiting() *environment {
	var first *environment
	for _, v := range f.all {
		if v.awaits() && (first == nil || v.inv.Number < first.inv.Number) {
			first = v
		}
	}
	return first
}

// awaits tells whether the environment has a request and no process.
func (v *environment) awaits() bool {
	return v.outside != nil && v.inv != nil && !v.outside.Has && v.phase != noPhase && !v.ending
}

// abandoned is an idle environment whose process may be another by now: of
// those that ask for no request the first that the next request would get.
func (f *function) abandoned() *environment {
	var best *environment
	for _, v := range f.latest.idle {
		if !v.asks() && (best == nil || v.readiness() >= best.readiness()) {
			best = v
		}
	}
	return best
}

// receive makes an environment for a process that no request waits for. How
// long its init took is not known.
func (s *Service) receive(f *function) *environment {
	v, now := s.environment(f.latest), s.kernel.Now()
	v.move("InitStarted", now)
	s.tellInitStart(v, now)
	v.move("Provisioned", now)
	v.home().add(v)
	return v
}

// hand gives the environment's request to its process, if that asks for one.
func (s *Service) hand(v *environment) {
	p := v.outside
	if p.Asks == 0 {
		return
	}
	call := p.Asks
	p.Asks, p.Has = 0, true
	s.kernel.Because(p.since, func() {
		p.since = s.kernel.Emit(RequestHanded{v.f.Name, v.Number, v.inv.ID})
		s.near.Replier.Reply(call, v.handed(s.kernel.Now()), nil)
	})
}

// holder is the environment whose process has the request.
func (s *Service) holder(function, request string) *environment {
	for _, v := range sim.InOrder(s.environments) {
		if v.outside != nil && v.outside.Has && v.f.Name == function && v.inv.ID == request && !v.ending {
			return v
		}
	}
	return nil
}

// finish ends what the environment's process had to do.
func (s *Service) finish(v *environment, o outcome) {
	s.kernel.Because(v.outside.since, func() { s.endPhase(v, s.kernel.Now(), o) })
}
