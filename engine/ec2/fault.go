package ec2

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// fault is something that the learner broke on purpose.
type fault struct {
	Number       uint64
	Kind, Target string
	Since        sim.Time
	Ends         sim.Time // 0 if it does not end by itself
	Rate         int      // MiB a minute that memory leaks by
}

// How long it takes until a status check has noticed, and until a machine has
// its power again: assumptions.
var noticing = sim.Dist{Shape: sim.LogNormal, Mid: 90 * time.Second, P90: 130 * time.Second, Source: "assumed: checks run each minute, and two fail"}

func (s *Service) faultOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{Service: "fault", Name: "Inject", Hidden: true, Doc: "Breaks something on purpose: a zone, a host, a disk or memory.",
			Errors: []string{"InvalidFault"}}, s.injectFault),
		aws.Op(aws.Operation{Service: "fault", Name: "Clear", Hidden: true, Doc: "Ends faults, all of them or those of a target."}, s.clearFaults),
		aws.Op(aws.Operation{Service: "fault", Name: "Describe", Hidden: true, ReadOnly: true, Doc: "Lists the faults under way."}, s.describeFaults),
	}
}

// FaultInput names what breaks: a Kind of zone, host, disk or memory, its
// Target (a zone or an instance), and for how long; 0 is until it is cleared.
type FaultInput struct {
	Kind, Target    string `aws:"required"`
	DurationSeconds int    `aws:"min=0,max=2592000"`
	// MiBPerMinute is how fast memory leaks, 60 if 0.
	MiBPerMinute int `aws:"min=0,max=1000000"`
}

// FaultOutput is the fault as it was made.
type FaultOutput struct{ Fault FaultDescription }

// FaultDescription is a fault as the console shows it.
type FaultDescription struct {
	Kind, Target string
	Since        time.Time
	Ends         *time.Time
}

func invalidFault(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "InvalidFault", format, args...)
}

// injectFault breaks something.
//
// fidelity: ec2.faults
func (s *Service) injectFault(_ *aws.Request, in *FaultInput) (*FaultOutput, error) {
	if s.faultOf(in.Kind, in.Target) != nil {
		return nil, invalidFault("There is such a fault already; fault clear %s ends it", in.Target)
	}
	var err *aws.Error
	switch in.Kind {
	case "zone":
		err = s.loseZone(in.Target)
	case "host":
		err = s.failHost(in.Target)
	case "disk", "memory":
		err = s.spoil(in)
	default:
		err = invalidFault("Faults are zone, host, disk and memory, not %q", in.Kind)
	}
	if err != nil {
		return nil, err
	}
	s.lastFault++
	f := &fault{Number: s.lastFault, Kind: in.Kind, Target: in.Target, Since: s.k.Now()}
	if in.DurationSeconds > 0 {
		f.Ends = f.Since.Add(time.Duration(in.DurationSeconds) * time.Second)
		s.k.At(f.Ends, FaultEnded{f.Number})
	}
	if in.Kind == "memory" {
		f.Rate = bound(in.MiBPerMinute > 0, in.MiBPerMinute, leakRate)
	}
	s.faults[f.Number] = f
	if in.Kind == "memory" {
		s.leak(s.instances[in.Target])
	}
	return &FaultOutput{f.describe()}, nil
}

func (f *fault) describe() FaultDescription {
	d := FaultDescription{Kind: f.Kind, Target: f.Target, Since: f.Since.Wall()}
	if f.Ends > 0 {
		d.Ends = ptr(f.Ends.Wall())
	}
	return d
}

// loseZone cuts a zone off: nothing in it can be reached, what was under way
// there is lost, and nothing can be launched.
func (s *Service) loseZone(name string) *aws.Error {
	n := s.net.DefaultSubnet(name)
	if n == nil {
		return invalidFault("There is no zone %q: zones are %s, %s and %s", name, vpc.Zones[0].Name, vpc.Zones[1].Name, vpc.Zones[2].Name)
	}
	n.Down = true
	for _, i := range s.inLaunchOrder() {
		if i.subnet == n {
			s.lose(i, "zone")
		}
	}
	return nil
}

// failHost takes the machine under an instance away.
func (s *Service) failHost(id string) *aws.Error {
	i, err := s.instance(id)
	if err != nil {
		return err
	}
	if i.state != Running {
		return invalidFault("%s is %s: only a running instance has a host that can fail", id, i.state.Name)
	}
	s.lose(i, "power")
	return nil
}

// lose is when an instance's machine is gone: whoever waits for it never hears
// of it. AWS's checks notice a little later. One that is being launched fails.
func (s *Service) lose(i *instance, what string) {
	switch i.state {
	case Pending:
		if i.boots == 0 {
			s.terminate(i, StateReason{"Server.InternalError", "Server.InternalError: Internal error on launch"})
		}
	case Running:
		i.failed = true
		s.halt(i, true)
		s.k.Emit(HostFailed{i.id, what})
		s.k.After(noticing.Sample(s.k.Stream("ec2.noticing")), StatusCheckFailed{i.id, i.turn})
	}
}

// checkFailed is when a status check has noticed.
func (s *Service) checkFailed(e StatusCheckFailed) {
	if i := s.instances[e.Instance]; i != nil && i.turn == e.Turn && i.failed {
		i.impaired = true
	}
}

// recover has an instance's machine be there again: it boots.
func (s *Service) recover(i *instance) {
	if !i.failed {
		return
	}
	i.failed, i.impaired = false, false
	if i.state == Running {
		s.k.Emit(HostRecovered{i.id})
		s.boot(i, rebooting.Sample(s.k.Stream("ec2.rebooting")))
	}
}

// spoil fills an instance's disk, or has its memory leak away.
func (s *Service) spoil(in *FaultInput) *aws.Error {
	i, err := s.instance(in.Target)
	if err != nil {
		return err
	}
	if i.system == nil || i.state != Running {
		return invalidFault("%s is %s and its system does not run", in.Target, i.state.Name)
	}
	if in.Kind == "disk" {
		i.disk.Fill(1 << 60)
		return nil
	}
	return nil
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
	out := &DescribeFaultsOutput{}
	for _, f := range sim.InOrder(s.faults) {
		out.Faults = append(out.Faults, f.describe())
	}
	return out, nil
}

func (s *Service) faultStates() (out []fault) {
	for _, f := range sim.InOrder(s.faults) {
		out = append(out, *f)
	}
	return out
}
