package widget

import (
	"image"
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
	"golang.org/x/image/draw"

	"skylab/ui/cell"
	"skylab/ui/layout"
	"skylab/ui/theme"
)

// Picture is an image drawn with half blocks: each cell is two pixels, one
// above the other. Scaled copies are kept until the size changes, so drawing
// a frame scales nothing.
type Picture struct {
	src    image.Image
	scaled *image.RGBA
}

// NewPicture is a picture of the image.
func NewPicture(img image.Image) *Picture { return &Picture{src: img} }

// Size is the columns and rows that the picture takes in at most w by h
// cells, keeping its shape; small pictures are not blown up.
func (p *Picture) Size(w, h int) (cols, rows int) {
	b := p.src.Bounds()
	if b.Empty() || w <= 0 || h <= 0 {
		return 0, 0
	}
	scale := min(float64(w)/float64(b.Dx()), float64(2*h)/float64(b.Dy()), 1)
	cols = max(int(float64(b.Dx())*scale+0.5), 1)
	high := max(int(float64(b.Dy())*scale+0.5), 1)
	return cols, (high + 1) / 2
}

// Draw draws the picture into the corner of r and returns what it took up.
// Without colours it is drawn in grey characters.
func (p *Picture) Draw(c *cell.Canvas, r layout.Rect, th *theme.Theme) (cols, rows int) {
	return p.DrawAt(c, r, 0, r.W, r.H, th)
}

// DrawAt draws the picture in at most w by h cells with its top at row y of r,
// which may be above r's: what is outside r is cut off.
func (p *Picture) DrawAt(c *cell.Canvas, r layout.Rect, y, w, h int, th *theme.Theme) (cols, rows int) {
	cols, rows = p.Size(w, h)
	if cols == 0 {
		return 0, 0
	}
	p.scale(cols, 2*rows)
	for row := max(0, -y); row < rows && y+row < r.H; row++ {
		for x := range cols {
			top, bottom := p.scaled.RGBAAt(x, 2*row), p.scaled.RGBAAt(x, 2*row+1)
			if !th.Colours || th.IsASCII() {
				c.Text(r, x, y+row, grey(top, bottom), uv.Style{})
			} else {
				half(c, r, x, y+row, top, bottom)
			}
		}
	}
	return cols, rows
}

// scale keeps a copy of w by h pixels. The height may be one more than the
// picture's, to fill the last row of cells; that pixel row stays clear.
func (p *Picture) scale(w, h int) {
	if p.scaled != nil && p.scaled.Rect.Dx() == w && p.scaled.Rect.Dy() == h {
		return
	}
	b := p.src.Bounds()
	p.scaled = image.NewRGBA(image.Rect(0, 0, w, h))
	high := min(max(int(float64(b.Dy())*float64(w)/float64(b.Dx())+0.5), 1), h)
	draw.CatmullRom.Scale(p.scaled, image.Rect(0, 0, w, high), p.src, b, draw.Src, nil)
}

// half draws two pixels as one cell; what is clear shows the background.
func half(c *cell.Canvas, r layout.Rect, x, y int, top, bottom color.RGBA) {
	switch {
	case top.A < 128 && bottom.A < 128:
	case top.A < 128:
		c.Text(r, x, y, "▄", uv.Style{Fg: opaque(bottom)})
	case bottom.A < 128:
		c.Text(r, x, y, "▀", uv.Style{Fg: opaque(top)})
	default:
		c.Text(r, x, y, "▀", uv.Style{Fg: opaque(top), Bg: opaque(bottom)})
	}
}

// opaque undoes the premultiplication and keeps seven bits of each channel:
// the eye sees no difference, and the canvas sees fewer colours.
func opaque(c color.RGBA) color.Color {
	un := func(v uint8) uint8 { return uint8(min(int(v)*255/int(max(c.A, 1)), 255)) &^ 1 }
	return color.RGBA{un(c.R), un(c.G), un(c.B), 0xff}
}

// greys go from dark to light.
const greys = " .:-=+*#%@"

func grey(top, bottom color.RGBA) string {
	light := 0
	for _, p := range [2]color.RGBA{top, bottom} {
		light += (299*int(p.R) + 587*int(p.G) + 114*int(p.B)) / 1000
	}
	i := light * (len(greys) - 1) / 510
	return greys[i : i+1]
}
