package ec2

import (
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// spotRequest is what a Spot Instance was asked for by. A persistent one asks
// again when its instance is gone.
type spotRequest struct {
	ID                   string
	Created, Updated     sim.Time
	State, Code, Message string
	Max                  int64 // the most that an hour may cost, in 1e-10 dollars
	Persistent           bool
	Behavior             string
	ValidFrom, Until     sim.Time // 0 is at once, and for ever
	Launch               RunInstancesInput
	Instance, Zone       string   // "" while it has none
	Retry                sim.Time // not before that it is tried again
	Asked                bool     // its evaluation is in the queue
}

// The states of Spot requests (API reference, SpotInstanceRequest).
const (
	requestOpen      = "open"
	requestActive    = "active"
	requestClosed    = "closed"
	requestCancelled = "cancelled"
	requestFailed    = "failed"
	requestDisabled  = "disabled"
)

// The codes of their status that rules depend on (EC2 user guide, Spot request
// status).
const (
	fulfilled     = "fulfilled"
	stoppedByUser = "instance-stopped-by-user"
)

// messages are the texts of the codes (EC2 user guide, Spot request status).
var messages = map[string]string{
	"pending-evaluation":                    "Your Spot request has been submitted for review, and is pending evaluation.",
	fulfilled:                               "Your Spot request is fulfilled.",
	"not-scheduled-yet":                     "Your Spot request is scheduled for a later time.",
	"schedule-expired":                      "Your Spot request has expired.",
	"price-too-low":                         "Your Spot request price is lower than the minimum required Spot request fulfillment price.",
	"capacity-not-available":                "There is no Spot capacity available that matches your request.",
	"bad-parameters":                        "Your Spot request has bad parameters.",
	"limit-exceeded":                        "Max spot instance count exceeded",
	"canceled-before-fulfillment":           "Your Spot request is canceled before it was fulfilled.",
	"request-canceled-and-instance-running": "Your Spot request is canceled, but your instance is still running.",
	"marked-for-termination":                "Your Spot Instance is marked for termination.",
	"marked-for-stop":                       "Your Spot Instance is marked for stop.",
	"instance-terminated-by-user":           "You terminated your Spot Instance.",
	stoppedByUser:                           "You stopped your Spot Instance.",
	"instance-terminated-by-price":          "Your Spot Instance was terminated because the Spot price exceeded your maximum price.",
	"instance-stopped-by-price":             "Your Spot Instance was stopped because the Spot price exceeded your maximum price.",
	"instance-terminated-no-capacity":       "Your Spot Instance was terminated because there is no longer enough Spot capacity available.",
	"instance-stopped-no-capacity":          "Your Spot Instance was stopped because there is no longer enough Spot capacity available.",
	"instance-terminated-by-experiment":     "Your Spot Instance was terminated by an experiment.",
	"instance-stopped-by-experiment":        "Your Spot Instance was stopped by an experiment.",
}

// set gives a request a state and the code of its status.
func (s *Service) set(q *spotRequest, state, code string) {
	if q.State == requestCancelled {
		state = requestCancelled
	}
	q.State, q.Code, q.Message, q.Updated = state, code, messages[code], s.k.Now()
}

// newSpotRequest is a request for one instance, as RunInstances makes it: it is
// fulfilled with the launch.
func (s *Service) newSpotRequest(w *spotPlan, launch RunInstancesInput) *spotRequest {
	launch.MinCount, launch.MaxCount, launch.ClientToken = 1, 1, ""
	q := &spotRequest{ID: "sir-" + aws.RandomHex(s.k.Stream("ec2.ids.sir"), 8), Created: s.k.Now(), Max: w.max, Persistent: w.persistent, Behavior: w.behavior, Until: w.validUntil, Launch: launch}
	s.requests[q.ID] = q
	s.set(q, requestActive, fulfilled)
	s.api.Tags.Add(q.ID, "spot-instances-request", launch.TagSpecifications)
	return q
}

const (
	// evaluating is how long it takes until a request is looked at, and again
	// while it cannot be fulfilled; resting is for how long an interrupted one is
	// left: assumptions.
	evaluating = 2 * time.Second
	retrying   = time.Minute
	resting    = 5 * time.Minute
)

// ask has a request looked at, once.
func (s *Service) ask(q *spotRequest, after time.Duration) {
	if !q.Asked {
		q.Asked = true
		s.k.After(after, SpotRequestEvaluated{q.ID})
	}
}

// evaluated looks whether an open request can be fulfilled.
//
// fidelity: ec2.spot-requests
func (s *Service) evaluated(e SpotRequestEvaluated) {
	q := s.requests[e.Request]
	if q == nil {
		return
	}
	q.Asked = false
	now := s.k.Now()
	switch {
	case q.State != requestOpen:
		return
	case q.Until > 0 && now >= q.Until:
		s.set(q, requestCancelled, "schedule-expired")
		return
	case now < max(q.ValidFrom, q.Retry):
		s.ask(q, max(q.ValidFrom, q.Retry).Sub(now))
		return
	}
	if err := s.fulfill(q); err != nil {
		s.unfulfilled(q, err)
	}
}

// fulfill launches the request's instance, or starts the one that was stopped.
func (s *Service) fulfill(q *spotRequest) *aws.Error {
	if i := s.instances[q.Instance]; i != nil && i.state != Terminated {
		return s.restart(i, q)
	}
	p, err := s.plan(&q.Launch)
	if err != nil {
		return err
	}
	p.spot.request = q
	if _, err := s.launch(p, s.newID("r"), 0); err != nil {
		return err
	}
	s.set(q, requestActive, fulfilled)
	return nil
}

// restart starts an instance that was stopped by an interruption.
func (s *Service) restart(i *instance, q *spotRequest) *aws.Error {
	switch price := s.SpotPrice(i.pool().zone, i.kind.Name); {
	case i.state != Stopped:
		return aws.Errorf(500, "InsufficientInstanceCapacity", "") // it is still going down
	case price > q.Max:
		return aws.Errorf(400, "SpotMaxPriceTooLow", "")
	case s.free(i.pool()) < 1:
		return aws.Errorf(500, "InsufficientInstanceCapacity", "")
	}
	s.set(q, requestActive, fulfilled)
	s.startAgain(i)
	return nil
}

// unfulfilled says why a request stays open, or that it can never be fulfilled.
func (s *Service) unfulfilled(q *spotRequest, err *aws.Error) {
	code, ok := map[string]string{"SpotMaxPriceTooLow": "price-too-low", "InsufficientInstanceCapacity": "capacity-not-available",
		"MaxSpotInstanceCountExceeded": "limit-exceeded", "InsufficientFreeAddressesInSubnet": "capacity-not-available"}[err.Code]
	if !ok {
		s.set(q, requestFailed, "bad-parameters")
		return
	}
	if q.Instance == "" {
		s.set(q, requestOpen, code)
	}
	s.ask(q, retrying)
}

// followed is when the instance of a request has come into another state.
//
// fidelity: ec2.spot-requests
func (s *Service) followed(i *instance) {
	q, by := i.spot, "by-user"
	if i.notice != nil && strings.HasPrefix(i.reason.Code, "Server.Spot") {
		by = i.notice.Why
	}
	switch i.state {
	case Pending:
		s.set(q, requestActive, fulfilled)
	case Stopping:
		if s.set(q, requestDisabled, "instance-stopped-"+by); by != "by-user" {
			s.reopen(q, "instance-stopped-"+by, resting)
		}
	case ShuttingDown, Terminated:
		if q.Instance != i.id || q.State == requestClosed {
			return // told at ShuttingDown
		}
		if !q.Persistent || q.State == requestCancelled {
			s.set(q, requestClosed, "instance-terminated-"+by)
			return
		}
		q.Instance, q.Zone = "", ""
		s.reopen(q, "instance-terminated-"+by, retrying)
	}
	if i.state == Stopping {
		i.notice = nil
	}
}

// reopen has a persistent request ask again after a while.
func (s *Service) reopen(q *spotRequest, code string, after time.Duration) {
	if s.set(q, requestOpen, code); q.State == requestOpen {
		q.Retry = s.k.Now().Add(after)
		s.ask(q, after)
	}
}

func cannotStopOneTime(id string) *aws.Error {
	return aws.Errorf(400, "UnsupportedOperation", "You can't stop the Spot Instance '%s' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.", id)
}

func cannotStartSpot(id string) *aws.Error {
	return aws.Errorf(400, "IncorrectSpotRequestState", "You can't start the Spot Instance '%s' because the associated Spot Instance request is not in an appropriate state to support start.", id)
}

// requestOf is the request with that id, or AWS's error.
func (s *Service) requestOf(id string) (*spotRequest, *aws.Error) {
	if q := s.requests[id]; q != nil {
		return q, nil
	}
	if err := ec2api.CheckID(id, "sir", "InvalidSpotInstanceRequestID"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidSpotInstanceRequestID.NotFound", "The spot instance request ID '%s' does not exist", id)
}
