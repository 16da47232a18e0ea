package lessons

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"skylab/lessons/live"
)

// closing is a line that may close a fence.
var closing = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})\\s*$")

// fenced is a fenced block: code, or something that lives.
func (r *reading) fenced(n *ast.FencedCodeBlock, where at, index int) Block {
	info, line := "", where.pos.Line
	if n.Info != nil {
		info = strings.TrimSpace(string(n.Info.Segment.Value(r.src)))
	}
	end := line + n.Lines().Len() + 1
	if !r.inside && (end > len(r.lines) || !closing.MatchString(r.lines[end-1])) {
		r.damage(line, 1, "the fence has no end", "close it with a line of as many backticks")
		return nil
	}
	if !isLive(info) {
		lang, _, _ := strings.Cut(info, " ")
		return &Code{at: where, Lang: lang, Lines: codeLines(r.raw(n))}
	}
	if r.inside {
		r.damage(line, 1, "a live block inside a list or a quote", "move it to the margin")
		return nil
	}
	f, ok := readFence(r.document, line, info, r.raw(n))
	if !ok {
		return nil
	}
	return r.alive(f, index, end)
}

// alive is the live block of a fence.
func (r *reading) alive(f *fence, index, end int) Block {
	list := &r.chapter.Shown
	switch f.kind {
	case "ask":
		list = &r.chapter.Asked
	case "predict": // shows and asks
		r.cover(&r.chapter.Asked, f, index)
	}
	r.cover(list, f, index)
	switch f.kind {
	case "sim":
		return r.sim(f)
	case "predict":
		return r.predict(f)
	case "ask":
		return r.ask(f)
	case "console":
		return r.console(f, end)
	}
	return r.lab(f)
}

func (r *reading) cover(list *[]Cover, f *fence, index int) {
	for _, n := range f.list("covers") {
		*list = append(*list, Cover{strings.TrimSpace(n), index, r.pos(f.line)})
	}
}

// link says which sim a block is about: the one that it names, or the nearest
// above. It is settled when all of the chapter is read.
type link struct {
	fence *fence
	name  string // attribute
	id    string
	set   func(*live.Sim)
}

// on links a block to its sim.
func (r *reading) on(f *fence, set func(*live.Sim)) {
	id := f.get("on")
	if id == "" && r.above != nil {
		set(r.above)
		return
	}
	if id == "" {
		r.damage(f.line, 1, "there is no sim above this "+f.kind, "name one with on=ID, or put a sim above it")
		return
	}
	r.links = append(r.links, link{f, "on", id, set})
}

// settle finds the sims that blocks name.
func (r *reading) settle() {
	for _, l := range r.links {
		sim, ok := r.sims[l.id]
		if !ok {
			r.damage(l.fence.line, l.fence.attrs[l.name].column, fmt.Sprintf("there is no sim %q in this chapter%s", l.id, live.Suggest(l.id, r.simIDs)), "")
			continue
		}
		l.set(sim)
	}
	for _, id := range r.simIDs {
		seen := map[*live.Sim]bool{}
		for s := r.sims[id]; s != nil; s = s.Base {
			if seen[s] {
				r.damage(r.sims[id].Pos.Line, 1, fmt.Sprintf("the sim %q begins with itself", id), "break the circle of from=")
				return
			}
			seen[s] = true
		}
	}
}
