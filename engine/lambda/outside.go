package lambda

import (
	"fmt"
	"maps"

	"skylab/engine/aws"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
)

// A function's $LATEST can be run by programs outside of the world, which speak
// the Lambda Runtime API to whoever lets them in. What they do are calls of the
// world like others (operationsruntime.go), so that a save replays without
// them; when they do it is when the calls are made: whoever lets time pass lets
// it pass as real time while Service.Outside says so.
//
// An environment of such a function stands for a process. It is there for a
// request or for a process, whichever comes first, and each waits for the
// other. Published versions run inside: what they are was fixed before.
//
// fidelity: lambda.runtime-outside

// attachment is a function whose $LATEST is run outside.
type attachment struct {
	// Stream is the log stream that its environments share, for a process must
	// be told its stream before it is known which environment it is.
	Stream string
}

// outsider is the program outside of an environment, or the want of one.
type outsider struct {
	// Name is who asked last, as far as the caller can tell processes apart.
	Name string
	// Asks is the world's call that waits for the next request, 0 without one:
	// an idle environment alone has it.
	Asks uint64
	// Has tells that the process has the environment's request.
	Has bool
	// since is the Seq of the entry with which the environment began what it
	// does now, for the causes of what the process does about it.
	since uint64
}

// elsewhere stands for a program that is not here: it says nothing until
// somebody says it for it.
type elsewhere struct{}

func (elsewhere) Init(int64) sandbox.Turn                            { return sandbox.Turn{} }
func (elsewhere) Invoke(int64, []byte, sandbox.Context) sandbox.Turn { return sandbox.Turn{} }

// Resume: it asks nothing of the world that could be answered.
func (elsewhere) Resume(int64, []sandbox.Answer) sandbox.Turn {
	return sandbox.Turn{Exit: sandbox.ExitNever}
}

// Close has nothing to free.
func (elsewhere) Close() {}

// attached tells whether the version is run outside.
func (ver *version) attached() bool { return ver.Number == 0 && ver.f.outside != nil }

// Outside tells whether a program outside of the world has a request, or a
// request waits for one: what passes until its answer is wall time.
func (s *Service) Outside() bool { return s.outside > 0 }

// Attached tells whether any function is run outside.
func (s *Service) Attached() bool {
	for _, f := range s.functions { // whether there is one: the order does not matter
		if f.outside != nil {
			return true
		}
	}
	return false
}

// AttachedFunctions are the names of those that are run outside.
func (s *Service) AttachedFunctions() (out []string) {
	for _, f := range sim.InOrder(s.functions) {
		if f.outside != nil {
			out = append(out, f.Name)
		}
	}
	return out
}

// attach has the function's $LATEST run outside from the next request on. What
// processes were called before, others may be called now.
func (s *Service) attach(f *function) {
	f.outside = &attachment{s.stream(f.latest)}
	s.vacateIdle(f)
	for _, v := range f.all {
		if v.outside != nil {
			v.outside.Name = ""
		}
	}
	s.kernel.Emit(RuntimeAttached{f.Name})
}

// detach has it run inside again. What a process outside has, it may still
// answer.
func (s *Service) detach(f *function) {
	f.outside = nil
	s.vacateIdle(f)
	s.kernel.Emit(RuntimeDetached{f.Name})
}

// vacateIdle retires the idle environments of $LATEST.
func (s *Service) vacateIdle(f *function) {
	for len(f.latest.idle) > 0 {
		s.retire(f.latest.idle[0], "runtime")
	}
}

// variablesOutside are the environment variables for a process that is started
// by hand: those that say which function it is, and the function's own.
func (f *function) variablesOutside() map[string]string {
	r := f.latest.serving
	env := r.about(f.latest, f.outside.Stream)
	env["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand"
	maps.Copy(env, r.Variables)
	return env
}

// free is the idle environment that the next request gets: the newest, but
// rather one whose process asks for a request than one whose process does
// something else, and rather that than one that has lost its process.
func (ver *version) free() *environment {
	best := ver.newest()
	if !ver.attached() {
		return best
	}
	for i := len(ver.idle) - 1; i >= 0; i-- {
		if v := ver.idle[i]; v.readiness() > best.readiness() {
			best = v
		}
	}
	return best
}

func (v *environment) readiness() int {
	switch {
	case v.asks():
		return 2
	case v.program != nil:
		return 1
	}
	return 0
}

// asks tells whether a process outside waits here for a request. As long as it
// does, its environment is kept: the world cannot end the process.
func (v *environment) asks() bool { return v.outside != nil && v.outside.Asks != 0 }

// renew gives an environment outside what the function is by now. Its process
// keeps the variables with which it was started.
func (s *Service) renew(v *environment) {
	v.r = v.ver.serving
	v.logs = s.mayLog(v.r.Role, v.r.Logging.group(v.f))
}

// returned notes that an environment no longer has a request.
func (s *Service) returned(v *environment) {
	if v.outside != nil {
		s.outside--
		v.outside.Has = false
	}
}

// sendAway tells a process that waits in an environment that is gone.
func (s *Service) sendAway(v *environment) {
	if v.asks() {
		call := v.outside.Asks
		v.outside.Asks = 0
		s.near.Replier.Reply(call, nil, notOutside(v.f.Name))
	}
}

// notOutside is the answer to a process of a function that runs inside, in this
// project's words.
func notOutside(function string) *aws.Error {
	return aws.Errorf(403, "RuntimeNotAttached", "%s is not run by a runtime outside", function)
}

func (v *environment) checkOutside() error {
	switch {
	case v.outside == nil:
		return nil
	case v.asks() && v.State != Idle && !v.ending:
		return fmt.Errorf("is %s, and its process asks for a request", v.State)
	case v.outside.Has && v.inv == nil:
		return fmt.Errorf("has no request, and its process has one")
	}
	return nil
}
