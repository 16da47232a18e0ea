package elb

// What happens to load balancers and their targets. LoadBalancer and Group are
// the paths that metrics have, too: "app/web/50dc6c495c0c9188" and
// "targetgroup/web/73e2d6bc24d8a067".
type (
	// LoadBalancerCreated: it is being provisioned.
	LoadBalancerCreated struct{ LoadBalancer, DNSName string }
	// LoadBalancerActivated (scheduled): it takes requests.
	LoadBalancerActivated struct{ LoadBalancer string }
	// LoadBalancerDeleted: it is gone, and its connections with it.
	LoadBalancerDeleted struct{ LoadBalancer string }
	// TargetHealthChanged: the load balancer thinks otherwise of a target. From
	// is "" for a new one, To for one that is gone.
	TargetHealthChanged struct {
		Group, Target string
		Port          int
		From, To      string
		Reason        string
		Detail        string
	}
	// HealthCheckDue (scheduled): a target is checked. Turn tells which of its
	// registrations is meant.
	HealthCheckDue struct {
		Group, Target string
		Port          int
		Turn          uint64
	}
	// HealthCheckTimedOut (scheduled): a check has no answer in time.
	HealthCheckTimedOut struct {
		Group, Target string
		Port          int
		Turn          uint64
	}
	// TargetDrained (scheduled): the deregistration delay is over.
	TargetDrained struct {
		Group, Target string
		Port          int
		Turn          uint64
	}
	// RequestRouted: a request goes from a zone's node to a target.
	RequestRouted struct {
		LoadBalancer, Zone, Group, Target string
		Port                              int
	}
	// RequestFailed: the load balancer answers with an error of its own, or
	// cannot answer at all (Status 0). Target is "" where it chose none.
	RequestFailed struct {
		LoadBalancer, Zone, Group, Target string
		Status                            int
		Why                               string
	}
	// WaitEnded (scheduled): the oldest request that waits for a connection, or
	// for a response, may have waited long enough.
	WaitEnded struct{ LoadBalancer, For string }
	// MinuteEnded (scheduled): the minute's metrics are due.
	MinuteEnded struct{ LoadBalancer string }
)

// The kinds of the events, as journals and screens name them.

func (LoadBalancerCreated) Kind() string   { return "elb.LoadBalancerCreated" }
func (LoadBalancerActivated) Kind() string { return "elb.LoadBalancerActivated" }
func (LoadBalancerDeleted) Kind() string   { return "elb.LoadBalancerDeleted" }
func (TargetHealthChanged) Kind() string   { return "elb.TargetHealthChanged" }
func (HealthCheckDue) Kind() string        { return "elb.HealthCheckDue" }
func (HealthCheckTimedOut) Kind() string   { return "elb.HealthCheckTimedOut" }
func (TargetDrained) Kind() string         { return "elb.TargetDrained" }
func (RequestRouted) Kind() string         { return "elb.RequestRouted" }
func (RequestFailed) Kind() string         { return "elb.RequestFailed" }
func (WaitEnded) Kind() string             { return "elb.WaitEnded" }
func (MinuteEnded) Kind() string           { return "elb.MinuteEnded" }
