package layout_test

import (
	"fmt"

	"skylab/ui/layout"
)

func Example() {
	screen := layout.New(0, 0, 120, 40)
	rows := layout.Rows(screen, layout.Share(1), layout.Fixed(1))
	panes := layout.Cols(rows[0], layout.Fixed(layout.Measure), layout.Share(1).AtLeast(30))
	fmt.Println(panes[0], panes[1], rows[1], layout.ClassOf(screen.W, screen.H))
	// Output: {0 0 72 39} {72 0 48 39} {0 39 120 1} wide
}
