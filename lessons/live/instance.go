package live

import (
	"slices"

	"skylab/engine/autoscaling"
	"skylab/engine/ec2"
	"skylab/engine/elb"
)

// Instance is what expressions see of an EC2 instance; everything is zero for
// one that does not exist.
type Instance struct {
	Exists bool   `expr:"exists"`
	ID     string `expr:"id"`
	// State is AWS's word; Checks is the worse of the status checks.
	State  string `expr:"state"`
	Checks string `expr:"checks"`
	Type   string `expr:"type"`
	Zone   string `expr:"zone"`
	// PublicIP is "" for an instance without one.
	PublicIP  string `expr:"publicIp"`
	PrivateIP string `expr:"privateIp"`
	// Uptime is for how many seconds it has been running.
	Uptime float64 `expr:"uptime"`
	// CPU is how busy its vCPUs have been since they were last measured, in
	// percent; Credits is its balance of CPU credits.
	CPU     float64 `expr:"cpu"`
	Credits float64 `expr:"credits"`
	// Memory and Disk are how much of them is in use, in percent.
	Memory float64 `expr:"memory"`
	Disk   float64 `expr:"disk"`
	// Open tells whether anybody in the internet gets an answer on a port.
	Open func(port int) bool `expr:"open"`
}

// instance finds an instance by its id or its tag Name; of several with one
// name it is the newest that is not terminated.
func (c *Context) instance(name string) Instance {
	w := c.World()
	all := w.EC2.Machines()
	at := -1
	for i, m := range all {
		if (m.ID == name || m.Name == name) && (at < 0 || m.State != ec2.Terminated) {
			at = i
		}
	}
	if at < 0 {
		c.miss("instance", listed(all, func(m ec2.Machine) string { return m.Name }), name)
		return Instance{Open: func(int) bool { return false }}
	}
	m := all[at]
	out := Instance{Exists: true, ID: m.ID, State: m.State.Name, Checks: m.Checks, Type: m.Type.Name, Zone: m.Zone,
		Open: func(port int) bool { return m.Open(w.VPC, port) }}
	if m.Interface != nil {
		out.PrivateIP = m.Interface.Private.String()
		if m.Interface.Public.IsValid() {
			out.PublicIP = m.Interface.Public.String()
		}
	}
	if m.State == ec2.Running {
		out.Uptime = w.Now().Sub(m.Running).Seconds()
		load := w.EC2.Load(m.ID)
		out.CPU, out.Credits, out.Memory, out.Disk = 100*load.CPU, load.Credits, 100*load.Memory, 100*load.Disk
	}
	return out
}

// instances is how many instances are in a state.
func (c *Context) instances(state string) int {
	n := 0
	for _, m := range c.World().EC2.Machines() {
		if m.State.Name == state {
			n++
		}
	}
	return n
}

// LoadBalancer is what expressions see of a load balancer.
type LoadBalancer struct {
	Exists bool   `expr:"exists"`
	State  string `expr:"state"`
	DNS    string `expr:"dns"`
	// Requests came so far, InFlight are under way now.
	Requests int `expr:"requests"`
	InFlight int `expr:"inFlight"`
}

func (c *Context) loadBalancer(name string) LoadBalancer {
	all := c.World().ELB.LoadBalancers()
	i := slices.IndexFunc(all, func(b elb.LoadBalancerView) bool { return b.Name == name })
	if i < 0 {
		c.miss("loadBalancer", listed(all, func(b elb.LoadBalancerView) string { return b.Name }), name)
		return LoadBalancer{}
	}
	b := all[i]
	return LoadBalancer{Exists: true, State: b.State, DNS: b.DNSName, Requests: int(b.Received), InFlight: b.InFlight}
}

// Targets is what expressions see of a target group: how many targets it has,
// and how many of them are in a state.
type Targets struct {
	Exists    bool `expr:"exists"`
	Count     int  `expr:"count"`
	Healthy   int  `expr:"healthy"`
	Unhealthy int  `expr:"unhealthy"`
	Draining  int  `expr:"draining"`
	// Zones are in how many zones there is a healthy target.
	Zones int `expr:"zones"`
}

func (c *Context) targets(name string) Targets {
	all := c.World().ELB.TargetGroups()
	i := slices.IndexFunc(all, func(g elb.GroupView) bool { return g.Name == name })
	if i < 0 {
		c.miss("targets", listed(all, func(g elb.GroupView) string { return g.Name }), name)
		return Targets{}
	}
	out := Targets{Exists: true, Count: len(all[i].Targets)}
	zones := map[string]bool{}
	for _, t := range all[i].Targets {
		switch t.State {
		case "healthy":
			out.Healthy++
			zones[t.Zone] = true
		case "unhealthy":
			out.Unhealthy++
		case "draining":
			out.Draining++
		}
	}
	out.Zones = len(zones)
	return out
}

// Group is what expressions see of an Auto Scaling group.
type Group struct {
	Exists bool `expr:"exists"`
	// Min, Desired and Max are its sizes.
	Min     int `expr:"min"`
	Desired int `expr:"desired"`
	Max     int `expr:"max"`
	// InService are instances that serve, Unhealthy those to be replaced.
	InService int `expr:"inService"`
	Unhealthy int `expr:"unhealthy"`
	// Zones are in how many zones it has an instance in service.
	Zones int `expr:"zones"`
	// Activities are how many things it did so far, as far as it remembers.
	Activities int `expr:"activities"`
}

func (c *Context) group(name string) Group {
	all := c.World().AutoScaling.Groups()
	i := slices.IndexFunc(all, func(g autoscaling.GroupView) bool { return g.Name == name })
	if i < 0 {
		c.miss("group", listed(all, func(g autoscaling.GroupView) string { return g.Name }), name)
		return Group{}
	}
	g := all[i]
	out := Group{Exists: true, Min: g.Min, Desired: g.Desired, Max: g.Max, Activities: len(g.Activities)}
	zones := map[string]bool{}
	for _, m := range g.Members {
		if m.State == autoscaling.InService {
			out.InService++
			zones[m.Zone] = true
		}
		if m.Health == "Unhealthy" {
			out.Unhealthy++
		}
	}
	out.Zones = len(zones)
	return out
}
