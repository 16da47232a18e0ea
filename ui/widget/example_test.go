package widget_test

import (
	"fmt"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/widget"
)

func ExampleWrap() {
	text := cell.Line{{Text: "A "}, {Text: "cold start", Style: uv.Style{Attrs: uv.AttrBold}}, {Text: " runs your init code first."}}
	for _, l := range widget.Indent(widget.Wrap(text, 18), cell.Plain("• ", uv.Style{}), cell.Plain("  ", uv.Style{})) {
		fmt.Println(l)
	}
	// Output:
	// • A cold start runs
	//   your init code
	//   first.
}
