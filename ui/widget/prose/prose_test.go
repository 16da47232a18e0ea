package prose

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
	"skylab/ui/theme"
)

func line(s string) cell.Line { return cell.Plain(s, uv.Style{}) }

func show(lines []cell.Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.String())
	}
	return strings.Join(out, "\n")
}

func TestHeadings(t *testing.T) {
	th := theme.Dark()
	for _, c := range []struct {
		level, width int
		want         string
	}{
		{1, 20, "Cold starts\n━━━━━━━━━━━━━━━━━━━━"},
		{2, 20, "Cold starts\n───────────"},
		{3, 20, "Cold starts"},
		{2, 8, "Cold\nstarts\n──────"},
	} {
		if got := show(Heading(line("Cold starts"), c.level, c.width, th)); got != c.want {
			t.Errorf("level %d at %d:\n%s\nwant\n%s", c.level, c.width, got, c.want)
		}
	}
}

func TestItemsHangAndQuotesHaveBars(t *testing.T) {
	th := theme.Dark()
	text := line("one two three")
	if got, want := show(Item("10. ", Paragraph(text, 8), th)), "10. one two\n    three"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := show(Quote(Paragraph(text, 8), th)), "▎ one two\n▎ three"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCodeGoesOnInTheNextLine(t *testing.T) {
	th := theme.Dark()
	got := show(Code("sh", "aws s3 ls --recursive\n\tx", 14, th))
	if want := "  aws s3 ls --\n  … recursive\n      x"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, l := range Code("sh", strings.Repeat("日本", 20), 15, th) {
		if l.Width() > 15 {
			t.Errorf("%q is too wide", l.String())
		}
	}
}

func TestTables(t *testing.T) {
	th := theme.Dark()
	header := []cell.Line{line("The work"), line("Own server"), line("N")}
	rows := [][]cell.Line{
		{cell.Line{{Text: "Scaling", Style: th.Strong}, {Text: ": more when asked"}}, line("you"), line("12")},
		{line("日本"), line("AWS")},
	}
	for _, c := range []struct {
		width int
		want  string
	}{
		{60, "The work                  Own server   N\n────────────────────────────────────────\nScaling: more when asked  you         12\n日本                      AWS"},
		{30, "The work        Own server   N\n──────────────────────────────\nScaling: more   you         12\nwhen asked\n日本            AWS"},
		{18, "The work:\n  Scaling: more\n  when asked\nOwn server: you\nN: 12\n\nThe work: 日本\nOwn server: AWS"},
	} {
		if got := show(Table(header, rows, []Align{Left, Left, Right}, c.width, th)); got != c.want {
			t.Errorf("at %d:\n%s\nwant\n%s", c.width, got, c.want)
		}
	}
	if Table(nil, nil, nil, 20, th) != nil {
		t.Error("an empty table has lines")
	}
}
