package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/term"

	"skylab/engine/console"
	"skylab/ui/cell"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// prompt is a line of the terminal in which a command is typed, with history
// and completion. The terminal is raw only while it waits for keys, so that
// ctrl+c ends a running command. It is below what was printed before, and
// leaves the screen otherwise alone.
type prompt struct {
	h       host
	tty     *os.File
	chunks  chan chunk
	keys    []byte // come, not yet decoded
	decoder uv.EventDecoder
	input   widget.Input
	canvas  *cell.Canvas
	theme   *theme.Theme
}

// chunk is what one read of the terminal gave.
type chunk struct {
	keys []byte
	err  error
}

// errCancelled is that ctrl+c was pressed in the line.
var errCancelled = errors.New("cancelled")

// newPrompt is a prompt on standard input, which must be a terminal.
func newPrompt(h host, s *console.Session) (*prompt, error) {
	tty, ok := h.stdin.(*os.File)
	if !ok {
		return nil, errors.New("standard input is not a terminal")
	}
	p := &prompt{h: h, tty: tty, chunks: make(chan chunk), canvas: cell.New(1, 1), theme: theme.Mono()}
	p.input.Complete = completions(s)
	go p.read()
	return p, nil
}

// read passes on what is typed. It is a goroutine, as nothing else can leave a
// read for a signal.
func (p *prompt) read() {
	for {
		buf := make([]byte, 4096)
		n, err := p.tty.Read(buf)
		p.chunks <- chunk{buf[:n], err}
		if err != nil {
			return
		}
	}
}

func (p *prompt) remember(line string) { p.input.Remember(strings.ReplaceAll(line, "\n", " ")) }

// line asks for one line. It returns errCancelled after ctrl+c, io.EOF after
// ctrl+d in an empty line, and errLeave when the program is to end.
func (p *prompt) line(head string, s *signals) (string, error) {
	cooked, err := term.MakeRaw(p.tty.Fd())
	if err != nil {
		return "", fmt.Errorf("the terminal cannot be read key by key: %w", err)
	}
	defer term.Restore(p.tty.Fd(), cooked)
	p.input.Prompt = head
	p.input.Reset()
	for {
		text, done, err := p.decode()
		if p.draw(done || err != nil); done || err != nil {
			return text, err
		}
		select {
		case sig := <-s.c:
			if s.note(sig); s.leave {
				fmt.Fprint(p.h.out, "\r\n")
				return "", errLeave
			}
		case c := <-p.chunks:
			if p.keys = append(p.keys, c.keys...); c.err != nil {
				return "", c.err
			}
		}
	}
}

// decode handles the keys that have come, up to the end of the line.
func (p *prompt) decode() (text string, done bool, err error) {
	for len(p.keys) > 0 {
		n, event := p.decoder.Decode(p.keys)
		if n == 0 {
			return "", false, nil // the beginning of a sequence
		}
		p.keys = p.keys[n:]
		if k, ok := event.(uv.KeyPressEvent); ok {
			if text, done, err = p.key(tea.KeyPressMsg(k)); done || err != nil {
				return text, done, err
			}
		}
	}
	return "", false, nil
}

// draw shows the line where the cursor is; last leaves it and goes below it.
func (p *prompt) draw(last bool) {
	w, h, err := term.GetSize(p.tty.Fd())
	if err != nil || w < 1 {
		w, h = 80, 24
	}
	rows := 1
	if p.input.Open() && !last {
		rows = max(min(h, 11), 1)
	}
	p.canvas.Resize(w, rows)
	p.canvas.Clear()
	all := p.canvas.Bounds()
	p.input.Draw(p.canvas, all.Row(0), p.theme, true)
	p.input.DrawPopup(p.canvas, all.Row(0), all, p.theme)
	picture := strings.TrimRight(p.canvas.Render(), "\n")
	out := "\r\x1b[J" + strings.ReplaceAll(picture, "\n", "\r\n")
	if last {
		out += "\r\n"
	} else {
		if up := strings.Count(picture, "\n"); up > 0 {
			out += fmt.Sprintf("\x1b[%dA", up)
		}
		x, _, _ := p.canvas.CursorAt()
		out += fmt.Sprintf("\r\x1b[%dG", x+1)
	}
	fmt.Fprint(p.h.out, out)
}

func completions(s *console.Session) func(string, int) widget.Completion {
	return func(text string, cursor int) widget.Completion {
		out := widget.Completion{From: cursor}
		for _, c := range s.Complete(text, cursor) {
			word := c.Text
			if !c.More {
				word += " "
			}
			out.From = c.From
			out.Options = append(out.Options, widget.Option{Text: word, Help: c.Help})
		}
		return out
	}
}
