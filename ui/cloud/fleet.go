package cloud

import (
	"strings"

	"skylab/engine"
	"skylab/engine/autoscaling"
	"skylab/engine/ec2"
	"skylab/engine/elb"
	"skylab/engine/vpc"
)

// fleet is what the panel shows of instances and load balancers.
type fleet struct {
	zones     []zone
	balancers []balancer
	groups    []scaled
	jobs      []ec2.JobView
	// tallest is how many instances the fullest zone has.
	tallest int
}

// zone is a column of the panel.
type zone struct {
	name     string
	lost     bool
	machines []machine
}

// machine is an instance as a row.
type machine struct {
	name, kind string
	state      ec2.State
	impaired   bool
	load       ec2.Load
	spot       bool
	// target is its health as a load balancer's target, "" for none.
	target string
}

// balancer is a load balancer as a row.
type balancer struct {
	name, state                          string
	requests                             int64
	inFlight, healthy, unhealthy, others int
}

// scaled is an Auto Scaling group as a row.
type scaled struct {
	name                    string
	least, desired, most    int
	inService, coming, gone int
	// doing is the newest thing that it did.
	doing string
}

func groupsOf(w *engine.World) (out []scaled) {
	for _, g := range w.AutoScaling.Groups() {
		row := scaled{name: g.Name, least: g.Min, desired: g.Desired, most: g.Max}
		for _, m := range g.Members {
			switch {
			case m.State == autoscaling.InService:
				row.inService++
			case strings.HasPrefix(m.State, "Pending"):
				row.coming++
			default:
				row.gone++
			}
		}
		if len(g.Activities) > 0 {
			row.doing = g.Activities[0].Description
		}
		out = append(out, row)
	}
	return out
}

// fleet reads the instances by zone, and what is in front of them.
func (d *reader) fleet(w *engine.World) {
	f := fleet{}
	machines := w.EC2.Machines()
	d.balancers(w, &f)
	f.groups = groupsOf(w)
	f.jobs = w.EC2.Jobs()
	if len(machines) == 0 {
		d.state.fleet = f
		return
	}
	health := targetHealth(w.ELB.TargetGroups())
	for _, z := range vpc.Zones {
		column := zone{name: z.Name, lost: w.VPC.DefaultSubnet(z.Name).Down}
		for _, m := range machines {
			if m.Zone == z.Name {
				column.machines = append(column.machines, machine{name: label(m), kind: m.Type.Name, state: m.State, impaired: m.Checks == "impaired",
					load: w.EC2.Load(m.ID), spot: m.Lifecycle == "spot", target: health[m.ID]})
			}
		}
		f.tallest = max(f.tallest, len(column.machines))
		f.zones = append(f.zones, column)
	}
	d.state.fleet = f
}

// label is an instance's name, or the beginning of its id.
func label(m ec2.Machine) string {
	if m.Name != "" {
		return m.Name
	}
	return m.ID[:min(len(m.ID), 8)]
}

// targetHealth is the health of each target, by its id; the worst where it is in
// several groups.
func targetHealth(groups []elb.GroupView) map[string]string {
	out := map[string]string{}
	for _, g := range groups {
		for _, t := range g.Targets {
			if old := out[t.ID]; old == "" || old == "healthy" {
				out[t.ID] = t.State
			}
		}
	}
	return out
}

func (d *reader) balancers(w *engine.World, f *fleet) {
	groups := w.ELB.TargetGroups()
	for _, b := range w.ELB.LoadBalancers() {
		row := balancer{name: b.Name, state: b.State, requests: b.Received, inFlight: b.InFlight}
		for _, g := range groups {
			if g.LoadBalancer != b.Path {
				continue
			}
			for _, t := range g.Targets {
				switch t.State {
				case "healthy":
					row.healthy++
				case "unhealthy":
					row.unhealthy++
				default:
					row.others++
				}
			}
		}
		f.balancers = append(f.balancers, row)
	}
}

// short is a zone's name without the Region: "1a".
func (z *zone) short() string { return z.name[strings.LastIndexByte(z.name, '-')+1:] }
