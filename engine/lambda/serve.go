package lambda

import (
	"time"

	"skylab/engine/sim"
)

// initStarted begins the init phase of a new environment.
//
// fidelity: lambda.init-phase
func (s *Service) initStarted(e InitStarted) {
	v := s.environments[e.Environment]
	if v == nil || v.State != Preparing {
		return
	}
	now := s.kernel.Now()
	v.move("InitStarted", now)
	s.tellInitStart(v, now)
	v.phase, v.begun, v.deadline = initPhase, now, now.Add(v.initLimit())
	s.boot(v)
}

// initLimit is how long the init phase may last: ten seconds on demand, and
// longer where nobody waits for it (2.1 [DEV]).
func (v *environment) initLimit() time.Duration {
	if v.prov == nil {
		return initTimeout
	}
	return max(aheadTimeout, v.r.Timeout)
}

// boot starts the runtime and the learner's code outside the handler.
func (s *Service) boot(v *environment) {
	now := s.kernel.Now()
	v.booted = now
	if v.outside != nil {
		v.outside.since = s.kernel.Cause()
		s.bootProgram(v, 0)
		return
	}
	if v.restores() && v.phase == initPhase {
		s.restore(v)
		return
	}
	lead := v.r.initial().Sample(s.kernel.Stream("lambda.init"))
	if s.near.Rules.InitFollowsMemory {
		lead = time.Duration(float64(lead) / v.r.vcpu(s.near.Rules))
	}
	s.bootProgram(v, lead)
}

// bootProgram makes a fresh program and runs its init, which begins after lead.
func (s *Service) bootProgram(v *environment, lead time.Duration) {
	now := s.kernel.Now()
	p, err := s.open(v)
	if err != nil {
		s.endPhase(v, now.Add(lead), v.unstartable(err))
		return
	}
	v.program = p
	s.run(v, p.Init(now.Add(lead).Wall().UnixNano()), lead)
}

// initEnded goes on to the request that the environment was started for. If
// the init phase failed, it is run again within the invocation.
//
// fidelity: lambda.suppressed-init
func (s *Service) initEnded(e InitEnded) {
	v := s.environments[e.Environment]
	if v == nil || !v.ending {
		return
	}
	now := s.kernel.Now()
	was, o := v.phase, v.outcome
	s.tellError(v, now, o)
	s.settle(v)
	s.tellInit(v, now, e)
	if o.Status != success {
		s.unload(v)
		o.Line = ""
	}
	if was == initPhase && v.inv == nil {
		s.meterInit(v, e)
		s.initialised(v, o.Status == success)
		return
	}
	if was == initPhase {
		v.move("InitEnded", now)
		if o.Status == success && v.restored == 0 {
			v.initial = e.Duration
		}
		if v.restored > 0 {
			s.tellRestore(v, now)
		}
		s.serve(v)
		return
	}
	s.started(v)
	if o.Status != success {
		v.phase = invokePhase
		s.endPhase(v, now, v.requestFailed(o))
		return
	}
	s.handle(v)
}

// settle closes the phase that has ended: what its last turn wanted of the
// world is sent.
func (s *Service) settle(v *environment) {
	v.ending, v.phase = false, noPhase
	if v.running != nil {
		s.issue(v)
	}
}

// serve begins the invocation of the environment's request.
func (s *Service) serve(v *environment) {
	i := v.inv
	s.kernel.Emit(InvocationStarted{v.f.Name, v.number(), i.ID, i.Number, i.Mode, i.Attempt, i.cold})
}

// invocationStarted runs the handler: at once in a warm environment, after
// another init in one that was reset.
func (s *Service) invocationStarted(e InvocationStarted) {
	v, now := s.invocations[e.Invocation].env, s.kernel.Now()
	v.begun, v.deadline = now, now.Add(v.r.Timeout)
	if v.program == nil {
		v.phase = reinitPhase
		s.boot(v)
		return
	}
	s.started(v)
	if !s.near.Rules.GlobalsSurvive && !v.cold {
		s.freshen(v)
	}
	s.handle(v)
}

// started logs the start of the request.
func (s *Service) started(v *environment) {
	s.tellStart(v, s.kernel.Now())
}

// handle runs the handler.
func (s *Service) handle(v *environment) {
	now := s.kernel.Now()
	v.phase = invokePhase
	lead := s.lead(v)
	v.cold = false
	s.run(v, v.program.Invoke(now.Add(lead).Wall().UnixNano(), v.inv.payload, v.context()), lead)
	if v.outside != nil {
		v.outside.since = s.kernel.Cause()
		s.hand(v)
	}
}

// lead is what the runtime takes before the handler runs; one outside takes its
// own time.
func (s *Service) lead(v *environment) time.Duration {
	if v.outside != nil {
		return 0
	}
	lead := handling.Sample(s.kernel.Stream("lambda.handling"))
	if v.cold {
		lead += v.first(s.near.Rules)
	}
	return lead
}

// freshen replaces the program by one whose init has run in no time: what a
// world would be like in which nothing survived from request to request.
func (s *Service) freshen(v *environment) {
	s.unload(v)
	p, err := s.open(v)
	if err != nil {
		return
	}
	v.program = p
	p.Init(s.kernel.Now().Wall().UnixNano())
}

// warmed serves a request in an environment that is said to have been kept
// ready: it starts in no time.
func (s *Service) warmed(inv *invocation) {
	v := s.environment(inv.ver)
	s.give(v, inv)
	v.cold = false
	v.State, v.Since = Busy, s.kernel.Now()
	s.freshen(v)
	s.serve(v)
}

// shadow serves a request beside the others of an environment that is said to
// serve many: in a program of its own, which starts in no time.
func (s *Service) shadow(inv *invocation) {
	now, f := s.kernel.Now(), inv.f
	host := f.all[0]
	s.lastEnvironment++
	v := &environment{Number: s.lastEnvironment, Host: host.number(), Started: now, Since: now, State: Busy,
		f: f, ver: inv.ver, r: inv.ver.serving, Stream: host.Stream, logs: host.logs, tmp: host.tmp}
	if inv.ver.attached() {
		v.outside = &outsider{}
	}
	s.environments[v.Number] = v
	f.all = append(f.all, v)
	s.give(v, inv)
	s.freshen(v)
	s.serve(v)
}

// shares tells whether another request fits into an environment that is busy.
func (s *Service) shares(ver *version) bool {
	f := ver.f
	return s.near.Rules.RequestsPerEnvironment == 0 && len(f.all) > 0 && f.all[0].r == ver.serving
}

// until is how long the environment's present wait can still last.
func (v *environment) until(now sim.Time) time.Duration {
	if v.State != Busy && v.State != Init {
		return 0
	}
	return max(0, v.deadline.Sub(now))
}
