package cloud

import (
	"strconv"
	"strings"

	"skylab/engine"
	"skylab/engine/billing"
	"skylab/engine/ec2"
	"skylab/engine/elb"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// tellELB tells what happens to load balancers and their targets.
func tellELB(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case elb.LoadBalancerCreated:
		return plain, "load balancer " + middle(e.LoadBalancer) + " is being provisioned"
	case elb.LoadBalancerActivated:
		return good, "load balancer " + middle(e.LoadBalancer) + " takes requests"
	case elb.LoadBalancerDeleted:
		return plain, "load balancer " + middle(e.LoadBalancer) + " is deleted"
	case elb.TargetHealthChanged:
		t := "target " + e.Target
		switch e.To {
		case "":
			return plain, t + " is no longer in " + middle(e.Group)
		case "healthy":
			return good, t + " is healthy: it gets requests"
		case "unhealthy":
			return bad, t + " is unhealthy (" + e.Reason + ")"
		}
		return plain, t + " is " + e.To
	case elb.RequestFailed:
		if e.Status == 0 {
			return bad, "a request is lost: " + e.Why
		}
		return bad, "ALB answers " + strconv.Itoa(e.Status) + ": " + e.Why
	}
	return plain, ""
}

// middle is the name in a path such as app/web/50dc6c495c0c9188.
func middle(path string) string {
	parts := strings.Split(path, "/")
	return parts[min(1, len(parts)-1)]
}

// linkOfMachines is what the story leaves out of instances, load balancers and
// plain requests.
func linkOfMachines(e sim.Event) string {
	switch e := e.(type) {
	case ec2.GuestWoke:
		return "a program on " + e.Instance + " goes on"
	case ec2.MinutePassed:
		return "instances are measured"
	case ec2.SpotRequestEvaluated:
		return "the Spot request " + e.Request + " is looked at"
	case ec2.SpotHourBegan:
		return "another hour of " + e.Instance + " begins, at the Spot price of now"
	case ec2.SpotInterrupted:
		return "the notice of " + e.Instance + " is over"
	case ec2.SpotMessaged:
		return "EventBridge hears of " + e.Instance
	case billing.HourPassed:
		return "commitments cover the usage of an hour"
	case ec2.JobLapped:
		return "the job " + e.Job + " goes on"
	case ec2.FaultEnded:
		return "a fault is over"
	case ec2.ShellTimedOut:
		return "nobody has answered the ssh to " + e.Host
	case elb.RequestRouted:
		return "a request goes from " + e.Zone + " to " + e.Target
	case elb.HealthCheckDue:
		return "target " + e.Target + " is checked"
	case elb.HealthCheckTimedOut:
		return "the check of target " + e.Target + " has no answer in time"
	case elb.TargetDrained:
		return "target " + e.Target + " has been drained"
	case elb.WaitEnded:
		return "a request may have waited for long enough"
	case elb.MinuteEnded:
		return "the load balancer's minute is measured"
	case vpc.PatienceEnded:
		return "whoever sent the request waits no more"
	case engine.RequestExpired:
		return "the time that the request had is over"
	}
	return ""
}
