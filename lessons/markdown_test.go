package lessons_test

import (
	"reflect"
	"slices"
	"testing"

	"skylab/lessons"
)

// marks writes spans as text with their marks, to compare.
func marks(spans []lessons.Span) string {
	out := ""
	for _, s := range spans {
		open, end := "", ""
		for _, m := range []struct {
			style lessons.Style
			mark  string
		}{{lessons.Strong, "**"}, {lessons.Emph, "*"}, {lessons.Mono, "`"}, {lessons.Strike, "~"}} {
			if s.Style&m.style != 0 {
				open, end = open+m.mark, m.mark+end
			}
		}
		text := s.Text
		if s.Expr != nil {
			text = "{" + s.Expr.Source + "|" + s.Expr.Filter + "}"
		}
		if s.Link != "" {
			text = "[" + text + "](" + s.Link + ")"
		}
		out += open + text + end
	}
	return out
}

func TestInline(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a **b** *c* `d  e` ~~f~~", "a **b** *c* `d  e` ~f~"},
		{"***a***", "***a***"},
		{"one\ntwo", "one two"},
		{"one  \ntwo\\\nthree", "one\ntwo\nthree"},
		{`\*a\* &amp; &mdash; &#65; 1 < 2`, "*a* & — A 1 < 2"},
		{"`&amp; \\*`", "`&amp; \\*`"},
		{"[a *b*](https://x.y/z)", "[a ](https://x.y/z)*[b](https://x.y/z)*"},
		{"see https://x.y/z.", "see [https://x.y/z](https://x.y/z)."},
		{"<a@b.c>", "[a@b.c](mailto:a@b.c)"},
		{"![a picture](x.png) of it", "[a picture](x.png) of it"},
		{"now {{ now | int }} s, **{{ fn(\"a*b\").errors }}**", "now {now|int} s, **{fn(\"a*b\").errors|}**"},
		{"{ {{ open", "{ {{ open"},
		{"`{{ now }}`", "`{{ now }}`"},
		{"a <!-- covers: x --> b", "a  b"},
		{"a<br>b", "ab"},
		{"don't \"quote\"", "don't \"quote\""},
	} {
		if got := marks(lessons.Inline(c.in)); got != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

func TestHeadingsHaveGitHubsIDs(t *testing.T) {
	var ids []string
	for _, b := range blocks(t, "# What's *new*?\n## A `b_c`, D-e\n## Cold starts\n## Cold starts\n### Ümläut 1.2\nSetext\n===\n## x <!-- covers: n -->\n") {
		ids = append(ids, b.(*lessons.Heading).ID)
	}
	want := []string{"whats-new", "a-b_c-d-e", "cold-starts", "cold-starts-1", "ümläut-12", "setext", "x"}
	if !slices.Equal(ids, want) {
		t.Errorf("got %q\nwant %q", ids, want)
	}
}

func TestLists(t *testing.T) {
	l := only[*lessons.List](t, "3. a\n4. b\n\n   c\n5. - d\n")
	if !l.Ordered || l.Start != 3 || l.Tight || len(l.Items) != 3 || len(l.Items[1].Blocks) != 2 {
		t.Errorf("%+v", l)
	}
	if inner, ok := l.Items[2].Blocks[0].(*lessons.List); !ok || inner.Ordered || !inner.Tight {
		t.Errorf("the list inside is %+v", l.Items[2].Blocks[0])
	}
	l = only[*lessons.List](t, "- [x] done\n- [ ] not\n- plain\n")
	if !l.Tight || !l.Items[0].Task || !l.Items[0].Done || !l.Items[1].Task || l.Items[1].Done || l.Items[2].Task {
		t.Errorf("tasks: %+v", l.Items)
	}
	if p := l.Items[0].Blocks[0].(*lessons.Paragraph); marks(p.Text) != "done" {
		t.Errorf("the first task says %q", marks(p.Text))
	}
}

func TestQuotes(t *testing.T) {
	q := only[*lessons.Quote](t, "> [!WARNING]\n> hot\n")
	if q.Kind != "WARNING" || marks(q.Blocks[0].(*lessons.Paragraph).Text) != "hot" {
		t.Errorf("%+v", q)
	}
	if q := only[*lessons.Quote](t, "> a\n"); q.Kind != "" || len(q.Blocks) != 1 {
		t.Errorf("%+v", q)
	}
}

func TestCode(t *testing.T) {
	c := only[*lessons.Code](t, "```js {1}\na {{ now }}\n\n\tb\n```\n")
	if c.Lang != "js" || !slices.Equal(c.Lines, []string{"a {{ now }}", "", "    b"}) || c.Pos().Line != 5 {
		t.Errorf("%+v", c)
	}
	if c := only[*lessons.Code](t, "    indented\n"); c.Lang != "" || !slices.Equal(c.Lines, []string{"indented"}) {
		t.Errorf("%+v", c)
	}
	if c := only[*lessons.Code](t, "~~~console\n$ ls\n~~~\n"); c.Lang != "console" {
		t.Errorf("%+v", c)
	}
	if c := only[*lessons.Code](t, "```\n```\n"); len(c.Lines) != 1 || c.Pos().Line != 5 {
		t.Errorf("an empty one: %+v at %s", c, c.Pos())
	}
}

func TestTables(t *testing.T) {
	b := only[*lessons.Table](t, "| a | b |\n|:-:|--:|\n| `x \\| y` | {{ now \\| s }} |\n| 1 |\n")
	if !slices.Equal(b.Align, []lessons.Align{lessons.AlignCenter, lessons.AlignRight}) || len(b.Head) != 2 || len(b.Rows) != 2 || len(b.Rows[1]) != 2 {
		t.Fatalf("%+v", b)
	}
	if got := marks(b.Rows[0][0]) + " " + marks(b.Rows[0][1]); got != "`x | y` {now|s}" {
		t.Errorf("the cells are %q", got)
	}
}

func TestDefinitionsRulesAndPictures(t *testing.T) {
	d := only[*lessons.Definitions](t, "Cold\n: slow\n: first\n\nWarm\n: fast\n")
	if len(d.Items) != 2 || len(d.Items[0].Means) != 2 || marks(d.Items[1].Terms[0]) != "Warm" {
		t.Errorf("%+v", d)
	}
	only[*lessons.Rule](t, "---\n")
	p := only[*lessons.Picture](t, "![A bird](bird.png)\n")
	if p.Alt != "A bird" || p.Path != "1/bird.png" {
		t.Errorf("%+v", p)
	}
}

func TestOutlineAndPlaces(t *testing.T) {
	c := load(t, small())
	ch := c.Chapter("second")
	want := []lessons.Section{{Level: 1, Title: "The second", ID: "the-second", Block: 0}, {Level: 2, Title: "How it runs", ID: "how-it-runs", Block: 1}}
	if !reflect.DeepEqual(ch.Sections, want) {
		t.Errorf("%+v", ch.Sections)
	}
	for i, line := range []int{7, 9, 11} {
		if got := ch.Blocks[i].Pos(); got.Line != line || got.Path != "02-second/chapter.md" {
			t.Errorf("block %d is at %s, not line %d", i, got, line)
		}
	}
}

func TestRemarks(t *testing.T) {
	files := small()
	files["02-second/chapter.md"].Data = []byte(second + "\n<div>x</div>\n\n<!-- cover: n-two -->\n\n[a](nowhere.md)\n")
	var got []string
	for _, r := range load(t, files).Chapter("second").Remarks {
		got = append(got, r.Problem)
	}
	want := []string{"HTML is not shown: <div>x</div>", "a comment that says cover: does nothing", "the link nowhere.md leads nowhere: there is no chapter at 02-second/nowhere.md"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
