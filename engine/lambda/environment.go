package lambda

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
)

// The states of an execution environment (fact sheet 2.1 [DEV]; the words for
// them are this project's).
const (
	Preparing = "preparing" // a microVM and the code are being fetched
	Init      = "init"      // the code outside the handler runs
	Busy      = "busy"      // it serves a request
	Idle      = "idle"      // frozen, warm
	Gone      = "gone"
)

// lifecycle is all that can happen to an environment: what is not here panics.
//
// fidelity: lambda.environment-lifecycle
var lifecycle = []struct{ from, event, to string }{
	{"", "EnvironmentStarted", Preparing},
	{Preparing, "InitStarted", Init},
	{Init, "InitEnded", Busy},
	{Init, "Provisioned", Idle},
	{Idle, "InvocationStarted", Busy},
	{Busy, "InvocationEnded", Idle},
	{Idle, "EnvironmentExpired", Gone},
}

// environment is an execution environment: a microVM with one copy of a
// function's code that serves one request at a time.
type environment struct {
	Number int
	// Host is the environment that this one is said to be part of, in a twin
	// whose environments serve many requests; 0 in the real thing.
	Host    int
	State   string
	Stream  string // of the log, one for each environment
	Started sim.Time
	Since   sim.Time // of the state
	Served  int      // invocations ended

	f   *function
	ver *version
	r   *release
	inv *invocation
	// prov is the provisioned concurrency that it belongs to, nil on demand;
	// waits tells that its allocation is not complete and no request can use
	// it; orphaned that it no longer belongs to it, and ends with its request.
	prov            *provision
	waits, orphaned bool

	// outside is the program outside of the world that serves here; nil where
	// it runs inside.
	outside *outsider
	program program
	tmp     *sandbox.Tmp
	cold    bool // it has not served yet
	initial time.Duration
	// restored and charged are what a restore took and what of it is billed.
	restored, charged time.Duration
	logs              bool // its role may write logs
	peak              int64
	checked           bool // an IdleChecked is in the queue

	execution
}

// move takes the environment to its next state.
func (v *environment) move(event string, now sim.Time) {
	for _, t := range lifecycle {
		if t.from == v.State && t.event == event {
			v.State, v.Since = t.to, now
			return
		}
	}
	panic("lambda: environment " + v.State + " cannot see " + event)
}

// number is the environment's number as the world sees it.
func (v *environment) number() int {
	if v.Host != 0 {
		return v.Host
	}
	return v.Number
}

// home is where the environment waits when it is idle.
func (v *environment) home() *pool {
	if v.prov != nil && !v.orphaned {
		return v.prov.of(v.ver)
	}
	return &v.ver.pool
}

// start brings up a new environment for a request.
func (s *Service) start(inv *invocation) {
	v := s.environment(inv.ver)
	s.give(v, inv)
	inv.cold = true
	v.f.stats.ColdStarts++
	s.announce(v, inv.ID)
}

// environment is a new environment for a version.
func (s *Service) environment(ver *version) *environment {
	now, f := s.kernel.Now(), ver.f
	s.lastEnvironment++
	v := &environment{Number: s.lastEnvironment, Started: now, f: f, ver: ver, r: ver.serving, cold: true,
		tmp: &sandbox.Tmp{}}
	if ver.attached() {
		v.outside, v.Stream = &outsider{}, f.outside.Stream
	} else {
		v.Stream = s.stream(ver)
	}
	v.logs = s.mayLog(v.r.Role, v.r.Logging.group(f))
	v.move("EnvironmentStarted", now)
	s.environments[v.Number] = v
	f.all = append(f.all, v)
	f.stats.Started++
	return v
}

// give hands the environment a request to serve.
func (s *Service) give(v *environment, inv *invocation) {
	v.inv, inv.env = inv, v
	if v.outside != nil {
		s.outside++
	}
}

// stream is the name of a new log stream.
//
// fidelity: lambda.log-stream
func (s *Service) stream(ver *version) string {
	return s.kernel.Now().Wall().Format("2006/01/02/") + ver.serving.Logging.stream(ver, aws.RandomHex(s.kernel.Stream("lambda.logstream"), 32))
}

