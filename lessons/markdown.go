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
	top     int       // index of the block at the top level that is being read
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
		if !r.inside {
			r.top = len(out)
		}
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
