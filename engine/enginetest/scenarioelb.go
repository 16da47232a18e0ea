package enginetest

import (
	"fmt"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
)

// balancing are the names that a world gives the things of its first load
// balancer, which is called web as its target group is.
type balancing struct{ balancer, dns, group, listener, rule, vpc, subnets string }

// balancingOf finds out those names.
func balancingOf(seed uint64) balancing {
	w := engine.New(engine.Config{Seed: seed})
	var b balancing
	b.vpc = w.VPC.ID()
	for _, z := range []string{"us-east-1a", "us-east-1b"} {
		if b.subnets != "" {
			b.subnets += ","
		}
		b.subnets += `"` + w.VPC.DefaultSubnet(z).ID + `"`
	}
	do := func(op, in string, args ...any) aws.Object {
		r := w.Do(engine.Call{Operation: "elbv2." + op, In: decode(w.Operation("elbv2."+op), fmt.Sprintf("{"+in+"}", args...))})
		if r.Err != nil {
			panic("enginetest: " + r.Err.Error())
		}
		tree, _ := aws.Tree(r.Out).(aws.Object)
		return tree
	}
	do("CreateLoadBalancer", `"Name":"web","Subnets":[%s]`, b.subnets)
	do("CreateTargetGroup", `"Name":"web","Protocol":"HTTP","Port":80,"VpcId":%q`, b.vpc)
	v := w.ELB.LoadBalancers()[0]
	b.balancer, b.dns, b.group = v.ARN, v.DNSName, w.ELB.TargetGroups()[0].ARN
	b.listener = text(do("CreateListener", `"LoadBalancerArn":%q,"Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]`, b.balancer, b.group), "ListenerArn")
	b.rule = text(do("CreateRule", `"ListenerArn":%q,"Priority":1,"Conditions":[{"Field":"path-pattern","Values":["/a"]}],"Actions":[{"Type":"forward","TargetGroupArn":%q}]`, b.listener, b.group), "RuleArn")
	return b
}

// text is the first text with that name anywhere in an answer, or "".
func text(v any, name string) string {
	switch v := v.(type) {
	case aws.Object:
		for _, f := range v {
			if s, is := f.Value.(string); is && f.Name == name {
				return s
			}
			if s := text(f.Value, name); s != "" {
				return s
			}
		}
	case []any:
		for _, e := range v {
			if s := text(e, name); s != "" {
				return s
			}
		}
	}
	return ""
}

