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
	p.attempt(w, c, 1, false)
}

// attempt polls once and waits for the delay, or ends. known tells that an
// acceptor has matched an earlier answer.
func (p *proc) attempt(w waiter, c *invocation, n int, known bool) {
	p.call(c.op, c.in, func(out any, err *aws.Error) {
		a, matched := w.judge(out, err)
		known = known || matched
		switch {
		case matched && a.state == "success":
			p.exit(StatusOK)
		case matched && a.state == "failure":
			p.failWait(w, "Waiter encountered a terminal failure state: "+a.String())
		case !matched && err != nil:
			p.failWait(w, fmt.Sprintf("An error occurred (%s): %s", err.Code, err.Message))
		case n >= w.tries && known:
			p.failWait(w, "Max attempts exceeded. Previously accepted state: "+a.String())
		case n >= w.tries:
			p.failWait(w, "Max attempts exceeded")
		default:
			p.until(p.s.w.Now().Add(w.delay), func() { p.attempt(w, c, n+1, known) })
		}
	})
}

// failWait ends in botocore's words (botocore 1.43, waiter.py).
func (p *proc) failWait(w waiter, reason string) {
	p.exit(report(p.err, general("Waiter %s failed: %s", w.name, reason)))
}

// judge is the first acceptor that matches. Where none does it is the last of
// them: that is the one that botocore names when the attempts are used up and
// an earlier answer matched another.
func (w waiter) judge(out any, err *aws.Error) (a acceptor, matched bool) {
	tree, _ := aws.Tree(out).(aws.Object)
	for _, a = range w.accept {
		if a.matches(tree, err) {
			return a, true
		}
	}
	return a, false
}

// matches tells whether the acceptor matches an answer or an error.
func (a acceptor) matches(tree aws.Object, err *aws.Error) bool {
	switch {
	case a.path != "":
		return err == nil && at(tree, a.path) == a.want
	case a.some != "":
		return err == nil && notEmpty(tree, a.some)
	case a.code != "":
		return err != nil && err.Code == a.code
	case err != nil:
		return a.status == err.Status()
	}
	return a.status == 200
}

// String is botocore's explanation of a match.
func (a acceptor) String() string {
	switch {
	case a.path != "":
		return fmt.Sprintf("For expression %q we matched expected path: %q", a.path, a.want)
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
