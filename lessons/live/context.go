package live

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"skylab/engine"
	"skylab/engine/console"
)

// Context is the world that expressions read, with what of its history they
// ask for folded along. It follows the session when that moves to another
// world. It is not for use by two at a time.
type Context struct {
	session *console.Session
	world   *engine.World
	seen    history
	words   *environment // what does not change with the world
	looks   int          // into the world, of this evaluation
	asked   []string     // calls of which this evaluation asks whether the thing exists
	missing *Missing
}

// NewContext reads the world of a session, and its last command.
func NewContext(s *console.Session) *Context { return &Context{session: s} }

// OfWorld reads a world in which nobody types commands.
func OfWorld(w *engine.World) *Context { return &Context{world: w} }

// World is the world that is read.
func (c *Context) World() *engine.World {
	if c.session != nil {
		return c.session.World()
	}
	return c.world
}

// Follow reads what has happened since the last look. The journal keeps the
// newest of it only, so who lets much happen between two evaluations calls
// this in between.
func (c *Context) Follow() { c.seen.follow(c.World()) }

// environment is what an expression may name. The tags are the names; the
// fields' types are what an expression is checked against when it is compiled.
type environment struct {
	Fn           named[Function]                                    `expr:"fn"`
	Queue        named[Queue]                                       `expr:"queue"`
	Mapping      func(function, queue string) (Mapping, error)      `expr:"mapping"`
	Topic        named[Topic]                                       `expr:"topic"`
	Subscription func(topic, endpoint string) (Subscription, error) `expr:"subscription"`
	Rule         named[Rule]                                        `expr:"rule"`
	Schedule     named[Schedule]                                    `expr:"schedule"`
	Alarm        named[Alarm]                                       `expr:"alarm"`
	API          named[API]                                         `expr:"api"`
	Instance     named[Instance]                                    `expr:"instance"`
	Instances    named[int]                                         `expr:"instances"`
	LoadBalancer named[LoadBalancer]                                `expr:"loadBalancer"`
	Targets      named[Targets]                                     `expr:"targets"`
	Group        named[Group]                                       `expr:"group"`
	Job          named[Job]                                         `expr:"job"`
	Metric       metricWord                                         `expr:"metric"`
	Traffic      named[Traffic]                                     `expr:"traffic"`
	Bucket       named[Bucket]                                      `expr:"bucket"`
	Object       func(bucket, key string) (Object, error)           `expr:"object"`
	Log          named[Log]                                         `expr:"log"`
	URL          named[string]                                      `expr:"url"`
	Events       func(kind string) int                              `expr:"events"`
	Bill         Bill                                               `expr:"bill"`
	Account      Account                                            `expr:"account"`
	Last         Last                                               `expr:"last"`
	Now          float64                                            `expr:"now"`
	Calls        int                                                `expr:"calls"`
}

// named is a word that takes one name.
type named[T any] = func(name string) (T, error)

// looksLimit bounds how often one evaluation may look into the world: a loop
// that looks is as long as its list.
const looksLimit = 1000

var errLooks = fmt.Errorf("the expression looks into the world more than %d times", looksLimit)

// look counts a look into the world.
func (c *Context) look() error {
	if c.looks++; c.looks > looksLimit {
		return errLooks
	}
	return nil
}

// one makes a word of a query by one name.
func one[T any](c *Context, query func(name string) T) named[T] {
	return func(name string) (v T, err error) {
		if err = c.look(); err == nil {
			v = query(name)
		}
		return v, err
	}
}

// two makes a word of a query by two names.
func two[T any](c *Context, query func(a, b string) T) func(a, b string) (T, error) {
	return func(a, b string) (v T, err error) {
		if err = c.look(); err == nil {
			v = query(a, b)
		}
		return v, err
	}
}

// vocabulary are the words that look into the world when they are called.
func (c *Context) vocabulary() *environment {
	return &environment{
		Fn: one(c, c.function), Queue: one(c, c.queue), Mapping: two(c, c.mapping),
		Topic: one(c, c.topic), Subscription: two(c, c.subscription), Rule: one(c, c.rule), Schedule: one(c, c.schedule),
		Alarm: one(c, c.alarm), API: one(c, c.api), Instance: one(c, c.instance), Instances: one(c, c.instances), LoadBalancer: one(c, c.loadBalancer), Targets: one(c, c.targets), Group: one(c, c.group), Job: one(c, c.job), Metric: c.metric, Traffic: one(c, c.traffic),
		Bucket: one(c, c.bucket), Object: two(c, c.object), Log: one(c, c.logGroup), URL: one(c, c.url),
		Events: func(kind string) int { return c.seen.kinds[kind] },
	}
}

// environment is the present for one evaluation of an expression that uses so
// much of it.
func (c *Context) environment(u uses) (environment, error) {
	w := c.World()
	c.Follow()
	c.looks, c.asked = 0, u.exists
	if u.counts && c.seen.gap {
		return environment{}, errGap
	}
	if c.words == nil {
		c.words = c.vocabulary()
	}
	env := *c.words
	env.Account, env.Now, env.Calls = account(w), w.Now().Since().Seconds(), len(w.Calls())
	if u.bill {
		env.Bill = bill(w)
	}
	if u.last {
		env.Last = c.last()
	}
	return env, nil
}

// Last is the last command of a world that is done.
type Last struct {
	// Status is its exit status; 0 before the first.
	Status int    `expr:"status"`
	Output string `expr:"output"`
	Error  string `expr:"error"`
	// JSON is the output as a value, nil where it is not JSON.
	JSON any `expr:"json"`
}

func (c *Context) last() Last {
	if c.session == nil {
		return Last{}
	}
	for _, e := range slices.Backward(c.session.History()) {
		if e.Run == nil || !e.Run.Done {
			continue
		}
		out := Last{Status: e.Run.Status, Output: string(e.Run.Stdout), Error: strings.TrimSpace(string(e.Run.Stderr))}
		if json.Unmarshal(e.Run.Stdout, &out.JSON) != nil {
			out.JSON = nil
		}
		return out
	}
	return Last{}
}
