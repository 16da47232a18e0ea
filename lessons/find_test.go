package lessons_test

import (
	"strings"
	"testing"

	"skylab/lessons"
)

func TestLinks(t *testing.T) {
	c := load(t, small())
	var links []string
	c.Chapter("first").Links(func(link string, _ lessons.Pos) { links = append(links, link) })
	if got := strings.Join(links, " "); got != "skylab:second#how-it-runs https://example.com" {
		t.Errorf("links: %s", got)
	}
	for _, l := range []struct {
		link    string
		chapter string
		block   int
		ok      bool
	}{
		{"skylab:second#how-it-runs", "second", 1, true},
		{"skylab:second", "second", 0, true},
		{"skylab:second#nowhere", "second", 0, false},
		{"skylab:third", "", 0, false},
		{"https://example.com", "", 0, false},
	} {
		ch, block, ok := c.Find(l.link)
		if ok != l.ok || block != l.block || (ch == nil) != (l.chapter == "") || ch != nil && ch.ID != l.chapter {
			t.Errorf("%s leads to %v, %d, %v", l.link, ch, block, ok)
		}
	}
}

func TestLinksWithinTheChapterAndToFolders(t *testing.T) {
	files := small()
	files["02-second/chapter.md"].Data = []byte(second + "\n[a](#how-it-runs) [b](../01-first)\n")
	var links []string
	load(t, files).Chapter("second").Links(func(link string, _ lessons.Pos) { links = append(links, link) })
	if got := strings.Join(links, " "); got != "skylab:second#how-it-runs skylab:first" {
		t.Errorf("links: %s", got)
	}
}

func TestSearch(t *testing.T) {
	c := load(t, small())
	for _, s := range []struct{ query, want string }{
		{"the second", "second/0 The second|first/1 Buckets hold objects, see the second or https://example.com."},
		{"BUCKET hold", "first/1 Buckets hold objects, see the second or https://example.com.|first/6 What does a bucket hold?"},
		{"mb s3", ""},
		{"aws cp", "first/2 aws s3 cp a.txt s3://photos/a.txt"},
		{"That is what it is for", ""}, // an explanation is no way to the answer
		{"", ""},
		{"  ", ""},
	} {
		var got []string
		for _, h := range c.Search(s.query) {
			got = append(got, h.Chapter.ID+"/"+string(rune('0'+h.Block))+" "+h.Text)
		}
		if strings.Join(got, "|") != s.want {
			t.Errorf("%q finds\n%s\nwant\n%s", s.query, strings.Join(got, "|"), s.want)
		}
	}
}

func TestAHitPointsAtTheWord(t *testing.T) {
	files := small()
	files["02-second/chapter.md"].Data = []byte(second + "\nİstanbul Ärger über KÄLTE\n")
	hits := load(t, files).Search("kälte")
	if len(hits) != 1 {
		t.Fatalf("%d hits", len(hits))
	}
	if h := hits[0]; h.Text[h.Start:h.End] != "KÄLTE" {
		t.Errorf("the hit is %q", h.Text[h.Start:h.End])
	}
}
