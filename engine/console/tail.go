package console

import (
	"fmt"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// tail is `aws logs tail`, which the CLI builds over FilterLogEvents
// (awscli/customizations/logs/tail.py of version 2).
type tail struct {
	*proc
	op     *aws.Operation
	group  string
	format string
	follow bool
	query  aws.Object
	since  int64 // milliseconds since 1970: where the next look begins
	last   int64 // of the newest event printed
	// seen are the events of that millisecond that were printed: with --follow
	// they come again. Like the CLI, it forgets those before.
	seen map[string]bool
}

// followEvery is how often the CLI asks again.
const followEvery = 5 * time.Second

func runTail(p *proc, g *globals, args []string) {
	op := p.s.w.Operation("logs.FilterLogEvents")
	t := &tail{proc: p, op: op, format: "detailed", seen: map[string]bool{}}
	if err := t.parse(args); err != nil {
		p.exit(report(p.err, err))
		return
	}
	if g.query != nil {
		p.exit(report(p.err, unsimulated("--query of `aws logs tail`; filter-log-events has it.")))
		return
	}
	t.page("")
}

func (t *tail) parse(args []string) error {
	since := "10m"
	var extra []string
	for i := 0; i < len(args); i++ {
		name, value, inline := strings.Cut(args[i], "=")
		switch {
		case !isOption(args[i]):
			if t.group != "" {
				extra = append(extra, args[i])
			}
			t.group = args[i]
			continue
		case name == "--follow":
			t.follow = true
			continue
		case name != "--since" && name != "--format" && name != "--filter-pattern" && name != "--log-stream-names" && name != "--log-stream-name-prefix":
			extra = append(extra, args[i])
			continue
		}
		var words []string
		if inline {
			words = []string{value}
		}
		for !inline && i+1 < len(args) && !isOption(args[i+1]) && (len(words) == 0 || name == "--log-stream-names") {
			i++
			words = append(words, args[i])
		}
		if len(words) == 0 {
			return unparsed("argument %s: expected one argument", name)
		}
		switch name {
		case "--since":
			since = words[0]
		case "--format":
			t.format = words[0]
		case "--filter-pattern":
			t.query = put(t.query, "filterPattern", words[0])
		case "--log-stream-name-prefix":
			t.query = put(t.query, "logStreamNamePrefix", words[0])
		default:
			list := []any{}
			for _, w := range words {
				list = append(list, w)
			}
			t.query = put(t.query, "logStreamNames", list)
		}
	}
	switch {
	case t.group == "":
		return unparsed("the following arguments are required: group_name")
	case len(extra) > 0:
		return &failure{StatusParam, "", "Unknown options: " + strings.Join(extra, ", "), 'b'}
	case t.format != "detailed" && t.format != "short" && t.format != "json":
		return invalidChoice("--format", t.format, []string{"detailed", "json", "short"})
	}
	var err error
	t.since, err = sinceOf(since, t.s.w.Now())
	return err
}

// sinceOf reads --since: 30s, 10m, 2h, 3d, 1w before now, or a timestamp.
func sinceOf(text string, now sim.Time) (int64, error) {
	if n := len(text); n > 1 && strings.IndexByte("smhdw", text[n-1]) >= 0 && isDigits(text[:n-1]) {
		d, ok := duration(text)
		if !ok {
			return 0, invalid("Invalid time %s", text)
		}
		return max(now.Add(-d).Wall().UnixMilli(), 0), nil
	}
	if isDigits(text) && len(text) < 13 {
		var n int64
		fmt.Sscan(text, &n)
		return n * 1000, nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02"} {
		if at, err := time.Parse(layout, text); err == nil {
			return max(at.UnixMilli(), 0), nil
		}
	}
	return 0, invalid("Invalid timestamp \"%s\": Unknown string format: %s", text, text)
}

func isDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// page prints a page of events and goes on: with the next page, after a pause
// with --follow, or not at all.
func (t *tail) page(token string) {
	tree := append(aws.Object{{Name: "logGroupName", Value: t.group}, {Name: "startTime", Value: t.since}}, t.query...)
	if token != "" {
		tree = put(tree, "nextToken", token)
	}
	t.api(t.op.ID(), tree, func(op *aws.Operation, out any, err *aws.Error) {
		if err != nil {
			t.exit(reportService(t.err, op, err))
			return
		}
		page, _ := aws.Tree(out).(aws.Object)
		for _, e := range objectsIn(page, "events") {
			t.event(e)
		}
		next, _ := get(page, "nextToken").(string)
		switch {
		case next != "":
			t.page(next)
		case t.follow:
			t.since = max(t.since, t.last)
			t.until(t.s.w.Now().Add(followEvery), func() { t.page("") })
		default:
			t.exit(StatusOK)
		}
	})
}

// event prints an event that is new.
func (t *tail) event(e aws.Object) {
	id, _ := get(e, "eventId").(string)
	at, _ := get(e, "timestamp").(int64)
	if at > t.last {
		t.last, t.seen = at, map[string]bool{}
	}
	if !t.seen[id] {
		t.print(at, e)
	}
	if at == t.last {
		t.seen[id] = true
	}
}

// print writes an event in the chosen format.
func (t *tail) print(ms int64, e aws.Object) {
	at := time.UnixMilli(ms).UTC()
	stream, _ := get(e, "logStreamName").(string)
	message, _ := get(e, "message").(string)
	line := ""
	switch t.format {
	case "short":
		line = at.Format("2006-01-02T15:04:05") + " " + message
	case "json":
		line = at.Format("2006-01-02T15:04:05") + " " + pretty(message)
	default:
		line = at.Format("2006-01-02T15:04:05.000000+00:00") + " " + stream + " " + message
	}
	t.printf("%s\n", strings.TrimRight(line, " \t\r\n"))
}

// pretty lays out a message that is JSON, and leaves any other.
func pretty(message string) string {
	v, err := parseJSON(strings.TrimSpace(message))
	if _, is := v.(aws.Object); err != nil || !is {
		return message
	}
	var b strings.Builder
	jsonInto(&b, v, "\n")
	return "\n" + b.String()
}
