package lambda

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// The states of a function and of its last update (fact sheet 6.2 [DEV, BC]).
const (
	Pending    = "Pending"
	Active     = "Active"
	InProgress = "InProgress"
	Successful = "Successful"
)

// The reasons that AWS gives in either case: an update, too, says that the
// function is being created (sic, 6.2 [LS]).
const (
	creatingCode   = "Creating"
	creatingReason = "The function is being created."
)

// function is a Lambda function with all that hangs on it.
type function struct {
	Name string
	// ARN and group (its log group) follow from the name; they are kept
	// because each invocation needs them.
	ARN, group string
	// config is what the API shows; serving is what environments are made
	// from. They differ while an update is in progress: the old code keeps
	// serving.
	config  release
	serving *release

	State, LastUpdateStatus string
	RevisionID              string
	Modified                sim.Time
	Tags                    map[string]string
	deleted                 bool

	policy policy
	url    *urlConfig

	idle       []*environment // by number, the newest last
	all        []*environment // by number
	concurrent int
	scale      bucket
	stats      stats
	metrics    metrics
}

// release is an immutable snapshot of code and configuration.
type release struct {
	Number       int
	Runtime      string
	Role         string
	Handler      string
	Description  string
	Timeout      time.Duration
	MemoryMB     int
	TmpMB        int
	Architecture string
	Variables    map[string]string
	code         *code
}

// vcpu is the share of a vCPU that the handler gets: linear in memory, 1,769
// MB to one, and JavaScript runs on one (1.3 [DQ, AT]).
//
// fidelity: lambda.cpu-by-memory
func (r *release) vcpu(rules Rules) float64 {
	memory := r.MemoryMB
	if !rules.CPUFollowsMemory {
		memory = defaultMemory
	}
	return min(1, float64(memory)/MemoryPerVCPU)
}

// MemoryPerVCPU is the memory setting, in MB, that comes with one vCPU.
const MemoryPerVCPU = 1769

// newRevision gives the function a new RevisionId: one at each transition.
func (s *Service) newRevision(f *function) {
	f.RevisionID = aws.UUID(s.kernel.Stream("lambda.revision"))
}

// activated ends the creation of a function.
func (s *Service) activated(e FunctionActivated) {
	f := s.functions[e.Function]
	if f == nil || f.State != Pending || f.RevisionID != e.Revision {
		return
	}
	f.State, f.LastUpdateStatus = Active, Successful
	s.newRevision(f)
}

// ready refuses what a function in creation or update cannot do
// (6.2 [LS 2025-11-25]). Invoking is possible during an update.
func (f *function) ready(change bool) error {
	if f.State == Pending {
		return refuse(409, "ResourceConflictException",
			"The operation cannot be performed at this time. The function is currently in the following state: Pending")
	}
	if change && f.LastUpdateStatus == InProgress {
		return refuse(409, "ResourceConflictException",
			"The operation cannot be performed at this time. An update is in progress for resource: %s", f.ARN)
	}
	return nil
}

// revised refuses a RevisionId that is not the function's.
func (f *function) revised(id string) error {
	if id == "" || id == f.RevisionID {
		return nil
	}
	return stale()
}

func stale() error {
	return refuse(412, "PreconditionFailedException",
		"The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id")
}

func invalid(format string, args ...any) error {
	return refuse(400, "InvalidParameterValueException", format, args...)
}
