package console

import (
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

// acceptor judges an answer: by the member at a path, by the error's code, or
// by the HTTP status.
type acceptor struct {
	path, want string
	some       string // a list that is not empty
	code       string
	status     int
	state      string // success, failure, retry
}

func waiters() []waiter {
	state := func(path string, good string, retry string) []acceptor {
		return []acceptor{{path: path, want: good, state: "success"}, {path: path, want: "Failed", state: "failure"}, {path: path, want: retry, state: "retry"}}
	}
	const s = time.Second
	return []waiter{
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
		{"cloudwatch", "AlarmExists", "DescribeAlarms", 5 * s, 40, []acceptor{{some: "MetricAlarms", state: "success"}}},
		{"iam", "RoleExists", "GetRole", s, 20, []acceptor{{status: 200, state: "success"}, {code: "NoSuchEntity", state: "retry"}}},
	}
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
	if !ok {
		p.exit(report(p.err, unparsed("the following arguments are required: subcommand")))
		return
	}
	for _, w := range waitersOf(service) {
		if waiterFlag(w.name) == name {
			p.waitFor(g, w, rest)
			return
		}
	}
	p.exit(report(p.err, invalidChoice("subcommand", name, names)))
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
	c, err := p.prepare(g, op, args)
	if err != nil {
		p.exit(report(p.err, err))
		return
	}
	p.attempt(w, c, 1)
}

// attempt polls once and waits for the delay, or ends.
func (p *proc) attempt(w waiter, c *invocation, n int) {
	p.call(c.op, c.in, func(out any, err *aws.Error) {
		state, why := w.judge(out, err)
		switch {
		case state == "success":
			p.exit(StatusOK)
		case state == "failure":
			p.exit(report(p.err, general("Waiter %s failed: Waiter encountered a terminal failure state: %s", w.name, why)))
		case state == "" && err != nil:
			p.exit(report(p.err, general("Waiter %s failed: An error occurred (%s): %s", w.name, err.Code, err.Message)))
		case n >= w.tries:
			p.exit(report(p.err, general("Waiter %s failed: Max attempts exceeded", w.name)))
		default:
			p.until(p.s.w.Now().Add(w.delay), func() { p.attempt(w, c, n+1) })
		}
	})
}

// judge is the state of the first acceptor that matches, "" where none does.
func (w waiter) judge(out any, err *aws.Error) (state, why string) {
	status := 200
	if err != nil {
		status = err.Status()
	}
	tree, _ := aws.Tree(out).(aws.Object)
	for _, a := range w.accept {
		switch {
		case a.path != "" && err == nil && at(tree, a.path) == a.want:
			return a.state, "For expression \"" + a.path + "\" we matched expected path: \"" + a.want + "\""
		case a.some != "" && err == nil && notEmpty(tree, a.some):
			return a.state, ""
		case a.code != "" && err != nil && err.Code == a.code, a.status != 0 && a.status == status:
			return a.state, ""
		}
	}
	return "", ""
}

// notEmpty tells whether the member is a list with something in it.
func notEmpty(o aws.Object, name string) bool {
	list, _ := get(o, name).([]any)
	return len(list) > 0
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