// balanced puts a load balancer before instances, and takes it down again.
func (g *generator) balanced() {
	if g.balancing == nil {
		b := balancingOf(g.seed)
		g.balancing = &b
	}
	b := *g.balancing
	do := func(wait time.Duration, op, in string, args ...any) {
		g.add(wait, "elbv2."+op, "{"+fmt.Sprintf(in, args...)+"}")
	}
	g.ec2(pause(g.r), "RunInstances", `"ImageId":%q,"InstanceType":"t3.micro","MinCount":1,"MaxCount":2`, imageID)
	do(0, "CreateLoadBalancer", `"Name":"web","Subnets":[%s]`, b.subnets)
	do(0, "CreateTargetGroup", `"Name":"web","Protocol":"HTTP","Port":80,"VpcId":%q`, b.vpc)
	g.ec2(0, "AuthorizeSecurityGroupIngress", `"GroupName":"default","IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIp":"0.0.0.0/0"`)
	do(0, "CreateListener", `"LoadBalancerArn":%q,"Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]`, b.balancer, b.group)
	targets := func(wait time.Duration, op string) {
		do(wait, op, `"TargetGroupArn":%q,"Targets":[{"Id":%q}]`, b.group, g.machine("i"))
	}
	for range 2 {
		targets(time.Duration(15+g.r.IntN(40))*time.Second, "RegisterTargets")
	}
	do(0, "CreateRule", `"ListenerArn":%q,"Priority":%d,"Conditions":[{"Field":"path-pattern","Values":["/fixed"]}],"Actions":[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"200"}}]`, b.listener, 1+g.r.IntN(3))
	do(0, "ModifyTargetGroup", `"TargetGroupArn":%q,"HealthCheckIntervalSeconds":%d`, b.group, 6+g.r.IntN(20))
	algorithm := []string{"round_robin", "least_outstanding_requests", "weighted_random"}[g.r.IntN(3)]
	do(0, "ModifyTargetGroupAttributes", `"TargetGroupArn":%q,"Attributes":[{"Key":"load_balancing.algorithm.type","Value":%q},{"Key":"deregistration_delay.timeout_seconds","Value":"%d"},{"Key":"load_balancing.cross_zone.enabled","Value":%q}]`,
		b.group, algorithm, g.r.IntN(2)*20, []string{"true", "false"}[g.r.IntN(2)])
	do(0, "ModifyLoadBalancerAttributes", `"LoadBalancerArn":%q,"Attributes":[{"Key":"idle_timeout.timeout_seconds","Value":"%d"}]`, b.balancer, 1+g.r.IntN(60))
	for range 1 + g.r.IntN(4) {
		g.add(time.Duration(g.r.IntN(150))*time.Second, "http.Request", fmt.Sprintf(`{"Method":"GET","URL":"http://%s%s"}`, b.dns, []string{"/", "/fixed", ":81/"}[g.r.IntN(3)]))
	}
	for _, op := range []string{"DescribeTargetHealth", "DescribeTargetGroupAttributes"} {
		do(0, op, `"TargetGroupArn":%q`, b.group)
	}
	do(0, "DescribeListeners", `"LoadBalancerArn":%q`, b.balancer)
	do(0, "DescribeLoadBalancerAttributes", `"LoadBalancerArn":%q`, b.balancer)
	do(0, "DescribeRules", `"ListenerArn":%q`, b.listener)
	do(0, "DescribeLoadBalancers", `"Names":["web"]`)
	do(0, "DescribeTargetGroups", `"Names":["web"]`)
	do(0, "SetRulePriorities", `"RulePriorities":[{"RuleArn":%q,"Priority":%d}]`, b.rule, 1+g.r.IntN(5))
	do(0, "ModifyRule", `"RuleArn":%q,"Conditions":[{"Field":"host-header","Values":["*.example"]}]`, b.rule)
	do(0, "AddTags", `"ResourceArns":[%q,%q],"Tags":[{"Key":"k","Value":"v"}]`, b.group, b.rule)
	do(0, "DescribeTags", `"ResourceArns":[%q]`, b.group)
	do(0, "RemoveTags", `"ResourceArns":[%q],"TagKeys":["k"]`, b.listener)
	g.ec2(0, "StopInstances", `"InstanceIds":[%q]`, g.machine("i"))
	do(0, "SetSubnets", `"LoadBalancerArn":%q,"Subnets":[%s]`, b.balancer, b.subnets)
	g.ec2(0, "CreateSecurityGroup", `"GroupName":"g0","Description":"d"`)
	do(0, "SetSecurityGroups", `"LoadBalancerArn":%q,"SecurityGroups":[%q]`, b.balancer, g.machine("sg"))
	targets(time.Duration(g.r.IntN(60))*time.Second, "DeregisterTargets")
	do(0, "ModifyListener", `"ListenerArn":%q,"Port":%d`, b.listener, 80+g.r.IntN(2))
	if g.r.IntN(2) == 0 {
		do(0, "DeleteRule", `"RuleArn":%q`, b.rule)
		do(0, "DeleteListener", `"ListenerArn":%q`, b.listener)
		do(0, "DeleteTargetGroup", `"TargetGroupArn":%q`, b.group)
		do(0, "DeleteLoadBalancer", `"LoadBalancerArn":%q`, b.balancer)
	}
}
