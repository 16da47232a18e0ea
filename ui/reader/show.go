package reader

import (
	"strings"

	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/ui/cell"
	"skylab/ui/widget"
	"skylab/ui/widget/prose"
)

// cardLines draws a live block, w columns wide.
func (s *Screen) cardLines(c *card, block, w int) []cell.Line {
	switch b := c.block.(type) {
	case *lessons.Sim:
		return s.simLines(c, b, w)
	case *lessons.Console:
		return s.consoleLines(c, b, w)
	case *lessons.Lab:
		return s.labLines(c, b, w)
	}
	return s.questionLines(c, block, w)
}

// head is the first line of a card: what it is, its name, and what enter does.
func (s *Screen) head(kind, title, key string, w int) []cell.Line {
	th := s.th
	line := cell.Line{{Text: kind, Style: th.Accent}}
	if title != "" {
		line = append(line, cell.Span{Text: "  " + title, Style: th.Strong})
	}
	if key != "" && line.Width()+3+cell.Width(key) <= w {
		gap := w - line.Width() - cell.Width(key)
		line = append(line, cell.Span{Text: cell.Pad("", gap)}, cell.Span{Text: key, Style: th.Muted})
		return []cell.Line{line}
	}
	out := widget.Wrap(line, w)
	if key != "" {
		out = append(out, cell.Plain(key, th.Muted))
	}
	return out
}

func (s *Screen) simLines(c *card, b *lessons.Sim, w int) []cell.Line {
	key := "r plays it"
	if len(b.Spec.Run) == 0 {
		key = "c opens the console"
	}
	out := s.head("World", b.Spec.Title, key, w)
	st := s.stages[b.Spec.ID]
	if st != nil && st.err != nil {
		return append(out, widget.WrapText("This world could not be set up: "+st.err.Error(), s.th.Bad, w)...)
	}
	return append(out, s.scriptLines(c, b.Spec.Run, st, w)...)
}

// scriptLines are the commands of a script, each marked as it is played: what
// a key does can be seen, and typed by hand.
func (s *Screen) scriptLines(c *card, script live.Script, st *stage, w int) []cell.Line {
	th := s.th
	var out []cell.Line
	for i, cmd := range script {
		if cmd.Note != "" {
			out = append(out, widget.Hang(cell.Plain("  ", th.Muted), cell.Plain(cmd.Note, th.Muted), w)...)
		}
		mark, style := "  ", th.Code
		switch {
		case i < c.begun-1 || i == c.begun-1 && (st == nil || st.play == nil):
			mark = th.Glyphs.Done + " "
		case i == c.begun-1:
			mark, style = th.Glyphs.Selected+" ", th.Strong
		}
		out = append(out, widget.Hang(cell.Plain(mark, th.Accent), cell.Plain(cmd.Text, style), w)...)
	}
	return out
}

func (s *Screen) consoleLines(c *card, b *lessons.Console, w int) []cell.Line {
	key := "enter runs it in the world"
	if c.ran {
		key = s.th.Glyphs.Done + " ran; enter runs it again"
	}
	out := s.head("Console", "", key, w)
	for _, e := range b.Exchanges {
		out = append(out, widget.Hang(cell.Plain("$ ", s.th.Prompt), cell.Plain(e.Command.Text, s.th.Code), w)...)
		if len(e.Output) > 0 {
			out = append(out, prose.Code("", strings.Join(e.Output, "\n"), w, s.th)...)
		}
	}
	return out
}

// learner is the seed of the order in which options are shown. It is the same
// for everybody on one machine: what matters is that it never changes.
func (s *Screen) learner() uint64 { return 1 }

// done tells whether a question was ever answered, in this session or before.
func (s *Screen) done(c *card) bool {
	if c.result != nil {
		return true
	}
	_, ok := s.n.Record.Item(c.id)
	return ok
}