// announce says that the environment is on its way; nothing is fetched for a
// program that is outside.
func (s *Service) announce(v *environment, request string) {
	wait := time.Duration(0)
	if v.outside == nil {
		wait = preparation.Sample(s.kernel.Stream("lambda.preparation")) +
			time.Duration(float64(download)*float64(v.r.zipped())/(1<<20))
	}
	s.kernel.Emit(EnvironmentStarted{v.f.Name, v.Number, request, wait})
}

// mayLog tells whether the role lets the function write its log: without
// AWSLambdaBasicExecutionRole or its like a function runs, and leaves no log.
//
// fidelity: lambda.log-permission
func (s *Service) mayLog(role, group string) bool {
	if s.near.Roles == nil {
		return true
	}
	resource := aws.ARN("logs", "log-group:"+group+":*")
	return s.near.Roles.Allows(role, "logs:CreateLogStream", resource) && s.near.Roles.Allows(role, "logs:PutLogEvents", resource)
}

// rest makes an environment that has served idle, or retires it if its time
// is over.
func (s *Service) rest(v *environment) {
	v.move("InvocationEnded", s.kernel.Now())
	v.inv = nil
	s.returned(v)
	s.use(v.ver)
	v.home().add(v)
	switch {
	case v.f.deleted:
		s.retire(v, "deleted")
	case v.ver.deleted:
		s.retire(v, "deleted")
	case v.orphaned:
		s.retire(v, "provisioning")
	case (v.outside != nil) != v.ver.attached():
		s.retire(v, "runtime")
	case v.r != v.ver.serving && v.outside == nil:
		s.retire(v, "update")
	case !s.near.Rules.Reuse || v.Host != 0:
		s.retire(v, "used")
	case v.outside != nil:
		s.renew(v)
		s.checkLater(v)
	case s.tooOld(v):
		s.retire(v, "age")
	default:
		s.checkLater(v)
	}
}

func (s *Service) tooOld(v *environment) bool {
	return s.near.Rules.MaxAge > 0 && s.kernel.Now().Sub(v.Started) >= s.near.Rules.MaxAge
}

// ttl is how long the environment may be idle, 0 for ever: provisioned ones
// are kept.
func (v *environment) ttl(r Rules) time.Duration {
	if v.prov != nil {
		return 0
	}
	return r.IdleTTL
}

// checkLater sees to it that an idle environment is looked at when it may be
// over. One check is in the queue for each environment, however often it is
// used meanwhile: a million uses a second leave no million timers.
func (s *Service) checkLater(v *environment) {
	if v.checked || v.asks() || v.ttl(s.near.Rules) == 0 && s.near.Rules.MaxAge == 0 {
		return
	}
	due := sim.Time(1<<63 - 1)
	if v.ttl(s.near.Rules) > 0 {
		due = v.Since.Add(s.near.Rules.IdleTTL)
	}
	if s.near.Rules.MaxAge > 0 {
		due = min(due, v.Started.Add(s.near.Rules.MaxAge))
	}
	v.checked = true
	s.kernel.At(due, IdleChecked{v.f.Name, v.Number})
}

// idleChecked retires an environment that was idle for long enough.
//
// fidelity: lambda.idle-lifetime
func (s *Service) idleChecked(e IdleChecked) {
	v := s.environments[e.Environment]
	if v == nil {
		return
	}
	v.checked = false
	switch {
	case v.State != Idle, v.asks():
		return // rest will check
	case v.ttl(s.near.Rules) > 0 && s.kernel.Now().Sub(v.Since) >= s.near.Rules.IdleTTL:
		s.retire(v, "idle")
	case s.tooOld(v):
		s.retire(v, "age")
	default:
		s.checkLater(v)
	}
}

// retire ends an idle environment: memory, timers and /tmp are gone.
func (s *Service) retire(v *environment, reason string) {
	now := s.kernel.Now()
	v.move("EnvironmentExpired", now)
	s.unload(v)
	s.sendAway(v)
	delete(s.environments, v.Number)
	v.home().remove(v)
	v.f.all = slices.DeleteFunc(v.f.all, func(w *environment) bool { return w == v })
	if v.Host == 0 {
		s.kernel.Emit(EnvironmentExpired{v.f.Name, v.Number, reason, now.Sub(v.Started), v.Served})
	}
	if v.prov != nil && reason != "provisioning" && reason != "deleted" {
		s.replace(v)
	}
}
