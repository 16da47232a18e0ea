package lessons

import (
	"fmt"
	"strings"
)

// Plain is a chapter as lines of plain text at most width columns wide, where
// its words allow it: for a pipe, a printer or a screen reader. Live blocks
// are told in words, questions without their answers. Values fills in the
// expressions; nil shows their source.
func (c *Course) Plain(ch *Chapter, width int, values Values) []string {
	p := &printer{width: max(width, 20), chapter: ch, values: values}
	p.blocks(ch.Blocks, true)
	for len(p.out) > 0 && p.out[len(p.out)-1] == "" {
		p.out = p.out[:len(p.out)-1]
	}
	return p.out
}

// printer sets blocks as plain text.
type printer struct {
	width   int
	chapter *Chapter
	values  Values
	block   int // index at the top level
	out     []string
}

func (p *printer) line(s string) { p.out = append(p.out, strings.TrimRight(s, " ")) }

func (p *printer) blocks(bs []Block, top bool) {
	for i, b := range bs {
		if top {
			p.block = i
		}
		if i > 0 {
			p.line("")
		}
		p.one(b)
	}
}

// inner sets blocks to a smaller width and puts text before each line.
func (p *printer) inner(first, rest string, bs []Block) {
	in := *p
	in.out, in.width = nil, max(p.width-columns(rest), 10)
	in.blocks(bs, false)
	p.hang(first, rest, in.out)
}

// item sets the blocks of a list's item: in a tight list, without blank lines.
func (p *printer) item(mark string, tight bool, bs []Block) {
	if !tight {
		p.inner(mark, strings.Repeat(" ", len(mark)), bs)
		return
	}
	in := *p
	in.out, in.width = nil, max(p.width-len(mark), 10)
	for _, b := range bs {
		in.one(b)
	}
	p.hang(mark, strings.Repeat(" ", len(mark)), in.out)
}

func (p *printer) hang(first, rest string, lines []string) {
	for i, l := range lines {
		if i == 0 {
			p.line(first + l)
		} else {
			p.line(rest + l)
		}
	}
}

func (p *printer) one(b Block) {
	switch b := b.(type) {
	case *Heading:
		p.heading(b)
	case *Paragraph:
		p.text("", p.spans(b.Text))
	case *List:
		p.list(b)
	case *Quote:
		if b.Kind != "" {
			p.line("| " + b.Kind[:1] + strings.ToLower(b.Kind[1:]) + ":")
		}
		p.inner("| ", "| ", b.Blocks)
	case *Code:
		for _, l := range b.Lines {
			p.line("    " + l)
		}
	case *Table:
		p.table(b)
	case *Rule:
		p.line(strings.Repeat("-", p.width))
	case *Definitions:
		p.definitions(b)
	case *Picture:
		p.text("", "[Picture: "+b.Alt+"]")
	default:
		p.live(b)
	}
}

// text sets running text behind an indentation.
func (p *printer) text(indent, text string) {
	for _, l := range wrap(text, p.width-columns(indent)) {
		p.line(indent + l)
	}
}

// spans is the text of spans with marks where they carry meaning: code in
// backquotes, and where a link to elsewhere leads.
func (p *printer) spans(spans []Span) string {
	var b strings.Builder
	for i, s := range spans {
		text := s.Text
		if s.Expr != nil {
			text = "{{ " + s.Expr.Source + " }}"
			if p.values != nil {
				text = p.values(p.chapter, p.block, s.Expr)
			}
		}
		if s.Style&Mono != 0 {
			text = "`" + text + "`"
		}
		b.WriteString(text)
		last := i+1 == len(spans) || spans[i+1].Link != s.Link
		if s.Link != "" && last && external(s.Link) && !strings.HasPrefix(s.Link, scheme) && s.Link != s.Text {
			b.WriteString(" (" + s.Link + ")")
		}
	}
	return b.String()
}

func (p *printer) heading(h *Heading) {
	lines := wrap(p.spans(h.Text), p.width)
	longest := 0
	for _, l := range lines {
		p.line(l)
		longest = max(longest, columns(l))
	}
	switch h.Level {
	case 1:
		p.line(strings.Repeat("=", longest))
	case 2:
		p.line(strings.Repeat("-", longest))
	}
}

func (p *printer) list(l *List) {
	for i, item := range l.Items {
		if i > 0 && !l.Tight {
			p.line("")
		}
		mark := "- "
		if l.Ordered {
			mark = fmt.Sprintf("%d. ", l.Start+i)
		}
		if item.Task {
			mark += map[bool]string{true: "[x] ", false: "[ ] "}[item.Done]
		}
		if len(item.Blocks) == 0 {
			p.line(mark)
			continue
		}
		p.item(mark, l.Tight, item.Blocks)
	}
}

func (p *printer) definitions(d *Definitions) {
	for i, item := range d.Items {
		if i > 0 {
			p.line("")
		}
		for _, t := range item.Terms {
			p.text("", p.spans(t))
		}
		for _, m := range item.Means {
			p.inner("    ", "    ", m)
		}
	}
}
