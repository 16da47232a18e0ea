package console

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/traffic"
)

// trafficUsage is `traffic help`.
const trafficUsage = `Traffic in the background, for as long as virtual time passes.

  traffic start [NAME] LOAD TARGET [LIMITS]
  traffic list
  traffic report [NAME]
  traffic stop NAME

LOAD
  --shape constant:50/s            requests at even distances
  --shape poisson:0.9/s            independently of each other
  --shape 'ramp:0/s..100/s over 10m'
  --shape 'daily:100/s swing 60%'  lowest at its beginning, a day long
  --shape 'spike:10/s +1000 at 60s for 1s'
  --shape replay:FILE              counts by the minute, in the Azure Functions
                                   2019 format; --function-hash HASH takes one
  --workers 50 [--rate 2]          each asks when its last request is answered,
                                   at most so many times a second

TARGET
  --url URL [--method POST] [--header 'Name: value'] [--data TEXT]
  --function NAME [--qualifier ALIAS] [--payload JSON] [--event]
  --queue URL --message TEXT       TEXT and JSON can be file://PATH

LIMITS
  --for 10m   --requests 1000   --timeout 20s
`

// runTraffic is `traffic`, load that goes on while other commands are typed.
func runTraffic(p *proc) {
	verb, args := "help", p.args[1:]
	if len(args) > 0 {
		verb, args = args[0], args[1:]
	}
	t := &trafficCommand{proc: p, rest: args}
	switch {
	case verb == "start":
		t.start()
	case verb == "list" && len(args) == 0:
		t.list()
	case verb == "report" && len(args) < 2:
		t.report()
	case verb == "stop" && len(args) == 1:
		t.stop()
	case verb == "help" || verb == "--help" || verb == "-h":
		p.printf("%s", trafficUsage)
		p.exit(0)
	default:
		p.fail(StatusUsage, "usage: traffic start [NAME] LOAD TARGET | list | report [NAME] | stop NAME; traffic help says more")
	}
}

type trafficCommand struct {
	*proc
	rest []string

	trace, hash string // of a replay: its file, and whose line to take
}

// start begins a run and says what will come.
func (t *trafficCommand) start() {
	in := &traffic.StartInput{}
	if len(t.rest) > 0 && !strings.HasPrefix(t.rest[0], "-") {
		in.Name, t.rest = t.rest[0], t.rest[1:]
	}
	for len(t.rest) > 0 {
		name := t.rest[0]
		if t.rest = t.rest[1:]; name == "--event" {
			in.InvocationType = "Event"
			continue
		}
		if len(t.rest) == 0 {
			t.fail(StatusUsage, "traffic start: %s needs a value; traffic help lists the options", name)
			return
		}
		value := t.rest[0]
		t.rest = t.rest[1:]
		if err := t.option(in, name, value); err != nil {
			t.fail(StatusUsage, "traffic start: %s: %v", name, err)
			return
		}
	}
	if in.QueueUrl != "" && in.MessageBody == "" {
		t.fail(StatusUsage, "traffic start: --queue needs a --message of one character or more")
		return
	}
	if err := t.replay(in); err != nil {
		t.fail(StatusUsage, "traffic start: %v", err)
		return
	}
	if in.Name == "" {
		in.Name = t.s.freeTraffic("run")
	}
	t.call(t.s.w.Operation("traffic.Start"), in, func(_ any, err *aws.Error) {
		if err != nil {
			t.fail(1, "traffic: %s", err.Message)
			return
		}
		for _, r := range t.s.w.Traffic.Runs() {
			if r.Name == in.Name {
				t.printf("%s: %s to %s\n", r.Name, r.Load, r.Target)
			}
		}
		t.exit(0)
	})
}

