package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"skylab/engine"
	"skylab/lessons/check"
)

const head = "---\nid: one\ntitle: One\n---\n# One\n\nBuckets hold objects.\n<!-- covers: n -->\n\n"

const sim = "```sim id=store seed=3 covers=n\ntitle: A bucket\nsetup: |\n  aws s3 mb s3://photos\nrun: |\n  aws s3 cp a.txt s3://photos/a.txt\n```\n\n"

const console = "```console on=store\n$ aws s3 mb s3://more\nmake_bucket: more\n$ aws s3 rb s3://nobody\nremove_bucket failed: s3://nobody An error occurred (NoSuchBucket) when calling the DeleteBucket operation: The specified bucket does not exist\n? 1\n```\n\n"

const ask = "```ask id=q kind=choice covers=n\nprompt: What does a bucket hold?\noptions:\n  - {text: Objects, correct: true, why: That is what it is for.}\n  - {text: Functions, why: Those are of Lambda.}\n  - {text: Environments, why: Those are of Lambda too.}\nwhy: A bucket holds objects.\n```\n\n"

const predict = "```predict id=p on=store\nask: How many objects are there after the upload?\nkind: number\nmeasure: bucket(\"photos\").objects\nwhy: The upload makes one.\n```\n\n"

const conditions = "```predict id=c on=store\nask: How many objects are there after the upload?\noptions:\n  - {text: One, when: bucket(\"photos\").objects == 1, why: The upload makes it.}\n  - {text: None, when: bucket(\"photos\").objects == 0, why: It was uploaded.}\nwhy: The upload makes one.\n```\n\n"

const lab = "```lab id=l seed=5\ntitle: A second bucket\ngoal: Make a bucket named more.\nsetup: |\n  aws s3 mb s3://photos\nchecks:\n  - name: it exists\n    eventually: bucket(\"more\").exists\n    where: The buckets.\n    rule: A bucket comes first.\n    command: aws s3 mb s3://more\n  - name: the old one stays\n    always: bucket(\"photos\").exists\n    where: The buckets.\n    rule: What is gone is gone.\n    command: aws s3 ls\nsolution: |\n  aws s3 mb s3://more\nnearmisses:\n  - name: another name\n    script: |\n      aws s3 mb s3://mora\n    fails: it exists\n  - name: instead\n    script: |\n      aws s3 rb s3://photos\n      aws s3 mb s3://more\n    fails: the old one stays\n```\n"

// files is a course with that text in its one chapter.
func files(text string) fstest.MapFS {
	return fstest.MapFS{
		"course.yaml":  {Data: []byte("title: T\nnotes:\n  - {id: n, text: Buckets hold objects., chapter: one}\n")},
		"1/chapter.md": {Data: []byte(text)},
		"1/a.txt":      {Data: []byte("a\n")},
		"1/bird.png":   {Data: []byte("x")},
	}
}

const sound = head + sim + "{{ bucket(\"photos\").objects | int }} objects.\n\n" + console + ask + predict + conditions + lab

func TestASoundCourseHasNoProblem(t *testing.T) {
	for _, p := range check.Check(files(sound)) {
		t.Errorf("%s", p)
	}
}

