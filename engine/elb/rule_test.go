package elb_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestRulesDecide(t *testing.T) {
	w, _ := fleet(t, a)
	rule := func(priority int, conditions, actions string) string {
		t.Helper()
		return texts(w.must(t, "CreateRule", `"ListenerArn":%q,"Priority":%d,"Conditions":[%s],"Actions":[%s]`, w.listener, priority, conditions, actions), "Rules[].RuleArn")[0]
	}
	answer := func(body string) string {
		return `{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"418","ContentType":"text/plain","MessageBody":"` + body + `"}}`
	}
	tea := rule(20, `{"Field":"path-pattern","Values":["/tea*"]}`, answer("tea"))
	rule(10, `{"Field":"path-pattern","PathPatternConfig":{"Values":["/tea/green"]}},{"Field":"http-request-method","HttpRequestMethodConfig":{"Values":["GET"]}}`, answer("green"))
	rule(30, `{"Field":"http-header","HttpHeaderConfig":{"HttpHeaderName":"X-Kind","Values":["old"]}}`,
		`{"Type":"redirect","RedirectConfig":{"Host":"new.example","Path":"/was/#{path}","Query":"from=#{host}&#{query}","StatusCode":"HTTP_302"}}`)
	rule(40, `{"Field":"query-string","QueryStringConfig":{"Values":[{"Key":"v","Value":"2"}]}}`, answer("v2"))
	rule(50, `{"Field":"source-ip","SourceIpConfig":{"Values":["192.0.2.0/24"]}}`, answer("lab"))
	body := func(path string, headers map[string]string) string {
		r := w.send(path, headers)
		return fmt.Sprint(r.Status, " ", string(r.Body))
	}
	for path, want := range map[string]string{"/tea": "418 tea", "/tea/green": "418 green", "/tea/green?x": "418 green", "/coffee": "200 hello", "/?v=2": "418 v2", "": "200 hello"} {
		if got := body(path, nil); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	r := w.send("/a/b?c=d", map[string]string{"x-kind": "OLD"})
	if want := "http://new.example:80/was/a/b?from=" + w.dns + "&c=d"; r.Status != 302 || r.Headers["location"] != want {
		t.Errorf("the redirect is %d to %s, want %s", r.Status, r.Headers["location"], want)
	}
	w.must(t, "SetRulePriorities", `"RulePriorities":[{"RuleArn":%q,"Priority":5}]`, tea)
	if got := body("/tea/green", nil); got != "418 tea" {
		t.Errorf("after its priority changed: %s", got)
	}
	if got := texts(w.must(t, "DescribeRules", `"ListenerArn":%q`, w.listener), "Rules[].Priority"); fmt.Sprint(got) != "[5 10 30 40 50 default]" {
		t.Errorf("the priorities are %s", got)
	}
	w.must(t, "ModifyRule", `"RuleArn":%q,"Conditions":[{"Field":"host-header","Values":["*.EXAMPLE"]}]`, tea)
	if got := body("/x", map[string]string{"host": "shop.example"}); got != "418 tea" {
		t.Errorf("by its host: %s", got)
	}
	w.must(t, "DeleteRule", `"RuleArn":%q`, tea)
	if got := body("/x", map[string]string{"host": "shop.example"}); got != "200 hello" {
		t.Errorf("after it was deleted: %s", got)
	}
}

func TestHTTPSListener(t *testing.T) {
	w, _ := fleet(t, a)
	w.must(t, "CreateListener", `"LoadBalancerArn":%q,"Protocol":"HTTPS","Port":443,"Certificates":[{"CertificateArn":"arn:aws:acm:us-east-1:123456789012:certificate/1"}],"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]`, w.balancer, w.group)
	w.must(t, "ModifyListener", `"ListenerArn":%q,"DefaultActions":[{"Type":"redirect","RedirectConfig":{"Protocol":"HTTPS","Port":"443","StatusCode":"HTTP_301"}}]`, w.listener)
	if r := w.send("/x", nil); r.Status != 301 || r.Headers["location"] != "https://"+w.dns+":443/x" {
		t.Errorf("got %d %s", r.Status, r.Headers["location"])
	}
	if got := w.get(":443/", nil); got != "400" {
		t.Errorf("a plain request to the port for HTTPS: %s", got)
	}
}

func TestModifiedListenerMoves(t *testing.T) {
	w, _ := fleet(t, a)
	w.must(t, "ModifyListener", `"ListenerArn":%q,"Port":8080`, w.listener)
	if old, now := w.get("/", nil), w.get(":8080/", nil); old != "ConnectionRefused" || now != "200" {
		t.Errorf("on the port before: %s, on the one now: %s", old, now)
	}
}

// A group that another load balancer uses, or that an action names, is bound.
func TestGroupsAreBound(t *testing.T) {
	w, _ := fleet(t, a)
	if got := w.refused("DeleteTargetGroup", `"TargetGroupArn":%q`, w.group); got != "ResourceInUse: Target group '"+w.group+"' is currently in use by a listener or a rule" {
		t.Errorf("got %s", got)
	}
	out := w.must(t, "CreateLoadBalancer", `"Name":"other","Subnets":[%s]`, w.subnets(a, b))
	got := w.refused("CreateListener", `"LoadBalancerArn":%q,"Protocol":"HTTP","Port":80,"DefaultActions":[{"Type":"forward","TargetGroupArn":%q}]`, texts(out, "LoadBalancers[].LoadBalancerArn")[0], w.group)
	if got != "TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: "+w.group {
		t.Errorf("got %s", got)
	}
	w.must(t, "DeleteLoadBalancer", `"LoadBalancerArn":%q`, w.balancer)
	w.must(t, "DeleteTargetGroup", `"TargetGroupArn":%q`, w.group)
	w.wait(time.Hour)
}

func TestCreatingAgain(t *testing.T) {
	w, _ := fleet(t, a)
	again := texts(w.must(t, "CreateLoadBalancer", `"Name":"web","Subnets":[%s]`, w.subnets(c, b, a)), "LoadBalancers[].LoadBalancerArn")[0]
	if again != w.balancer {
		t.Errorf("it is another: %s", again)
	}
	if got := w.refused("CreateLoadBalancer", `"Name":"web","Subnets":[%s]`, w.subnets(a, b)); got != "DuplicateLoadBalancerName: A load balancer with the same name 'web' exists, but with different settings" {
		t.Errorf("got %s", got)
	}
	if again := w.newGroup(t, "web"); again != w.group {
		t.Errorf("it is another: %s", again)
	}
	if got := w.refused("CreateTargetGroup", `"Name":"web","Protocol":"HTTP","Port":81,"VpcId":%q`, w.net.ID()); got != "DuplicateTargetGroupName: A target group with the same name 'web' exists, but with different settings" {
		t.Errorf("got %s", got)
	}
	listen := func(status string) string {
		out, err := w.do("CreateListener", `"LoadBalancerArn":%q,"Protocol":"HTTP","Port":81,"DefaultActions":[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":%q}}]`, w.balancer, status)
		return strings.Join(texts(out, "Listeners[].ListenerArn"), "") + err
	}
	if first := listen("200"); listen("200") != first {
		t.Error("a listener with the same settings is another")
	}
	if got := listen("404"); got != "DuplicateListener: A listener already exists on this port for this load balancer '"+w.balancer+"'" {
		t.Errorf("got %s", got)
	}
}
