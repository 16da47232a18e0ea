package lambda

import "skylab/engine/aws"

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

// activated ends the creation of a version.
func (s *Service) activated(e FunctionActivated) {
	f := s.functions[e.Function]
	if f == nil {
		return
	}
	for _, ver := range f.versions() {
		if ver.State == Pending && ver.change == e.Revision {
			s.activate(ver)
		}
	}
}

// activate makes a version Active: from now on it may run, or be idle.
func (s *Service) activate(ver *version) {
	ver.State, ver.LastUpdateStatus, ver.restoring = Active, Successful, false
	s.use(ver)
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

// pending is the refusal of what a version does not do while it is Pending
// (6.2 [LS 2025-11-25]).
func pending() *aws.Error {
	return refuse(409, "ResourceConflictException",
		"The operation cannot be performed at this time. The function is currently in the following state: %s", Pending)
}

// accepts refuses an event for a version in creation. That one for a version
// that is Inactive, or being restored, waits in the queue is an assumption.
func (ver *version) accepts() *aws.Error {
	if ver.State == Pending && !ver.restoring {
		return pending()
	}
	return nil
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
		return pending()
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
		return pending()
	}
	if ver.LastUpdateStatus == InProgress {
		return refuse(409, "ResourceConflictException",
			"The operation cannot be performed at this time. An update is in progress for resource: %s", ver.f.ARN)
	}
	return nil
}
