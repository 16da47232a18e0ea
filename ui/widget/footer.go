package widget

import (
	"slices"

	"skylab/ui/cell"
	"skylab/ui/keys"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Footer draws the bindings that are to be shown in the first row of r. The
// one for help, if there is one, stays at the right at every width. Where room is scarce the labels go
// before the keys, the last first, and then the keys, the last first.
func Footer(c *cell.Canvas, r layout.Rect, th *theme.Theme, bindings []keys.Binding) {
	var shown []keys.Binding
	var help keys.Binding
	for _, b := range bindings {
		switch {
		case !b.Shown || len(b.Keys) == 0:
		case slices.Contains(b.Keys, "f1"):
			help = b
		default:
			shown = append(shown, b)
		}
	}
	const gap = 2
	room := r.W - entry(help) - gap
	keep, labels := fit(shown, room, gap)
	x := 0
	for i, b := range shown[:keep] {
		x += c.Text(r, x, 0, b.Name(), th.Key)
		if i < labels {
			x += c.Text(r, x, 0, " "+b.Label, th.Muted)
		}
		x += gap
	}
	if len(help.Keys) == 0 {
		return
	}
	x = max(r.W-entry(help), 0)
	x += c.Text(r, x, 0, help.Name(), th.Key)
	c.Text(r, x, 0, " "+help.Label, th.Muted)
}

// entry is the columns of a key and its label.
func entry(b keys.Binding) int { return cell.Width(b.Name()) + 1 + cell.Width(b.Label) }

// fit is how many entries are kept, and how many of these with their labels.
func fit(bs []keys.Binding, room, gap int) (keep, labels int) {
	total := 0
	for _, b := range bs {
		total += entry(b) + gap
	}
	keep, labels = len(bs), len(bs)
	for total-gap > room && labels > 0 {
		labels--
		total -= 1 + cell.Width(bs[labels].Label)
	}
	for total-gap > room && keep > 0 {
		keep--
		total -= cell.Width(bs[keep].Name()) + gap
	}
	return keep, min(labels, keep)
}
