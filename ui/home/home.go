// Package home is the first screen of a learner who has been here before: the
// chapters, what was answered, and what is next. It reads a Data value; it
// knows neither course nor record.
package home

import (
	"fmt"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/action"
	"skylab/ui/cell"
	"skylab/ui/keys"
	"skylab/ui/layout"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// Chapter is a row of the screen.
type Chapter struct {
	ID, Title string
	// Minutes is the author's estimate for the whole chapter.
	Minutes int
	// Questions and Answered count its questions and predictions; Right are
	// those whose latest answer was right.
	Questions, Answered, Right int
	// Labs and LabsDone count its labs.
	Labs, LabsDone int
	// Begun tells whether the learner has opened it.
	Begun bool
	// Damaged says why the chapter cannot be opened, or "".
	Damaged string
}

// Data is what the screen shows.
type Data struct {
	Course   string
	Chapters []Chapter
	// Next is the index of the chapter to go on with, or -1 when all is done.
	Next int
	// Where is the heading at which the learner left Next, or "".
	Where string
	// Notices are told above the list: progress that could not be opened, a
	// damaged file.
	Notices []string
	// Record is where progress is kept, for the last line.
	Record string
}

// Screen is the home screen.
type Screen struct {
	th     *theme.Theme
	data   Data
	cursor int
	top    int
}

// New is a home screen without data.
func New(th *theme.Theme) *Screen { return &Screen{th: th} }

// Theme changes the look.
func (s *Screen) Theme(th *theme.Theme) { s.th = th }

// Show sets what is shown and puts the cursor on what is next.
func (s *Screen) Show(d Data) {
	s.data = d
	s.cursor = max(d.Next, 0)
}

// Keys are the bindings of the screen.
func (s *Screen) Keys() []keys.Binding {
	return []keys.Binding{
		{Keys: []string{"up", "k"}, Label: "up", Help: "The chapter above."},
		{Keys: []string{"down", "j"}, Label: "choose", Help: "The chapter below.", Shown: true},
		{Keys: []string{"enter"}, Label: "open", Help: "Open the chapter where you left it.", Shown: true},
		{Keys: []string{"/"}, Label: "search", Help: "Search the text of all chapters.", Shown: true},
		{Keys: []string{"q"}, Label: "leave", Help: "Leave skylab. Everything is saved.", Shown: true},
	}
}

// Key handles a key by its name.
func (s *Screen) Key(key string) action.Action {
	last := len(s.data.Chapters) - 1
	switch key {
	case "up", "k", "left", "h":
		s.cursor = max(s.cursor-1, 0)
	case "down", "j", "right", "l":
		s.cursor = min(s.cursor+1, max(last, 0))
	case "home", "g":
		s.cursor = 0
	case "end", "G":
		s.cursor = max(last, 0)
	case "enter":
		if s.cursor <= last && s.data.Chapters[s.cursor].Damaged == "" {
			return action.Open{Chapter: s.data.Chapters[s.cursor].ID, Block: -1}
		}
	case "/":
		return action.Search{}
	case "q":
		return action.Quit{}
	}
	return nil
}

// Draw draws the screen into r.
func (s *Screen) Draw(c *cell.Canvas, r layout.Rect) {
	w := min(r.W-2, 76)
	area := layout.New(r.X+(r.W-w)/2, r.Y, w, r.H)
	lines, owner := s.lines(w)
	s.follow(owner, area.H)
	for y := 0; y < area.H && s.top+y < len(lines); y++ {
		c.Line(area, 0, y, lines[s.top+y])
	}
}

// lines is the whole screen as lines; owner says to which chapter each
// belongs, or -1.
func (s *Screen) lines(w int) (lines []cell.Line, owner []int) {
	add := func(i int, ls ...cell.Line) {
		for _, l := range ls {
			lines, owner = append(lines, l), append(owner, i)
		}
	}
	th := s.th
	add(-1, nil, cell.Line{{Text: "skylab", Style: th.Heading}, {Text: "  " + s.data.Course, Style: th.Muted}}, nil)
	for _, n := range s.data.Notices {
		add(-1, widget.Hang(cell.Plain(th.Glyphs.Warn+" ", th.Warn), cell.Plain(n, th.Warn), w)...)
		add(-1, nil)
	}
	add(-1, widget.Wrap(s.next(), w)...)
	add(-1, nil)
	for i, ch := range s.data.Chapters {
		add(i, s.chapter(i, ch, w)...)
	}
	if s.data.Record != "" {
		add(-1, nil)
		add(-1, widget.WrapText("Your answers are kept in "+s.data.Record, th.Muted, w)...)
	}
	return lines, owner
}

// next is the sentence that says how to go on.
func (s *Screen) next() cell.Line {
	th, d := s.th, s.data
	if len(d.Chapters) == 0 {
		return cell.Plain("This course has no chapter that can be opened.", th.Warn)
	}
	if d.Next < 0 {
		return cell.Plain("You have answered everything there is. Open any chapter to go through it again.", th.Good)
	}
	ch := d.Chapters[d.Next]
	verb := "Start with "
	if ch.Begun {
		verb = "Continue: "
	}
	line := cell.Line{{Text: verb, Style: th.Text}, {Text: ch.Title, Style: th.Strong}}
	if ch.Begun && d.Where != "" {
		line = append(line, cell.Span{Text: ", at “" + d.Where + "”", Style: th.Text})
	}
	return append(line, cell.Span{Text: ", about " + minutes(ch) + ".", Style: th.Text})
}

// minutes is what is left of the author's estimate, by the questions answered.
func minutes(ch Chapter) string {
	left := ch.Minutes
	if ch.Questions > 0 {
		left = (ch.Minutes*(ch.Questions-ch.Answered) + ch.Questions - 1) / ch.Questions
	}
	return fmt.Sprintf("%d min", max(left, 1))
}

// mostName is the widest column of the chapters' titles.
const mostName = 38

// nameWidth is the column of the chapters' titles in w columns.
func (s *Screen) nameWidth(w int) int {
	longest := 0
	for _, ch := range s.data.Chapters {
		longest = max(longest, cell.Width(ch.Title))
	}
	return min(longest, mostName, w-4)
}

func (s *Screen) chapter(i int, ch Chapter, w int) []cell.Line {
	th := s.th
	mark, st, name := "  ", th.Text, th.Text
	if i == s.cursor {
		mark, name = th.Glyphs.Selected+" ", th.Selection
	}
	state, stateStyle := s.state(ch)
	head := cell.Line{
		{Text: mark, Style: th.Accent},
		{Text: state + " ", Style: stateStyle},
		{Text: cell.Pad(ch.Title, s.nameWidth(w)), Style: name},
	}
	if ch.Damaged != "" {
		out := []cell.Line{head}
		for _, l := range strings.Split(ch.Damaged, "\n") {
			out = append(out, widget.Hang(cell.Plain("    ", st), cell.Plain(l, th.Bad), w)...)
		}
		return out
	}
	detail := s.detail(ch)
	if head.Width()+2+cell.Width(detail) <= w {
		return []cell.Line{append(head, cell.Span{Text: "  " + detail, Style: th.Muted})}
	}
	return []cell.Line{head, cell.Plain("    "+detail, th.Muted)}
}

// state is the sign of how far a chapter is: new, learning or known.
func (s *Screen) state(ch Chapter) (string, uv.Style) {
	th := s.th
	switch {
	case ch.Damaged != "":
		return th.Glyphs.Bad, th.Bad
	case ch.Questions > 0 && ch.Right == ch.Questions && ch.LabsDone == ch.Labs:
		return th.Glyphs.Known, th.Good
	case ch.Begun || ch.Answered > 0:
		return th.Glyphs.Learning, th.Accent
	}
	return th.Glyphs.New, th.Muted
}

func (s *Screen) detail(ch Chapter) string {
	switch {
	case ch.Answered == 0 && !ch.Begun:
		return fmt.Sprintf("new, %d min", ch.Minutes)
	case ch.Questions > 0 && ch.Right == ch.Questions && ch.LabsDone == ch.Labs:
		return "known: all answered, all right"
	}
	out := fmt.Sprintf("%d of %d answered", ch.Answered, ch.Questions)
	if ch.Answered > 0 {
		out += fmt.Sprintf(", %d right", ch.Right)
	}
	if ch.Labs > 0 {
		out += fmt.Sprintf(", %d of %d labs", ch.LabsDone, ch.Labs)
	}
	return out
}

func (s *Screen) follow(owner []int, h int) {
	for i, o := range owner {
		if o == s.cursor {
			if i >= s.top+h {
				s.top = i - h + 1
			}
			if i < s.top {
				s.top = i
			}
		}
	}
	if s.cursor == 0 {
		s.top = 0
	}
	s.top = max(min(s.top, len(owner)-h), 0)
}
