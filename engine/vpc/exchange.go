package vpc

import (
	"net/netip"

	"skylab/engine/aws"
)

// Failure is why a request has no response, as the one who sent it sees it.
type Failure uint8

const (
	// NoFailure: there is a response.
	NoFailure Failure = iota
	// Dropped: the attempt to connect was never answered, for no rule lets it
	// through, nothing has the address, or its machine is down. The sender waits
	// until its own patience ends.
	Dropped
	// Refused: the machine answered that nothing listens on the port.
	Refused
	// Reset: the connection was closed before there was a response.
	Reset
	// Vanished: the machine is gone with the request, and nothing will ever come
	// back. The sender waits until its own patience ends.
	Vanished
)

// Answer is what comes back from a request.
type Answer struct {
	Response *aws.HTTPResponse // nil where it failed
	Failure  Failure
}

// Listener is a program that listens on a port of an interface.
type Listener interface {
	// Serve takes a request in, and answers the exchange now or later.
	Serve(x *Exchange)
}

// Exchange is a request on its way through the network, and the way back. Who
// sends it and who serves it keep it: the network does not.
type Exchange struct {
	From    End
	To      *Interface
	Port    int
	Request *aws.HTTPRequest

	done func(Answer)
	net  *Service // nil on one machine: see Local
}

// Answer ends the exchange. One that is over takes no further answer.
func (x *Exchange) Answer(a Answer) {
	if done := x.done; done != nil {
		x.done = nil
		if a.Response != nil && x.net != nil {
			x.net.carried(x, a.Response)
		}
		done(a)
	}
}

// Abandon is when its sender waits no more. Who serves it goes on, as programs
// do that do not look at whether anybody still listens.
func (x *Exchange) Abandon() { x.done = nil }

// Over tells whether it has been answered or abandoned.
func (x *Exchange) Over() bool { return x.done == nil }

// Listen has a program answer on a port of an interface, instead of the one
// that did before; nil is nobody.
func (i *Interface) Listen(port int, l Listener) {
	if l == nil {
		delete(i.listeners, port)
		return
	}
	if i.listeners == nil {
		i.listeners = map[int]Listener{}
	}
	i.listeners[port] = l
}

// Listens tells whether a program listens on the port.
func (i *Interface) Listens(port int) bool { return i.listeners[port] != nil }

// Send sends a request to a port of an address, of the VPC or public. The answer
// is told when it is there, perhaps before Send returns. A connection that came
// about goes on when rules change, as security groups track it.
//
// fidelity: vpc.exchange
func (s *Service) Send(from End, to netip.Addr, port int, in *aws.HTTPRequest, answered func(Answer)) *Exchange {
	x := &Exchange{From: from, To: s.InterfaceAt(to), Port: port, Request: in, done: answered, net: s}
	switch {
	case x.To == nil || x.To.Unreachable() || from.Interface != nil && from.Interface.Unreachable() || !s.Reaches(from, End{Interface: x.To}, port):
		x.Answer(Answer{Failure: Dropped})
	case x.To.listeners[port] == nil:
		x.Answer(Answer{Failure: Refused})
	default:
		x.To.listeners[port].Serve(x)
	}
	return x
}

// Unreachable tells whether no packet passes an interface, whatever its groups
// say.
func (i *Interface) Unreachable() bool { return i.Down || i.Subnet.Down }
