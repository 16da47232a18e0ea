package lessons_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"skylab/lessons"
)

func oneChapter(markdown string) fstest.MapFS {
	return fstest.MapFS{
		"course.yaml":  {Data: []byte("title: T\n")},
		"1/chapter.md": {Data: []byte("---\nid: a\ntitle: A\n---\n" + markdown)},
	}
}

// large is a course of the size of skylab's own: two chapters of 40 sections,
// each with text, a table and something live.
func large() fstest.MapFS {
	files := fstest.MapFS{"course.yaml": {Data: []byte(courseYAML)}}
	for _, id := range []string{"first", "second"} {
		var b strings.Builder
		fmt.Fprintf(&b, "---\nid: %s\ntitle: A chapter\n---\n\n# A chapter\n\n", id)
		for i := range 40 {
			fmt.Fprintf(&b, "## Section %d\n\n%s\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n", i,
				strings.Repeat("A *sentence* about `things` and [links](https://x.y).\n", 8))
			b.WriteString(fence(fmt.Sprintf("sim id=s-%d", i), "title: x\nsetup: |\n  aws s3 mb s3://photos\nrun: |\n  wait 1s\n"))
			fmt.Fprintf(&b, "\nThere are {{ bucket(\"photos\").objects | int }}.\n\n")
			b.WriteString(fence(fmt.Sprintf("ask id=q-%s-%d kind=choice", id, i), "prompt: x?\noptions:\n  - {text: a, correct: true, why: b}\n  - {text: c, why: d}\nwhy: e\n"))
			b.WriteString("\n")
		}
		files[id+"/chapter.md"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return files
}

// The start of the program waits for Open: it may cost 5 ms.
func BenchmarkOpen(b *testing.B) {
	files := large()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lessons.Open(files); err != nil {
			b.Fatal(err)
		}
	}
}

// Opening a chapter waits for its Read.
func BenchmarkRead(b *testing.B) {
	files := large()
	b.ReportAllocs()
	for b.Loop() {
		c, err := lessons.Open(files)
		if err != nil {
			b.Fatal(err)
		}
		if err := c.Chapters[0].Read(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	files := large()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lessons.Load(files); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	c := load(b, large())
	c.Search("warm up")
	b.ReportAllocs()
	for b.Loop() {
		c.Search("sentence links")
	}
}

// Open must not read what only a reader of the chapter needs.
func TestOpenIsCheap(t *testing.T) {
	files := large()
	whole := testing.AllocsPerRun(3, func() { _, _ = lessons.Load(files) })
	heads := testing.AllocsPerRun(3, func() { _, _ = lessons.Open(files) })
	if heads > whole/20 || heads > 2500 {
		t.Errorf("Open makes %.0f allocations, Load %.0f", heads, whole)
	}
}
