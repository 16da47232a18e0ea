package ec2

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// fault is something that the learner broke on purpose.
type fault struct {
	Number             uint64
	Kind, Target, Zone string
	Since              sim.Time
	Ends               sim.Time // 0 if it does not end by itself
	Rate               int      // MiB a minute that memory leaks by
	Left               int      // how many instances of a type there still are
}

func (s *Service) faultOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{Service: "fault", Name: "Inject", Hidden: true, Doc: "Breaks something on purpose: a zone, a host, a disk, memory or a type's capacity.",
			Errors: []string{"InvalidFault"}}, s.injectFault),
		aws.Op(aws.Operation{Service: "fault", Name: "Clear", Hidden: true, Doc: "Ends faults, all of them or those of a target."}, s.clearFaults),
		aws.Op(aws.Operation{Service: "fault", Name: "Describe", Hidden: true, ReadOnly: true, Doc: "Lists the faults under way."}, s.describeFaults),
	}
}

// FaultInput names what breaks: a Kind of zone, host, disk, memory or capacity,
// its Target (a zone, an instance or an instance type), and for how long; 0 is
// until it is cleared.
type FaultInput struct {
	Kind, Target    string `aws:"required"`
	DurationSeconds int    `aws:"min=0,max=2592000"`
	// MiBPerMinute is how fast memory leaks, 60 if 0.
	MiBPerMinute int `aws:"min=0,max=1000000"`
	// Instances of a type are all that can be had, in a zone or in each of them.
	Instances        int `aws:"min=0,max=10000"`
	AvailabilityZone string
}

// FaultOutput is the fault as it was made.
type FaultOutput struct{ Fault FaultDescription }

// FaultDescription is a fault as the console shows it.
type FaultDescription struct {
	Kind, Target     string
	AvailabilityZone string
	Since            time.Time
	Ends             *time.Time
}

func invalidFault(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "InvalidFault", format, args...)
}

// injectFault breaks something.
//
// fidelity: ec2.faults
func (s *Service) injectFault(_ *aws.Request, in *FaultInput) (*FaultOutput, error) {
	f := &fault{Kind: in.Kind, Target: in.Target, Zone: in.AvailabilityZone, Since: s.k.Now(), Rate: bound(in.MiBPerMinute > 0, in.MiBPerMinute, leakRate), Left: in.Instances}
	if s.has(f) {
		return nil, invalidFault("There is such a fault already; fault clear %s ends it", in.Target)
	}
	if err := s.breakable(f); err != nil {
		return nil, err
	}
	s.lastFault++
	f.Number = s.lastFault
	if in.DurationSeconds > 0 {
		f.Ends = f.Since.Add(time.Duration(in.DurationSeconds) * time.Second)
		s.k.At(f.Ends, FaultEnded{f.Number})
	}
	s.faults[f.Number] = f
	s.strike(f)
	return &FaultOutput{f.describe()}, nil
}

// has tells whether the same is broken already.
func (s *Service) has(f *fault) bool {
	for _, other := range s.faults {
		if other.Kind == f.Kind && other.Target == f.Target && other.Zone == f.Zone {
			return true
		}
	}
	return false
}

// breakable says why something cannot be broken.
func (s *Service) breakable(f *fault) *aws.Error {
	switch f.Kind {
	case "zone":
		return isZone(f.Target)
	case "capacity":
		if instancetype.Named(f.Target) == nil {
			return invalidFault("There is no instance type %q", f.Target)
		}
		if f.Zone != "" {
			return isZone(f.Zone)
		}
		return nil
	case "host", "disk", "memory":
		i, err := s.instance(f.Target)
		switch {
		case err != nil:
			return err
		case i.state != Running || f.Kind != "host" && i.system == nil:
			return invalidFault("%s is %s and its system does not run: nothing of it can be broken", f.Target, i.state.Name)
		}
		return nil
	}
	return invalidFault("Faults are zone, host, disk, memory and capacity, not %q", f.Kind)
}

