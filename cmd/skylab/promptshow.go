package main

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // what `show` may draw
	_ "image/png"  // same

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"skylab/engine/console"
	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
	"skylab/ui/widget"
)

// Bounds of a picture on the terminal.
const (
	pictureColumns = 80
	pictureRows    = 24
)

// show draws what a command showed, and empties the screen if it asked to.
func (p *prompt) show(r *console.Run) error {
	if r.Clear {
		fmt.Fprint(p.h.out, "\x1b[H\x1b[2J")
	}
	for _, pic := range r.Pictures {
		img, _, err := image.Decode(bytes.NewReader(pic.Data))
		if err != nil {
			fmt.Fprintf(p.h.stderr, "skylab: %s cannot be drawn: %v\n", pic.Name, err)
			continue
		}
		if err := p.picture(widget.NewPicture(img)); err != nil {
			return err
		}
	}
	return nil
}

// picture draws in half blocks, with the colours that the terminal has.
func (p *prompt) picture(pic *widget.Picture) error {
	w, h, err := term.GetSize(p.tty.Fd())
	if err != nil {
		w, h = 80, 24
	}
	cols, rows := pic.Size(min(w, pictureColumns), max(min(h-2, pictureRows), 1))
	canvas := cell.New(cols, rows)
	profile := colors(p.h)
	th := theme.Dark()
	if profile <= colorprofile.Ascii {
		th = theme.Mono()
	}
	pic.Draw(canvas, layout.New(0, 0, cols, rows), th)
	out := colorprofile.Writer{Forward: p.h.out, Profile: profile}
	_, err = fmt.Fprintln(&out, canvas.Render())
	return err
}
