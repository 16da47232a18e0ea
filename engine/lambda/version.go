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
	Failed     = "Failed"
	InProgress = "InProgress"
	Successful = "Successful"
)

// The reasons that AWS gives in either case: an update, too, says that the
// function is being created (sic, 6.2 [LS]).
const (
	creatingCode   = "Creating"
	creatingReason = "The function is being created."
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
	ver.State, ver.LastUpdateStatus = Active, Successful
	s.newRevision(ver)
}

// invocable refuses what cannot be done with a version in creation
// (6.2 [LS 2025-11-25]). Invoking is possible during an update.
func (ver *version) invocable() *aws.Error {
	if ver.State == Pending {
		return refuse(409, "ResourceConflictException",
			"The operation cannot be performed at this time. The function is currently in the following state: Pending")
	}
	return nil
}

// changeable refuses the change of a version in creation or update.
func (ver *version) changeable() error {
	if err := ver.invocable(); err != nil {
		return err
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
