package uitest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

var update = flag.Bool("update", false, "write the goldens instead of comparing with them")

// Golden compares got with testdata/NAME.golden; with -update it writes it.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s differs (go test -update accepts it)\n--- want\n%s\n--- got\n%s", path, want, got)
	}
}

// Bounds tells what is wrong with a frame for a screen of w by h: a line that
// is too wide, by either way of measuring, or too many lines.
func Bounds(frame string, w, h int) error {
	lines := strings.Split(frame, "\n")
	if len(lines) > h {
		return fmt.Errorf("%d lines on a screen of %d", len(lines), h)
	}
	for i, l := range lines {
		if n := max(ansi.StringWidth(l), ansi.StringWidthWc(l)); n > w {
			return fmt.Errorf("line %d takes %d columns of %d: %q", i+1, n, w, ansi.Strip(l))
		}
	}
	return nil
}

// Plain is a frame as the text on a screen of w by h, without styles and
// without the blanks at the lines' ends.
func Plain(frame string, w, h int) string {
	return text(paint(frame, w, h))
}

// Cell is the cell at x, y of a frame on a screen of w by h, for its style.
func Cell(frame string, w, h, x, y int) uv.Cell {
	if c := paint(frame, w, h).CellAt(x, y); c != nil {
		return *c
	}
	return uv.Cell{}
}

func paint(frame string, w, h int) uv.ScreenBuffer {
	sb := uv.NewScreenBuffer(w, h)
	sb.Method = ansi.GraphemeWidth
	uv.NewStyledString(frame).Draw(sb, uv.Rect(0, 0, w, h))
	return sb
}

// text is the characters of a screen.
func text(sb uv.ScreenBuffer) string {
	var b strings.Builder
	for y := range sb.Height() {
		var line strings.Builder
		for x := 0; x < sb.Width(); {
			c := sb.CellAt(x, y)
			if c == nil || c.Content == "" {
				line.WriteByte(' ')
				x++
				continue
			}
			line.WriteString(c.Content)
			x += max(c.Width, 1)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}