// option sets one option.
func (t *trafficCommand) option(in *traffic.StartInput, name, value string) error {
	switch name {
	case "--shape":
		in.Shape = value
		if path, is := strings.CutPrefix(value, "replay:"); is {
			in.Shape, t.trace = "replay", path
		}
	case "--function-hash":
		t.hash = value
	case "--workers":
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 || n > 100_000 {
			return fmt.Errorf("%q is no number from 1 to 100000", value)
		}
		in.Workers = n
	case "--requests":
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number from 1 on", value)
		}
		in.Requests = n
	case "--rate":
		rate, err := strconv.ParseFloat(strings.TrimSuffix(value, "/s"), 64)
		if err != nil {
			return fmt.Errorf("%q is no rate such as 2 or 0.5/s", value)
		}
		in.RateLimit = rate
	case "--for", "--timeout":
		d, ok := duration(value)
		if !ok || d < time.Millisecond {
			return fmt.Errorf("%q is no time such as 90s or 10m", value)
		}
		if name == "--for" {
			in.DurationMs = d.Milliseconds()
		} else {
			in.TimeoutMs = d.Milliseconds()
		}
	default:
		return t.target(in, name, value)
	}
	return nil
}

// replay reads the file of counts. A day of the data set is some 100 MB: the
// world gets only the line that is asked for, or the sum of all.
func (t *trafficCommand) replay(in *traffic.StartInput) error {
	if t.trace == "" {
		if t.hash != "" {
			return errors.New("--function-hash goes with --shape replay:FILE")
		}
		return nil
	}
	data, err := t.s.read(t.trace)
	if err != nil {
		return fmt.Errorf("%s: %s", t.trace, why(err))
	}
	counts, err := traffic.ReadAzure(bytes.NewReader(data), t.hash)
	if err != nil {
		return fmt.Errorf("%s: %w", t.trace, err)
	}
	in.Trace = counts.Azure()
	return nil
}

// target sets an option that says where requests go.
func (t *trafficCommand) target(in *traffic.StartInput, name, value string) error {
	switch name {
	case "--url":
		in.URL = value
	case "--method":
		in.Method = strings.ToUpper(value)
	case "--header":
		k, v, ok := strings.Cut(value, ":")
		if !ok || k == "" {
			return fmt.Errorf("%q is no header such as 'Accept: text/html'", value)
		}
		if in.Headers == nil {
			in.Headers = map[string]string{}
		}
		in.Headers[strings.ToLower(k)] = strings.TrimSpace(v)
	case "--function":
		in.FunctionName = value
	case "--qualifier":
		in.Qualifier = value
	case "--queue":
		in.QueueUrl = value
	case "--data", "--payload", "--message":
		data, err := t.text(value)
		if err != nil {
			return err
		}
		switch name {
		case "--data":
			in.Body = data
		case "--payload":
			in.Payload = data
		default:
			in.MessageBody = string(data)
		}
	default:
		return errors.New("there is no such option; traffic help lists them")
	}
	return nil
}

// text is a value, or the content of the file that it names.
func (t *trafficCommand) text(value string) ([]byte, error) {
	for _, scheme := range []string{"file://", "fileb://"} {
		if path, is := strings.CutPrefix(value, scheme); is {
			data, err := t.s.read(path)
			if err != nil {
				return nil, fmt.Errorf("%s: %s", path, why(err))
			}
			return data, nil
		}
	}
	return []byte(value), nil
}

// list has a line for each run.
func (t *trafficCommand) list() {
	runs := t.s.w.Traffic.Runs()
	if len(runs) == 0 {
		t.printf("There is no traffic; traffic help says how to start some.\n")
	}
	width := 0
	for _, r := range runs {
		width = max(width, len(r.Name))
	}
	for _, r := range runs {
		t.printf("%-*s  %-8s  %d sent, %d failed  %s to %s\n", width, r.Name, r.State, r.Sent, r.Failed, r.Load, r.Target)
	}
	t.exit(0)
}

// report prints one run, or the newest.
func (t *trafficCommand) report() {
	runs := t.s.w.Traffic.Runs()
	if len(t.rest) == 1 {
		runs = slices.DeleteFunc(runs, func(r traffic.Run) bool { return r.Name != t.rest[0] })
	}
	if len(runs) == 0 {
		t.fail(1, "traffic: there is no such traffic; traffic list lists it")
		return
	}
	t.printf("%s", trafficReport(&runs[len(runs)-1].Report))
	t.exit(0)
}

// stop lets a run send no more.
func (t *trafficCommand) stop() {
	t.call(t.s.w.Operation("traffic.Stop"), &traffic.StopInput{Name: t.rest[0]}, func(out any, err *aws.Error) {
		if err != nil {
			t.fail(1, "traffic: %s", err.Message)
			return
		}
		t.printf("%s", trafficReport(out.(*traffic.Report)))
		t.exit(0)
	})
}