// Each change of the sound course makes exactly one problem.
var broken = []struct{ name, old, new, want string }{
	{"a damaged block", "title: A bucket", "titel: A bucket", `1/chapter.md:11:1: error: a sim has no key "titel" (format); did you mean "title"?`},
	{"a setup that fails", "  aws s3 mb s3://photos\nrun:", "  aws s3 rb s3://photos\nrun:", "1/chapter.md:13:1: error: exit status 1: remove_bucket failed"},
	{"a run that makes no sense", "  aws s3 cp a.txt s3://photos/a.txt", "  aws s3 cp a.txt s3://photos/a.txt\n  awz s3 ls", "1/chapter.md:16:1: error: exit status 127"},
	{"an output that is another", "make_bucket: more\n$", "make_bucket: moor\n$", `1/chapter.md:21:1: error: line 1 of the output is "make_bucket: more", not "make_bucket: moor" (console)`},
	{"a status that is another", "? 1\n", "? 2\n", "1/chapter.md:23:1: error: the exit status is 1, not 2 (console)"},
	{"two options that hold", `== 0, why`, `<= 1, why`, `1/chapter.md:44:1: error: more than one option holds after the run: One / None (bucket("photos").objects is 1) (keys)`},
	{"no option that holds", `== 1, why`, `== 2, why`, "1/chapter.md:44:1: error: no option holds after the run"},
	{"a measure that is no number", `measure: bucket("photos").objects`, `measure: bucket("photos").exists`, "is yes, not a number"},
	{"a solution that is none", "solution: |\n  aws s3 mb s3://more", "solution: |\n  aws s3 mb s3://moor", `1/chapter.md:58:1: error: the solution does not pass "it exists": it never came true`},
	{"a solution with a slip", "solution: |\n  aws s3 mb s3://more", "solution: |\n  aws s3 mb s3://more\n  aws s3 rb s3://nobody", "1/chapter.md:70:1: error: exit status 1: remove_bucket failed"},
	{"a near miss that is none", "s3://mora", "s3://more", `the near miss "another name" passes`},
	{"a near miss of another check", "fails: it exists", "fails: the old one stays", `the near miss "another name" passes "the old one stays"; it fails "it exists"`},
	{"a lab that is done", "  aws s3 mb s3://photos\nchecks:", "  aws s3 mb s3://photos\n  aws s3 mb s3://more\nchecks:", `the lab "l" passes before anything is done`},
	{"a hint that is missing", "    rule: A bucket comes first.\n", "", `warning: the check "it exists" lacks a rung`},
	{"an item against the rules", "text: Environments,", "text: All of the above,", "items"},
	{"a stem that is no question", "What does a bucket hold?", "A bucket holds", "question"},
	{"a note that is not taught", "<!-- covers: n -->\n", "", `course.yaml:3:1: error: the note "n" is not taught (notes)`},
	{"a note that is not shown", "sim id=store seed=3 covers=n", "sim id=store seed=3", `the note "n" is not shown`},
	{"a note that is not asked", "kind=choice covers=n", "kind=choice", `the note "n" is not asked`},
	{"a note that is none", "<!-- covers: n -->", "<!-- covers: n, m -->", `there is no note "m"`},
	{"a heading that is none", "Buckets hold", "[Buckets](#none) hold", "1/chapter.md:7:1: error: the chapter one has no heading #none (links)"},
	{"a chapter that is none", "Buckets hold", "[Buckets](../2/chapter.md) hold", "the link ../2/chapter.md leads nowhere"},
	{"a need that is none", "title: One", "title: One\nneeds: [zero]", `1/chapter.md:4:1: error: there is no chapter "zero"`},
	{"a need of itself", "title: One", "title: One\nneeds: [one]", `the chapter "one" does not come before`},
	{"a value of no function", `{{ bucket("photos").objects`, `{{ fn("x").errors + bucket("photos").objects`, `asks for the function "x"`},
	{"a value of no queue", `{{ bucket("photos").objects`, `{{ queue("orders").visible + bucket("photos").objects`,
		`1/chapter.md:18:1: warning: {{ queue("orders").visible + bucket("photos").objects }} asks for the queue "orders", which the sim "store" does not have; there is none (values)`},
	{"a value of another bucket", `{{ bucket("photos")`, `{{ bucket("photo")`, `asks for the bucket "photo", which the sim "store" does not have; did you mean "photos"?`},
	{"a word that is none", `{{ bucket("photos").objects`, `{{ quue("orders").visible`, `1/chapter.md:18:4: error: unknown name quue; did you mean "queue"?`},
	{"a member that is none", `measure: bucket("photos").objects`, `measure: bucket("photos").object`, `1/chapter.md:40:27: error: bucket(…) has no object; did you mean "objects"?`},
	{"an answer about nothing", `measure: bucket("photos").objects`, `measure: bucket("photo").objects`,
		`1/chapter.md:37:1: warning: the answer of "p" asks for the bucket "photo", which does not exist after the run; did you mean "photos"? (values)`},
	{"an option about nothing", `bucket("photos").objects == 0, why`, `queue("a").visible > 0, why`, `the answer of "c" asks for the queue "a", which does not exist after the run`},
	{"a check about nothing", `eventually: bucket("more").exists`, `eventually: bucket("more").exists && queue("a").visible == 0`,
		`1/chapter.md:58:1: warning: the check "it exists" asks for the queue "a", which does not exist after the solution; there is none (values)`},
	{"a value without a world", "Buckets hold objects.", "{{ now }} objects.", "there is no sim above {{ now }}"},
	{"a glyph that terminals dispute", "Buckets hold", "Buckets \u26a0\ufe0f hold", "1/chapter.md:7:1: error: an emoji variation selector"},
	{"an emoji", "Buckets hold", "Buckets \U0001f600 hold", "an emoji or Braille"},
	{"a long line of code", "Buckets hold objects.", "Buckets.\n\n```sh\n" + strings.Repeat("x", 73) + "\n```\n", "warning: the line is 73 columns wide"},
	{"a table that is too wide", "make_bucket: more\n$", "|" + strings.Repeat("-", 78) + "|\n$", "warning: the line is 80 columns wide"},
	{"a picture that is not there", "Buckets hold objects.", "Buckets.\n\n![A cat](cat.png)\n", "there is no picture 1/cat.png"},
	{"a picture without words", "Buckets hold objects.", "Buckets.\n\n![](bird.png)\n", "no text for those who do not see it"},
	{"a level left out", "Buckets hold objects.", "Buckets.\n\n### Deep\n", "warning: a heading of level 3 follows one of level 1"},
	{"HTML", "Buckets hold objects.", "<p>Buckets hold objects.</p>", "HTML is not shown"},
	{"a sim with nothing to run", "run: |\n  aws s3 cp a.txt s3://photos/a.txt\n", "", "has nothing to run"},
}

