package lambda

import (
	"slices"
	"strings"
	"time"
)

// A version that nothing invokes for long enough loses what Lambda keeps for
// it beside its code, and is Inactive. The next invocation fails and has that
// made anew; the version is Pending meanwhile (AWS docs, "Lambda function
// states", read 2026-11-23).

// reclaimable tells whether Lambda keeps something for the version that it
// takes back: the snapshot of a Java version with SnapStart, which no other
// language loses (AWS docs, "Activating and managing Lambda SnapStart", read
// 2026-11-23), or the optimised copy of a container image ("Create a Lambda
// function using a container image": after multiple weeks). The third of AWS's
// cases, the network interface of a function in a VPC, is not simulated; that
// a zip package outside of any stays Active for ever is an assumption, for
// AWS names nothing that it could lose.
//
// fidelity: lambda.inactive
func (ver *version) reclaimable() bool {
	return ver.config.Image != "" || ver.restores() && strings.HasPrefix(ver.config.Runtime, "java")
}

// use notes that the version is in use now.
func (s *Service) use(ver *version) { ver.used, ver.usedBy = s.kernel.Now(), s.kernel.Cause() }

// watchUse sees to it that the version is looked at when it may have been idle
// for long enough, because of its last use. One check is in the queue for each
// version, however often it is invoked meanwhile, and none for those that lose
// nothing.
func (s *Service) watchUse(ver *version) {
	if ver.check == 0 && ver.reclaimable() {
		s.kernel.Because(ver.usedBy, func() {
			ver.check = s.kernel.At(ver.used.Add(reclaimAfter), InactivityChecked{ver.f.Name, ver.label()})
		})
	}
}

// unwatchUse takes the check of a version that is deleted from the queue, in
// which it would lie for days.
func (s *Service) unwatchUse(ver *version) {
	if ver.check != 0 {
		s.kernel.Cancel(ver.check)
		ver.check = 0
	}
}

// inactivityChecked makes a version Inactive that was idle for long enough.
// The version is there: with it the check would be gone.
func (s *Service) inactivityChecked(e InactivityChecked) {
	ver := s.versionOf(e.Function, e.Version)
	ver.check = 0
	now := s.kernel.Now()
	if ver.inUse() {
		ver.used = now
	}
	if now.Sub(ver.used) < reclaimAfter {
		s.watchUse(ver)
		return
	}
	ver.State = Inactive
	s.newRevision(ver)
	s.kernel.Emit(FunctionInactivated{e.Function, e.Version, now.Sub(ver.used)})
}

// inUse tells whether the version is kept ready though nothing invokes it: by
// an update, by an environment, or by provisioned concurrency, which may
// replace one at any time.
func (ver *version) inUse() bool {
	for _, p := range ver.f.provisions { // whether there is one: the order does not matter
		if p.Status != provisioningFailed && slices.ContainsFunc(p.portions(), func(part portion) bool { return part.ver == ver }) {
			return true
		}
	}
	return ver.LastUpdateStatus == InProgress ||
		slices.ContainsFunc(ver.f.all, func(v *environment) bool { return v.ver == ver })
}

// wake begins to make anew what an Inactive version has lost; others are left
// as they are.
//
// fidelity: lambda.inactive-callers
func (s *Service) wake(ver *version) {
	if ver.State != Inactive {
		return
	}
	s.newRevision(ver)
	begun, took := s.rouse(ver)
	s.kernel.Because(begun, func() {
		s.kernel.After(took, FunctionRestored{ver.f.Name, ver.label(), ver.RevisionID})
	})
}

// rouse makes an Inactive version Pending. It tells the Seq of the entry that
// says so, and how long the version is to stay Pending.
func (s *Service) rouse(ver *version) (begun uint64, took time.Duration) {
	ver.State, ver.restoring = Pending, true
	begun = s.kernel.Emit(FunctionRestoreStarted{ver.f.Name, ver.label()})
	r := s.kernel.Stream("lambda.restoring")
	if ver.restores() {
		return begun, ver.snapshotTime(r)
	}
	return begun, optimising.Sample(r)
}

// functionRestored ends that.
func (s *Service) functionRestored(e FunctionRestored) {
	ver := s.versionOf(e.Function, e.Version)
	if ver != nil && ver.State == Pending && ver.change == e.Revision {
		s.activate(ver)
	}
}

// versionOf is the function's version with that label, nil if there is none.
func (s *Service) versionOf(function, label string) *version {
	if f := s.functions[function]; f != nil {
		return f.version(label)
	}
	return nil
}

// InactivityChecked (scheduled): a version may have been idle for long enough
// to lose what Lambda keeps for it.
type InactivityChecked struct{ Function, Version string }

// FunctionInactivated: a version is Inactive.
type FunctionInactivated struct {
	Function, Version string
	Idle              time.Duration
}

// FunctionRestoreStarted: a version that was Inactive is Pending, for it is
// invoked or changed.
type FunctionRestoreStarted struct{ Function, Version string }

// FunctionRestored (scheduled): it is Active again.
type FunctionRestored struct{ Function, Version, Revision string }

func (InactivityChecked) Kind() string      { return "lambda.InactivityChecked" }
func (FunctionInactivated) Kind() string    { return "lambda.FunctionInactivated" }
func (FunctionRestoreStarted) Kind() string { return "lambda.FunctionRestoreStarted" }
func (FunctionRestored) Kind() string       { return "lambda.FunctionRestored" }
