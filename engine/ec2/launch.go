package ec2

import (
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// launch makes the instance of a plan that has that index in its reservation.
func (s *Service) launch(p *launchPlan, reservation string, index int) (*instance, *aws.Error) {
	id := s.newID("i")
	nic, err := s.net.NewInterface(id, p.subnet, p.groups, p.private)
	if err != nil {
		return nil, err
	}
	s.launched++
	i := &instance{id: id, reservation: reservation, index: index, number: s.launched, kind: p.kind, image: p.image, key: p.in.KeyName, keyDigest: s.digestOf(p.in.KeyName), tokens: map[string]sim.Time{}, profile: p.profile,
		token: p.in.ClientToken, userData: p.userData, wants: p.wants, metadata: p.metadata, subnet: p.subnet, nic: nic, created: s.k.Now()}
	s.instances[id] = i
	s.api.Tags.Add(id, "instance", p.in.TagSpecifications)
	if t := p.in.LaunchTemplate; t != nil {
		s.api.Tags.Set(id, []ec2api.Tag{{Key: "aws:ec2launchtemplate:id", Value: t.LaunchTemplateId}, {Key: "aws:ec2launchtemplate:version", Value: t.Version}})
	}
	s.api.Tags.Set(nic.ID, specified(p.in.TagSpecifications, "network-interface"))
	for _, v := range p.volumes {
		s.attachNew(i, v, specified(p.in.TagSpecifications, "volume"))
	}
	if p.spot != nil {
		i.lifecycle, i.spot = "spot", p.spot.request
		i.spot.Instance, i.spot.Zone = id, p.subnet.Zone.Name
	}
	i.reason, i.disk = pendingReason, p.image.disk.Clone(int64(p.volumes[0].gib)<<30)
	nic.Down = true
	s.enter(i, Pending)
	s.k.Emit(InstanceLaunched{id, i.kind.Name, i.image.id, i.subnet.Zone.Name})
	s.start(i)
	return i, nil
}

// specified are the tags that specifications have for a kind of resource.
func specified(specs []ec2api.TagSpecification, kind string) (out []ec2api.Tag) {
	for _, t := range specs {
		if t.ResourceType == kind {
			out = append(out, t.Tags...)
		}
	}
	return out
}

// start has a pending instance run soon, on a host of its own and with a public
// address if its subnet or its launch says so.
//
// fidelity: ec2.durations
// fidelity: ec2.public-address
func (s *Service) start(i *instance) {
	i.launched, i.transition = s.k.Now(), ""
	i.host = s.k.Stream("ec2.hosts").Uint64()
	if public := i.wants.PublicIP; public != nil && *public || public == nil && i.subnet.PublicIP {
		s.net.Publish(i.nic)
	}
	s.net.SetStopped(i.nic, false)
	i.failed, i.impaired = false, false
	s.mend("host", i.id)
	s.k.After(launching.Sample(s.k.Stream("ec2.launching")), InstanceStarted{i.id, i.turn})
}

// started is the end of pending.
func (s *Service) started(e InstanceStarted) {
	i := s.instances[e.Instance]
	if i == nil || i.turn != e.Turn {
		return
	}
	i.running, i.reason, i.checked = s.k.Now(), StateReason{}, false
	s.enter(i, Running)
	s.openCredits(i)
	if i.spot != nil {
		s.k.After(time.Hour, SpotHourBegan{i.id, i.turn})
	}
	if i.subnet.Down {
		s.lose(i, "zone")
	} else if i.system != nil { // it has hibernated
		s.resume(i)
	} else {
		s.boot(i, booting.Sample(s.k.Stream("ec2.booting")))
	}
	s.tick()
	s.k.After(checking.Sample(s.k.Stream("ec2.checking")), StatusChecksPassed{i.id, i.turn})
}

// checksPassed is when system and instance are known to be reachable.
func (s *Service) checksPassed(e StatusChecksPassed) {
	if i := s.instances[e.Instance]; i != nil && i.turn == e.Turn {
		i.checked = true
	}
}
