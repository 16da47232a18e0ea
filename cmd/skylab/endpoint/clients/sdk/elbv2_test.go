package sdk

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

func TestELBv2(t *testing.T) {
	w := serve(t, "elbv2")
	c := elb.NewFromConfig(w.config())
	var subnets []string
	for _, z := range []string{"us-east-1a", "us-east-1b", "us-east-1c"} {
		subnets = append(subnets, w.inner.VPC.DefaultSubnet(z).ID)
	}
	tags := []types.Tag{{Key: str("team"), Value: str("größe <&>")}, {Key: str("empty"), Value: str("")}}
	made := do(w, c.CreateLoadBalancer, &elb.CreateLoadBalancerInput{Name: str("web"), Subnets: subnets, Scheme: types.LoadBalancerSchemeEnumInternetFacing,
		Type: types.LoadBalancerTypeEnumApplication, IpAddressType: types.IpAddressTypeIpv4, Tags: tags})
	arn := made.LoadBalancers[0].LoadBalancerArn
	do(w, c.CreateLoadBalancer, &elb.CreateLoadBalancerInput{Name: str("inside"), Scheme: types.LoadBalancerSchemeEnumInternal,
		SubnetMappings: []types.SubnetMapping{{SubnetId: &subnets[0]}, {SubnetId: &subnets[1]}}})
	var groups []string
	for _, name := range []string{"blue", "green"} {
		out := do(w, c.CreateTargetGroup, &elb.CreateTargetGroupInput{Name: &name, Protocol: types.ProtocolEnumHttp, Port: aws.Int32(80), VpcId: str(w.inner.VPC.ID()),
			TargetType: types.TargetTypeEnumIp, HealthCheckPath: str("/health?größe=1"), HealthCheckEnabled: aws.Bool(true), HealthCheckIntervalSeconds: aws.Int32(10),
			HealthCheckTimeoutSeconds: aws.Int32(2), HealthyThresholdCount: aws.Int32(2), UnhealthyThresholdCount: aws.Int32(3), Matcher: &types.Matcher{HttpCode: str("200,202")}})
		groups = append(groups, *out.TargetGroups[0].TargetGroupArn)
	}
	group := &groups[0]
	forward := types.Action{Type: types.ActionTypeEnumForward, ForwardConfig: &types.ForwardActionConfig{
		TargetGroups:                []types.TargetGroupTuple{{TargetGroupArn: group, Weight: aws.Int32(0)}, {TargetGroupArn: &groups[1], Weight: aws.Int32(9)}},
		TargetGroupStickinessConfig: &types.TargetGroupStickinessConfig{Enabled: aws.Bool(false)}}}
	listener := do(w, c.CreateListener, &elb.CreateListenerInput{LoadBalancerArn: arn, Protocol: types.ProtocolEnumHttp, Port: aws.Int32(80), DefaultActions: []types.Action{forward}, Tags: tags}).Listeners[0].ListenerArn
	do(w, c.CreateListener, &elb.CreateListenerInput{LoadBalancerArn: arn, Protocol: types.ProtocolEnumHttps, Port: aws.Int32(443),
		Certificates:   []types.Certificate{{CertificateArn: str("arn:aws:acm:us-east-1:123456789012:certificate/c")}},
		DefaultActions: []types.Action{{Type: types.ActionTypeEnumFixedResponse, FixedResponseConfig: &types.FixedResponseActionConfig{StatusCode: str("404"), ContentType: str("text/plain"), MessageBody: str("größe\n")}}}})
	rule := do(w, c.CreateRule, &elb.CreateRuleInput{ListenerArn: listener, Priority: aws.Int32(10), Tags: tags, Conditions: []types.RuleCondition{
		{Field: str("host-header"), HostHeaderConfig: &types.HostHeaderConditionConfig{Values: []string{"*.example"}}},
		{Field: str("http-header"), HttpHeaderConfig: &types.HttpHeaderConditionConfig{HttpHeaderName: str("X-Kind"), Values: []string{"old"}}},
		{Field: str("http-request-method"), HttpRequestMethodConfig: &types.HttpRequestMethodConditionConfig{Values: []string{"GET"}}},
		{Field: str("query-string"), QueryStringConfig: &types.QueryStringConditionConfig{Values: []types.QueryStringKeyValuePair{{Key: str("a"), Value: str("b")}}}},
		{Field: str("source-ip"), SourceIpConfig: &types.SourceIpConditionConfig{Values: []string{"192.0.2.0/24"}}}},
		Actions: []types.Action{{Type: types.ActionTypeEnumRedirect, RedirectConfig: &types.RedirectActionConfig{Host: str("new.example"), Query: str(""), StatusCode: types.RedirectActionStatusCodeEnumHttp301}}}}).Rules[0].RuleArn
	do(w, c.ModifyRule, &elb.ModifyRuleInput{RuleArn: rule, Conditions: []types.RuleCondition{{Field: str("path-pattern"), Values: []string{"/a*"}}}})
	do(w, c.SetRulePriorities, &elb.SetRulePrioritiesInput{RulePriorities: []types.RulePriorityPair{{RuleArn: rule, Priority: aws.Int32(20)}}})
	do(w, c.ModifyListener, &elb.ModifyListenerInput{ListenerArn: listener, Port: aws.Int32(8080)})

	do(w, c.RegisterTargets, &elb.RegisterTargetsInput{TargetGroupArn: group, Targets: []types.TargetDescription{{Id: str("172.31.0.9"), Port: aws.Int32(8080)}, {Id: str("172.31.0.9")}}})
	do(w, c.DescribeTargetHealth, &elb.DescribeTargetHealthInput{TargetGroupArn: group})
	do(w, c.ModifyTargetGroup, &elb.ModifyTargetGroupInput{TargetGroupArn: group, HealthCheckPort: str("81")})
	do(w, c.ModifyTargetGroupAttributes, &elb.ModifyTargetGroupAttributesInput{TargetGroupArn: group, Attributes: []types.TargetGroupAttribute{{Key: str("deregistration_delay.timeout_seconds"), Value: str("20")}}})
	do(w, c.DescribeTargetGroupAttributes, &elb.DescribeTargetGroupAttributesInput{TargetGroupArn: group})
	do(w, c.ModifyLoadBalancerAttributes, &elb.ModifyLoadBalancerAttributesInput{LoadBalancerArn: arn, Attributes: []types.LoadBalancerAttribute{{Key: str("idle_timeout.timeout_seconds"), Value: str("30")}}})
	do(w, c.DescribeLoadBalancerAttributes, &elb.DescribeLoadBalancerAttributesInput{LoadBalancerArn: arn})
	do(w, c.SetSecurityGroups, &elb.SetSecurityGroupsInput{LoadBalancerArn: arn, SecurityGroups: made.LoadBalancers[0].SecurityGroups})
	do(w, c.SetSubnets, &elb.SetSubnetsInput{LoadBalancerArn: arn, Subnets: subnets[:2]})
	do(w, c.AddTags, &elb.AddTagsInput{ResourceArns: []string{*rule, *group}, Tags: tags[:1]})
	do(w, c.RemoveTags, &elb.RemoveTagsInput{ResourceArns: []string{*rule}, TagKeys: []string{"empty"}})
	do(w, c.DescribeTags, &elb.DescribeTagsInput{ResourceArns: []string{*arn, *group, *listener, *rule}})
	w.elbPages(c, arn, listener)

	await(w, elb.NewLoadBalancerExistsWaiter(c), &elb.DescribeLoadBalancersInput{Names: []string{"web"}})
	await(w, elb.NewLoadBalancerAvailableWaiter(c), &elb.DescribeLoadBalancersInput{Names: []string{"web"}})
	w.pass(time.Minute) // the targets, where nothing is, are found unhealthy
	do(w, c.DescribeTargetHealth, &elb.DescribeTargetHealthInput{TargetGroupArn: group, Targets: []types.TargetDescription{{Id: str("172.31.0.9")}}})
	do(w, c.DeregisterTargets, &elb.DeregisterTargetsInput{TargetGroupArn: group, Targets: []types.TargetDescription{{Id: str("172.31.0.9")}, {Id: str("172.31.0.9"), Port: aws.Int32(8080)}}})
	await(w, elb.NewTargetDeregisteredWaiter(c), &elb.DescribeTargetHealthInput{TargetGroupArn: group, Targets: []types.TargetDescription{{Id: str("172.31.0.9")}}})

	refuse(w, "LoadBalancerNotFound", c.DescribeLoadBalancers, &elb.DescribeLoadBalancersInput{Names: []string{"none"}})
	refuse(w, "TargetGroupNotFound", c.DescribeTargetGroups, &elb.DescribeTargetGroupsInput{Names: []string{"none"}})
	refuse(w, "ResourceInUse", c.DeleteTargetGroup, &elb.DeleteTargetGroupInput{TargetGroupArn: group})
	refuse(w, "ValidationError", c.CreateLoadBalancer, &elb.CreateLoadBalancerInput{Name: str("one"), Subnets: subnets[:1]})
	refuse(w, "DuplicateTargetGroupName", c.CreateTargetGroup, &elb.CreateTargetGroupInput{Name: str("blue"), Protocol: types.ProtocolEnumHttp, Port: aws.Int32(81), VpcId: str(w.inner.VPC.ID())})
	do(w, c.DeleteRule, &elb.DeleteRuleInput{RuleArn: rule})
	do(w, c.DeleteListener, &elb.DeleteListenerInput{ListenerArn: listener})
	do(w, c.DeleteTargetGroup, &elb.DeleteTargetGroupInput{TargetGroupArn: group})
	do(w, c.DeleteLoadBalancer, &elb.DeleteLoadBalancerInput{LoadBalancerArn: arn})
	await(w, elb.NewLoadBalancersDeletedWaiter(c), &elb.DescribeLoadBalancersInput{LoadBalancerArns: []string{*arn}})
	w.complete(map[string]string{"TargetInServiceWaiter": "no program runs in this world that could answer health checks"})
}

