package live

import (
	"encoding/json"
	"reflect"
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
	missing string // the last function asked for that does not exist
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

// Missing is the name of the function that was asked for last and does not
// exist, or "": in prose, most likely a slip of the author's.
func (c *Context) Missing() string { return c.missing }

// Forget makes Missing begin anew.
func (c *Context) Forget() { c.missing = "" }

// environment is what an expression may name. The tags are the names; the
// fields' types are what an expression is checked against when it is compiled.
type environment struct {
	Fn      func(string) Function       `expr:"fn"`
	Bucket  func(string) Bucket         `expr:"bucket"`
	Object  func(string, string) Object `expr:"object"`
	Log     func(string) Log            `expr:"log"`
	URL     func(string) string         `expr:"url"`
	Events  func(string) int            `expr:"events"`
	Bill    Bill                        `expr:"bill"`
	Account Account                     `expr:"account"`
	Last    Last                        `expr:"last"`
	Now     float64                     `expr:"now"`
	Calls   int                         `expr:"calls"`
}

// names are what an expression may begin with.
func names() []string {
	var out []string
	t := reflect.TypeFor[environment]()
	for i := range t.NumField() {
		out = append(out, t.Field(i).Tag.Get("expr"))
	}
	return append(out, "count", "all", "any", "none", "len", "filter", "map", "sum", "max", "min", "abs", "round")
}

func (c *Context) environment(u uses) environment {
	w := c.World()
	c.seen.follow(w)
	env := environment{
		Fn:      func(name string) Function { return c.function(name) },
		Bucket:  func(name string) Bucket { return bucket(w, name) },
		Object:  func(name, key string) Object { return object(w, name, key) },
		Log:     func(group string) Log { return logGroup(w, group) },
		URL:     func(name string) string { return functionURL(w, name) },
		Events:  func(kind string) int { return c.seen.kinds[kind] },
		Account: account(w),
		Now:     w.Now().Since().Seconds(),
		Calls:   len(w.Calls()),
	}
	if u.bill {
		env.Bill = bill(w)
	}
	if u.last {
		env.Last = c.last()
	}
	return env
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
