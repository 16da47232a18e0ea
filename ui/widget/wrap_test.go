package widget

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"skylab/ui/cell"
)

var strong = uv.Style{Attrs: uv.AttrBold}

func plainLines(ls []cell.Line) string {
	var out []string
	for _, l := range ls {
		out = append(out, l.String())
	}
	return strings.Join(out, "|")
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text string
		w    int
		want string
	}{
		{"the quick brown fox", 10, "the quick|brown fox"},
		{"the quick brown fox", 9, "the quick|brown fox"},
		{"the quick brown fox", 8, "the|quick|brown|fox"},
		{"  two   blanks  ", 20, "two blanks"},
		{"abcdefghij", 4, "abcd|efgh|ij"},
		{"x abcdefghij", 4, "x|abcd|efgh|ij"},
		{"one\ntwo\n\nthree", 10, "one|two||three"},
		{"日本語の文", 4, "日本|語の|文"},
		{"a日本", 2, "a|日|本"},
		{"日", 1, ""},
		{"", 5, ""},
		{"fits", 4, "fits"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301|e\u0301"},
	} {
		got := Wrap(cell.Plain(c.text, uv.Style{}), c.w)
		if s := plainLines(got); s != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.w, s, c.want)
		}
	}
	if Wrap(cell.Plain("x", uv.Style{}), 0) != nil {
		t.Error("no columns, yet lines")
	}
}

func TestWrapKeepsWordsOfSeveralSpansTogether(t *testing.T) {
	got := Wrap(cell.Line{{Text: "see "}, {Text: "cold", Style: strong}, {Text: "-start, then"}}, 12)
	if s := plainLines(got); s != "see|cold-start,|then" {
		t.Fatalf("got %q", s)
	}
	if len(got[1]) != 2 || got[1][0].Style != strong || got[1][0].Text != "cold" {
		t.Errorf("the second line lost its style: %+v", got[1])
	}
}

func TestIndentHangs(t *testing.T) {
	got := Indent(WrapText("one two three", uv.Style{}, 5), cell.Plain("• ", strong), cell.Plain("  ", uv.Style{}))
	if s := plainLines(got); s != "• one|  two|  three" {
		t.Errorf("got %q", s)
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("the quick brown", "fox 日本", 7)
	f.Add("a\n\n", "\x00\xff👩\u200d👧", 2)
	f.Fuzz(func(t *testing.T, a, b string, w int) {
		w = min(max(w, 2), 100)
		lines := Wrap(cell.Line{{Text: a}, {Text: b, Style: strong}}, w)
		var kept strings.Builder
		for _, l := range lines {
			if l.Width() > w {
				t.Errorf("%q is wider than %d", l.String(), w)
			}
			kept.WriteString(l.String())
		}
		drop := strings.NewReplacer(" ", "", "\t", "", "\n", "")
		if got, want := drop.Replace(kept.String()), drop.Replace(a+b); got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}

func BenchmarkWrap(b *testing.B) {
	text := cell.Line{
		{Text: strings.Repeat("AWS Lambda runs your code when it is triggered. ", 4)},
		{Text: "You pay for compute time only", Style: strong}, {Text: ", and nothing while it is idle."},
	}
	b.ReportAllocs()
	for b.Loop() {
		Wrap(text, 72)
	}
}
