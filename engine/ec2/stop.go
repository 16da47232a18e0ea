package ec2

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
)

func (s *Service) lifecycleOperations() []aws.Operation {
	errors := []string{"InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed", "IncorrectInstanceState", "OperationNotPermitted"}
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "StartInstances", Doc: "Starts stopped instances.", Errors: append(errors, "VcpuLimitExceeded"),
			Unsimulated: []string{"AdditionalInfo"}}, s.startInstances),
		ec2api.Op(s.api, aws.Operation{Name: "StopInstances", Doc: "Stops instances, or has them hibernate.",
			Errors: append(errors, "UnsupportedHibernationConfiguration")}, s.stopInstances),
		ec2api.Op(s.api, aws.Operation{Name: "RebootInstances", Doc: "Begins the instances' operating systems anew.", Errors: errors}, s.rebootInstances),
		ec2api.Op(s.api, aws.Operation{Name: "TerminateInstances", Doc: "Ends instances for good.", Errors: errors}, s.terminateInstances),
	}
}

// StopInstancesInput follows AWS's model.
type StopInstancesInput struct {
	InstanceIds                              []string `aws:"required"`
	Hibernate, SkipOsShutdown, DryRun, Force bool
}

// StopInstancesOutput are the instances' states.
type StopInstancesOutput struct {
	StoppingInstances []StateChange `aws:"always,at=instancesSet"`
}

// stopInstances stops running instances; those that are stopped stay so.
//
// fidelity: ec2.stop
func (s *Service) stopInstances(_ *aws.Request, in *StopInstancesInput) (*StopInstancesOutput, error) {
	list, err := s.all(in.InstanceIds)
	if err != nil {
		return nil, err
	}
	for _, i := range list {
		switch {
		case i.state != Running && i.state != Stopping && i.state != Stopped:
			return nil, wrongState(i.id, "stopped", "This")
		case i.wants.ProtectedFromStop && i.state == Running:
			return nil, aws.Errorf(400, "OperationNotPermitted", "The instance '%s' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.", i.id)
		case i.spot != nil && i.state == Running && !i.spot.Persistent:
			return nil, cannotStopOneTime(i.id)
		case in.Hibernate && !i.wants.Hibernation:
			return nil, aws.Errorf(400, "UnsupportedHibernationConfiguration", "Instance is not configured for hibernation at launch.")
		}
	}
	out := &StopInstancesOutput{}
	for _, i := range list {
		before := i.state
		if before == Running {
			reason := userShutdown
			if in.Hibernate {
				reason = userHibernate
			}
			s.stop(i, reason, in.Hibernate)
		}
		out.StoppingInstances = append(out.StoppingInstances, StateChange{i.id, i.state, before})
	}
	return out, nil
}

// stop has a running instance go down. What writes its memory away takes longer
// the more it has; one whose system does not run cannot, and is shut down (API
// reference, StopInstances).
//
// fidelity: ec2.hibernation
func (s *Service) stop(i *instance, reason StateReason, hibernates bool) {
	hibernates = hibernates && i.system != nil && !i.nic.Down
	i.reason, i.transition, i.hibernates = reason, s.initiated(reason), hibernates
	if hibernates {
		i.nic.Down = true
		i.system.Hibernate()
	} else {
		s.halt(i, false)
	}
	s.enter(i, Stopping)
	s.k.Emit(InstanceStopping{i.id, reason.Code, hibernates})
	takes := stopping.Sample(s.k.Stream("ec2.stopping"))
	if hibernates {
		takes += time.Duration(i.kind.MemoryMiB) * writingGiB / 1024
	}
	s.k.After(takes, InstanceStopped{i.id, i.turn})
}

// stopped is when it is down: its public address is gone, and what was on its
// host.
//
// fidelity: ec2.stop-keeps
func (s *Service) stopped(e InstanceStopped) {
	i := s.instances[e.Instance]
	if i == nil || i.turn != e.Turn {
		return
	}
	i.hibernates = false
	s.enter(i, Stopped)
	if !s.rules.KeepsAddress {
		s.net.Unpublish(i.nic)
	}
	s.net.SetStopped(i.nic, true)
}

// StartInstancesInput follows AWS's model.
type StartInstancesInput struct {
	InstanceIds []string `aws:"required"`
	DryRun      bool
}

// StartInstancesOutput are the instances' states.
type StartInstancesOutput struct {
	StartingInstances []StateChange `aws:"always,at=instancesSet"`
}

// startInstances starts stopped instances; those that run go on.
//
// fidelity: ec2.start
func (s *Service) startInstances(_ *aws.Request, in *StartInstancesInput) (*StartInstancesOutput, error) {
	list, err := s.all(in.InstanceIds)
	if err != nil {
		return nil, err
	}
	wanted := wanted{vcpus: map[string]int{}, places: map[pool]int{}}
	for _, i := range list {
		switch i.state {
		case Stopped:
			if i.root() == nil {
				return nil, ec2api.Invalid("Invalid value '%s' for instanceId. Instance does not have a volume attached at root (%s)", i.id, rootDevice)
			}
			if err := s.canStart(i, wanted); err != nil {
				return nil, err
			}
		case Pending, Running:
		default:
			return nil, wrongState(i.id, "started", "The")
		}
	}
	out := &StartInstancesOutput{}
	for _, i := range list {
		before := i.state
		if before == Stopped {
			s.startAgain(i)
		}
		out.StartingInstances = append(out.StartingInstances, StateChange{i.id, i.state, before})
	}
	return out, nil
}

// wanted are vCPUs and places that a call of StartInstances has promised.
type wanted struct {
	vcpus  map[string]int // by quota
	places map[pool]int
}

// canStart refuses to start what the quota or the zone has no room for.
//
// fidelity: ec2.capacity
func (s *Service) canStart(i *instance, w wanted) *aws.Error {
	quota, p := group(i.kind), i.pool()
	left := s.available
	if i.spot != nil {
		left = s.free
		if i.spot.Code != stoppedByUser {
			return cannotStartSpot(i.id)
		}
	} else if w.vcpus[quota] += i.kind.VCPUs; s.inUse(quota)+w.vcpus[quota] > s.limits[quota] {
		return s.limitExceeded(i.kind)
	}
	kept := 0
	switch c := s.reservations[i.wants.Reservation]; {
	case c != nil:
		kept = c.free()
	case i.spot == nil && i.wants.Reservation == "" && i.wants.Tenancy != "dedicated":
		kept = s.reservedPlaces(p)
	}
	if w.places[p]++; left(p)+kept < w.places[p] {
		return s.insufficient(p)
	}
	return nil
}

// startAgain starts a stopped instance.
func (s *Service) startAgain(i *instance) {
	i.reason = StateReason{}
	s.enter(i, Pending)
	s.k.Emit(InstanceStarting{i.id})
	s.start(i)
	s.reclaim(i.pool())
}

// RebootInstancesInput follows AWS's model.
type RebootInstancesInput struct {
	InstanceIds []string `aws:"required"`
	DryRun      bool
}

// rebootInstances begins the operating systems of running instances anew; they
// stay on their hosts, and are running all the while.
//
// fidelity: ec2.reboot
func (s *Service) rebootInstances(_ *aws.Request, in *RebootInstancesInput) (*ec2api.Empty, error) {
	list, err := s.all(in.InstanceIds)
	if err != nil {
		return nil, err
	}
	for _, i := range list {
		if i.state != Running && i.state != Terminated {
			return nil, wrongState(i.id, "rebooted", "The")
		}
	}
	for _, i := range list {
		if i.state == Running {
			s.reboot(i)
		}
	}
	return nil, nil
}
