package lessons

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/text"

	"skylab/lessons/lab"
	"skylab/lessons/live"
)

// lab reads a goal with its checks.
func (r *reading) lab(f *fence) Block {
	l := &lab.Lab{ID: f.id(), Pos: r.pos(f.line), Sim: r.world(f)}
	o, ok := f.yaml()
	if !ok {
		return nil
	}
	o.require("a lab", "title", "goal", "checks", "solution")
	l.Title, _ = o.text("title")
	l.Sim.Title = l.Title
	l.Sim.Setup = o.script("setup")
	if v, ok := o.number("speed"); ok && v > 0 {
		l.Sim.Speed = v
	}
	l.Probe = o.script("probe")
	l.Solution = o.script("solution")
	goal, line := o.text("goal")
	b := &Lab{at: f.at(), Spec: l, Goal: r.markdown(goal, line)}
	for _, c := range o.objects("checks") {
		l.Checks = append(l.Checks, r.check(c))
	}
	for _, n := range o.objects("nearmisses") {
		l.NearMisses = append(l.NearMisses, r.nearMiss(n, l))
	}
	o.done("a lab")
	return b
}

// modes are the keys of a check that hold its condition.
var modes = []lab.Mode{lab.Eventually, lab.Always, lab.Never}

func (r *reading) check(o *object) lab.Check {
	c := lab.Check{Pos: o.pos()}
	c.Name, _ = o.text("name")
	o.require("a check", "name")
	for _, m := range modes {
		e := o.expr(string(m))
		if e == nil {
			continue
		}
		if c.Cond != nil {
			r.damage(c.Pos.Line, 1, "a check is one of eventually, always and never", "split it into two")
		}
		c.Mode, c.Cond = m, e
	}
	c.Within = o.duration("within")
	c.Where, _ = o.text("where")
	c.Rule, _ = o.text("rule")
	c.Command, _ = o.text("command")
	o.done("a check")
	if c.Cond == nil && len(r.damages) == 0 {
		r.damage(c.Pos.Line, 1, fmt.Sprintf("the check %q has no condition", c.Name), "add eventually:, always: or never:")
	}
	return c
}

func (r *reading) nearMiss(o *object, l *lab.Lab) lab.NearMiss {
	n := lab.NearMiss{Pos: o.pos()}
	o.require("a near miss", "name", "script", "fails")
	n.Name, _ = o.text("name")
	n.Script = o.script("script")
	var line int
	n.Fails, line = o.text("fails")
	o.done("a near miss")
	var names []string
	for _, c := range l.Checks {
		names = append(names, c.Name)
		if c.Name == n.Fails {
			return n
		}
	}
	r.damage(max(line, n.Pos.Line), 1, fmt.Sprintf("the lab has no check %q%s", n.Fails, live.Suggest(n.Fails, names)), "")
	return n
}

// markdown reads Markdown inside YAML, as the goal of a lab is.
func (r *reading) markdown(source string, line int) []Block {
	lines := make([]string, max(line-1, 0))
	d := &document{path: r.path, lines: append(lines, strings.Split(source, "\n")...)}
	in := newReading(d, &Chapter{ID: r.chapter.ID, Dir: r.chapter.Dir}, 0)
	in.inside = true
	out := in.blocks(newParser().Parse(text.NewReader(in.src)))
	r.damages = append(r.damages, d.damages...)
	return out
}
