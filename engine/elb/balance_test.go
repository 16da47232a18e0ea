package elb_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2"
	"skylab/engine/vpc"
)

func addr(s string) netip.Addr { return netip.MustParseAddr(s) }

func request() *aws.HTTPRequest { return &aws.HTTPRequest{Method: "GET", URL: "http://x/"} }

// node is the private address of the load balancer's node in a zone.
func (w *world) node(zone string) netip.Addr {
	for _, n := range w.LoadBalancers()[0].Nodes {
		if n.Zone == zone {
			return addr(n.PrivateIP)
		}
	}
	panic("no node in " + zone)
}

// fleet is instances in the zones, behind a load balancer.
func fleet(t testing.TB, zones ...string) (w *world, ids []string) {
	w = newWorld(t)
	for _, z := range zones {
		id, _ := w.instance(t, z)
		ids = append(ids, id)
	}
	build(t, w, ids...)
	return w, ids
}

// served is how many requests each instance got.
func (w *world) served(ids []string) (out []int) {
	for _, id := range ids {
		out = append(out, w.programs[id].served)
	}
	return out
}

func TestRoundRobin(t *testing.T) {
	w, ids := fleet(t, a, b, c, a)
	for range 400 {
		w.get("/", nil)
	}
	if got := fmt.Sprint(w.served(ids)); got != "[100 100 100 100]" {
		t.Errorf("the targets got %s", got)
	}
}

func TestLeastOutstandingRequests(t *testing.T) {
	w, ids := fleet(t, a, b, c)
	w.attribute(t, "load_balancing.algorithm.type", "least_outstanding_requests")
	w.programs[ids[0]].takes, w.programs[ids[1]].takes, w.programs[ids[2]].takes = time.Second, 100*time.Millisecond, 100*time.Millisecond
	for range 1000 {
		w.send("/", nil)
		w.wait(10 * time.Millisecond)
	}
	w.wait(2 * time.Second)
	got := w.served(ids)
	// Each has as many in flight as the others: the slow one gets a tenth of
	// what each of the fast ones gets, a 21st of all.
	if got[0] < 40 || got[0] > 60 || got[1]-got[2] > 20 || got[2]-got[1] > 20 {
		t.Errorf("the targets got %v", got)
	}
}

func TestWeightedRandom(t *testing.T) {
	w, ids := fleet(t, a, b)
	w.attribute(t, "load_balancing.algorithm.type", "weighted_random")
	for range 1000 {
		w.get("/", nil)
	}
	if got := w.served(ids); got[0] < 440 || got[0] > 560 || got[0]+got[1] != 1000 {
		t.Errorf("the targets got %v", got)
	}
}

func TestCrossZone(t *testing.T) {
	w, ids := fleet(t, a, a, a, b)
	w.attribute(t, "load_balancing.cross_zone.enabled", "false")
	for range 1000 {
		if got := w.get("/", nil); got != "200" {
			t.Fatalf("got %s", got)
		}
	}
	for _, e := range w.routed {
		if in := w.machines[e.Target].Zone; in != e.Zone {
			t.Fatalf("the node in %s sent a request to %s", e.Zone, in)
		}
		if e.Zone == c {
			t.Fatal("DNS led to a zone without targets")
		}
	}
	// A zone's node gets half of the requests, however many targets are there.
	if got := w.served(ids); got[3] < 440 || got[3] > 560 {
		t.Errorf("the targets got %v", got)
	}
}

func TestSlowStart(t *testing.T) {
	w, _ := fleet(t, a, b)
	w.attribute(t, "slow_start.duration_seconds", "100")
	id, p := w.instance(t, c)
	w.register(t, id)
	for !strings.HasPrefix(w.health(t, id), "healthy") {
		w.wait(100 * time.Millisecond)
	}
	var tenths []int
	for range 12 {
		before := p.served
		for range 300 {
			w.get("/", nil)
			w.wait(10 * time.Second / 300)
		}
		tenths = append(tenths, p.served-before)
	}
	// Its weight w beside two of weight 1 is w/(2+w) of 300 requests.
	for i, got := range tenths {
		weight := min(1, (float64(i)+0.5)/10)
		if want := 300 * weight / (2 + weight); float64(got) < want-5 || float64(got) > want+5 {
			t.Errorf("in the %d. tenth it got %d requests, want %.0f", i+1, got, want)
		}
	}
}

