package prompt

import (
	"fmt"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/ui/cell"
	"skylab/ui/widget"
)

// maxSigned is how many calls from outside are shown in a row; of more, the
// newest, and how many there were.
const maxSigned = 20

// maxSignedRows is how many rows such a line takes: programs send long ones.
const maxSignedRows = 4

// Sign shows a call that came from outside, by the line it equals, with its
// refusal when it has one.
func (p *Pane) Sign(line string, r *engine.Reply) {
	p.blocks = append(p.blocks, block{run: &console.Run{Line: line, Done: true}, reply: r})
	first := len(p.blocks)
	for first > 0 && p.blocks[first-1].reply != nil {
		first--
	}
	if len(p.blocks)-first > maxSigned {
		p.blocks[first+1].left = p.blocks[first].left + 1
		p.blocks[first+1].width = 0
		p.blocks = append(p.blocks[:first], p.blocks[first+1:]...)
	}
}

// signed is a call from outside as it is drawn.
func (p *Pane) signed(b *block, w int) []cell.Line {
	var out []cell.Line
	if b.left > 0 {
		out = append(out, cell.Plain(fmt.Sprintf("%s %d more from outside", cell.Ellipsis, b.left), p.th.Muted))
	}
	refusal := cell.Line{}
	if e := b.reply.Err; b.reply.Done && e != nil {
		refusal = cell.Plain("  "+p.th.Glyphs.Bad+" "+e.Code, p.th.Bad)
	}
	lead := cell.Plain(p.th.Glyphs.Right+" ", p.th.Info)
	lines := widget.Hang(lead, append(cell.Plain(b.run.Line, p.th.Text), refusal...), w)
	if len(lines) > maxSignedRows {
		lines = append(lines[:maxSignedRows:maxSignedRows], append(cell.Plain("  "+cell.Ellipsis, p.th.Muted), refusal...))
	}
	return append(out, lines...)
}
