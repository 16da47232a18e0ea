package console

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
)

// waiter is a condition that `aws SERVICE wait` polls for (botocore's
// waiters-2.json of its version 1.43, 2026).
type waiter struct {
	service, name, operation string
	delay                    time.Duration
	tries                    int
	accept                   []acceptor
}

// acceptor judges an answer: by the text at a path, by the texts at a path that
// leads through lists ("Volumes[].State"), by the error's code, or by the HTTP
// status.
type acceptor struct {
	path, want string
	all, any   string // paths: all that is there, or any of it, must be as wanted
	some       string // a path at which there is something
	code       string
	status     int
	state      string // success, failure, retry
}

func waiters() []waiter {
	state := func(path string, good string, retry string) []acceptor {
		return []acceptor{{path: path, want: good, state: "success"}, {path: path, want: "Failed", state: "failure"}, {path: path, want: retry, state: "retry"}}
	}
	const s = time.Second
	return append(ec2Waiters(), []waiter{
		{"lambda", "FunctionActive", "GetFunctionConfiguration", 5 * s, 60, state("State", "Active", "Pending")},
		{"lambda", "FunctionActiveV2", "GetFunction", s, 300, state("Configuration.State", "Active", "Pending")},
		{"lambda", "FunctionExists", "GetFunction", s, 20, []acceptor{{status: 200, state: "success"}, {code: "ResourceNotFoundException", state: "retry"}}},
		{"lambda", "FunctionUpdated", "GetFunctionConfiguration", 5 * s, 60, state("LastUpdateStatus", "Successful", "InProgress")},
		{"lambda", "FunctionUpdatedV2", "GetFunction", s, 300, state("Configuration.LastUpdateStatus", "Successful", "InProgress")},
		{"lambda", "PublishedVersionActive", "GetFunctionConfiguration", 5 * s, 312, state("State", "Active", "Pending")},
		{"s3api", "BucketExists", "HeadBucket", 5 * s, 20, []acceptor{{status: 200, state: "success"}, {status: 301, state: "success"}, {status: 403, state: "success"}, {status: 404, state: "retry"}}},
		{"s3api", "BucketNotExists", "HeadBucket", 5 * s, 20, []acceptor{{status: 404, state: "success"}}},
		{"s3api", "ObjectExists", "HeadObject", 5 * s, 20, []acceptor{{status: 200, state: "success"}, {status: 404, state: "retry"}}},
		{"s3api", "ObjectNotExists", "HeadObject", 5 * s, 20, []acceptor{{status: 404, state: "success"}}},
		{"cloudwatch", "AlarmExists", "DescribeAlarms", 5 * s, 40, []acceptor{{some: "MetricAlarms[]", state: "success"}}},
		{"elbv2", "LoadBalancerAvailable", "DescribeLoadBalancers", 15 * s, 40, []acceptor{{all: "LoadBalancers[].State.Code", want: "active", state: "success"}, {any: "LoadBalancers[].State.Code", want: "provisioning", state: "retry"}, {code: "LoadBalancerNotFound", state: "retry"}}},
		{"elbv2", "LoadBalancerExists", "DescribeLoadBalancers", 15 * s, 40, []acceptor{{status: 200, state: "success"}, {code: "LoadBalancerNotFound", state: "retry"}}},
		{"elbv2", "LoadBalancersDeleted", "DescribeLoadBalancers", 15 * s, 40, []acceptor{{all: "LoadBalancers[].State.Code", want: "active", state: "retry"}, {code: "LoadBalancerNotFound", state: "success"}}},
		{"elbv2", "TargetDeregistered", "DescribeTargetHealth", 15 * s, 40, []acceptor{{code: "InvalidTarget", state: "success"}, {all: "TargetHealthDescriptions[].TargetHealth.State", want: "unused", state: "success"}}},
		{"elbv2", "TargetInService", "DescribeTargetHealth", 15 * s, 40, []acceptor{{all: "TargetHealthDescriptions[].TargetHealth.State", want: "healthy", state: "success"}, {code: "InvalidInstance", state: "retry"}}},
		{"iam", "RoleExists", "GetRole", s, 20, []acceptor{{status: 200, state: "success"}, {code: "NoSuchEntity", state: "retry"}}},
	}...)
}

func waitersOf(service string) []waiter {
	return slices.DeleteFunc(waiters(), func(w waiter) bool { return w.service != service })
}

// wait is `aws SERVICE wait CONDITION`.
func (p *proc) wait(g *globals, service string, args []string) {
	name, rest, ok := takeCommand(args)
	var names []string
	for _, w := range waitersOf(service) {
		names = append(names, waiterFlag(w.name))
	}
	slices.Sort(names)
	switch {
	case !ok:
		p.exit(report(p.err, unparsed("the following arguments are required: subcommand")))
		return
	case name == "help":
		p.helpWait(service)
		return
	case slices.Contains(waitersLeftOut(service), name):
		p.exit(report(p.err, unsimulated("`aws %s wait %s` yet.", service, name)))
		return
	}
	for _, w := range waitersOf(service) {
		if waiterFlag(w.name) == name {
			p.waitFor(g, w, rest)
			return
		}
	}
	p.exit(report(p.err, invalidChoice("subcommand", name, append(names, waitersLeftOut(service)...))))
}

