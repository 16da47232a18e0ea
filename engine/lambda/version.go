package lambda

import (
	"strconv"

	"skylab/engine/sim"
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
	// change is the RevisionID with which the transition under way began:
	// publishing and permissions give the version others meanwhile.
	change   string
	Modified sim.Time
	deleted  bool
	// restoring tells why it is Pending: not because it is new. used is when
	// it was last in use, usedBy the Seq of the entry that says so, check that
	// of the InactivityChecked in the queue, 0 without one.
	restoring     bool
	used          sim.Time
	usedBy, check uint64
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

// revised refuses a RevisionId that is not the version's.
func (ver *version) revised(id string) error {
	if id == "" || id == ver.RevisionID {
		return nil
	}
	return stale()
}
