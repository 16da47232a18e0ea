package console

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// builtin is a command of the console, with its line in `help`.
type builtin struct {
	name, usage, help string
	run               func(*proc)
}

// builtins are the commands in the order of `help`.
func builtins() []builtin {
	return []builtin{
		{"aws", "aws SERVICE OPERATION [--flags]", "the AWS CLI, version 2, for this account; aws help", runAWS},
		{"curl", "curl [-i] [-X METHOD] [-H HEADER] [-d DATA] URL", "a request to an instance, a load balancer, a function URL or an HTTP API", runCurl},
		{"ssh", "ssh -i KEY.pem USER@HOST COMMAND", "runs a command on an instance", runSSH},
		{"hey", "hey [-n N] [-c WORKERS] [-z 60s] [-q RATE] URL", "load on a function URL or an HTTP API, with a report; -q is per worker", runHey},
		{"traffic", "traffic start NAME --shape poisson:5/s --function FN", "load in the background: also list, report, stop; traffic help", runTraffic},
		{"fault", "fault az us-east-1a [--for 10m]", "breaks a zone, a host, a disk or memory: fault help", runFault},
		{"job", "job start NAME --on INSTANCE... --step 5s --steps 1000", "a tightly coupled job on instances: job help", runJob},
		{"wait", "wait 90s", "lets virtual time pass (also: sleep 90)", runWait},
		{"sleep", "", "", runWait},
		{"show", "show s3://BUCKET/KEY | FILE", "draws a picture", runShow},
		{"why", "why [N]", "the chain of causes of the newest event, or of event N", runWhy},
		{"journal", "journal [-n LINES] [-a]", "what happened in the account, newest last", runJournal},
		{"bill", billUsage, "what the account owes, line by line or by who used it", runBill},
		{"fidelity", "fidelity [TEXT]", "the rules of the simulation and their sources", runFidelity},
		{"cat", "cat FILE…", "prints files", runCat},
		{"ls", "ls [FOLDER]", "lists files", runLs},
		{"echo", "echo [-n] WORDS", "prints its words", runEcho},
		{"history", "history", "the lines so far", runHistory},
		{"clear", "clear", "empties the screen", runClear},
		{"help", "help [COMMAND]", "this list", runHelp},
		{"exit", "exit [STATUS]", "leaves the console", runExit},
	}
}

func lookup(name string) (func(*proc), bool) {
	for _, b := range builtins() {
		if b.name == name {
			return b.run, true
		}
	}
	return nil, false
}

// notFound answers a name that is no command, as a shell does, and says more
// where the name is one that people will try.
func (p *proc) notFound() {
	name, names := p.args[0], []string(nil)
	for _, b := range builtins() {
		names = append(names, b.name)
	}
	more := advice(name)
	switch close := closeMatches(name, names, 1, 0.6); {
	case more != "":
	case slices.Contains(p.services(), name):
		more = "did you mean aws " + name + "?"
	case len(close) > 0:
		more = "did you mean " + close[0] + "?"
	default:
		more = "help lists the commands"
	}
	p.fail(StatusNotFound, "skylab: %s: command not found (%s)", name, more)
}

// advice is what to do instead of a command that other shells have, or "".
func advice(name string) string {
	switch name {
	case "vim", "vi", "nano", "emacs", "touch":
		return "edit the file outside; the console reads it anew each time"
	case "cd", "pwd":
		return "paths are as typed; there is no current folder"
	case "zip":
		return "fileb://FOLDER zips a folder by itself"
	case "jq":
		return "use --query: aws lambda list-functions --query 'Functions[].FunctionName'"
	case "kubectl":
		return "this version of skylab has no Kubernetes"
	case "docker":
		return "this version of skylab has no containers"
	case "export":
		return "write NAME=value"
	case "man":
		return "write help, or aws help"
	}
	if slices.Contains(strings.Split(filterNames, ", "), name) {
		return "it stands behind a pipe only: cat FILE | " + name
	}
	return ""
}

