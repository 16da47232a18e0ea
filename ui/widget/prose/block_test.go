package prose

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/lessons"
	"skylab/lessons/live"
	"skylab/ui/theme"
)

func text(s string) []lessons.Span { return []lessons.Span{{Text: s}} }

func para(s string) lessons.Block { return &lessons.Paragraph{Text: text(s)} }

func TestBlocks(t *testing.T) {
	s := Setter{Theme: theme.Dark(), Width: 20}
	for _, c := range []struct {
		name  string
		block lessons.Block
		want  string
	}{
		{"paragraph", para("one two three four five"), "one two three four\nfive"},
		{"line break", para("one\ntwo"), "one\ntwo"},
		{"tight list", &lessons.List{Tight: true, Items: []lessons.Item{{Blocks: []lessons.Block{para("one")}}, {Blocks: []lessons.Block{para("two")}}}}, "• one\n• two"},
		{"loose list", &lessons.List{Items: []lessons.Item{{Blocks: []lessons.Block{para("one"), para("more")}}, {Blocks: []lessons.Block{para("two")}}}}, "• one\n  \n  more\n\n• two"},
		{"numbers line up", &lessons.List{Tight: true, Ordered: true, Start: 9, Items: []lessons.Item{{Blocks: []lessons.Block{para("nine")}}, {Blocks: []lessons.Block{para("ten and a half is long")}}}}, " 9. nine\n10. ten and a half\n    is long"},
		{"nested", &lessons.List{Tight: true, Items: []lessons.Item{{Blocks: []lessons.Block{para("one"), &lessons.List{Tight: true, Items: []lessons.Item{{Blocks: []lessons.Block{para("two")}}}}}}}}, "• one\n  ◦ two"},
		{"tasks", &lessons.List{Tight: true, Items: []lessons.Item{{Task: true, Blocks: []lessons.Block{para("one")}}, {Task: true, Done: true, Blocks: []lessons.Block{para("two")}}}}, "□ one\n■ two"},
		{"empty item", &lessons.List{Tight: true, Items: []lessons.Item{{}}}, "• "},
		{"alert", &lessons.Quote{Kind: "TIP", Blocks: []lessons.Block{para("keep warm what is warm")}}, "▎ Tip\n▎ keep warm what is\n▎ warm"},
		{"code", &lessons.Code{Lang: "sh", Lines: []string{"$ ls", "", "x"}}, "  $ ls\n  \n  x"},
		{"table", &lessons.Table{Head: [][]lessons.Span{text("A"), text("B")}, Rows: [][][]lessons.Span{{text("1"), text("2")}}, Align: []lessons.Align{lessons.AlignRight, lessons.AlignNone}}, "A  B\n────\n1  2"},
		{"rule", &lessons.Rule{}, "────────────────────"},
		{"definitions", &lessons.Definitions{Items: []lessons.Definition{{Terms: [][]lessons.Span{text("Cold start")}, Means: [][]lessons.Block{{para("init comes first, always")}}}}}, "Cold start\n  init comes first,\n  always"},
		{"picture", &lessons.Picture{Alt: "a boat"}, "[picture: a boat]"},
		{"live", &lessons.Sim{}, ""},
	} {
		if got := show(s.Block(c.block)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestSpansShowMarksLinksAndLiveValues(t *testing.T) {
	th := theme.Dark()
	e := &live.Expr{Source: "n"}
	s := Setter{Theme: th, Width: 40, Value: func(*live.Expr) string { return "42" }}
	got := s.Spans([]lessons.Span{
		{Text: "n", Expr: e}, {Text: "code", Style: lessons.Mono}, {Text: "both", Style: lessons.Strong | lessons.Emph},
		{Text: "docs", Link: "https://example.com"}, {Text: "gone", Style: lessons.Strike},
	})
	if got.String() != "42codebothdocsgone" {
		t.Errorf("got %q", got.String())
	}
	if got[0].Style != th.Live || got[1].Style != th.Code || got[2].Style.Attrs != uv.AttrBold|uv.AttrItalic ||
		got[3].Link != "https://example.com" || got[3].Style != th.Link || got[4].Style.Attrs != uv.AttrStrikethrough {
		t.Errorf("styles: %+v", got)
	}
	s.Theme, s.Value = theme.Mono(), nil
	if got := s.Spans([]lessons.Span{{Text: "code", Style: lessons.Mono}, {Expr: e}}).String(); got != "`code`…" {
		t.Errorf("without colour: %q", got)
	}
}

// chapter is about 300 lines of prose at 72 columns.
func chapter() []lessons.Block {
	var out []lessons.Block
	long := strings.Repeat("AWS Lambda runs your code when it is triggered, and you pay for the time that it runs. ", 3)
	for range 18 {
		out = append(out,
			&lessons.Heading{Level: 2, Text: text("Cold starts and warm environments")},
			&lessons.Paragraph{Text: []lessons.Span{{Text: long}, {Text: "cold start", Style: lessons.Strong}, {Text: " and on. "}, {Text: "invoke", Style: lessons.Mono}}},
			&lessons.List{Tight: true, Items: []lessons.Item{{Blocks: []lessons.Block{para(long)}}, {Blocks: []lessons.Block{para("short")}}}})
	}
	out = append(out, &lessons.Code{Lang: "js", Lines: strings.Split(strings.Repeat("export const handler = async (event) => ({ ok: true }); // all\n", 10), "\n")})
	for range 3 {
		row := [][]lessons.Span{text("Provisioning: a machine of the right size is there when you need it"), text("you"), text("AWS")}
		out = append(out, &lessons.Table{Head: [][]lessons.Span{text("The work"), text("Own server"), text("Serverless")}, Rows: [][][]lessons.Span{row, row, row}})
	}
	return out
}

func TestNothingIsTooWideAtAnyWidth(t *testing.T) {
	blocks := chapter()
	for w := 20; w < 100; w += 7 {
		for _, l := range (Setter{Theme: theme.Dark(), Width: w}).Blocks(blocks) {
			if l.Width() > w {
				t.Fatalf("at %d: %q takes %d", w, l.String(), l.Width())
			}
		}
	}
}

func TestSettingAllocatesLittle(t *testing.T) {
	blocks, s := chapter(), Setter{Theme: theme.Dark(), Width: 72}
	lines := len(s.Blocks(blocks))
	if lines < 250 || lines > 400 {
		t.Fatalf("the chapter has %d lines", lines)
	}
	if n := testing.AllocsPerRun(10, func() { s.Blocks(blocks) }); n > 3000 {
		t.Errorf("setting %d lines allocates %v times", lines, n)
	}
}

func BenchmarkMarkdown300Lines(b *testing.B) {
	blocks, s := chapter(), Setter{Theme: theme.Dark(), Width: 72}
	b.ReportAllocs()
	for b.Loop() {
		s.Blocks(blocks)
	}
}
