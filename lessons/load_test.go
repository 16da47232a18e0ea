package lessons_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"skylab/lessons"
	"skylab/lessons/lab"
	"skylab/quiz"
)

func TestLoad(t *testing.T) {
	c := load(t, small())
	if c.Title != "A small course" || c.Author != "Somebody" || len(c.Chapters) != 2 || len(c.Notes) != 2 {
		t.Fatalf("%+v", c)
	}
	if n := c.Notes[1]; n.ID != "n-two" || n.Text != "Functions run." || n.Chapter != "second" || n.Pos.Line != 5 {
		t.Errorf("the second note is %+v", n)
	}
	ch := c.Chapter("first")
	if ch.Title != "The first" || ch.Minutes != 5 || ch.Dir != "01-first" || !slices.Equal(ch.Objectives, []string{"X 1.1"}) {
		t.Errorf("the head is %+v", ch)
	}
	if len(ch.Remarks) != 0 {
		t.Errorf("remarks: %v", ch.Remarks)
	}
	var kinds []string
	for _, b := range ch.Blocks {
		kinds = append(kinds, strings.TrimPrefix(fmt.Sprintf("%T", b), "*lessons."))
	}
	if got, want := strings.Join(kinds, " "), "Heading Paragraph Sim Paragraph Console Predict Ask Lab"; got != want {
		t.Errorf("blocks: %s\nwant    %s", got, want)
	}
	if !slices.Equal(c.Chapter("second").Needs, []string{"first"}) || c.Chapter("nobody") != nil {
		t.Error("chapters are not found by their ids")
	}
}

func TestLiveBlocks(t *testing.T) {
	ch := load(t, small()).Chapter("first")
	sim := ch.Blocks[2].(*lessons.Sim).Spec
	if sim.ID != "store" || sim.Seed != 3 || sim.Speed != 1 || sim.Dir != "01-first" || len(sim.Setup) != 1 ||
		sim.Setup[0].Text != "aws s3 mb s3://photos" || sim.Setup[0].Pos.Line != 19 || sim.Pos.Line != 15 {
		t.Errorf("the sim is %+v", sim)
	}
	con := ch.Blocks[4].(*lessons.Console)
	if con.Sim != sim || len(con.Exchanges) != 2 || con.Exchanges[1].Status != 1 || con.Exchanges[1].Command.Pos.Line != 29 ||
		!slices.Equal(con.Exchanges[0].Output, []string{"2026-11-02 09:00:00 photos"}) || con.Body != 27 || con.End != 32 {
		t.Errorf("the console is %+v", con)
	}
	p := ch.Blocks[5].(*lessons.Predict).Spec
	if p.Sim != sim || p.Kind != quiz.Number || p.Value.Source != `bucket("photos").objects` || p.Concept != "s3" {
		t.Errorf("the prediction is %+v", p)
	}
	q := ch.Blocks[6].(*lessons.Ask).Question
	if q.ID != "q-hold" || q.Chapter != "first" || len(q.Options) != 3 || !q.Options[0].Correct || q.Options[2].Text != "0" {
		t.Errorf("the question is %+v", q)
	}
	l := ch.Blocks[7].(*lessons.Lab)
	if l.Spec.Sim.Seed != 5 || len(l.Goal) != 2 || l.Spec.Checks[0].Mode != lab.Eventually || l.Spec.Checks[0].Within != 90*time.Second ||
		l.Spec.NearMisses[0].Fails != "it exists" || l.Spec.NearMisses[0].Script[0].Text != "aws s3 mb s3://mora" {
		t.Errorf("the lab is %+v", l.Spec)
	}
}

