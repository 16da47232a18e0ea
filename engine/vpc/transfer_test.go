package vpc_test

import (
	"net/netip"
	"strings"
	"testing"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// echo answers each request with so many bytes.
type echo int

func (e echo) Serve(x *vpc.Exchange) {
	x.Answer(vpc.Answer{Response: &aws.HTTPResponse{Status: 200, Body: []byte(strings.Repeat("x", int(e)))}})
}

// What an answer to the internet weighs is counted, and both ends of what goes
// from zone to zone; within a zone, and between a load balancer and its targets,
// traffic is free.
func TestDataTransfer(t *testing.T) {
	for _, c := range []struct {
		name, owner, zone string // of the sender; "" is one outside
		out, regional     int64
	}{
		{"the internet", "", "", 1000, 0},
		{"another zone", "i-2", "us-east-1b", 0, 2 * (1000 + 10)},
		{"the same zone", "i-2", "us-east-1a", 0, 0},
		{"a load balancer in another zone", "app/web/1", "us-east-1b", 0, 0},
	} {
		k := sim.New(1)
		bill := billing.New(k)
		s := vpc.New(k, ec2api.New(), bill)
		server, err := s.NewInterface("i-1", s.DefaultSubnet("us-east-1a"), nil, "")
		if err != nil {
			t.Fatal(err)
		}
		server.Listen(80, echo(1000))
		s.Publish(server)
		from := vpc.End{Outside: netip.MustParseAddr("203.0.113.10")}
		to := server.Public
		if c.owner != "" {
			if from.Interface, err = s.NewInterface(c.owner, s.DefaultSubnet(c.zone), nil, ""); err != nil {
				t.Fatal(err)
			}
			from.Outside, to = netip.Addr{}, server.Private
		} else if err := open(s); err != "" {
			t.Fatal(err)
		}
		answered := false
		s.Send(from, to, 80, &aws.HTTPRequest{Method: "POST", URL: "http://a/", Body: []byte("0123456789")}, func(a vpc.Answer) { answered = a.Response != nil })
		if !answered {
			t.Errorf("%s: no answer", c.name)
		}
		got := map[billing.UsageType]int64{}
		for _, r := range bill.Readings() {
			got[r.Usage] += r.Quantity.N
		}
		if got[billing.DataTransferOut] != c.out || got[billing.DataTransferRegional] != c.regional {
			t.Errorf("%s: %d bytes out and %d between zones, want %d and %d", c.name, got[billing.DataTransferOut], got[billing.DataTransferRegional], c.out, c.regional)
		}
	}
}

// open lets port 80 of the default group in.
func open(s *vpc.Service) string {
	for _, op := range s.Operations() {
		if op.Name != "AuthorizeSecurityGroupIngress" {
			continue
		}
		in := op.NewIn()
		if err := aws.Decode([]byte(`{"GroupName":"default","IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIp":"0.0.0.0/0"}`), in); err != nil {
			return err.Error()
		}
		if _, err := op.Call(&aws.Request{}, in); err != nil {
			return err.Error()
		}
	}
	return ""
}
