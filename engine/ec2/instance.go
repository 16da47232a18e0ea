package ec2

import (
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/credits"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/guest"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// instance is a virtual machine.
type instance struct {
	id, reservation     string
	index               int    // in its launch
	number              uint64 // among all launched
	kind                *instancetype.Type
	image               *image
	key, profile, token string
	keyDigest           string // of the key pair's private half, "" without
	userData            []byte
	wants               wishes

	state      State
	turn       uint64 // changes of state so far, so that what was scheduled for an earlier one is told
	reason     StateReason
	transition string // why, and when
	created    sim.Time
	launched   sim.Time // when it was last asked to start
	running    sim.Time // when it last began to run
	checked    bool     // its status checks have passed since
	lifecycle  string   // "spot", or "" for On-Demand
	host       uint64   // the machine it is on: another after each start

	subnet      *vpc.Subnet
	nic         *vpc.Interface // nil when terminated
	volumes     []*attachment  // the root volume first
	boots       int
	cpu         *credits.Account // nil if the type has no credits
	counted     sim.Time         // up to when they are counted
	worked      time.Duration    // CPU time of the system up to then
	usedCredits time.Duration    // CPU time that credits were spent on, since the last metric
	console     []ConsoleLine
	disk        *guest.Disk   // its root volume's
	system      *guest.System // while it runs and when it hibernates
	failed      bool          // its host is gone
	impaired    bool          // a status check has found that out
	spent       time.Duration // CPU time of earlier boots
	sent        int64         // bytes of earlier boots
	received    int64
	metrics     *instanceMetrics    // nil until there is something to tell
	grouped     bool                // its Auto Scaling group's metrics have it in them
	tokens      map[string]sim.Time // of the metadata service, with their ends
	metadata    metadataOptions
	hibernates  bool         // it is stopping, and will go on where it was
	spot        *spotRequest // nil if On-Demand
	notice      *notice      // that it will be interrupted, or nil
	reserved    string       // the Capacity Reservation whose place it has, or ""
	rate        int64        // the Spot price that it runs at, in 1e-10 dollars
}

// wishes are what a launch says about an instance's life.
type wishes struct {
	ProtectedFromTermination, ProtectedFromStop bool
	TerminateOnShutdown                         bool
	Hibernation, Monitoring, EBSOptimized       bool
	PublicIP                                    *bool
	Tenancy, PlacementGroup                     string
	Reservation                                 string // the Capacity Reservation to run in, "none", or "" for any open one
	Credits                                     string // "standard" or "unlimited", "" for types without
}

// metadataOptions are how an instance's metadata can be read.
type metadataOptions struct {
	Tokens   string // "required" or "optional"
	Hops     int
	Endpoint string // "enabled" or "disabled"
	Tags     string
}

// instanceState is an instance as a value, for hashing. Its network interface is
// the network's to tell.
type instanceState struct {
	ID, Reservation, Type, Image, State, Key, Profile, Token, Subnet, Lifecycle string
	Index, Boots                                                                int
	Number, Turn, Host                                                          uint64
	Reason                                                                      StateReason
	Transition                                                                  string
	Created, Launched, Running                                                  sim.Time
	Checked                                                                     bool
	Wants                                                                       wishes
	Metadata                                                                    metadataOptions
	UserData                                                                    []byte
	Volumes                                                                     []*attachment
	CPU                                                                         *credits.Account
	Counted                                                                     sim.Time
	Worked, UsedCredits                                                         time.Duration
	Console                                                                     []ConsoleLine
	Disk                                                                        guest.DiskState
	System                                                                      any
	Failed, Impaired                                                            bool
	Spent                                                                       time.Duration
	Sent, Received                                                              int64
	Tokens                                                                      map[string]sim.Time
	Measured                                                                    []int64
	Hibernates                                                                  bool
	Request, Reserved                                                           string
	Notice                                                                      *notice
	Rate                                                                        int64
	Grouped                                                                     bool
}

func (i *instance) snapshot() instanceState {
	var system any
	if i.system != nil {
		system = i.system.State()
	}
	request := ""
	if i.spot != nil {
		request = i.spot.ID
	}
	return instanceState{i.id, i.reservation, i.kind.Name, i.image.id, i.state.Name, i.key, i.profile, i.token, i.subnet.ID, i.lifecycle, i.index, i.boots,
		i.number, i.turn, i.host, i.reason, i.transition, i.created, i.launched, i.running, i.checked, i.wants, i.metadata, i.userData, i.volumes, i.cpu, i.counted, i.worked, i.usedCredits, i.console,
		i.disk.State(), system, i.failed, i.impaired, i.spent, i.sent, i.received, maps.Clone(i.tokens), i.metrics.state(), i.hibernates, request, i.reserved, i.notice, i.rate, i.grouped}
}

// enter brings an instance into a state. It panics on a change that no instance
// makes: a mistake of this program.
func (s *Service) enter(i *instance, next State) {
	if i.turn > 0 && !slices.Contains(lifecycle[i.state], next) {
		panic("ec2: " + i.id + " cannot go from " + i.state.Name + " to " + next.Name)
	}
	if i.state == Running {
		s.closeCredits(i)
	}
	if was, is := i.turn > 0 && onHost(i.state), onHost(next); was != is {
		s.place(i, map[bool]int{true: 1, false: -1}[is])
	}
	i.state = next
	i.turn++
	if delete(s.running, i.id); next == Running {
		s.running[i.id] = i
	}
	s.meter(i)
	s.notify(i)
	if i.spot != nil {
		s.followed(i)
	}
}

// meter has the bill count the instance as what it is now: while it runs, and
// while it writes its memory to hibernate.
//
// fidelity: ec2.dedicated-instances
// fidelity: ec2.billed-states
func (s *Service) meter(i *instance) {
	on := int64(0)
	if s.rules.billed(i) {
		on = 1
	}
	s.meterVolumes(i)
	if i.spot != nil {
		s.meterSpot(i)
		return
	}
	usage := billing.BoxUsage(i.kind.Name)
	if i.wants.Tenancy == "dedicated" {
		usage = billing.DedicatedUsage(i.kind.Name)
	}
	s.bill.Hold(usage, i.id, "", on)
}

// instance is the one with that id, or AWS's error.
//
// fidelity: ec2.errors
func (s *Service) instance(id string) (*instance, *aws.Error) {
	if i := s.instances[id]; i != nil {
		return i, nil
	}
	if err := ec2api.CheckID(id, "i", "InvalidInstanceID"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidInstanceID.NotFound", "The instance ID '%s' does not exist", id)
}

// all are the instances with those ids, each once, or AWS's error, which names
// all that do not exist.
func (s *Service) all(ids []string) ([]*instance, *aws.Error) {
	if len(ids) == 0 {
		return nil, ec2api.Missing("InstanceId")
	}
	var out []*instance
	var missing []string
	for _, id := range ids {
		i, err := s.instance(id)
		switch {
		case err != nil && err.Code != "InvalidInstanceID.NotFound":
			return nil, err
		case err != nil:
			missing = append(missing, id)
		case !slices.Contains(out, i):
			out = append(out, i)
		}
	}
	switch len(missing) {
	case 0:
		return out, nil
	case 1:
		return nil, aws.Errorf(400, "InvalidInstanceID.NotFound", "The instance ID '%s' does not exist", missing[0])
	}
	return nil, aws.Errorf(400, "InvalidInstanceID.NotFound", "The instance IDs '%s' do not exist", join(missing))
}

// initiated is the text of a transition that a user began, or the service.
func (s *Service) initiated(why StateReason) string {
	return word(strings.HasPrefix(why.Code, "Server."), "Service", "User") + " initiated (" + s.k.Now().Wall().Format("2006-01-02 15:04:05") + " GMT)"
}
