package vpc

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// How long Linux waits for an answer before it gives up, as curl shows it: six
// attempts to connect (net.ipv4.tcp_syn_retries), and fifteen to be heard on a
// connection whose other end is gone (tcp_retries2; tcp(7)).
//
// fidelity: vpc.patience
const (
	connecting = 127 * time.Second
	hearing    = 924600 * time.Millisecond
)

// Serves tells whether a host is a public address of the account, or the name
// of one.
func (s *Service) Serves(host string) bool {
	_, ok := AddressOf(host)
	return ok
}

// AddressOf is the address that a host name stands for; false where it is none
// of the account.
func AddressOf(host string) (netip.Addr, bool) {
	if dashes, is := strings.CutSuffix(host, ".compute-1.amazonaws.com"); is {
		host = strings.ReplaceAll(strings.TrimPrefix(dashes, "ec2-"), "-", ".")
	}
	a, err := netip.ParseAddr(host)
	return a, err == nil && (public.Contains(a) || vpcRange.Contains(a))
}

var vpcRange = netip.MustParsePrefix(CIDR)

// PortOf is the port of a URL.
func PortOf(u *url.URL) int {
	if n, err := strconv.Atoi(u.Port()); err == nil {
		return n
	}
	if u.Scheme == "https" {
		return 443
	}
	return 80
}

// waiting is a plain request from outside without an answer.
type waiting struct {
	x    *Exchange
	host string
	port int
	sent sim.Time
	// connects is for how long it waits for a connection.
	connects time.Duration
}

// PatienceEnded (scheduled) is when whoever sent a plain request gives up.
type PatienceEnded struct{ Call uint64 }

// Kind names the event.
func (PatienceEnded) Kind() string { return "vpc.PatienceEnded" }

// Request sends a plain request from outside to an address, as curl does: it
// waits as long as Linux does.
func (s *Service) Request(r *aws.Request, in *aws.HTTPRequest) (*aws.HTTPResponse, error) {
	u, err := url.Parse(in.URL)
	if err != nil {
		return nil, aws.Errorf(400, "MalformedURL", "URL rejected: %s", in.URL)
	}
	to, _ := AddressOf(u.Hostname())
	from, err := netip.ParseAddr(in.SourceIP)
	if err != nil {
		return nil, aws.Errorf(400, "MalformedURL", "%q is no address", in.SourceIP)
	}
	s.Fetch(r, in, u, End{Outside: from}, to)
	return nil, nil
}

// Fetch sends a client's plain request to the address that the host of its URL
// stands for, and answers the call later.
func (s *Service) Fetch(r *aws.Request, in *aws.HTTPRequest, u *url.URL, from End, to netip.Addr) {
	r.Later()
	w := &waiting{host: u.Hostname(), port: PortOf(u), sent: s.k.Now()}
	w.connects = connecting
	for _, limit := range []int64{in.ConnectTimeoutMs, in.MaxTimeMs} {
		if d := time.Duration(limit) * time.Millisecond; limit > 0 && d < w.connects {
			w.connects = d
		}
	}
	s.open[r.ID] = w
	w.x = s.Send(from, to, w.port, in, func(a Answer) { s.answered(r.ID, w, a) })
}

// answered is when something has come of a request from outside.
func (s *Service) answered(call uint64, w *waiting, a Answer) {
	switch a.Failure {
	case NoFailure:
		s.reply(call, a.Response, nil)
	case Refused:
		s.reply(call, nil, w.failed(aws.ConnectionRefused, 0))
	case Reset:
		s.reply(call, nil, aws.Errorf(400, aws.ConnectionReset, "Recv failure: Connection reset by peer"))
	case Dropped:
		s.k.After(w.connects, PatienceEnded{call})
	case Vanished:
		s.k.After(hearing, PatienceEnded{call})
	}
}

// failed is a connection that did not come about, in curl's words.
func (w *waiting) failed(code string, after time.Duration) *aws.Error {
	return aws.Errorf(400, code, "Failed to connect to %s port %d after %d ms: Couldn't connect to server", w.host, w.port, after.Milliseconds())
}

// gaveUp is when the patience of a request's sender has ended.
func (s *Service) gaveUp(e PatienceEnded) {
	w := s.open[e.Call]
	if w == nil {
		return
	}
	after := s.k.Now().Sub(w.sent)
	if after < connecting {
		s.reply(e.Call, nil, aws.Errorf(400, aws.ConnectionTimedOut, "Connection timed out after %d milliseconds", after.Milliseconds()))
		return
	}
	if after < hearing {
		s.reply(e.Call, nil, w.failed(aws.ConnectionTimedOut, after))
		return
	}
	s.reply(e.Call, nil, aws.Errorf(400, aws.ConnectionReset, "Recv failure: Connection timed out"))
}

func (s *Service) reply(call uint64, out *aws.HTTPResponse, err *aws.Error) {
	delete(s.open, call)
	if out == nil {
		s.replier.Reply(call, nil, err)
		return
	}
	s.replier.Reply(call, out, nil)
}

// SetReplier says who is told the answers to requests from outside.
func (s *Service) SetReplier(r aws.Replier) { s.replier = r }

// Local sends a request to a listener on the same machine, past all groups.
func Local(l Listener, from End, port int, in *aws.HTTPRequest, answered func(Answer)) *Exchange {
	x := &Exchange{From: from, Port: port, Request: in, done: answered}
	l.Serve(x)
	return x
}
