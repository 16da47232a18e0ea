package uitest

import (
	"fmt"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// csi does what a control sequence says: move, erase, scroll, style.
func (s *Screen) csi(seq []byte) {
	cmd := ansi.Cmd(s.parser.Command())
	if cmd.Prefix() != 0 {
		s.private(cmd)
		return
	}
	if cmd.Intermediate() != 0 {
		return // cursor shapes and reports show nothing
	}
	kept := s.pending
	s.pending = false
	switch f := cmd.Final(); f {
	case 'm':
		uv.ReadStyle(s.parser.Params(), &s.pen)
		s.pending = kept
	case 'b':
		if s.last != nil {
			s.pending = kept
			for range s.param(0, 1) {
				s.put(s.last.Content, s.last.Width)
			}
		}
	case 'r':
		s.top, s.bottom = s.param(0, 1)-1, s.param(1, s.buf.Height())
		s.x, s.y = 0, 0
	default:
		if !s.move(f) && !s.erase(f) {
			s.unknown[fmt.Sprintf("%q", seq)]++
		}
	}
}

// param is the i-th number of the sequence; missing and 0 are def.
func (s *Screen) param(i, def int) int {
	if v, _ := s.parser.Param(i, def); v != 0 {
		return v
	}
	return def
}

// private notes the modes that are switched.
func (s *Screen) private(cmd ansi.Cmd) {
	if cmd.Prefix() != '?' || cmd.Final() != 'h' && cmd.Final() != 'l' {
		return // keyboard protocols and queries
	}
	on := cmd.Final() == 'h'
	mode, _ := s.parser.Param(0, 0)
	s.modes[mode] = on
	switch mode {
	case 7:
		s.noWrap = !on
	case 1049:
		s.buf.Clear()
	}
}

// move moves the cursor.
func (s *Screen) move(final byte) bool {
	w, h := s.buf.Width(), s.buf.Height()
	switch final {
	case 'A':
		s.y = max(0, s.y-s.param(0, 1))
	case 'B', 'e':
		s.y = min(h-1, s.y+s.param(0, 1))
	case 'C', 'a':
		s.x = min(w-1, s.x+s.param(0, 1))
	case 'D':
		s.x = max(0, s.x-s.param(0, 1))
	case 'G', '`':
		s.x = min(w-1, s.param(0, 1)-1)
	case 'd':
		s.y = min(h-1, s.param(0, 1)-1)
	case 'H', 'f':
		s.y, s.x = min(h-1, s.param(0, 1)-1), min(w-1, s.param(1, 1)-1)
	case 'Z':
		for range s.param(0, 1) {
			s.x = max(0, (s.x-1)/8*8)
		}
	case 'I':
		for range s.param(0, 1) {
			s.x = min(w-1, (s.x/8+1)*8)
		}
	default:
		return false
	}
	return true
}

// erase clears, inserts and deletes.
func (s *Screen) erase(final byte) bool {
	w, h := s.buf.Width(), s.buf.Height()
	all := uv.Rect(0, 0, w, h)
	n := s.param(0, 1)
	switch final {
	case 'J':
		s.eraseDisplay()
	case 'K':
		s.eraseLine()
	case 'X':
		s.buf.FillArea(s.blank(), uv.Rect(s.x, s.y, min(n, w-s.x), 1))
	case '@':
		s.buf.InsertCellArea(s.x, s.y, n, s.blank(), all)
	case 'P':
		s.buf.DeleteCellArea(s.x, s.y, n, s.blank(), all)
	case 'L':
		s.buf.InsertLineArea(s.y, n, s.blank(), uv.Rect(0, s.top, w, s.bottom-s.top))
	case 'M':
		s.buf.DeleteLineArea(s.y, n, s.blank(), uv.Rect(0, s.top, w, s.bottom-s.top))
	case 'S':
		s.scroll(n)
	case 'T':
		s.scroll(-n)
	default:
		return false
	}
	return true
}

func (s *Screen) eraseDisplay() {
	w, h := s.buf.Width(), s.buf.Height()
	switch n, _ := s.parser.Param(0, 0); n {
	case 0:
		s.eraseLine()
		s.buf.FillArea(s.blank(), uv.Rect(0, s.y+1, w, h-s.y-1))
	case 1:
		s.buf.FillArea(s.blank(), uv.Rect(0, 0, w, s.y))
		s.eraseLine()
	default:
		s.buf.FillArea(s.blank(), uv.Rect(0, 0, w, h))
	}
}

func (s *Screen) eraseLine() {
	w := s.buf.Width()
	switch n, _ := s.parser.Param(0, 0); n {
	case 0:
		s.buf.FillArea(s.blank(), uv.Rect(s.x, s.y, w-s.x, 1))
	case 1:
		s.buf.FillArea(s.blank(), uv.Rect(0, s.y, s.x+1, 1))
	default:
		s.buf.FillArea(s.blank(), uv.Rect(0, s.y, w, 1))
	}
}
