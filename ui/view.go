package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"skylab/ui/keys"
	"skylab/ui/layout"
	"skylab/ui/widget"
)

// View draws the screen.
func (a *App) View() tea.View {
	if !a.still {
		a.shown = a.view()
	}
	return a.shown
}

func (a *App) view() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.WindowTitle = "skylab"
	if a.width == 0 || a.height == 0 {
		return v // the size is not known yet
	}
	a.draw()
	v.SetContent(a.canvas.Render())
	if x, y, ok := a.canvas.CursorAt(); ok {
		v.Cursor = tea.NewCursor(x, y)
	}
	return v
}

func (a *App) draw() {
	c := a.canvas
	c.Clear()
	r := c.Bounds()
	if layout.ClassOf(a.width, a.height) == layout.TooSmall {
		a.drawTooSmall(r)
		return
	}
	foot, body := r.CutBottom(1)
	if a.reader != nil {
		a.reader.Draw(c, body)
	} else {
		a.home.Draw(c, body)
	}
	if a.overlay != nil {
		a.overlay.Draw(c, body, a.th)
	}
	if a.notice != "" {
		a.drawNotice(r)
		return
	}
	widget.Footer(c, foot, a.th, a.bindings())
}

// drawNotice draws the notice over the lowest rows, as many as it takes.
func (a *App) drawNotice(r layout.Rect) {
	lines := widget.WrapText(a.notice, a.th.Warn, r.W-2)
	foot, _ := r.CutBottom(len(lines))
	a.canvas.Fill(foot, a.th.Text)
	for y, l := range lines {
		a.canvas.Line(foot, 1, y, l)
	}
}

// drawTooSmall says what size is needed. It is live again on a resize.
func (a *App) drawTooSmall(r layout.Rect) {
	text := fmt.Sprintf("This terminal is %d by %d; skylab needs %d by %d. Make it larger, or leave with q and use skylab read.",
		a.width, a.height, layout.MinWidth, layout.MinHeight)
	for y, l := range widget.WrapText(text, a.th.Text, r.W) {
		a.canvas.Line(r, 0, y, l)
	}
}

// bindings are those of what has the focus, then those of everywhere.
func (a *App) bindings() []keys.Binding {
	var own []keys.Binding
	switch {
	case a.overlay != nil:
		return overlayKeys // it takes every other key as text
	case a.reader != nil:
		own = a.reader.Keys()
	default:
		own = a.home.Keys()
	}
	out := own[:len(own):len(own)]
	for _, b := range keys.Everywhere() {
		if a.reader != nil && a.reader.Typing() {
			b.Keys = b.Keys[len(b.Keys)-1:] // the first one would be typed
			if len(b.Keys[0]) == 1 {
				continue
			}
		}
		if !keys.Taken(own, b.Keys[0]) {
			out = append(out, b)
		}
	}
	return out
}

var overlayKeys = []keys.Binding{
	{Keys: []string{"up", "down"}, Label: "choose", Help: "Move in the list.", Shown: true},
	{Keys: []string{"enter"}, Label: "go", Help: "Go to what is chosen.", Shown: true},
	{Keys: []string{"esc"}, Label: "close", Help: "Empty the filter, then close.", Shown: true},
}
