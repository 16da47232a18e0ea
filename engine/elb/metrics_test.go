package elb_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
)

// sums are the metrics of a load balancer or group by name: their sums.
func (w *world) sums(dimensions string) map[string]float64 {
	out := map[string]float64{}
	for _, m := range w.metrics.Metrics() {
		var names []string
		for _, d := range m.Dimensions {
			names = append(names, d.Name)
		}
		if m.Namespace == "AWS/ApplicationELB" && strings.Join(names, ",") == dimensions {
			out[m.Name] += m.Total().Sum
		}
	}
	return out
}

func TestMetrics(t *testing.T) {
	w, ids := fleet(t, a, b)
	w.programs[ids[0]].takes = 200 * time.Millisecond
	w.programs[ids[1]].status = 404
	w.must(t, "ModifyTargetGroup", `"TargetGroupArn":%q,"Matcher":{"HttpCode":"200-404"}`, w.group)
	for range 100 {
		w.get("/", nil)
	}
	w.machines[ids[1]].Interface.Listen(80, nil)
	w.get("/", nil)
	w.get("/", nil)
	w.wait(2 * time.Minute)
	whole, group := w.sums("LoadBalancer"), w.sums("TargetGroup,LoadBalancer")
	for name, want := range map[string]float64{"RequestCount": 102, "HTTPCode_Target_2XX_Count": 51, "HTTPCode_Target_4XX_Count": 50, "HTTPCode_ELB_5XX_Count": 1,
		"HTTPCode_ELB_502_Count": 1, "NewConnectionCount": 102} {
		if whole[name] != want {
			t.Errorf("%s of the load balancer is %g, want %g", name, whole[name], want)
		}
	}
	if group["RequestCount"] != 102 || group["TargetConnectionErrorCount"] != 1 {
		t.Errorf("of the group: %v", group)
	}
	if got := whole["TargetResponseTime"]; math.Abs(got-51*0.2) > 1e-6 {
		t.Errorf("response times come to %g s", got)
	}
	if got := w.sums("AvailabilityZone,LoadBalancer")["RequestCount"]; got != 102 {
		t.Errorf("the zones together have %g requests", got)
	}
	if got := w.sums("TargetGroup")["RequestCountPerTarget"]; got < 51 || got > 52 {
		t.Errorf("a target got %g", got)
	}
	path := strings.TrimPrefix(w.group, "arn:aws:elasticloadbalancing:us-east-1:123456789012:")
	hosts := w.metrics.Find("AWS/ApplicationELB", "HealthyHostCount", []cloudwatch.Dimension{{Name: "TargetGroup", Value: path},
		{Name: "LoadBalancer", Value: strings.TrimPrefix(w.balancer, "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/")}})
	if hosts == nil || hosts.Total().Max != 2 {
		t.Errorf("healthy hosts: %+v", hosts)
	}
}

// charged is what was used, in units of the price.
func (w *world) charged(usage billing.UsageType) float64 {
	for _, l := range w.bill.Bill().Lines {
		if l.UsageType == usage {
			return l.Quantity.Float()
		}
	}
	return 0
}

func TestHoursBegunAreCharged(t *testing.T) {
	w, _ := fleet(t, a)
	w.wait(50 * time.Minute) // 70 minutes in all
	w.must(t, "DeleteLoadBalancer", `"LoadBalancerArn":%q`, w.balancer)
	w.wait(10 * time.Hour)
	if got := w.charged(billing.LoadBalancerHours); got != 2 {
		t.Errorf("%g hours are charged", got)
	}
}

// 90,000 new connections within an hour are one LCU, whatever the rest is.
func TestCapacityUnits(t *testing.T) {
	w, ids := fleet(t, a)
	w.machines[ids[0]].Interface.Listen(80, quick{})
	w.wait(time.Hour - time.Duration(w.Now())%time.Hour)
	for range 9000 {
		w.send("/", nil)
	}
	w.wait(2 * time.Minute)
	if got := w.charged(billing.LoadBalancerCapacity); got < 0.0999 || got > 0.1001 {
		t.Errorf("9,000 connections in an hour are %g LCU-hours", got)
	}
	w.wait(time.Hour)
	before := w.charged(billing.LoadBalancerCapacity)
	w.programs[ids[0]].takes = 55 * time.Second
	w.machines[ids[0]].Interface.Listen(80, w.programs[ids[0]])
	for range 900 {
		w.send("/", nil)
	}
	w.wait(2 * time.Minute)
	// 900 connections at once for 55 s: 0.01 LCU for new ones, 900×55/(3000×3600) for active ones.
	if got := w.charged(billing.LoadBalancerCapacity) - before; got < 0.0099 || got > 0.0101 {
		t.Errorf("900 connections held for 55 s are %g LCU-hours", got)
	}
}
