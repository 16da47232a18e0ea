package uitest

import (
	"fmt"
	"strings"
	"sync"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Screen is a terminal emulator: an io.Writer that understands what Bubble Tea
// writes, and no more. It is for running the whole program; models alone are
// played by Play. Its methods may be called from several goroutines.
type Screen struct {
	mu          sync.Mutex
	buf         uv.ScreenBuffer
	x, y        int
	pen         uv.Style
	link        uv.Link
	top, bottom int  // the scrolling region
	pending     bool // the next character wraps first
	noWrap      bool
	last        *uv.Cell

	parser *ansi.Parser
	state  byte

	modes   map[int]bool
	title   string
	unknown map[string]int
}

// NewScreen is an empty terminal of w columns and h rows.
func NewScreen(w, h int) *Screen {
	s := &Screen{
		buf: uv.NewScreenBuffer(w, h), bottom: h, parser: ansi.NewParser(),
		modes: map[int]bool{}, unknown: map[string]int{},
	}
	s.buf.Method = ansi.GraphemeWidth
	return s
}

// String is the text on the screen, without blanks at the lines' ends.
func (s *Screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return text(s.buf)
}

// Cell is the cell at x, y.
func (s *Screen) Cell(x, y int) uv.Cell {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.buf.CellAt(x, y); c != nil {
		return *c
	}
	return uv.Cell{}
}

// Title is the window's title; Mode tells whether a private mode is on (1049
// is the alternate screen, 25 the cursor).
func (s *Screen) Title() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.title
}

// Mode tells whether the private mode is on: 1049 is the alternate screen, 25
// the cursor, 2004 bracketed paste.
func (s *Screen) Mode(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.modes[n]
}

// Unknown are the sequences that the emulator did not understand, which a
// test should find empty.
func (s *Screen) Unknown() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]int{}
	for k, v := range s.unknown {
		out[k] = v
	}
	return out
}

// Write takes output; it never fails. Sequences may be cut anywhere between
// writes of whole characters, as Bubble Tea's frames are.
func (s *Screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for rest := b; len(rest) > 0; {
		seq, w, n, state := ansi.DecodeSequence(rest, s.state, s.parser)
		s.state, rest = state, rest[n:]
		switch {
		case w > 0:
			s.put(string(seq), w)
		case len(seq) == 1:
			s.control(seq[0])
		case ansi.HasOscPrefix(seq):
			s.osc()
		case ansi.HasDcsPrefix(seq):
		case ansi.HasCsiPrefix(seq):
			s.csi(seq)
		case len(seq) == 2 && seq[1] == 'M':
			s.reverseIndex()
		default:
			s.unknown[fmt.Sprintf("%q", seq)]++
		}
	}
	return len(b), nil
}

// put writes a character and moves the cursor, wrapping late as terminals do.
func (s *Screen) put(g string, w int) {
	if s.pending && !s.noWrap {
		s.x, s.pending = 0, false
		s.lineFeed()
	}
	s.x = min(s.x, s.buf.Width()-w)
	s.last = &uv.Cell{Content: g, Width: w, Style: s.pen, Link: s.link}
	s.buf.SetCell(s.x, s.y, s.last)
	s.x += w
	if s.x >= s.buf.Width() {
		s.x, s.pending = s.buf.Width()-1, true
	}
}

func (s *Screen) control(b byte) {
	switch b {
	case '\r':
		s.x, s.pending = 0, false
	case '\n': // without a terminal as input the renderer counts on LF to return
		s.x, s.pending = 0, false
		s.lineFeed()
	case '\b':
		s.x, s.pending = max(0, s.x-1), false
	case '\t':
		s.x = min(s.buf.Width()-1, (s.x/8+1)*8)
	case 7, 15: // bell, shift in
	default:
		s.unknown[fmt.Sprintf("%q", b)]++
	}
}

func (s *Screen) osc() {
	switch data := s.parser.Data(); s.parser.Command() {
	case 0, 2:
		_, s.title, _ = strings.Cut(string(data), ";")
	case 8:
		uv.ReadLink(data, &s.link)
	}
}

func (s *Screen) lineFeed() {
	if s.y == s.bottom-1 {
		s.scroll(1)
	} else if s.y < s.buf.Height()-1 {
		s.y++
	}
}

func (s *Screen) reverseIndex() {
	if s.y == s.top {
		s.scroll(-1)
	} else if s.y > 0 {
		s.y--
	}
}

// scroll moves the region's lines up by n, or down if n is negative.
func (s *Screen) scroll(n int) {
	region := uv.Rect(0, s.top, s.buf.Width(), s.bottom-s.top)
	if n > 0 {
		s.buf.DeleteLineArea(s.top, n, s.blank(), region)
	} else {
		s.buf.InsertLineArea(s.top, -n, s.blank(), region)
	}
}

func (s *Screen) blank() *uv.Cell {
	return &uv.Cell{Content: " ", Width: 1, Style: uv.Style{Bg: s.pen.Bg}}
}
