package cloud

import (
	"math"
	"strconv"
	"time"

	"skylab/engine/cloudwatch"
	"skylab/engine/ec2"
	"skylab/ui/widget"
)

// facts are the counters of instances and of what is before them.
func (f *fleet) facts(of gauges) (out []fact) {
	running, busy := 0, 0.0
	for i := range f.zones {
		for j := range f.zones[i].machines {
			if m := &f.zones[i].machines[j]; m.state == ec2.Running {
				running++
				busy += m.load.CPU
			}
		}
	}
	out = append(out, fact{"Running", "Running", count(running), false})
	if running > 0 {
		out = append(out, fact{"CPU, mean", "CPU", strconv.Itoa(int(100*busy/float64(running)+0.5)) + "%", false})
	}
	if len(f.balancers) == 0 {
		return out
	}
	requests, healthy := 0, 0
	for i := range f.balancers {
		requests += int(f.balancers[i].requests)
		healthy += f.balancers[i].healthy
	}
	out = append(out, fact{"Healthy targets", "Healthy", count(healthy), healthy == 0}, fact{"Requests", "Requests", count(requests), false})
	for _, c := range []struct{ metric, name string }{{"HTTPCode_ELB_5XX_Count", "5xx by the ALB"}, {"HTTPCode_Target_5XX_Count", "5xx by targets"}} {
		n, _ := of.balancing(c.metric, "Sum")
		out = append(out, fact{c.name, "5xx", count(int(n)), n > 0})
	}
	for _, stat := range []string{"p50", "p99"} {
		if v, some := of.balancing("TargetResponseTime", stat); some {
			out = append(out, fact{"Response " + stat, stat, widget.Ago(time.Duration(v * float64(time.Second))), false})
		}
	}
	return out
}

// balancing adds up counts; of other statistics it is the worst.
func (g worldGauges) balancing(metric, stat string) (value float64, some bool) {
	for _, b := range g.w.ELB.LoadBalancers() {
		v := whole(g.w.CloudWatch.Find("AWS/ApplicationELB", metric, []cloudwatch.Dimension{{Name: "LoadBalancer", Value: b.Path}}), g, stat)
		switch {
		case math.IsNaN(v):
		case stat == "Sum":
			value, some = value+v, true
		default:
			value, some = max(value, v), true
		}
	}
	return value, some
}

// whole is a statistic over all the time that the world has been there.
func whole(m *cloudwatch.Metric, g worldGauges, stat string) float64 {
	_, values := m.Overview(g.w.Now(), 1, stat)
	if len(values) == 0 {
		return math.NaN()
	}
	return values[len(values)-1]
}
