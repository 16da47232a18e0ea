package lessons

import (
	"bytes"
	"path"
	"sort"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"skylab/lessons/live"
)

// reading is a chapter being made from its Markdown.
type reading struct {
	*document
	chapter *Chapter
	src     []byte
	starts  []int // offset of each line
	slugs   slugs
	inside  bool      // below the top level, where nothing lives
	above   *live.Sim // the nearest sim so far
	sims    map[string]*live.Sim
	simIDs  []string
	links   []link
}

// newReading prepares a document; the lines before first are not Markdown.
func newReading(d *document, ch *Chapter, first int) *reading {
	r := &reading{document: d, chapter: ch, slugs: slugs{}, sims: map[string]*live.Sim{}}
	lines := make([]string, len(d.lines))
	copy(lines, d.lines)
	clear(lines[:first])
	offset := 0
	for _, l := range lines {
		r.starts = append(r.starts, offset)
		offset += len(l) + 1
	}
	r.src = []byte(strings.Join(lines, "\n") + "\n")
	return r
}

// line is the line of an offset, from 1.
func (r *reading) line(offset int) int {
	return sort.Search(len(r.starts), func(i int) bool { return r.starts[i] > offset })
}

// read makes the chapter's blocks.
func (r *reading) read() {
	doc := newParser().Parse(text.NewReader(r.src))
	r.chapter.Blocks = r.blocks(doc)
	r.settle()
}

// blocks are the children of a node.
func (r *reading) blocks(parent ast.Node) []Block {
	var out []Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if html, ok := n.(*ast.HTMLBlock); ok {
			r.html(r.raw(html), r.start(n), len(out)-1)
			continue
		}
		if b := r.block(n, len(out)); b != nil {
			out = append(out, b)
		}
	}
	return out
}

// start is the line on which a block begins.
func (r *reading) start(n ast.Node) int {
	if f, ok := n.(*ast.FencedCodeBlock); ok && f.Info != nil {
		return r.line(f.Info.Segment.Start)
	}
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		line := r.line(n.Lines().At(0).Start)
		if _, ok := n.(*ast.FencedCodeBlock); ok {
			return line - 1
		}
		return line
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeBlock {
			return r.start(c)
		}
		if t, ok := c.(*ast.Text); ok {
			return r.line(t.Segment.Start)
		}
	}
	return max(r.line(n.Pos()), 1)
}

// block is one block; index is its place among its siblings.
func (r *reading) block(n ast.Node, index int) Block {
	where := at{r.pos(r.start(n))}
	switch n := n.(type) {
	case *ast.Heading:
		spans := r.inline(n, index)
		h := &Heading{at: where, Level: n.Level, Text: spans, ID: r.slugs.id(Text(spans))}
		if !r.inside {
			r.chapter.Sections = append(r.chapter.Sections, Section{n.Level, strings.TrimSpace(Text(spans)), h.ID, index})
		}
		return h
	case *ast.Paragraph, *ast.TextBlock:
		return r.paragraph(n, where, index)
	case *ast.List:
		return r.list(n, where)
	case *ast.Blockquote:
		return r.quote(n, where)
	case *ast.FencedCodeBlock:
		return r.fenced(n, where, index)
	case *ast.CodeBlock:
		return &Code{at: where, Lines: codeLines(r.raw(n))}
	case *ast.ThematicBreak:
		return &Rule{where}
	case *east.Table:
		return r.table(n, where)
	case *east.DefinitionList:
		return r.definitions(n, where)
	case *ast.LinkReferenceDefinition:
		return nil
	}
	r.damage(where.pos.Line, 1, "this kind of Markdown is not shown: "+n.Kind().String(), "")
	return nil
}

// nested are the blocks of a node below the top level.
func (r *reading) nested(n ast.Node) []Block {
	outer := r.inside
	r.inside = true
	out := r.blocks(n)
	r.inside = outer
	return out
}

func (r *reading) raw(n ast.Node) string {
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		b.Write(s.Value(r.src))
	}
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		b.Write(h.ClosureLine.Value(r.src))
	}
	return b.String()
}

func codeLines(text string) []string {
	return strings.Split(strings.TrimRight(strings.ReplaceAll(text, "\t", "    "), "\n"), "\n")
}

func (r *reading) paragraph(n ast.Node, where at, index int) Block {
	if img, ok := n.FirstChild().(*ast.Image); ok && n.ChildCount() == 1 {
		return &Picture{at: where, Alt: Text(r.inline(img, index)), Path: path.Join(r.chapter.Dir, string(img.Destination))}
	}
	spans := r.inline(n, index)
	if len(spans) == 0 {
		return nil // nothing but a comment
	}
	return &Paragraph{at: where, Text: spans}
}

func (r *reading) list(n *ast.List, where at) Block {
	l := &List{at: where, Ordered: n.IsOrdered(), Start: n.Start, Tight: n.IsTight}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		item := Item{}
		if first := c.FirstChild(); first != nil {
			if box, ok := first.FirstChild().(*east.TaskCheckBox); ok {
				item.Task, item.Done = true, box.IsChecked
			}
		}
		item.Blocks = r.nested(c)
		l.Items = append(l.Items, item)
	}
	return l
}

func (r *reading) table(n *east.Table, where at) Block {
	t := &Table{at: where}
	for _, a := range n.Alignments {
		t.Align = append(t.Align, map[east.Alignment]Align{east.AlignLeft: AlignLeft, east.AlignCenter: AlignCenter, east.AlignRight: AlignRight}[a])
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]Span
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, r.inline(c, -1))
		}
		if _, ok := row.(*east.TableHeader); ok {
			t.Head = cells
		} else {
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

func (r *reading) definitions(n *east.DefinitionList, where at) Block {
	d := &Definitions{at: where}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *east.DefinitionTerm:
			if last := len(d.Items) - 1; last < 0 || len(d.Items[last].Means) > 0 {
				d.Items = append(d.Items, Definition{})
			}
			item := &d.Items[len(d.Items)-1]
			item.Terms = append(item.Terms, r.inline(c, -1))
		case *east.DefinitionDescription:
			if len(d.Items) == 0 {
				continue
			}
			item := &d.Items[len(d.Items)-1]
			item.Means = append(item.Means, r.nested(c))
		}
	}
	return d
}
