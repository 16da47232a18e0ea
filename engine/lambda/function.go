package lambda

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/lambda/scaling"
)

// function is a Lambda function with all that hangs on it.
type function struct {
	Name string
	// ARN and group (its log group) follow from the name; they are kept
	// because each invocation needs them.
	ARN, group string
	// latest is the unpublished version, which alone can be changed; published
	// are the others, by number.
	latest    *version
	published []*version
	// lastVersion is the number of the last that was published: numbers are
	// never used again.
	lastVersion int
	aliases     map[string]*alias
	Tags        map[string]string
	deleted     bool

	// What a qualifier can have of its own: "" is the function itself.
	policies   map[string]*policy
	urls       map[string]*urlConfig
	handlings  map[string]*eventConfig
	provisions map[string]*provision

	all []*environment // by number
	// outside is set while programs outside of the world run $LATEST.
	outside  *attachment
	capacity *scaling.Function
	// reserved is what was last reserved, for a twin that keeps it warm.
	reserved int
	stats    stats
	metrics  metrics
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
	DeadLetter   string   // ARN of a queue or topic
	Image        string   // the URI of a container image, "" for a zip package
	Layers       []string // ARNs of versions
	SnapStart    bool     // published versions start from a snapshot
	Logging      logging
	code         *code
	layers       []*code
	model        *model
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

// versions are all of the function's, $LATEST first.
func (f *function) versions() []*version {
	return append([]*version{f.latest}, f.published...)
}

// policy is the resource policy of the function or of a qualifier.
func (f *function) policy(qualifier string) *policy {
	if p := f.policies[qualifier]; p != nil {
		return p
	}
	return &policy{}
}

func stale() error {
	return refuse(412, "PreconditionFailedException",
		"The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id")
}

func invalid(format string, args ...any) error {
	return refuse(400, "InvalidParameterValueException", format, args...)
}

// newRevision gives the version a new RevisionId: one at each transition.
func (s *Service) newRevision(ver *version) {
	ver.RevisionID = s.revision()
	ver.change = ver.RevisionID
}

// revision is a RevisionId that nothing else has.
func (s *Service) revision() string { return aws.UUID(s.kernel.Stream("lambda.revision")) }

// touch gives what a policy belongs to a new RevisionId: the version, or the
// alias.
func (s *Service) touch(t target) {
	if t.alias != nil {
		t.alias.RevisionID = s.revision()
		return
	}
	t.ver.RevisionID = s.revision()
}

// revision is the RevisionId of what is named.
func (t target) revision() string {
	if t.alias != nil {
		return t.alias.RevisionID
	}
	return t.ver.RevisionID
}
