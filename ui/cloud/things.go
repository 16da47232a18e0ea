package cloud

import (
	"slices"
	"strings"

	"skylab/engine"
	"skylab/engine/cloudwatch"
	"skylab/engine/sqs"
)

// thing is what a world has beside functions and buckets: a row of the
// overview with its name and how it stands.
type thing struct {
	name, feeds string
	state       string
	// bad is set where something was given up.
	bad bool
}

// things reads the queues, topics and HTTP APIs.
func (d *reader) things(w *engine.World) {
	s := &d.state
	s.things = s.things[:0]
	queues := w.SQS.Queues()
	for _, q := range queues {
		s.things = append(s.things, queueThing(w, q, queues))
	}
	for _, t := range w.SNS.Topics() {
		state := counted(len(t.Subscriptions), "subscription")
		if t.UnderWay > 0 {
			state += ", " + count(t.UnderWay) + " under way"
		}
		s.things = append(s.things, thing{name: "topic " + t.Name, state: state})
	}
	for _, a := range w.APIGateway.APIs() {
		sum := func(name string) int {
			return int(w.CloudWatch.Find("AWS/ApiGateway", name, []cloudwatch.Dimension{{Name: "ApiId", Value: a.ID}}).Total().Sum)
		}
		t := thing{name: "API " + a.Name, state: counted(sum("Count"), "request")}
		if n := sum("5xx"); n > 0 {
			t.state, t.bad = t.state+", "+count(n)+" with 5xx", true
		}
		s.things = append(s.things, t)
	}
}

// queueThing is a queue with the functions that Lambda invokes for it.
func queueThing(w *engine.World, q sqs.QueueView, all []sqs.QueueView) thing {
	t := thing{name: "queue " + q.Name}
	var functions []string
	for _, m := range w.Lambda.Mappings() {
		if m.Queue == q.ARN {
			functions = append(functions, called(m.Function))
		}
	}
	t.feeds = strings.Join(functions, ", ")
	dead := slices.ContainsFunc(all, func(o sqs.QueueView) bool { return o.DeadLetter == q.ARN })
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{q.Visible, " waiting"}, {q.InFlight, " in flight"}, {q.Delayed, " delayed"}} {
		if p.n > 0 {
			parts = append(parts, count(p.n)+p.what)
		}
	}
	switch {
	case len(parts) == 0:
		t.state = "empty"
	case dead && q.Visible > 0:
		parts[0], t.bad = counted(q.Visible, "dead letter"), true
		fallthrough
	default:
		t.state = strings.Join(parts, ", ")
	}
	return t
}
