package hpc

import (
	"math"
	"testing"
	"time"

	"skylab/engine/ec2/instancetype"
)

// coupled is a job on six instances with 64 cores each.
func coupled() Job {
	return Job{Type: instancetype.Named("hpc7g.16xlarge"), Instances: 6, Placement: Cluster, Work: 500 * time.Millisecond, Steps: 100_000, Exchange: 1_000_000}
}

func run(t *testing.T, j Job) Result {
	t.Helper()
	r, err := Run(j)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*math.Abs(want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// TestByHand is a step of each placement and network, computed by hand: six
// instances of 64 cores share 500 ms, and send a megabyte to two neighbours.
func TestByHand(t *testing.T) {
	for _, c := range []struct {
		placement Placement
		network   Network
		want      float64 // of the exchange
	}{
		{Cluster, Best, 2 * (10e-6 + 8e6/46e9)},
		{Cluster, EFA, 2 * (10e-6 + 8e6/46e9)},
		{Cluster, TCP, 2 * (25e-6 + 8e6/10e9)},
		{None, Best, 2 * (50e-6 + 8e6/46e9)},
		{None, TCP, 2 * (65e-6 + 8e6/5e9)},
		{Spread, TCP, 2 * (65e-6 + 8e6/5e9)},
		{Zones, Best, 2 * (410e-6 + 8e6/5e9)},
	} {
		j := coupled()
		j.Placement, j.Network = c.placement, c.network
		r := run(t, j)
		name := string(c.placement) + " " + string(r.Network)
		near(t, name+": compute", r.Compute, 0.5/384)
		near(t, name+": exchange", r.Exchange, c.want)
		near(t, name+": finish", r.Finish, 1e5*(0.5/384+c.want))
		near(t, name+": efficiency", r.Efficiency, 0.5/384/(0.5/384+c.want))
	}
}

// TestPlacementMatters: a tightly coupled job is faster in a cluster placement
// group than without, and slowest over zones, whatever it goes by and however
// much it sends; and it costs accordingly.
func TestPlacementMatters(t *testing.T) {
	for _, kind := range []string{"hpc7g.16xlarge", "c7g.16xlarge", "m5.large", "r7g.16xlarge"} {
		for _, bytes := range []int64{1, 10_000, 1_000_000} {
			j := coupled()
			j.Type, j.Exchange = instancetype.Named(kind), bytes
			cluster := run(t, j)
			j.Placement = None
			none := run(t, j)
			j.Placement = Spread
			spread := run(t, j)
			j.Placement = Zones
			over := run(t, j)
			if cluster.Finish >= none.Finish || none.Finish != spread.Finish || none.Finish >= over.Finish {
				t.Errorf("%s with %d bytes: cluster %v, none %v, spread %v, zones %v", kind, bytes, cluster.Finish, none.Finish, spread.Finish, over.Finish)
			}
			if cluster.Cost >= none.Cost || none.Cost >= over.Cost || over.TransferCost == 0 || none.TransferCost != 0 {
				t.Errorf("%s with %d bytes: cluster costs %v, none %v, zones %v (%v for data)", kind, bytes, cluster.Cost, none.Cost, over.Cost, over.TransferCost)
			}
		}
	}
}

// TestEmbarrassinglyParallel: where nothing is exchanged the network makes no
// difference, and all cores are worth the same.
func TestEmbarrassinglyParallel(t *testing.T) {
	j := coupled()
	j.Exchange = 0
	want := run(t, j)
	near(t, "efficiency", want.Efficiency, 1)
	for _, p := range []Placement{None, Spread, Zones} {
		j.Placement = p
		if r := run(t, j); r.Finish != want.Finish || r.Cost != want.Cost || r.Exchange != 0 {
			t.Errorf("%s: %v s for %v, in a cluster group %v s for %v", p, r.Finish, r.Cost, want.Finish, want.Cost)
		}
	}
}

// TestMoreInstances: they help until the exchange dominates. A job takes ever
// less time, but never less than the exchange does, and its cost rises.
func TestMoreInstances(t *testing.T) {
	j := coupled()
	var last Result
	for _, n := range []int{1, 2, 4, 8, 16, 64, 256, 1024} {
		j.Instances = n
		r := run(t, j)
		if n == 1 && (r.Exchange != 0 || r.Efficiency != 1) {
			t.Errorf("an instance alone exchanges for %v s, at an efficiency of %v", r.Exchange, r.Efficiency)
		}
		if n > 1 && (r.Efficiency >= last.Efficiency || r.InstanceCost <= last.InstanceCost) {
			t.Errorf("%d instances: efficiency %v after %v, cost %v after %v", n, r.Efficiency, last.Efficiency, r.InstanceCost, last.InstanceCost)
		}
		if n > 1 && r.Finish >= last.Finish {
			t.Errorf("%d instances take %v s, after %v s", n, r.Finish, last.Finish)
		}
		last = r
	}
	if gain := run(t, coupled()).Finish / last.Finish; last.Exchange < 0.9*last.Step || gain > 5 {
		t.Errorf("1024 instances exchange for %v of %v s, and are %v times as fast as six", last.Exchange, last.Step, gain)
	}
	j.Work, j.Instances, j.Placement, j.Network = time.Millisecond, 1, Zones, TCP
	alone := run(t, j)
	if j.Instances = 12; run(t, j).Finish < alone.Finish {
		t.Error("a job of milliseconds is faster over three zones than on one instance")
	}
}

// TestSharedBandwidth: neighbours share what a small instance can send.
func TestSharedBandwidth(t *testing.T) {
	j := coupled()
	j.Type = instancetype.Named("m5.large")
	near(t, "a flow of two", run(t, j).Gbps, j.Type.Network.BaselineGbps/2)
	j.Instances = 2
	near(t, "the only flow", run(t, j).Gbps, j.Type.Network.BaselineGbps)
	j.Type = instancetype.Named("c7g.16xlarge")
	j.Network = TCP
	near(t, "a flow in a group", run(t, j).Gbps, 10)
}

// TestCost is by the second, a minute at least; what crosses zones is paid for at
// each end.
func TestCost(t *testing.T) {
	j := coupled()
	j.Exchange, j.Work, j.Steps = 0, 384*time.Second, 1000
	near(t, "1000 s of six", run(t, j).Cost, 6*1000*1.6832/3600)
	j.Steps = 7
	near(t, "7 s of six", run(t, j).Cost, 6*60*1.6832/3600)
	j.Placement, j.Exchange, j.Steps = Zones, 1<<30, 100
	// Two pairs of neighbours, both ways, both ends, at a cent a GB.
	near(t, "100 GB each way", run(t, j).TransferCost, 2*2*2*100*0.01)
	j.Instances = 2
	near(t, "100 GB each way between two", run(t, j).TransferCost, 2*2*100*0.01)
}

// TestMistakes: what cannot be is refused, and says why.
func TestMistakes(t *testing.T) {
	for want, wrong := range map[string]func(*Job){
		"there is no instance type": func(j *Job) { j.Type = nil },
		"t3.micro spends CPU credits: a job that computes all the time wants another type": func(j *Job) { j.Type = instancetype.Named("t3.micro") },
		"a job runs on 1 to 10000 instances, not 0":                                        func(j *Job) { j.Instances = 0 },
		"a job runs on 1 to 10000 instances, not 10001":                                    func(j *Job) { j.Instances = 10_001 },
		"a step takes a core more than nothing, and at most 100 years":                     func(j *Job) { j.Work = 0 },
		"a job has 1 to 1000000000000 steps, not 0":                                        func(j *Job) { j.Steps = 0 },
		"a neighbour is sent up to 1 PB in a step, not -1 bytes":                           func(j *Job) { j.Exchange = -1 },
		"more than 1 EB would go from zone to zone":                                        func(j *Job) { j.Placement, j.Exchange, j.Steps = Zones, 1e15, 1e6 },
		"a job takes up to 100 years, not 8269":                                            func(j *Job) { j.Work, j.Steps = 100*time.Second, 1e12 },
		"a spread placement group has at most 7 instances in a zone, not 8":                func(j *Job) { j.Placement, j.Instances = Spread, 8 },
		"m5.large has no Elastic Fabric Adapter":                                           func(j *Job) { j.Type, j.Network = instancetype.Named("m5.large"), EFA },
		"an Elastic Fabric Adapter does not reach other zones":                             func(j *Job) { j.Placement, j.Network = Zones, EFA },
		"vt1.3xlarge cannot be in a cluster placement group":                               func(j *Job) { j.Type = instancetype.Named("vt1.3xlarge") },
	} {
		j := coupled()
		wrong(&j)
		if _, err := Run(j); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