func TestEachBreakIsFound(t *testing.T) {
	for _, c := range broken {
		text := strings.Replace(sound, c.old, c.new, 1)
		if text == sound {
			t.Errorf("%s: nothing to replace", c.name)
			continue
		}
		var all []string
		for _, p := range check.Check(files(text)) {
			all = append(all, p.String())
		}
		if got := strings.Join(all, "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestIDsAreUniqueInTheCourse(t *testing.T) {
	f := files(sound)
	f["2/chapter.md"] = &fstest.MapFile{Data: []byte("---\nid: two\ntitle: Two\n---\n# Two\n\n" + strings.Replace(ask, " covers=n", "", 1))}
	ps := check.Check(f)
	if len(ps) != 1 || !strings.Contains(ps[0].String(), `2/chapter.md:7:1: error: the id "q" is taken by 1/chapter.md:`) {
		t.Errorf("%v", ps)
	}
}

func TestNoCourseIsAProblem(t *testing.T) {
	ps := check.Check(fstest.MapFS{})
	if len(ps) == 0 || len(check.Errors(ps)) != len(ps) {
		t.Errorf("%v", ps)
	}
}

func TestTheSameProblemsEveryTime(t *testing.T) {
	text := strings.NewReplacer("make_bucket: more\n$", "x\n$", "s3://mora", "s3://more", "covers: n", "covers: m").Replace(sound)
	want := fmt.Sprint(check.Check(files(text)))
	for range 5 {
		if got := fmt.Sprint(check.Check(files(text))); got != want {
			t.Fatalf("got\n%s\nafter\n%s", got, want)
		}
	}
}

// folder writes a course to a disk.
func folder(t *testing.T, f fstest.MapFS) string {
	t.Helper()
	dir := t.TempDir()
	for name, file := range f {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Data, 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFixWritesOutputsAndNothingElse(t *testing.T) {
	text := strings.NewReplacer("make_bucket: more\n", "", "? 1\n", "", "The specified bucket does not exist\n", "\n").Replace(sound)
	text += "\n" + strings.Replace(console, "s3://more\nmake_bucket: more\n", "s3://third\nold\nolder\n", 1)
	dir := folder(t, files(text))
	changed, err := check.Fix(dir, engine.Config{})
	if err != nil || len(changed) != 1 || changed[0] != "1/chapter.md" {
		t.Fatalf("%v, %v", changed, err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "1/chapter.md"))
	if err != nil {
		t.Fatal(err)
	}
	want := sound + "\n" + strings.Replace(console, "s3://more\nmake_bucket: more\n", "s3://third\nmake_bucket: third\n", 1)
	if string(got) != want {
		t.Errorf("got\n%s", got)
	}
	if info, _ := os.Stat(filepath.Join(dir, "1/chapter.md")); info.Mode().Perm() != 0o640 {
		t.Errorf("the file's mode became %v", info.Mode())
	}
	if ps := check.Check(os.DirFS(dir)); len(ps) != 0 {
		t.Errorf("after the fix: %v", ps)
	}
	if changed, err := check.Fix(dir, engine.Config{}); err != nil || len(changed) != 0 {
		t.Errorf("the second fix changed %v, %v", changed, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "1", ".check-*")); len(left) != 0 {
		t.Errorf("files left behind: %v", left)
	}
}

func TestFixKeepsLineEnds(t *testing.T) {
	text := strings.ReplaceAll(strings.Replace(sound, "make_bucket: more\n", "", 1), "\n", "\r\n")
	dir := folder(t, files(text))
	if _, err := check.Fix(dir, engine.Config{}); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(filepath.Join(dir, "1/chapter.md"))
	if string(got) != strings.ReplaceAll(sound, "\n", "\r\n") {
		t.Errorf("got %q", got)
	}
}

func ExampleCheck() {
	for _, p := range check.Check(files(strings.Replace(sound, "make_bucket: more\n", "make_bucket: moor\n", 1))) {
		fmt.Println(p)
	}
	// Output:
	// 1/chapter.md:21:1: error: line 1 of the output is "make_bucket: more", not "make_bucket: moor" (console); skylab check --fix writes what it prints
	//     $ aws s3 mb s3://more
}
