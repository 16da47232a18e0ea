package cell_test

import (
	"fmt"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
)

func Example() {
	c := cell.New(24, 4)
	in := c.Box(c.Bounds(), "", uv.Style{}, false)
	c.Text(in, 1, 0, "START RequestId: 8f3a51c2-9c3e", uv.Style{})
	c.Text(in, 1, 1, cell.Truncate("START RequestId: 8f3a51c2-9c3e", in.W-2), uv.Style{})
	fmt.Println(c.Render())
	// Output:
	// ╭──────────────────────╮
	// │ START RequestId: 8f3a│
	// │ START RequestId: 8f… │
	// ╰──────────────────────╯
}
