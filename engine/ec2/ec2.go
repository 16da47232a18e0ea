// Package ec2 holds virtual machines: instances with their states, types,
// images, key pairs, user data and volumes, and what they cost.
//
// Its invariants: an instance is in one of six states and has a network
// interface until it is terminated; a volume is attached to one instance at
// most; what is billed is running, or hibernating.
//
// Facts are from facts/ec2.md: the model of the EC2 API (botocore 1.43.67, ec2
// 2016-11-15, 2026-08), the EC2 user guide (2023-05) and what is cited at the
// place.
package ec2

import (
	"maps"
	"math/rand/v2"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/guest"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// Service is the account's instances and what belongs to them.
type Service struct {
	k            *sim.Kernel
	api          *ec2api.API
	net          *vpc.Service
	guestRules   guest.Rules
	rules        Rules
	bill         *billing.Service
	roles        Roles
	target       aws.Deliverer
	limits       Limits
	instances    map[string]*instance
	volumes      map[string]*volume
	keys         map[string]*keyPair
	images       map[string]*image
	templates    map[string]*launchTemplate
	snapshots    map[string]*snapshot
	placements   map[string]*placementGroup // by name
	tokens       map[string]launchToken     // by client token
	launched     uint64                     // instances so far
	world        Neighbours
	programs     *rand.Rand      // of modelled programs
	calls        map[uint64]call // of AWS by programs on instances, by token
	lastCall     uint64
	ticking      bool // MinutePassed is in the queue
	running      map[string]*instance
	shells       map[uint64]shellOn // commands of ssh under way, by their call
	faults       map[uint64]*fault
	lastFault    uint64
	jobs         map[string]*job
	placed       map[pool]int // places that are taken in pools
	spots        map[pool]int // of these, by Spot Instances
	requests     map[string]*spotRequest
	spotTokens   map[string]spotToken // by client token
	reservations map[string]*capacityReservation
	reserved     map[string]*reservedInstances
}

// Neighbours are what instances need from the rest of the world.
type Neighbours struct {
	API     *ec2api.API
	Network *vpc.Service
	Billing *billing.Service
	// Roles tells which roles instances may act in; nil is any.
	Roles Roles
	// Target is told of changes of state; nil is nobody.
	Target aws.Deliverer
	// CloudWatch takes the instances' metrics; nil is nobody.
	CloudWatch *cloudwatch.Service
	// Caller and Asker make calls for programs on instances; nil is nobody.
	Caller Caller
	Asker  aws.Asker
	// Replier is told the answers that come later.
	Replier aws.Replier
	// Run runs learners' programs, nil in line; Memo remembers what they did.
	Run  sandbox.Runner
	Memo *sandbox.Memo
	// Limits are the account's quotas; the zero value is DefaultLimits.
	Limits Limits
	// Guest are the rules of what runs on instances, real ones or those of a
	// misconception.
	Guest guest.Rules
	// Rules are AWS's (AWSRules), or those of a misconception.
	Rules Rules
}

// Roles is IAM, as instances need it.
type Roles interface {
	// CanAssume tells why the service may not act in the role, nil if it may.
	CanAssume(roleARN, service string) error
}

// Caller runs operations for learners' programs. The answer comes back by
// Answered with the token.
type Caller interface {
	Call(principal, operation string, input []byte, blobs [][]byte, token uint64)
}

// New is an account without instances.
func New(k *sim.Kernel, n Neighbours) *Service {
	if n.Limits == nil {
		n.Limits = DefaultLimits()
	}
	s := &Service{k: k, api: n.API, net: n.Network, bill: n.Billing, roles: n.Roles, target: n.Target, limits: n.Limits, guestRules: n.Guest, rules: n.Rules, instances: map[string]*instance{},
		volumes: map[string]*volume{}, keys: map[string]*keyPair{}, images: map[string]*image{}, templates: map[string]*launchTemplate{}, snapshots: map[string]*snapshot{}, placements: map[string]*placementGroup{}, tokens: map[string]launchToken{},
		world: n, programs: k.Stream("ec2.programs"), calls: map[uint64]call{}, running: map[string]*instance{}, shells: map[uint64]shellOn{}, faults: map[uint64]*fault{},
		jobs: map[string]*job{}, placed: map[pool]int{}, spots: map[pool]int{}, requests: map[string]*spotRequest{}, spotTokens: map[string]spotToken{}, reserved: map[string]*reservedInstances{}, reservations: map[string]*capacityReservation{}}
	n.Billing.SetZones(s.zoneOf)
	for _, m := range publicImages {
		m.disk = guest.NewDisk(int64(m.gib) << 30)
		s.images[m.id] = &m
	}
	return s
}

// newID draws the id of a resource of EC2's.
func (s *Service) newID(prefix string) string { return ec2api.ID(s.k, prefix) }

// Operations are the API of the service.
func (s *Service) Operations() []aws.Operation {
	return slices.Concat(s.launchOperations(), s.lifecycleOperations(), s.describeOperations(), s.attributeOperations(),
		s.imageOperations(), s.keyOperations(), s.volumeOperations(), s.typeOperations(), s.templateOperations(), s.placementOperations(), s.creditOperations(), s.snapshotOperations(), s.faultOperations(), s.shellOperations(),
		s.spotOperations(), s.jobOperations(), s.reservedOperations(), s.ownImageOperations(), s.reservationOperations(), s.api.Operations())
}

// On moves instances and volumes from state to state.
func (s *Service) On(e sim.Entry) {
	switch event := e.Event.(type) {
	case GuestWoke:
		s.woke(event)
	case MinutePassed:
		s.minutePassed()
	case SystemBooted:
		s.booted(event)
	case StatusCheckFailed:
		s.checkFailed(event)
	case ShellTimedOut:
		s.shellTimedOut(event)
	case FaultEnded:
		s.endFault(event.Fault)
	case JobLapped:
		s.lapped(event)
	case CapacityReservationEnded:
		s.reservationEnded(event)
	case ImageCompleted:
		s.imageCompleted(event)
	case SpotRequestEvaluated:
		s.evaluated(event)
	case SpotHourBegan:
		s.spotHour(event)
	case SpotInterrupted:
		s.interrupted(event)
	case SpotMessaged:
		s.messaged(event)
	case InstanceStarted:
		s.started(event)
	case InstanceStopped:
		s.stopped(event)
	case InstanceTerminated:
		s.terminated(event)
	case InstanceForgotten:
		s.forgotten(event)
	case StatusChecksPassed:
		s.checksPassed(event)
	case StateChangeNotified:
		s.notified(event)
	case VolumeCreated:
		s.volumeCreated(event)
	case VolumeAttached:
		s.volumeAttached(event)
	case SnapshotCompleted:
		s.snapshotCompleted(event)
	case VolumeDetached:
		s.volumeDetached(event)
	}
}

// State is all that decides what the service does.
func (s *Service) State() any {
	var instances []instanceState
	for _, i := range sim.InOrder(s.instances) {
		instances = append(instances, i.snapshot())
	}
	var tokens []string
	for _, t := range sim.InOrder(s.tokens) {
		tokens = append(tokens, t.in.ClientToken, t.reservation)
	}
	for _, t := range sim.InOrder(s.spotTokens) {
		tokens = append(tokens, t.in.ClientToken, join(t.requests))
	}
	return struct {
		Instances  []instanceState
		Volumes    []volumeState
		Keys       []*keyPair
		Templates  []*launchTemplate
		Snapshots  []*snapshot
		Placements []*placementGroup
		Tokens     []string
		Launched   uint64
		Tags       any
		Calls      []uint64
		LastCall   uint64
		Ticking    bool
		Shells     map[uint64]shellOn
		Faults     []fault
		Jobs       []jobState
		Requests   []*spotRequest
		Reserved   []*reservedInstances
		Images     []imageState
		Kept       []*capacityReservation
	}{instances, s.volumeStates(), sim.InOrder(s.keys), sim.InOrder(s.templates), sim.InOrder(s.snapshots), sim.InOrder(s.placements), tokens, s.launched, s.api.Tags.State(),
		slices.Sorted(maps.Keys(s.calls)), s.lastCall, s.ticking, maps.Clone(s.shells), s.faultStates(), s.jobStates(), sim.InOrder(s.requests), sim.InOrder(s.reserved), s.imageStates(), sim.InOrder(s.reservations)}
}

// zoneOf is the zone of an instance, "" of what is none.
func (s *Service) zoneOf(id string) string {
	if i := s.instances[id]; i != nil {
		return i.subnet.Zone.Name
	}
	return ""
}