// elbPages walks through the lists.
func (w *world) elbPages(c *elb.Client, arn, listener *string) {
	w.Helper()
	one := aws.Int32(1)
	pages(w, elb.NewDescribeLoadBalancersPaginator(c, &elb.DescribeLoadBalancersInput{PageSize: one}), func(o *elb.DescribeLoadBalancersOutput) (out []string) {
		for _, b := range o.LoadBalancers {
			out = append(out, *b.LoadBalancerName)
		}
		return out
	}, "web", "inside")
	pages(w, elb.NewDescribeTargetGroupsPaginator(c, &elb.DescribeTargetGroupsInput{PageSize: one}), func(o *elb.DescribeTargetGroupsOutput) (out []string) {
		for _, g := range o.TargetGroups {
			out = append(out, *g.TargetGroupName)
		}
		return out
	}, "blue", "green")
	pages(w, elb.NewDescribeListenersPaginator(c, &elb.DescribeListenersInput{LoadBalancerArn: arn, PageSize: one}), func(o *elb.DescribeListenersOutput) (out []string) {
		for _, l := range o.Listeners {
			out = append(out, string(l.Protocol))
		}
		return out
	}, "HTTP", "HTTPS")
	pages(w, elb.NewDescribeRulesPaginator(c, &elb.DescribeRulesInput{ListenerArn: listener, PageSize: one}), func(o *elb.DescribeRulesOutput) (out []string) {
		for _, r := range o.Rules {
			out = append(out, *r.Priority)
		}
		return out
	}, "20", "default")
	var limits []string
	for _, l := range do(w, c.DescribeAccountLimits, &elb.DescribeAccountLimitsInput{}).Limits {
		limits = append(limits, *l.Name)
	}
	pages(w, elb.NewDescribeAccountLimitsPaginator(c, &elb.DescribeAccountLimitsInput{PageSize: aws.Int32(5)}), func(o *elb.DescribeAccountLimitsOutput) (out []string) {
		for _, l := range o.Limits {
			out = append(out, *l.Name)
		}
		return out
	}, limits...)
}
