package lessons_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"skylab/lessons"
)

const courseYAML = `title: A small course
author: Somebody
notes:
  - {id: n-one, text: "Buckets hold objects.", chapter: first}
  - id: n-two
    text: Functions run.
    chapter: second
`

const first = "---\n" + `id: first
title: The first
minutes: 5
objectives: ["X 1.1"]
---
# The first

Buckets hold **objects**, see [the second](../02-second/chapter.md#how-it-runs)
or <https://example.com>. <!-- covers: n-one -->

<!-- note: ask who has one;
     1 min -->

` + "```sim id=store seed=3 covers=n-one" + `
title: A bucket
setup: |
  # one bucket
  aws s3 mb s3://photos
run: |
  aws s3 cp a.txt s3://photos/a.txt
` + "```" + `

There are {{ bucket("photos").objects | int }} objects.

` + "```console" + ` on=store
$ aws s3 ls
2026-11-02 09:00:00 photos
$ aws s3 rb s3://nobody
remove_bucket failed: s3://nobody An error occurred (NoSuchBucket)
? 1
` + "```" + `

` + "```predict id=p-objects on=store concept=s3 covers=n-one" + `
ask: How many objects are in the bucket after the upload?
kind: number
measure: bucket("photos").objects
why: The upload makes one.
` + "```" + `

` + "```ask id=q-hold kind=choice covers=n-one" + `
prompt: What does a *bucket* hold?
options:
  - {text: Objects, correct: true, why: That is what it is for.}
  - {text: Functions, why: Those are Lambda's.}
  - text: 0
    why: It holds things.
why: A bucket holds objects.
source: facts 1
` + "```" + `

` + "```lab id=l-two seed=5" + `
title: A second bucket
goal: |
  Make a bucket named ` + "`more`" + `.

  - quickly
setup: |
  aws s3 mb s3://photos
checks:
  - name: it exists
    eventually: bucket("more").exists
    within: 90s
    where: The buckets.
    rule: Names are global.
    command: aws s3 mb s3://more
solution: |
  aws s3 mb s3://more
nearmisses:
  - name: another name
    script: |
      aws s3 mb s3://mora
    fails: it exists
` + "```" + `
`

const second = `---
id: second
title: The second
needs: [first]
---

# The second

## How it runs

| what | n |
|:-----|--:|
| a ~~b~~ | {{ now \| int }} |
`

// small is a course without faults.
func small() fstest.MapFS {
	return fstest.MapFS{
		"course.yaml":          {Data: []byte(courseYAML)},
		"01-first/chapter.md":  {Data: []byte(first)},
		"01-first/a.txt":       {Data: []byte("a\n")},
		"02-second/chapter.md": {Data: []byte(second)},
		"functions/x.md":       {Data: []byte("no chapter\n")},
	}
}

func load(t testing.TB, files fstest.MapFS) *lessons.Course {
	t.Helper()
	c, err := lessons.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// blocks are those of a chapter with the given text.
func blocks(t testing.TB, markdown string) []lessons.Block {
	t.Helper()
	c := load(t, fstest.MapFS{
		"course.yaml":  {Data: []byte("title: T\n")},
		"1/chapter.md": {Data: []byte("---\nid: a\ntitle: A\n---\n" + markdown)},
	})
	return c.Chapters[0].Blocks
}

// only is the one block of a text, of the wanted type.
func only[B lessons.Block](t testing.TB, markdown string) B {
	t.Helper()
	bs := blocks(t, markdown)
	if len(bs) != 1 {
		t.Fatalf("%q has %d blocks: %v", markdown, len(bs), bs)
	}
	b, ok := bs[0].(B)
	if !ok {
		t.Fatalf("%q is %T", markdown, bs[0])
	}
	return b
}

func fence(head, body string) string {
	return "```" + head + "\n" + strings.TrimPrefix(body, "\n") + "```\n"
}
