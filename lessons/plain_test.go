package lessons_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"skylab/engine"
	"skylab/lessons"
)

const plainFirst = `The first
=========

Buckets hold objects, see the second or
https://example.com.

[Simulation: A bucket]
    $ aws s3 cp a.txt s3://photos/a.txt

There are 0 objects.

    $ aws s3 ls
    2026-11-02 09:00:00 photos
    $ aws s3 rb s3://nobody
    remove_bucket failed: s3://nobody An error occurred (NoSuchBucket)

[Predict] How many objects are in the
bucket after the upload?
    Answer with a number.

[Question] What does a bucket hold?
    - 0
    - Objects
    - Functions

[Lab: A second bucket]
    Make a bucket named ` + "`more`" + `.

    - quickly`

func TestPlain(t *testing.T) {
	c := load(t, small())
	got := strings.Join(c.Plain(c.Chapter("first"), 40, c.Initial(engine.Config{})), "\n")
	if got != plainFirst {
		t.Errorf("got\n%s", got)
	}
}

func TestPlainBlocks(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"1. a\n2. b c d e f g h i j k l\n   - m\n", "1. a\n2. b c d e f g h i j\n   k l\n   - m"},
		{"> [!NOTE]\n> one two three four five\n", "| Note:\n| one two three four\n| five"},
		{"a [b](https://x.y) **c**\n", "a b (https://x.y) c"},
		{"| a | n |\n|---|--:|\n| x | 1 |\n| yy | 22 |\n", "a    n\n------\nx    1\nyy  22"},
		{"| one | two |\n|---|---|\n| a long cell of text | and another |\n| b |\n", "one: a long cell\n  of text\ntwo: and another\n\none: b\ntwo:"},
		{"Cold\n: slow\n", "Cold\n    slow"},
		{"![A bird](b.png)\n", "[Picture: A bird]"},
		{"## Two words and more of them\n", "Two words and more\nof them\n------------------"},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaa b\n", "aaaaaaaaaaaaaaaaaaaa\naaaaaaa b"},
		{"日本語日本語日本語日本語\n", "日本語日本語日本語日\n本語"},
		{"- [x] done\n", "- [x] done"},
		{"---\n", strings.Repeat("-", 20)},
		{fence("sim id=a", "title: x\nrun: |\n  aws s3 ls \\\n    --output text\n"), "[Simulation: x]\n    $ aws s3 ls \\\n    >   --output text"},
		{fence("ask id=q kind=order", "prompt: x?\nwhy: y\nitems: [a, b, c]\n"), "[Question] x?\n    Put in order:\n    - b\n    - a\n    - c"},
	} {
		course := load(t, oneChapter(c.in))
		if got := strings.Join(course.Plain(course.Chapters[0], 20, nil), "\n"); got != c.want {
			t.Errorf("%q:\n got %q\nwant %q", c.in, got, c.want)
		}
	}
}

func TestPlainKeepsToItsWidth(t *testing.T) {
	c := load(t, small())
	for _, width := range []int{30, 50, 72, 120} {
		for _, ch := range c.Chapters {
			for _, l := range c.Plain(ch, width, nil) {
				// What stands as it is may be wider: commands and their outputs.
				if utf8.RuneCountInString(l) > width && !strings.HasPrefix(l, "    ") {
					t.Errorf("at %d: %q", width, l)
				}
			}
		}
	}
}

func TestPlainTellsNoKeys(t *testing.T) {
	c := load(t, small())
	text := strings.Join(c.Plain(c.Chapter("first"), 72, nil), "\n")
	for _, secret := range []string{"That is what", "correct", "The upload makes one", "aws s3 mb s3://more"} {
		if strings.Contains(text, secret) {
			t.Errorf("the plain text says %q", secret)
		}
	}
}

func TestInitialValues(t *testing.T) {
	c := load(t, small())
	ch := c.Chapter("first")
	values := c.Initial(engine.Config{})
	var got []string
	for range 2 {
		for i, b := range ch.Blocks {
			if p, ok := b.(*lessons.Paragraph); ok {
				for _, s := range p.Text {
					if s.Expr != nil {
						got = append(got, values(ch, i, s.Expr))
					}
				}
			}
		}
	}
	if !slices.Equal(got, []string{"0", "0"}) {
		t.Errorf("values: %q", got)
	}
	if e := c.Chapter("second").Blocks[2].(*lessons.Table).Rows[0][1][0].Expr; values(c.Chapter("second"), 2, e) != "?" {
		t.Error("a value without a world is not a question mark")
	}
}
