package live_test

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"skylab/engine"
	"skylab/lessons/live"
)

var update = flag.Bool("update", false, "rewrite the values of the examples in docs/authoring.md")

const guide = "../../docs/authoring.md"

// readGuide is the guide in three parts, of which the second has the examples.
func readGuide(t *testing.T) (before, examples, after string) {
	t.Helper()
	data, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), "| expression | value |\n")
	examples, after, end := strings.Cut(rest, "\n\n")
	if !ok || !end {
		t.Fatal("the guide has no table of examples")
	}
	return before + "| expression | value |\n", examples, "\n\n" + after
}

// shop is the world of the guide's examples, in which everything has happened.
func shop(t testing.TB) *live.Stage {
	t.Helper()
	read := func(name string) live.Script {
		data, err := os.ReadFile("testdata/shop/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return live.ParseScript(string(data), live.Pos{Path: name, Line: 1})
	}
	s, err := live.NewStage(os.DirFS("testdata"), &live.Sim{ID: "shop", Dir: "shop", Seed: 5, Setup: read("setup.txt")}, engine.Config{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RunAll(read("run.txt")); err != nil {
		t.Fatal(err)
	}
	return s
}

var (
	// example is a row of the guide's table of examples.
	example = regexp.MustCompile("(?m)^\\| `(.+)` \\| `(.*)` \\|$")
	// entry is a row of its table of words.
	entry = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| (.*) \\|$")
	// spoken is what a row has in code; bracketed are the parameters in it.
	spoken    = regexp.MustCompile("`([^`]+)`")
	bracketed = regexp.MustCompile(`\([^()]*\)`)
)

// Every word has an example, and every example its value.
func TestTheGuidesExamplesHold(t *testing.T) {
	before, examples, after := readGuide(t)
	s := shop(t)
	var all []string
	got := example.ReplaceAllStringFunc(examples, func(row string) string {
		m := example.FindStringSubmatch(row)
		source := strings.ReplaceAll(m[1], `\|`, "|")
		all = append(all, source)
		e, err := live.Compile(source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			return row
		}
		s.Context.Forget()
		value, err := e.Text(s.Context)
		if missing := s.Context.Missing(); err != nil || missing != nil {
			t.Errorf("%s: %v, missing %+v", source, err, missing)
		}
		if value != m[2] && !*update {
			t.Errorf("%s is %s; the guide says %s", source, value, m[2])
		}
		return "| `" + m[1] + "` | `" + value + "` |"
	})
	for _, word := range live.Words() {
		if !slices.ContainsFunc(all, regexp.MustCompile(`\b`+word+`\b`).MatchString) {
			t.Errorf("the guide has no example of %s", word)
		}
	}
	if *update {
		if err := os.WriteFile(guide, []byte(before+got+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The guide lists each word with all that one can ask of it, and nothing else.
func TestTheGuideListsTheWords(t *testing.T) {
	listed := map[string][]string{}
	before, _, _ := readGuide(t)
	for _, row := range entry.FindAllStringSubmatch(before, -1) {
		word := bracketed.ReplaceAllString(row[1], "")
		listed[word] = []string{}
		for _, code := range spoken.FindAllStringSubmatch(row[2], -1) {
			listed[word] = append(listed[word], strings.Fields(bracketed.ReplaceAllString(code[1], ""))...)
		}
	}
	for _, word := range append(live.Words(), "fn.alias") {
		got, ok := listed[word]
		if !ok {
			t.Errorf("the guide does not list %s", word)
		}
		members := live.Members(word)
		for _, m := range members {
			if !slices.Contains(got, m) {
				t.Errorf("the guide does not list %s of %s", m, word)
			}
		}
		for _, m := range got {
			if len(members) > 0 && !slices.Contains(members, m) && m == strings.ToLower(m[:1])+m[1:] {
				t.Errorf("the guide lists %s of %s, which has no such thing", m, word)
			}
		}
	}
}
