package ec2

import (
	"math/rand/v2"
	"net/netip"
	"net/url"
	"time"

	"skylab/engine/aws"
	"skylab/engine/guest"
	"skylab/engine/sandbox"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// computer is an instance as the system that runs on it sees it, from one boot
// to the end of it.
type computer struct {
	s    *Service
	i    *instance
	boot int
}

// Now is the present.
func (c *computer) Now() sim.Time { return c.s.k.Now() }

// Wake schedules a wake-up of the system.
func (c *computer) Wake(at sim.Time, token uint64) uint64 {
	return c.s.k.At(max(at, c.s.k.Now()), GuestWoke{c.i.id, c.boot, token})
}

// Unwake takes a wake-up back.
func (c *computer) Unwake(seq uint64) { c.s.k.Cancel(seq) }

// Console writes to the instance's console.
func (c *computer) Console(line string) { c.s.say(c.i, "%s", line) }

// Listen opens a port of the instance's interface.
func (c *computer) Listen(port int, l vpc.Listener) {
	if c.i.nic != nil {
		c.i.nic.Listen(port, l)
	}
}

// Random is the randomness of modelled programs, the same stream for all.
func (c *computer) Random() *rand.Rand { return c.s.programs }

// Spend counts fuel.
func (c *computer) Spend(n int64) { c.s.k.Spend(n) }

// Program makes a VM for a learner's code.
func (c *computer) Program(p *sandbox.Package, config sandbox.Config) (guest.Program, error) {
	config.Seed, config.Run = c.s.k.Stream("ec2.program").Uint64(), c.s.world.Run
	if c.s.world.Memo != nil {
		return sandbox.Recall(p, config, c.s.world.Memo)
	}
	return sandbox.New(p, config)
}

// Failed tells the world of a process that ended badly.
func (c *computer) Failed(process, why string, status int) {
	c.s.k.Emit(ProcessFailed{c.i.id, process, why, status})
}

// Power is when the system has been told to go down from within: it restarts,
// or the instance stops or is terminated, as its shutdown behaviour says (EC2
// user guide, stop and start).
//
// fidelity: ec2.shutdown-behavior
func (c *computer) Power(restart bool) {
	switch {
	case c.i.state != Running:
	case restart:
		c.s.reboot(c.i)
	case c.i.wants.TerminateOnShutdown, c.i.spot != nil && !c.i.spot.Persistent:
		c.s.terminate(c.i, instanceShutdown)
	default:
		c.s.stop(c.i, instanceShutdown, false)
	}
}

// Halted is when the system has gone down and left the machine running: nobody
// answers on the network any more.
func (c *computer) Halted() {
	c.i.nic.Down = true
	c.s.hangUp(c.i)
}

// patience is how long a program on an instance waits for an answer, as Linux
// does: until it gives up connecting, or hearing (see vpc.patience).
const (
	connecting = 127 * time.Second
	hearing    = 924600 * time.Millisecond
)

// internet stands for any address outside of the world, for the rules of
// security groups: one that is kept for documentation (RFC 5737).
var internet = netip.MustParseAddr("192.0.2.1")

// Request sends a plain request from the instance: within the network by its
// interface, else to whoever serves the host.
func (c *computer) Request(in *aws.HTTPRequest, done func(*aws.HTTPResponse, *aws.Error)) {
	u, err := url.Parse(in.URL)
	if err != nil || c.i.nic == nil {
		done(nil, aws.Errorf(400, "MalformedURL", "URL rejected: %s", in.URL))
		return
	}
	port := vpc.PortOf(u)
	if to, ok := vpc.AddressOf(u.Hostname()); ok {
		c.s.net.Send(vpc.End{Interface: c.i.nic}, to, port, in, func(a vpc.Answer) { c.answered(in, u.Hostname(), port, a, done) })
		return
	}
	out := *in
	if out.SourceIP = c.i.nic.Private.String(); c.i.nic.Public.IsValid() {
		out.SourceIP = c.i.nic.Public.String()
	}
	if c.s.world.Asker == nil || !c.i.nic.Public.IsValid() || !c.s.net.Reaches(vpc.End{Interface: c.i.nic}, vpc.End{Outside: internet}, port) {
		c.answered(in, u.Hostname(), port, vpc.Answer{Failure: vpc.Dropped}, done)
		return
	}
	c.s.world.Asker.Ask("http.Request", c.principal(), &out, func(out any, err *aws.Error) {
		r, _ := out.(*aws.HTTPResponse)
		done(r, err)
	})
}

// answered is when something has come of a request within the network.
func (c *computer) answered(in *aws.HTTPRequest, host string, port int, a vpc.Answer, done func(*aws.HTTPResponse, *aws.Error)) {
	system := c.i.system
	if system == nil || c.i.boots != c.boot {
		return // whoever has asked is gone
	}
	switch a.Failure {
	case vpc.NoFailure:
		done(a.Response, nil)
	case vpc.Refused:
		done(nil, aws.Errorf(400, aws.ConnectionRefused, "Failed to connect to %s port %d after 0 ms: Couldn't connect to server", host, port))
	case vpc.Reset:
		done(nil, aws.Errorf(400, aws.ConnectionReset, "Recv failure: Connection reset by peer"))
	case vpc.Dropped:
		if limit := time.Duration(in.ConnectTimeoutMs) * time.Millisecond; limit > 0 && limit < connecting {
			system.After(limit, func() {
				done(nil, aws.Errorf(400, aws.ConnectionTimedOut, "Connection timed out after %d milliseconds", in.ConnectTimeoutMs))
			})
			return
		}
		system.After(connecting, func() {
			done(nil, aws.Errorf(400, aws.ConnectionTimedOut, "Failed to connect to %s port %d after %d ms: Couldn't connect to server", host, port, connecting.Milliseconds()))
		})
	case vpc.Vanished:
		system.After(hearing, func() { done(nil, aws.Errorf(400, aws.ConnectionReset, "Recv failure: Connection timed out")) })
	}
}

// principal is in which role programs on the instance call AWS: that of its
// profile, "" without one.
func (c *computer) principal() string {
	if c.i.profile == "" {
		return ""
	}
	return aws.GlobalARN("iam", "role/"+c.i.profile)
}

// callTokens marks tokens of calls by programs on instances, so that whoever
// answers tells them from those of functions.
const callTokens = 1 << 63

// call is a call of AWS by a program on an instance.
type call struct {
	instance string
	boot     int
	token    uint64
}

// Call makes a call of AWS in the instance's role.
func (c *computer) Call(operation string, input []byte, blobs [][]byte, token uint64) {
	if c.s.world.Caller == nil || c.i.profile == "" {
		c.i.system.Answered(token, nil, nil, aws.Errorf(400, "CredentialsProviderError", "Could not load credentials from any providers"))
		return
	}
	c.s.lastCall++
	id := callTokens | c.s.lastCall
	c.s.calls[id] = call{c.i.id, c.boot, token}
	c.s.world.Caller.Call(c.principal(), operation, input, blobs, id)
}

// Answered is when a call has its answer. It is false for a call that was not
// made by an instance.
func (s *Service) Answered(token uint64, output []byte, blobs [][]byte, err *aws.Error) bool {
	if token&callTokens == 0 {
		return false
	}
	c, ok := s.calls[token]
	delete(s.calls, token)
	if i := s.instances[c.instance]; ok && i != nil && i.system != nil && i.boots == c.boot {
		i.system.Answered(c.token, output, blobs, err)
	}
	return true
}

// woke is a wake-up of an instance's system.
func (s *Service) woke(e GuestWoke) {
	if i := s.instances[e.Instance]; i != nil && i.system != nil && i.boots == e.Boot {
		i.system.Woke(e.Token)
	}
}
