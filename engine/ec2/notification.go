package ec2

import (
	"encoding/json"
	"time"

	"skylab/engine/aws"
)

// defaultBus is where EC2's events go.
const defaultBus = "arn:aws:events:" + aws.Region + ":" + aws.AccountID + ":event-bus/default"

// notifying is how long it takes until EventBridge has heard of a state: AWS
// says near real time.
const notifying = 500 * time.Millisecond

// notify has EventBridge hear of the state that an instance is in.
//
// fidelity: ec2.state-change-notification
func (s *Service) notify(i *instance) {
	if s.target != nil {
		s.k.After(notifying, StateChangeNotified{i.id, i.state.Name})
	}
}

// notified puts the event on the default bus, which drops it where no rule wants
// it (EC2 user guide, monitor instance state changes).
func (s *Service) notified(e StateChangeNotified) {
	data, err := json.Marshal(aws.Object{
		{Name: "detail-type", Value: "EC2 Instance State-change Notification"},
		{Name: "source", Value: "aws.ec2"},
		{Name: "time", Value: s.k.Now().Wall().Format("2006-01-02T15:04:05Z")},
		{Name: "resources", Value: []string{aws.ARN("ec2", "instance/"+e.Instance)}},
		{Name: "detail", Value: aws.Object{{Name: "instance-id", Value: e.Instance}, {Name: "state", Value: e.State}}},
	})
	if err != nil {
		panic("ec2: " + err.Error()) // strings always marshal
	}
	// The default bus takes all that AWS's services send.
	_ = s.target.Deliver(aws.Delivery{Target: defaultBus, Service: "ec2.amazonaws.com", Source: aws.ARN("ec2", "instance/"+e.Instance), Body: data})
}
