// Package layout does the screen's arithmetic: rectangles, how they are split,
// and the size classes that decide how many panes a screen has. It draws
// nothing and knows no terminal.
package layout

// Rect is a rectangle of cells. A Rect with no width or no height is empty.
type Rect struct{ X, Y, W, H int }

// New is a rectangle whose sides are never negative.
func New(x, y, w, h int) Rect { return Rect{x, y, max(w, 0), max(h, 0)} }

// Empty tells whether there is no cell in r.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Right is the first column right of r.
func (r Rect) Right() int { return r.X + r.W }

// Bottom is the first row below r.
func (r Rect) Bottom() int { return r.Y + r.H }

// Contains tells whether the cell at x, y (screen coordinates) is in r.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.Right() && y >= r.Y && y < r.Bottom()
}

// Intersect is what r and s share.
func (r Rect) Intersect(s Rect) Rect {
	x, y := max(r.X, s.X), max(r.Y, s.Y)
	return New(x, y, min(r.Right(), s.Right())-x, min(r.Bottom(), s.Bottom())-y)
}

// Inset is r without dx columns at either side and dy rows above and below.
func (r Rect) Inset(dx, dy int) Rect { return New(r.X+dx, r.Y+dy, r.W-2*dx, r.H-2*dy) }

// Row is the one-line rectangle at row y of r, counted from r's top; it is
// empty outside r.
func (r Rect) Row(y int) Rect {
	if y < 0 || y >= r.H {
		return Rect{X: r.X, Y: r.Y + y}
	}
	return New(r.X, r.Y+y, r.W, 1)
}

// Center is a rectangle of at most w by h in the middle of r.
func (r Rect) Center(w, h int) Rect {
	w, h = min(w, r.W), min(h, r.H)
	return New(r.X+(r.W-w)/2, r.Y+(r.H-h)/2, w, h)
}

// CutTop splits off the n topmost rows.
func (r Rect) CutTop(n int) (top, rest Rect) {
	n = min(max(n, 0), r.H)
	return New(r.X, r.Y, r.W, n), New(r.X, r.Y+n, r.W, r.H-n)
}

// CutBottom splits off the n rows at the bottom.
func (r Rect) CutBottom(n int) (bottom, rest Rect) {
	n = min(max(n, 0), r.H)
	return New(r.X, r.Y+r.H-n, r.W, n), New(r.X, r.Y, r.W, r.H-n)
}

// CutLeft splits off the n leftmost columns.
func (r Rect) CutLeft(n int) (left, rest Rect) {
	n = min(max(n, 0), r.W)
	return New(r.X, r.Y, n, r.H), New(r.X+n, r.Y, r.W-n, r.H)
}

// CutRight splits off the n columns at the right.
func (r Rect) CutRight(n int) (right, rest Rect) {
	n = min(max(n, 0), r.W)
	return New(r.X+r.W-n, r.Y, n, r.H), New(r.X, r.Y, r.W-n, r.H)
}
