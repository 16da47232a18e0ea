package vpc

import (
	"strings"

	"skylab/engine/aws"
	"skylab/engine/billing"
)

// toll is where an interface's traffic is counted; meters are made at first use.
type toll struct{ out, regional *billing.Meter }

// carried has the bill count what a request and its answer have brought over a
// border: from the account to the internet, or from one zone to another. What a
// load balancer exchanges with its targets is free.
//
// fidelity: vpc.data-transfer
func (s *Service) carried(x *Exchange, out *aws.HTTPResponse) {
	from := x.From.Interface
	switch {
	case from == nil:
		if x.To.toll.out == nil {
			x.To.toll.out = s.bill.Meter(billing.DataTransferOut, x.To.Owner)
		}
		x.To.toll.out.AddBase(size(out.Headers, out.Body))
	case from.Subnet != x.To.Subnet && from.ofInstance() && x.To.ofInstance():
		bytes := size(x.Request.Headers, x.Request.Body) + size(out.Headers, out.Body)
		for _, i := range [...]*Interface{from, x.To} { // each end pays
			if i.toll.regional == nil {
				i.toll.regional = s.bill.Meter(billing.DataTransferRegional, i.Owner)
			}
			i.toll.regional.AddBase(bytes)
		}
	}
}

// ofInstance tells whether the interface belongs to an instance.
func (i *Interface) ofInstance() bool { return strings.HasPrefix(i.Owner, "i-") }

// size is how many bytes a message has, with its headers; what lies below HTTP is
// not counted.
func size(headers map[string]string, body []byte) int64 {
	n := len(body)
	for k, v := range headers {
		n += len(k) + len(v) + len(": \r\n")
	}
	return int64(n)
}
