package prompt

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // what `show` may draw
	_ "image/png"  // same
	"strings"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/widget"
)

// block is one line with what it printed, laid out for one width.
type block struct {
	run      *console.Run
	brief    bool          // the line alone, not what it printed
	reply    *engine.Reply // of a call from outside, else nil
	left     int           // such calls before it that are no longer shown
	answered bool          // when it was laid out
	width    int
	size     int // of the output laid out, to notice more of it
	lines    []cell.Line
	pictures []*widget.Picture
}

// pictureRows bounds how much of the pane a picture takes.
const pictureRows = 14

// Draw draws the pane's content into r: output above, the input line below.
func (p *Pane) Draw(c *cell.Canvas, r layout.Rect, focused bool) {
	if r.Empty() {
		return
	}
	line, body := r.CutBottom(1)
	p.output(c, body)
	p.input.Prompt, p.input.Placeholder = "$ ", "aws help"
	if p.run != nil {
		p.input.Prompt, p.input.Placeholder = p.th.Glyphs.Play+" ", "running; ctrl+c ends it"
		if n := len(p.queue); n > 0 {
			p.input.Placeholder = fmt.Sprintf("running, %d more to come; ctrl+c ends it", n)
		}
	}
	p.input.Draw(c, line, p.th, focused)
	if focused {
		p.input.DrawPopup(c, line, r, p.th)
	}
}

func (p *Pane) output(c *cell.Canvas, r layout.Rect) {
	if r.W != p.width {
		p.width = r.W
		p.relay()
	}
	total := 0
	for i := range p.blocks {
		total += p.lay(&p.blocks[i], r.W)
	}
	if total == 0 {
		for y, l := range widget.WrapText("This is the account's command line. Try: aws help, aws s3 ls, help", p.th.Muted, r.W) {
			c.Line(r, 0, y, l)
		}
		return
	}
	p.scroll.Fit(total, r.H)
	if p.follow {
		p.scroll.To(total)
	}
	y := -p.scroll.Offset
	for i := range p.blocks {
		y = p.drawBlock(c, r, &p.blocks[i], y)
	}
}

func (p *Pane) drawBlock(c *cell.Canvas, r layout.Rect, b *block, y int) int {
	for _, l := range b.lines {
		if y >= 0 && y < r.H {
			c.Line(r, 0, y, l)
		}
		y++
	}
	for _, pic := range b.pictures {
		_, rows := pic.DrawAt(c, r, y, r.W, pictureRows, p.th)
		y += rows + 1
	}
	return y
}

// relay forgets all laid-out lines, after a change of width or theme.
func (p *Pane) relay() {
	for i := range p.blocks {
		p.blocks[i].width = 0
	}
}

// lay brings a block up to date and returns the rows that it takes.
func (p *Pane) lay(b *block, w int) int {
	if b.reply != nil {
		if b.width != w || b.answered != b.reply.Done {
			b.width, b.answered = w, b.reply.Done
			b.lines = p.signed(b, w)
		}
		return len(b.lines)
	}
	size := len(b.run.Stdout) + len(b.run.Stderr)
	if b.width != w || b.size != size || !b.brief && len(b.pictures) != len(b.run.Pictures) {
		b.width, b.size = w, size
		b.lines = p.text(b.run, b.brief, w)
		if b.brief {
			return len(b.lines)
		}
		b.pictures = nil
		for _, pic := range b.run.Pictures {
			if img, _, err := image.Decode(bytes.NewReader(pic.Data)); err == nil {
				b.pictures = append(b.pictures, widget.NewPicture(img))
			} else {
				b.lines = append(b.lines, cell.Plain(fmt.Sprintf("%s cannot be drawn: %v", pic.Name, err), p.th.Warn))
				b.pictures = append(b.pictures, widget.NewPicture(image.NewRGBA(image.Rectangle{})))
			}
		}
	}
	n := len(b.lines)
	for _, pic := range b.pictures {
		_, rows := pic.Size(w, pictureRows)
		n += rows + 1
	}
	return n
}

func (p *Pane) text(r *console.Run, brief bool, w int) []cell.Line {
	if brief {
		return widget.Hang(cell.Plain("$ ", p.th.Muted), cell.Plain(r.Line, p.th.Muted), w)
	}
	out := widget.Hang(cell.Plain("$ ", p.th.Prompt), cell.Plain(r.Line, p.th.Strong), w)
	out = append(out, verbatim(string(r.Stdout), w, func(s string) cell.Line { return cell.Plain(s, p.th.CodeBlock) })...)
	return append(out, verbatim(string(r.Stderr), w, func(s string) cell.Line { return cell.Plain(s, p.th.Bad) })...)
}

// verbatim breaks program output only where it is wider than the pane, and
// there at the column, so that nothing of it is lost.
func verbatim(text string, w int, styled func(string) cell.Line) []cell.Line {
	var out []cell.Line
	text = strings.TrimRight(text, "\n")
	if text == "" {
		return nil
	}
	for _, l := range strings.Split(strings.ReplaceAll(text, "\t", "    "), "\n") {
		for cell.Width(l) > w && w > 1 {
			head := cut(l, w)
			out = append(out, styled(head))
			l = l[len(head):]
		}
		out = append(out, styled(l))
	}
	return out
}

// cut is the longest beginning of s that is at most w columns wide, at least
// one character.
func cut(s string, w int) string {
	used, at := 0, 0
	for at < len(s) {
		_, cols, size := cell.Glyph(s[at:])
		if used+cols > w && at > 0 {
			break
		}
		used += cols
		at += size
	}
	return s[:at]
}
