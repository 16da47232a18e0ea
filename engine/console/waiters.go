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
		case a.path != "" && err == nil && at(tree, a.path) == a.want,
			a.some != "" && err == nil && notEmpty(tree, a.some),
			a.code != "" && err != nil && err.Code == a.code,
			a.status != 0 && a.status == status:
			return a, true
		}
	}
	return a, false
}

// explanation says what the acceptor matched, in botocore's words.
func (a acceptor) explanation() string {
	switch {
	case a.path != "":
		return fmt.Sprintf("For expression \"%s\" we matched expected path: \"%s\"", a.path, a.want)
	case a.some != "":
		return fmt.Sprintf("For expression \"length(%s[]) > `0`\" we matched expected path: \"True\"", a.some)
	case a.code != "":
		return "Matched expected service error code: " + a.code
	}
	return fmt.Sprintf("Matched expected HTTP status code: %d", a.status)
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