// runWait lets virtual time pass: `wait 90s`, `sleep 1.5`, `wait 2m`.
func runWait(p *proc) {
	if len(p.args) != 2 {
		p.fail(StatusUsage, "usage: %s DURATION, such as 90s, 5m, 1h30m, 1.5", p.args[0])
		return
	}
	d, ok := duration(p.args[1])
	if !ok {
		p.fail(StatusUsage, "%s: invalid time interval '%s'; write 90s, 5m, 1h30m, 2d or a number of seconds", p.args[0], p.args[1])
		return
	}
	p.run.asked += d
	p.until(p.s.w.Now().Add(d), func() { p.exit(0) })
}

// maxWait bounds a wait: a year of virtual time.
const maxWait = 366 * 24 * time.Hour

// duration reads "90", "1.5s", "2m", "1h30m", "2d", "1w".
func duration(text string) (time.Duration, bool) {
	body := text
	if body == "" || strings.HasPrefix(body, "-") || strings.HasPrefix(body, "+") {
		return 0, false
	}
	if last := body[len(body)-1]; last >= '0' && last <= '9' || last == '.' {
		body += "s"
	}
	for _, unit := range []struct {
		suffix string
		hours  time.Duration
	}{{"d", 24}, {"w", 7 * 24}} {
		if n, is := strings.CutSuffix(body, unit.suffix); is {
			d, err := time.ParseDuration(n + "h")
			return d * unit.hours, err == nil && d <= maxWait/unit.hours
		}
	}
	d, err := time.ParseDuration(body)
	return d, err == nil && d >= 0 && d <= maxWait
}

func runEcho(p *proc) {
	args, end := p.args[1:], "\n"
	if len(args) > 0 && args[0] == "-n" {
		args, end = args[1:], ""
	}
	p.printf("%s%s", strings.Join(args, " "), end)
	p.exit(0)
}

func runCat(p *proc) {
	if len(p.args) < 2 {
		p.fail(StatusUsage, "usage: cat FILE…")
		return
	}
	status := 0
	for _, path := range p.args[1:] {
		data, err := p.s.read(path)
		if err != nil {
			fmt.Fprintf(p.err, "cat: %s: %s\n", path, why(err))
			status = 1
			continue
		}
		if kind := pictureKind(data); kind != "" {
			p.run.Pictures = append(p.run.Pictures, Picture{path, data})
			p.printf("(%s picture, %d bytes)\n", kind, len(data))
			continue
		}
		p.printf("%s", data)
	}
	p.exit(status)
}

func runLs(p *proc) {
	path := "."
	switch {
	case len(p.args) > 2 || len(p.args) == 2 && len(p.args[1]) > 1 && p.args[1][0] == '-':
		p.fail(StatusUsage, "usage: ls [FOLDER]")
		return
	case len(p.args) == 2:
		path = p.args[1]
	}
	entries, err := p.s.files.ReadDir(path)
	if err != nil {
		if _, ferr := p.s.files.ReadFile(path); ferr == nil {
			p.printf("%s\n", path)
			p.exit(0)
			return
		}
		p.fail(StatusUsage, "ls: cannot access '%s': %s", path, why(err))
		return
	}
	for _, e := range entries {
		slash := ""
		if e.IsDir() {
			slash = "/"
		}
		p.printf("%s%s\n", e.Name(), slash)
	}
	p.exit(0)
}

func runHistory(p *proc) {
	for i, e := range p.s.history {
		p.printf("%5d  %s\n", i+1, e.Line)
	}
	p.exit(0)
}

func runClear(p *proc) {
	p.run.Clear = true
	p.exit(0)
}

func runExit(p *proc) {
	status := p.s.status
	if len(p.args) > 1 {
		n, err := strconv.Atoi(p.args[1])
		if err != nil || len(p.args) > 2 {
			p.fail(StatusUsage, "usage: exit [STATUS], a number from 0 to 255")
			return
		}
		status = n
	}
	p.run.Exit = true
	p.exit(status & 0xff)
}
