package ec2

import (
	"encoding/json"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// notice is that a Spot Instance will be interrupted.
type notice struct {
	Action string // terminate, stop or hibernate
	Since  sim.Time
	At     sim.Time
	Told   bool // false while only a rebalance is recommended
	Why    string
}

// Why Spot Instances are interrupted, as the codes of their requests' status have
// it.
const (
	byCapacity   = "no-capacity"
	byPrice      = "by-price"
	byExperiment = "by-experiment"
)

// interruptionNotice is how long before its interruption a Spot Instance is told
// (EC2 user guide, Spot Instance interruption notices).
const interruptionNotice = 2 * time.Minute

// The reasons of state of interrupted instances (API reference, StateReason).
var (
	spotTermination = StateReason{"Server.SpotInstanceTermination", "Server.SpotInstanceTermination: Instance terminated by Spot service"}
	spotShutdown    = StateReason{"Server.SpotInstanceShutdown", "Server.SpotInstanceShutdown: Instance stopped by Spot service"}
)

// interrupt has EC2 take a running Spot Instance back after so long: at once a
// rebalance is recommended, and two minutes before the instance is told. One that
// hibernates begins with that when it is told.
//
// fidelity: ec2.spot-interruptions
func (s *Service) interrupt(i *instance, why string, after time.Duration) {
	if i.notice != nil {
		return
	}
	i.notice = &notice{Action: i.spot.Behavior, Since: s.k.Now(), At: s.k.Now().Add(after), Why: why}
	s.message(i, "EC2 Instance Rebalance Recommendation", "")
	if told := (SpotInterrupted{i.id, i.turn}); after > interruptionNotice {
		s.k.After(after-interruptionNotice, told)
	} else {
		s.interrupted(told)
	}
}

// interrupted is when a Spot Instance is told, and when it ends.
func (s *Service) interrupted(e SpotInterrupted) {
	i := s.instances[e.Instance]
	if i == nil || i.turn != e.Turn || i.notice == nil {
		return
	}
	n := i.notice
	if !n.Told {
		n.Told = true
		s.set(i.spot, i.spot.State, "marked-for-"+word(n.Action == "terminate", "termination", "stop"))
		s.k.Emit(SpotInterruptionNoticed{i.id, n.Action, n.Why})
		s.message(i, "EC2 Spot Instance Interruption Warning", n.Action)
		if n.Action != "hibernate" {
			s.k.At(n.At, SpotInterrupted{i.id, i.turn})
			return
		}
		n.At = s.k.Now()
	}
	if n.Action == "terminate" {
		s.terminate(i, spotTermination)
		return
	}
	s.stop(i, spotShutdown, n.Action == "hibernate" && i.system != nil)
}

// Notice is what a Spot Instance has been told: that it will be terminated,
// stopped or hibernate at that time. It is not ok for one that was told nothing.
func (s *Service) Notice(id string) (action string, at sim.Time, ok bool) {
	if i := s.instances[id]; i != nil && i.state == Running && i.notice != nil && i.notice.Told {
		return i.notice.Action, i.notice.At, true
	}
	return "", 0, false
}

// message has EventBridge hear of an instance's interruption.
//
// fidelity: ec2.spot-interruptions
func (s *Service) message(i *instance, what, action string) {
	if s.target != nil {
		s.k.After(notifying, SpotMessaged{i.id, what, action})
	}
}

// messaged puts the event on the default bus, as State-change notifications are.
func (s *Service) messaged(e SpotMessaged) {
	detail := aws.Object{{Name: "instance-id", Value: e.Instance}}
	if e.Action != "" {
		detail = append(detail, aws.Field{Name: "instance-action", Value: e.Action})
	}
	i := s.instances[e.Instance]
	if i == nil {
		return
	}
	data, err := json.Marshal(aws.Object{
		{Name: "detail-type", Value: e.What},
		{Name: "source", Value: "aws.ec2"},
		{Name: "time", Value: s.k.Now().Wall().Format("2006-01-02T15:04:05Z")},
		{Name: "resources", Value: []string{"arn:aws:ec2:" + i.subnet.Zone.Name + ":instance/" + e.Instance}},
		{Name: "detail", Value: detail},
	})
	if err != nil {
		panic("ec2: " + err.Error()) // strings always marshal
	}
	// The default bus takes all that AWS's services send.
	_ = s.target.Deliver(aws.Delivery{Target: defaultBus, Service: "ec2.amazonaws.com", Source: aws.ARN("ec2", "instance/"+e.Instance), Body: data})
}

// InterruptSpotInput names a running Spot Instance and how long before the
// interruption it is told that one is likely: 120 to 900 seconds, as with the
// action aws:ec2:send-spot-instance-interruptions of AWS's Fault Injection Service.
type InterruptSpotInput struct {
	InstanceId            string `aws:"required"`
	DurationBeforeSeconds int    `aws:"min=120,max=900,default=120"`
}

// interruptSpot interrupts a Spot Instance as AWS does, for no reason.
//
// fidelity: ec2.spot-interruptions
func (s *Service) interruptSpot(_ *aws.Request, in *InterruptSpotInput) (*ec2api.Empty, error) {
	i, err := s.instance(in.InstanceId)
	switch {
	case err != nil:
		return nil, err
	case i.spot == nil:
		return nil, invalidFault("%s is not a Spot Instance", i.id)
	case i.state != Running:
		return nil, invalidFault("%s is %s: only a running instance is interrupted", i.id, i.state.Name)
	case i.notice != nil:
		return nil, invalidFault("%s will be interrupted already", i.id)
	}
	s.interrupt(i, byExperiment, time.Duration(in.DurationBeforeSeconds)*time.Second)
	return nil, nil
}