func TestCoversNotesAndItems(t *testing.T) {
	ch := load(t, small()).Chapter("first")
	count := func(cs []lessons.Cover) (n int) {
		for _, c := range cs {
			if c.Note == "n-one" {
				n++
			}
		}
		return n
	}
	if count(ch.Taught) != 1 || count(ch.Shown) != 2 || count(ch.Asked) != 2 {
		t.Errorf("taught %v, shown %v, asked %v", ch.Taught, ch.Shown, ch.Asked)
	}
	if ch.Taught[0].Block != 1 {
		t.Errorf("taught at block %d", ch.Taught[0].Block)
	}
	if len(ch.SpeakerNotes) != 1 || ch.SpeakerNotes[0].Text != "ask who has one; 1 min" || ch.SpeakerNotes[0].Block != 1 {
		t.Errorf("speaker notes: %+v", ch.SpeakerNotes)
	}
	want := []lessons.Exercise{{ID: "p-objects", Block: 5, Predict: true}, {ID: "q-hold", Block: 6}, {ID: "l-two", Block: 7, Lab: true}}
	if got := ch.Items(); !slices.Equal(got, want) {
		t.Errorf("items: %+v", got)
	}
	if ch.SimAt(0) != nil || ch.SimAt(3).ID != "store" || ch.SimAt(7).ID != "l-two" || ch.SimAt(99).ID != "store" {
		t.Error("the nearest sim is another")
	}
}

func TestCommentsInsideAListBelongToTheList(t *testing.T) {
	c := load(t, oneChapter("a\n\nb\n\n- c\n\n  <!-- covers: x -->\n\n- d <!-- note: e -->\n\n| f <!-- covers: y --> |\n|---|\n"))
	ch := c.Chapters[0]
	if len(ch.Taught) != 2 || ch.Taught[0].Block != 2 || ch.Taught[1].Block != 3 || ch.SpeakerNotes[0].Block != 2 {
		t.Errorf("%+v, %+v", ch.Taught, ch.SpeakerNotes)
	}
}

func TestOpenReadsHeadsAndReadTheRest(t *testing.T) {
	files := small()
	files["03-bad/chapter.md"] = &fstest.MapFile{Data: []byte("---\nid: bad\ntitle: Bad\n---\n```sim\n```\n")}
	c, err := lessons.Open(files)
	if err != nil || len(c.Chapters) != 3 {
		t.Fatalf("%v, %v", c, err)
	}
	ch := c.Chapter("first")
	if ch.Blocks != nil || ch.Title != "The first" {
		t.Errorf("more than the head was read: %v", ch.Blocks)
	}
	want := []lessons.Exercise{{ID: "p-objects", Block: -1, Predict: true}, {ID: "q-hold", Block: -1}, {ID: "l-two", Block: -1, Lab: true}}
	if got := ch.Items(); !slices.Equal(got, want) {
		t.Errorf("items: %+v", got)
	}
	if err := ch.Read(); err != nil || len(ch.Blocks) != 8 || ch.Items()[0].Block != 5 {
		t.Errorf("after reading: %v, %v", ch.Blocks, err)
	}
	if bad := c.Chapter("bad"); bad.Read() == nil || bad.Blocks != nil || bad.Read() == nil || len(c.Damages) == 0 {
		t.Error("a damaged chapter was read")
	}
}

func TestABrokenChapterCostsOnlyItself(t *testing.T) {
	files := small()
	files["01-first/chapter.md"] = &fstest.MapFile{Data: []byte("---\nid: first\n---\n")}
	files["course.yaml"] = &fstest.MapFile{Data: []byte("title: [\n")}
	c, err := lessons.Load(files)
	if c == nil || len(c.Chapters) != 1 || c.Chapters[0].ID != "second" || err == nil {
		t.Fatalf("%v, %v", c, err)
	}
	for _, want := range []string{"01-first/chapter.md:1:1: the front matter has no title", "course.yaml:1:"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q:\n%v", want, err)
		}
	}
}

func TestNoCourse(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{"empty": {}, "files": {"a.md": {Data: []byte("a")}}} {
		if c, err := lessons.Load(files); c != nil || err == nil || !strings.Contains(err.Error(), "no chapter") {
			t.Errorf("%s: %v, %v", name, c, err)
		}
	}
}

func ExampleLoad() {
	c, err := lessons.Load(small())
	if err != nil {
		fmt.Println(err)
	}
	for _, ch := range c.Chapters {
		fmt.Println(ch.Title, len(ch.Items()))
	}
	// Output:
	// The first 3
	// The second 0
}
