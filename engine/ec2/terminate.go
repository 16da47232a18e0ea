package ec2

import "skylab/engine/aws"

// TerminateInstancesInput follows AWS's model.
type TerminateInstancesInput struct {
	InstanceIds                   []string `aws:"required,max=1000"`
	Force, SkipOsShutdown, DryRun bool
}

// TerminateInstancesOutput are the instances' states.
type TerminateInstancesOutput struct {
	TerminatingInstances []StateChange `aws:"always,at=instancesSet"`
}

// terminateInstances ends instances. One unknown id, and none is terminated; of
// those in a zone none is, if one of them is protected.
//
// fidelity: ec2.terminate
func (s *Service) terminateInstances(_ *aws.Request, in *TerminateInstancesInput) (*TerminateInstancesOutput, error) {
	list, err := s.all(in.InstanceIds)
	if err != nil {
		return nil, err
	}
	var refused *aws.Error
	kept := map[string]bool{}
	for _, i := range list {
		if i.wants.ProtectedFromTermination && i.state != Terminated {
			kept[i.subnet.Zone.Name] = true
			if refused == nil {
				refused = aws.Errorf(400, "OperationNotPermitted", "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.", i.id)
			}
		}
	}
	out := &TerminateInstancesOutput{}
	for _, i := range list {
		before := i.state
		if !kept[i.subnet.Zone.Name] {
			s.terminate(i, userShutdown)
		}
		out.TerminatingInstances = append(out.TerminatingInstances, StateChange{i.id, i.state, before})
	}
	if refused != nil {
		return nil, refused
	}
	return out, nil
}

// terminate has an instance go for good; one that is going or gone already is
// left alone. A stopped one has nothing to shut down.
func (s *Service) terminate(i *instance, reason StateReason) {
	if i.state == ShuttingDown || i.state == Terminated {
		return
	}
	i.reason, i.transition = reason, s.initiated(reason)
	if i.state == Stopped {
		s.end(i)
		return
	}
	s.halt(i, false)
	s.enter(i, ShuttingDown)
	s.k.Emit(InstanceShuttingDown{i.id, reason.Code})
	s.k.After(shuttingDown.Sample(s.k.Stream("ec2.shuttingdown")), InstanceTerminated{i.id, i.turn})
}

// terminated is when it is down.
func (s *Service) terminated(e InstanceTerminated) {
	if i := s.instances[e.Instance]; i != nil && i.turn == e.Turn && i.state == ShuttingDown {
		s.end(i)
	}
}

// end takes an instance's interface and volumes away; those that are to stay
// are detached. It can be seen for an hour.
//
// fidelity: ec2.terminate-keeps
func (s *Service) end(i *instance) {
	s.halt(i, false) // one that hibernates
	s.enter(i, Terminated)
	s.release(i)
	s.net.Release(i.nic)
	i.nic = nil
	s.k.After(remembered, InstanceForgotten{i.id})
}

// forgotten is when it can no longer be seen.
func (s *Service) forgotten(e InstanceForgotten) {
	delete(s.instances, e.Instance)
	s.api.Tags.Remove(e.Instance)
}
