package reader

import (
	"skylab/ui/cell"
)

// flow is a chapter laid out for one width: the lines of its blocks below
// each other, and the part of them that is on the screen. What it remembers
// over a resize is the block at the top, not the line number.
type flow struct {
	width  int
	height int
	blocks [][]cell.Line // by block; the last line of each is blank
	starts []int         // first line of each block
	total  int
	offset int // first line on the screen
	first  int // block to begin with, until the first lay
	next   int // 1 + the block to put at the top at the next lay, or 0
}

// lay replaces the lines of all blocks and keeps the block at the top of the
// screen where it was.
func (f *flow) lay(width, height int, blocks [][]cell.Line) {
	block, line := f.anchor()
	resized := width != f.width
	if f.width == 0 {
		block, line = f.first, 0
	}
	f.width, f.height, f.blocks = width, height, blocks
	f.starts = f.starts[:0]
	f.total = 0
	for _, b := range blocks {
		f.starts = append(f.starts, f.total)
		f.total += len(b)
	}
	if block < len(f.starts) {
		if resized {
			line = min(line, max(len(f.blocks[block])-1, 0))
		}
		f.offset = f.starts[block] + line
	}
	f.clamp()
	if f.next > 0 {
		f.to(f.next - 1)
		f.next = 0
	}
}

// topNext brings a block to the top once the flow is laid for the height that
// it will have then.
func (f *flow) topNext(block int) { f.next = block + 1 }

// start makes a block the first on the screen before anything was laid.
func (f *flow) start(block int) { f.first = block }

// anchor is the block at the top of the screen and the line within it.
func (f *flow) anchor() (block, line int) {
	for i := len(f.starts) - 1; i >= 0; i-- {
		if f.starts[i] <= f.offset {
			return i, f.offset - f.starts[i]
		}
	}
	return 0, 0
}

func (f *flow) clamp() { f.offset = max(min(f.offset, f.total-f.height), 0) }

// scroll moves by lines; it reports whether anything moved.
func (f *flow) scroll(by int) bool {
	before := f.offset
	f.offset += by
	f.clamp()
	return f.offset != before
}

// to brings a block to the top of the screen.
func (f *flow) to(block int) {
	if block >= 0 && block < len(f.starts) {
		f.offset = f.starts[block]
		f.clamp()
	}
}

// reveal scrolls as little as is needed to see the whole block, its beginning
// first.
func (f *flow) reveal(block int) {
	if block < 0 || block >= len(f.starts) {
		return
	}
	top, bottom := f.starts[block], f.starts[block]+len(f.blocks[block])
	if bottom > f.offset+f.height {
		f.offset = bottom - f.height
	}
	if top < f.offset || bottom-top > f.height {
		f.offset = top
	}
	f.clamp()
}

// sight scrolls as little as is needed to see some lines of a block.
func (f *flow) sight(block int, l lines) {
	if block < 0 || block >= len(f.starts) {
		return
	}
	f.offset = max(f.offset, f.starts[block]+l.to-f.height)
	f.offset = min(f.offset, f.starts[block]+l.from)
	f.clamp()
}

// visible tells whether any line of the block but its blank last is on the
// screen.
func (f *flow) visible(block int) bool {
	if block < 0 || block >= len(f.starts) {
		return false
	}
	top := f.starts[block]
	bottom := top + max(len(f.blocks[block])-1, 1)
	return top < f.offset+f.height && bottom > f.offset
}

// shown tells whether the first line of the block is on the screen.
func (f *flow) shown(block int) bool {
	return block >= 0 && block < len(f.starts) && f.starts[block] >= f.offset && f.starts[block] < f.offset+f.height
}

// line is the line at row y of the screen and the block that it belongs to.
func (f *flow) line(y int) (cell.Line, int, bool) {
	at := f.offset + y
	for i := len(f.starts) - 1; i >= 0; i-- {
		if f.starts[i] <= at {
			if n := at - f.starts[i]; n < len(f.blocks[i]) {
				return f.blocks[i][n], i, true
			}
			break
		}
	}
	return nil, 0, false
}

// last tells whether row y of the screen is the blank line after a block.
func (f *flow) last(y int) bool {
	_, next, ok := f.line(y + 1)
	_, block, _ := f.line(y)
	return !ok || next != block
}