// waitersLeftOut are the conditions that the CLI has and the world cannot meet.
func waitersLeftOut(service string) []string {
	return map[string][]string{
		"ec2":        ec2WaitersLeftOut,
		"cloudwatch": {"alarm-mute-rule-exists", "composite-alarm-exists"},
		"iam":        {"instance-profile-exists", "policy-exists", "user-exists"},
	}[service]
}

// helpWait is `aws SERVICE wait help`.
func (p *proc) helpWait(service string) {
	p.printf("NAME\n       wait\n\nAVAILABLE COMMANDS (simulated by skylab)\n")
	for _, w := range waitersOf(service) {
		p.printf("       o %s\n", waiterFlag(w.name))
		p.wrapped("            ", fmt.Sprintf("asks %s every %s, at most %d times, of virtual time", aws.Kebab(w.operation), w.delay, w.tries))
	}
	p.exit(StatusOK)
}

// waiterFlag is a waiter's name on the command line: function-active-v2.
func waiterFlag(name string) string {
	if base, v2 := strings.CutSuffix(name, "V2"); v2 {
		return aws.Kebab(base) + "-v2"
	}
	return aws.Kebab(name)
}

func (p *proc) waitFor(g *globals, w waiter, args []string) {
	op := p.s.w.Operation(w.service + "." + w.operation)
	if op == nil {
		p.exit(report(p.err, unsimulated("`aws %s wait %s`.", w.service, waiterFlag(w.name))))
		return
	}
	if len(args) == 1 && args[0] == "help" {
		p.helpOperation(op)
		return
	}
	c, err := p.prepare(g, op, args)
	if err != nil {
		p.exit(report(p.err, err))
		return
	}
	p.attempt(w, c, 1, false)
}

// attempt polls for the n-th time, and then ends or waits for the delay; before
// tells whether an acceptor matched at an earlier one.
func (p *proc) attempt(w waiter, c *invocation, n int, before bool) {
	failed := func(format string, args ...any) {
		p.exit(report(p.err, general("Waiter %s failed: "+format, append([]any{w.name}, args...)...)))
	}
	p.call(c.op, c.in, func(out any, err *aws.Error) {
		a, matched := w.judge(out, err)
		switch {
		case matched && a.state == "success":
			p.exit(StatusOK)
		case matched && a.state == "failure":
			failed("Waiter encountered a terminal failure state: %s", a.explanation())
		case !matched && err != nil:
			failed("An error occurred (%s): %s", err.Code, err.Message)
		case n >= w.tries && !matched && !before:
			failed("Max attempts exceeded")
		case n >= w.tries:
			failed("Max attempts exceeded. Previously accepted state: %s", a.explanation())
		default:
			p.until(p.s.w.Now().Add(w.delay), func() { p.attempt(w, c, n+1, before || matched) })
		}
	})
}

// judge is the first acceptor that matches; where none does it is the last,
// which botocore then names.
func (w waiter) judge(out any, err *aws.Error) (a acceptor, matched bool) {
	status := 200
	if err != nil {
		status = err.Status()
	}
	tree, _ := aws.Tree(out).(aws.Object)
	for _, a = range w.accept {
		switch {
		case err == nil && a.fits(tree),
			a.code != "" && err != nil && err.Code == a.code,
			a.status != 0 && a.status == status:
			return a, true
		}
	}
	return a, false
}

// fits tells whether what the acceptor looks for is in the answer.
func (a acceptor) fits(tree aws.Object) bool {
	is := func(v any) bool { return v == a.want }
	switch {
	case a.path != "":
		return at(tree, a.path) == a.want
	case a.some != "":
		return len(through(tree, a.some)) > 0
	case a.all != "":
		list := through(tree, a.all)
		return len(list) > 0 && !slices.ContainsFunc(list, func(v any) bool { return !is(v) })
	case a.any != "":
		return slices.ContainsFunc(through(tree, a.any), is)
	}
	return false
}

// explanation says what the acceptor matched, in botocore's words.
func (a acceptor) explanation() string {
	switch {
	case a.path != "":
		return fmt.Sprintf("For expression \"%s\" we matched expected path: \"%s\"", a.path, a.want)
	case a.all != "":
		return fmt.Sprintf("For expression \"%s\" all members matched expected path: \"%s\"", a.all, a.want)
	case a.any != "":
		return fmt.Sprintf("For expression \"%s\" we matched expected path: \"%s\" at least once", a.any, a.want)
	case a.some != "":
		return fmt.Sprintf("For expression \"length(%s) > `0`\" we matched expected path: \"True\"", a.some)
	case a.code != "":
		return "Matched expected service error code: " + a.code
	}
	return fmt.Sprintf("Matched expected HTTP status code: %d", a.status)
}

// through is what stands at a path that leads through lists: all that
// "Reservations[].Instances[].State.Name" names.
func through(v any, path string) []any {
	if path == "" {
		return []any{v}
	}
	name, rest, _ := strings.Cut(path, ".")
	member, flat := strings.CutSuffix(name, "[]")
	o, _ := v.(aws.Object)
	inner := get(o, member)
	if !flat {
		if inner == nil {
			return nil
		}
		return through(inner, rest)
	}
	var out []any
	list, _ := inner.([]any)
	for _, e := range list {
		out = append(out, through(e, rest)...)
	}
	return out
}

// at is the text at a dotted path of a tree, or "".
func at(o aws.Object, path string) string {
	name, rest, deeper := strings.Cut(path, ".")
	if deeper {
		inner, _ := get(o, name).(aws.Object)
		return at(inner, rest)
	}
	s, _ := get(o, name).(string)
	return s
}
