package reader

import (
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
)

func block(n int) []cell.Line {
	out := make([]cell.Line, n)
	for i := range out {
		out[i] = cell.Plain("line", uv.Style{})
	}
	return out
}

func TestFlowKeepsTheBlockOverAResize(t *testing.T) {
	var f flow
	f.lay(72, 10, [][]cell.Line{block(20), block(30), block(40)})
	f.offset = 35 // in the second block, line 15
	f.lay(40, 10, [][]cell.Line{block(50), block(70), block(90)})
	if b, line := f.anchor(); b != 1 || line != 15 {
		t.Errorf("after the resize the top is block %d, line %d", b, line)
	}
}

func TestFlowNeverScrollsPastItsEnds(t *testing.T) {
	var f flow
	f.lay(72, 10, [][]cell.Line{block(4), block(8)})
	f.scroll(100)
	if f.offset != 2 {
		t.Errorf("at the end the offset is %d", f.offset)
	}
	f.scroll(-100)
	if f.offset != 0 {
		t.Errorf("at the start the offset is %d", f.offset)
	}
	f.lay(72, 50, [][]cell.Line{block(4), block(8)})
	if _, _, ok := f.line(12); ok {
		t.Error("there is a line after the last")
	}
}

func TestRevealShowsTheBeginningOfATallBlock(t *testing.T) {
	var f flow
	f.lay(72, 10, [][]cell.Line{block(5), block(30), block(5)})
	f.reveal(1)
	if f.offset != 5 {
		t.Errorf("a tall block is revealed at %d", f.offset)
	}
	f.reveal(2)
	if f.offset != 30 || !f.visible(2) || !f.shown(2) {
		t.Errorf("the last block is revealed at %d", f.offset)
	}
}

func TestSightScrollsNoFurtherThanNeeded(t *testing.T) {
	var f flow
	f.lay(72, 10, [][]cell.Line{block(5), block(30), block(5)})
	f.reveal(1)
	for _, c := range []struct {
		see  lines
		want int
	}{{lines{0, 3}, 5}, {lines{12, 14}, 9}, {lines{10, 11}, 9}, {lines{27, 30}, 25}, {lines{2, 4}, 7}, {lines{0, 30}, 5}} {
		if f.sight(1, c.see); f.offset != c.want {
			t.Errorf("to see %+v the offset is %d, want %d", c.see, f.offset, c.want)
		}
	}
}
