package ec2

import (
	"strconv"

	"skylab/engine/aws"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// Machine is an instance as other services and screens see it: a value of the
// moment.
type Machine struct {
	ID, Image, Zone string
	// Name is its tag of that name, or "".
	Name   string
	Type   *instancetype.Type
	State  State
	Reason StateReason
	// Lifecycle is "spot", or "" for On-Demand.
	Lifecycle string
	// Interface is its place in the network, nil once it is terminated.
	Interface *vpc.Interface
	// Checks is the worse of its status checks: "initializing", "ok" or
	// "impaired", and "not-applicable" where it does not run.
	Checks string
	// Launched is when it was last asked to start, Running when it last began to.
	Launched, Running sim.Time
	// Template and Version are the launch template it was made from, or "".
	Template, Version string
}

// Machine is the instance with that id.
func (s *Service) Machine(id string) (Machine, bool) {
	i := s.instances[id]
	if i == nil {
		return Machine{}, false
	}
	return s.machine(i), true
}

// Open tells whether a connection from the internet to a port of an instance
// comes about, and something listens there: sshd does on every running one.
func (m Machine) Open(net *vpc.Service, port int) bool {
	return m.State == Running && m.Interface != nil && !m.Interface.Unreachable() && (port == sshPort || m.Interface.Listens(port)) &&
		net.Reaches(vpc.End{Outside: internet}, vpc.End{Interface: m.Interface}, port)
}

// Machines are all instances that can be seen, in the order of their launch.
func (s *Service) Machines() []Machine {
	list := s.inLaunchOrder()
	out := make([]Machine, len(list))
	for n, i := range list {
		out[n] = s.machine(i)
	}
	return out
}

func (s *Service) machine(i *instance) Machine {
	m := Machine{ID: i.id, Image: i.image.id, Zone: i.subnet.Zone.Name, Type: i.kind, State: i.state, Reason: i.reason, Lifecycle: i.lifecycle,
		Interface: i.nic, Checks: i.checks(), Launched: i.launched, Running: i.running}
	for _, t := range s.api.Tags.Of(i.id) {
		switch t.Key {
		case "Name":
			m.Name = t.Value
		case "aws:ec2launchtemplate:id":
			m.Template = t.Value
		case "aws:ec2launchtemplate:version":
			m.Version = t.Value
		}
	}
	return m
}

// TerminateFor terminates an instance for Auto Scaling, which protection from
// termination does not keep from it; false if there is none that runs.
//
// fidelity: ec2.terminate
func (s *Service) TerminateFor(id string) bool {
	i := s.instances[id]
	if i == nil || i.state == Terminated {
		return false
	}
	s.terminate(i, userShutdown)
	return true
}

// FindTemplate is a launch template by id or name that has the version: "" is
// the default one.
func (s *Service) FindTemplate(id, name, version string) (foundID, foundName string, err *aws.Error) {
	t, err := s.template(id, name)
	if err != nil {
		return "", "", err
	}
	if _, err := t.version(version); err != nil {
		return "", "", err
	}
	return t.ID, t.Name, nil
}

// TemplateVersion is the version that a word such as $Latest means now, as a
// number; "" if there is no such template or version.
func (s *Service) TemplateVersion(id, word string) string {
	t, err := s.template(id, "")
	if err != nil {
		return ""
	}
	n, err := t.version(word)
	if err != nil {
		return ""
	}
	return strconv.Itoa(n)
}