func isZone(name string) *aws.Error {
	if !vpc.IsZone(name) {
		return invalidFault("There is no zone %q: zones are %s, %s and %s", name, vpc.Zones[0].Name, vpc.Zones[1].Name, vpc.Zones[2].Name)
	}
	return nil
}

// strike is when a fault begins.
func (s *Service) strike(f *fault) {
	switch f.Kind {
	case "zone":
		s.loseZone(f.Target)
	case "host":
		s.lose(s.instances[f.Target], "power")
	case "disk":
		s.instances[f.Target].disk.Fill(1 << 60)
	case "memory":
		s.leak(s.instances[f.Target])
	case "capacity":
		s.reclaimAll(f.Target)
	}
}

func (f *fault) describe() FaultDescription {
	d := FaultDescription{Kind: f.Kind, Target: f.Target, AvailabilityZone: f.Zone, Since: f.Since.Wall()}
	if f.Ends > 0 {
		d.Ends = ptr(f.Ends.Wall())
	}
	return d
}

// leakRate is how fast memory leaks where nothing else is said, in MiB a minute.
const leakRate = 60

// leak has a booted instance's memory leak as fast as a fault says: a server
// that leaks does so again when it is started anew.
func (s *Service) leak(i *instance) {
	if f := s.faultOf("memory", i.id); f != nil {
		i.system.Leak(int64(f.Rate) << 20)
	}
}

// faultOf is the fault of that kind at a target, or nil.
func (s *Service) faultOf(kind, target string) *fault {
	for _, f := range s.faults {
		if f.Kind == kind && f.Target == target {
			return f
		}
	}
	return nil
}

// mend ends a fault without any trace, as an instance that is started on another
// host leaves the one that failed.
func (s *Service) mend(kind, target string) {
	if f := s.faultOf(kind, target); f != nil {
		delete(s.faults, f.Number)
	}
}

// endFault is when a fault is over.
func (s *Service) endFault(number uint64) {
	f := s.faults[number]
	if f == nil {
		return
	}
	delete(s.faults, number)
	switch f.Kind {
	case "zone":
		n := s.net.DefaultSubnet(f.Target)
		n.Down = false
		for _, i := range s.inLaunchOrder() {
			if i.subnet == n && s.faultOf("host", i.id) == nil {
				s.recover(i)
			}
		}
	case "host":
		if i := s.instances[f.Target]; i != nil && !i.subnet.Down {
			s.recover(i)
		}
	case "disk":
		if i := s.instances[f.Target]; i != nil {
			i.disk.Fill(0)
		}
	case "memory":
		if i := s.instances[f.Target]; i != nil && i.system != nil {
			i.system.Leak(0)
		}
	}
}

// ClearFaultsInput names a target, or none for all faults.
type ClearFaultsInput struct{ Target string }

// ClearFaultsOutput tells how many faults have ended.
type ClearFaultsOutput struct {
	Cleared int `aws:"always"`
}

func (s *Service) clearFaults(_ *aws.Request, in *ClearFaultsInput) (*ClearFaultsOutput, error) {
	out := &ClearFaultsOutput{}
	for _, f := range sim.InOrder(s.faults) {
		if in.Target == "" || in.Target == f.Target {
			s.endFault(f.Number)
			out.Cleared++
		}
	}
	return out, nil
}

// DescribeFaultsOutput are the faults under way, oldest first.
type DescribeFaultsOutput struct {
	Faults []FaultDescription `aws:"always"`
}

func (s *Service) describeFaults(*aws.Request, *ec2api.Empty) (*DescribeFaultsOutput, error) {
	return &DescribeFaultsOutput{s.Faults()}, nil
}

// Faults are what is broken now, oldest first.
func (s *Service) Faults() (out []FaultDescription) {
	for _, f := range sim.InOrder(s.faults) {
		out = append(out, f.describe())
	}
	return out
}

func (s *Service) faultStates() (out []fault) {
	for _, f := range sim.InOrder(s.faults) {
		out = append(out, *f)
	}
	return out
}