// Slow start of the first targets would leave nobody to serve.
func TestFirstTargetsDoNotStartSlowly(t *testing.T) {
	w := newWorld(t)
	id, p := w.instance(t, a)
	build(t, w)
	w.attribute(t, "slow_start.duration_seconds", "900")
	other, q := w.instance(t, b)
	w.must(t, "RegisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q},{"Id":%q}]`, w.group, id, other)
	w.wait(time.Minute)
	for range 10 {
		w.get("/", nil)
	}
	if p.served != 5 || q.served != 5 {
		t.Errorf("they got %d and %d", p.served, q.served)
	}
}

func TestStickiness(t *testing.T) {
	w, ids := fleet(t, a, b, c)
	w.attribute(t, "stickiness.enabled", "true")
	w.programs[ids[1]].headers = map[string]string{"Set-Cookie": "own=1"}
	cookie, first := "", ""
	for range 20 {
		r := w.send("/", map[string]string{"Cookie": "x=y; " + cookie})
		set := r.Headers["set-cookie"]
		at := strings.Index(set, "AWSALB=")
		if at < 0 {
			t.Fatalf("no cookie in %q", set)
		}
		cookie, _, _ = strings.Cut(set[at:], ";")
		to := w.routed[len(w.routed)-1].Target
		if first == "" {
			first = to
		}
		if to != first {
			t.Fatalf("the client went from %s to %s", first, to)
		}
		w.wait(time.Minute)
	}
	w.become(first, ec2.Stopped)
	w.get("/", map[string]string{"cookie": cookie})
	if to := w.routed[len(w.routed)-1].Target; to == first {
		t.Error("the client stays with a target that is gone")
	}
}

func TestStaleCookie(t *testing.T) {
	w, _ := fleet(t, a, b)
	w.attribute(t, "stickiness.enabled", "true")
	w.attribute(t, "stickiness.lb_cookie.duration_seconds", "60")
	cookie, _, _ := strings.Cut(w.send("/", nil).Headers["set-cookie"], ";")
	for _, wait := range []time.Duration{59 * time.Second, 2 * time.Second} {
		w.wait(wait)
		before := w.routed[0].Target
		w.get("/", map[string]string{"cookie": cookie})
		if same := w.routed[len(w.routed)-1].Target == before; same != (wait > 10*time.Second) {
			t.Errorf("after %s more it is the same target: %v", wait, same)
		}
	}
	for _, broken := range []string{"AWSALB=", "AWSALB=x", "AWSALB=eC15", "AWSALB=!!"} {
		if got := w.get("/", map[string]string{"cookie": broken}); got != "200" {
			t.Errorf("with %s: %s", broken, got)
		}
	}
}

func TestWeights(t *testing.T) {
	w, ids := fleet(t, a)
	id, p := w.instance(t, b)
	green := w.newGroup(t, "green")
	w.must(t, "RegisterTargets", `"TargetGroupArn":%q,"Targets":[{"Id":%q}]`, green, id)
	forward := func(blue, green2 int) {
		w.must(t, "ModifyListener", `"ListenerArn":%q,"DefaultActions":[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":%q,"Weight":%d},{"TargetGroupArn":%q,"Weight":%d}]}}]`,
			w.listener, w.group, blue, green, green2)
	}
	forward(90, 10)
	w.wait(time.Minute)
	for range 1000 {
		w.get("/", nil)
	}
	if p.served < 70 || p.served > 130 {
		t.Errorf("a group with a tenth of the weight got %d of 1000 requests", p.served)
	}
	forward(0, 0)
	if got := w.get("/", nil); got != "503" {
		t.Errorf("without any weight: %s", got)
	}
	forward(0, 1)
	before := w.programs[ids[0]].served
	w.get("/", nil)
	if w.programs[ids[0]].served != before {
		t.Error("a group of weight 0 got a request")
	}
}

// quick answers at once, and remembers nothing.
type quick struct{}

var fine = vpc.Answer{Response: &aws.HTTPResponse{Status: 200}}

func (quick) Serve(x *vpc.Exchange) { x.Answer(fine) }

// Nothing on the way of a request walks the targets.
func BenchmarkRoutedRequest(bench *testing.B) {
	for _, algorithm := range []string{"round_robin", "least_outstanding_requests", "weighted_random"} {
		bench.Run(algorithm, func(bench *testing.B) {
			w := newWorld(bench)
			var ids []string
			for range 1000 {
				id, _ := w.instance(bench, a)
				ids = append(ids, id)
			}
			build(bench, w, ids...)
			w.attribute(bench, "load_balancing.algorithm.type", algorithm)
			n := w.net.InterfaceAt(w.node(a))
			in, from := request(), vpc.End{Outside: client}
			for _, id := range ids {
				w.machines[id].Interface.Listen(80, quick{})
			}
			bench.ReportAllocs()
			for bench.Loop() {
				w.net.Send(from, n.Public, 80, in, func(vpc.Answer) {})
				w.routed = w.routed[:0]
			}
		})
	}
}

// A thousand targets checked for an hour: an operation is one check.
func BenchmarkHealthCheck(bench *testing.B) {
	w := newWorld(bench)
	var ids []string
	for range 1000 {
		id, _ := w.instance(bench, a)
		ids = append(ids, id)
	}
	build(bench, w, ids...)
	bench.ReportAllocs()
	bench.ResetTimer()
	for i := 0; i < bench.N; i += 1000 {
		w.wait(30 * time.Second)
	}
}
