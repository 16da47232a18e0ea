package source

import (
	"strings"
	"testing"

	"skylab/ui/cell"
	"skylab/ui/theme"
)

// kinds writes painted lines with a letter for the style of each span.
func kinds(lines []cell.Line, th *theme.Theme) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteString("\n")
		}
		for _, s := range l {
			switch s.Style {
			case th.Keyword:
				b.WriteString("k<" + s.Text + ">")
			case th.String:
				b.WriteString("s<" + s.Text + ">")
			case th.Number:
				b.WriteString("n<" + s.Text + ">")
			case th.Comment:
				b.WriteString("c<" + s.Text + ">")
			case th.Prompt:
				b.WriteString("p<" + s.Text + ">")
			case th.Muted:
				b.WriteString("o<" + s.Text + ">")
			default:
				b.WriteString(s.Text)
			}
		}
	}
	return b.String()
}

func TestPaint(t *testing.T) {
	th := theme.Dark()
	for _, c := range []struct{ lang, code, want string }{
		{"js", "export const n = 10; // ten", "k<export> k<const> n = n<10>; c<// ten>"},
		{"js", `s = "a \" b" + 'c'`, `s = s<"a \" b"> + s<'c'>`},
		{"js", "a = `x\ny` + z", "a = s<`x>\ns<y`> + z"},
		{"js", "/* a\nb */ if (x) {}", "c</* a>\nc<b */> k<if> (x) {}"},
		{"js", "a.default = informant", "a.default = informant"},
		{"json", `{"a": [1.5, true, "b"]}`, `{k<"a">: [n<1.5>, k<true>, s<"b">]}`},
		{"yaml", "name: web # it\nn: 3", "k<name>: web c<# it>\nk<n>: n<3>"},
		{"sh", `aws s3 ls --recursive "$X" # all`, `k<aws> s3 ls k<--recursive> s<"$X"> c<# all>`},
		{"console", "$ aws s3 ls\nfile --x", "p<$ >k<aws> s3 ls\no<file --x>"},
		{"python", `def f(x): return """a` + "\nb" + `"""`, "k<def> f(x): k<return> s<\"\"\"a>\ns<b\"\"\">"},
		{"", "if x // y", "if x // y"},
		{"js", "é = 日本 + 1", "é = 日本 + n<1>"},
		{"go", "\tx := 1", "    x := n<1>"},
	} {
		if got := kinds(Paint(c.lang, c.code, th), th); got != c.want {
			t.Errorf("%s:\ngot  %q\nwant %q", c.lang, got, c.want)
		}
	}
}

func FuzzPaintKeepsTheText(f *testing.F) {
	f.Add("js", "a = `x\n${1}` /* \n */ 'é'")
	f.Add("console", "$ aws x --y $Z\n> more\n")
	f.Add("python", `"""`+"\xff")
	f.Fuzz(func(t *testing.T, lang, code string) {
		var got []string
		for _, l := range Paint(lang, code, theme.Mono()) {
			got = append(got, l.String())
		}
		code = strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(code, "\r\n", "\n"), "\t", "    "), "\n")
		if text := strings.Join(got, "\n"); text != code {
			t.Errorf("%s: %q became %q", lang, code, text)
		}
	})
}
