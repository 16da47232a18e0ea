package lambda

import (
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// The states of a version and of its last update (fact sheet 6.2 [DEV, BC]).
const (
	Pending    = "Pending"
	Active     = "Active"
	Inactive   = "Inactive"
	InProgress = "InProgress"
	Successful = "Successful"
)

// The reasons that AWS gives: an update, too, says that the function is being
// created (sic, 6.2 [LS]). That of Inactive is from an answer of AWS of
// 2024-07-17 in a public repository; the text of Restoring is an assumption.
const (
	creatingCode    = "Creating"
	creatingReason  = "The function is being created."
	idleCode        = "Idle"
	idleReason      = "The function is currently idle."
	restoringCode   = "Restoring"
	restoringReason = "The function is being restored."
)

// version is a function's code and configuration under one name: $LATEST,
// which can be changed, or a number, which cannot.
//
// fidelity: lambda.versions
type version struct {
	f *function
	// Number is 0 for $LATEST.
	Number int
	// config is what the API shows; serving is what environments are made
	// from. They differ while an update is in progress: the old code keeps
	// serving.
	config  release
	serving *release

	State, LastUpdateStatus string
	RevisionID              string
	Modified                sim.Time
	deleted                 bool
	// restoring tells why it is Pending: not because it is new. used is when
	// it was last in use, check the Seq of the InactivityChecked in the queue,
	// 0 without one.
	restoring bool
	used      sim.Time
	check     uint64
	pool
}

// label is the version's name: "$LATEST" or "7".
func (ver *version) label() string {
	if ver.Number == 0 {
		return latest
	}
	return strconv.Itoa(ver.Number)
}

// arn is the version's own ARN; $LATEST has that of the function.
func (ver *version) arn() string {
	if ver.Number == 0 {
		return ver.f.ARN
	}
	return ver.f.ARN + ":" + ver.label()
}

// version is the one with that label, or nil.
func (f *function) version(label string) *version {
	if label == "" || label == latest {
		return f.latest
	}
	for _, ver := range f.published {
		if ver.label() == label {
			return ver
		}
	}
	return nil
}

// activated ends the creation of a version.
func (s *Service) activated(e FunctionActivated) {
	f := s.functions[e.Function]
	if f == nil {
		return
	}
	for _, ver := range f.versions() {
		if ver.State == Pending && ver.RevisionID == e.Revision {
			s.activate(ver)
		}
	}
}

func (s *Service) activate(ver *version) {
	ver.State, ver.LastUpdateStatus, ver.restoring = Active, Successful, false
	ver.used = s.kernel.Now()
	s.newRevision(ver)
	s.watchUse(ver)
}

// reason is why the version is not Active.
func (ver *version) reason() (text, code string) {
	switch {
	case ver.State == Inactive:
		return idleReason, idleCode
	case ver.restoring:
		return restoringReason, restoringCode
	case ver.State == Pending:
		return creatingReason, creatingCode
	}
	return "", ""
}

// accepts refuses an event for a version in creation (6.2 [LS 2025-11-25]).
// That one for a version that is Inactive, or being restored, waits in the
// queue is an assumption.
func (ver *version) accepts() *aws.Error {
	if ver.State != Pending || ver.restoring {
		return nil
	}
	return refuse(409, "ResourceConflictException",
		"The operation cannot be performed at this time. The function is currently in the following state: Pending")
}

// invocable refuses to run a version that is not Active. Where it has lost its
// snapshot AWS documents the answer ("Troubleshooting SnapStart errors", read
// 2026-11-23); where it has lost its image that is what callers report
// (github boto/boto3 issue 3788, 2023-07-20; 409 as of 2026-09-09). Invoking
// is possible during an update.
func (ver *version) invocable() *aws.Error {
	switch {
	case ver.State == Active:
		return nil
	case ver.State == Pending && !ver.restoring:
		return ver.accepts()
	case ver.restores():
		return refuse(409, "SnapStartNotReadyException",
			"Lambda is initializing your function. It will be ready to invoke once your function state becomes ACTIVE.")
	}
	return refuse(409, "CodeArtifactUserPendingException",
		"ERROR: Lambda is initializing your function. It will be ready to invoke shortly.")
}

// changeable refuses the change of a version that is Pending or in update; one
// that is Inactive can be changed (AWS Compute Blog, "Tracking the state of AWS
// Lambda functions", quoted in github boto/botocore issue 2584, 2022-01-04).
func (ver *version) changeable() error {
	if ver.State == Pending {
		return refuse(409, "ResourceConflictException",
			"The operation cannot be performed at this time. The function is currently in the following state: Pending")
	}
	if ver.LastUpdateStatus == InProgress {
		return refuse(409, "ResourceConflictException",
			"The operation cannot be performed at this time. An update is in progress for resource: %s", ver.f.ARN)
	}
	return nil
}

// revised refuses a RevisionId that is not the version's.
func (ver *version) revised(id string) error {
	if id == "" || id == ver.RevisionID {
		return nil
	}
	return stale()
}
