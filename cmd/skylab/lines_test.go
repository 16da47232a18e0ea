package main

import (
	"io"
	"slices"
	"strings"
	"testing"
)

// commands are those that a text holds, up to the end or the first error.
func commands(text string) (out []input, err error) {
	l := readLines(strings.NewReader(text))
	for {
		in := <-l.c
		if in.err == io.EOF {
			return out, nil
		}
		if in.err != nil {
			return out, in.err
		}
		out = append(out, in)
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []input
	}{
		{"nothing", "", nil},
		{"one, not ended", "aws s3 ls", []input{{text: "aws s3 ls", first: 1}}},
		{"line ends of Windows", "a\r\nb\r\n", []input{{text: "a", first: 1}, {text: "b", first: 2}}},
		{"a backslash joins", "a \\\n  b\nc\n", []input{{text: "a \\\n  b", first: 1}, {text: "c", first: 3}}},
		{"an open quote joins", "echo 'a\n\nb'\nc", []input{{text: "echo 'a\n\nb'", first: 1}, {text: "c", first: 4}}},
		{"an open $( joins", "echo $(cat\na)\n", []input{{text: "echo $(cat\na)", first: 1}}},
		{"a comment joins nothing", "# it's \\\necho a\n", []input{{text: "# it's \\", first: 1}, {text: "echo a", first: 2}}},
		{"a quote that is never closed", "echo 'a\nb", []input{{text: "echo 'a\nb", first: 1}}},
	} {
		got, err := commands(c.text)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, %v\nwant %+v", c.name, got, err, c.want)
		}
	}
}

func TestLinesHaveBounds(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a line that never ends", "echo a\n" + strings.Repeat("x", maxLine+1), "line 2 is longer than 16 MB"},
		{"a quote over many lines", "echo a\necho 'b\n" + strings.Repeat("c\n", maxLines+1), "line 2: the command goes on for more than 1000 lines; is a quote not closed?"},
	} {
		got, err := commands(c.text)
		if err == nil || err.Error() != c.want || len(got) != 1 {
			t.Errorf("%s: after %d commands %v, want %s", c.name, len(got), err, c.want)
		}
	}
}

// FuzzLines holds that no text is lost, and that none hangs.
func FuzzLines(f *testing.F) {
	f.Add("aws s3 ls\n# c\n\necho 'a\nb'\\\n")
	f.Add("$(\n`\"\\")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := commands(text)
		if err != nil {
			return // a bound
		}
		var all []string
		for _, in := range got {
			all = append(all, in.text)
		}
		kept := strings.NewReplacer("\n", "", "\r", "")
		if a, b := kept.Replace(strings.Join(all, "")), kept.Replace(text); a != b {
			t.Errorf("%q became %q", b, a)
		}
	})
}
