package lessons_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"skylab/engine"
)

var update = flag.Bool("update", false, "rewrite the table of twins in docs/authoring.md")

// The guide lists the twins that the engine has, in its words.
func TestTheGuideListsTheTwins(t *testing.T) {
	const path, title = "../docs/authoring.md", "\n| twin | the belief | what is so |\n|---|---|---|\n"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	table := title
	for _, twin := range engine.Twins() {
		table += "| `" + twin.ID + "` | " + twin.Belief + " | " + twin.Truth + " |\n"
	}
	if strings.HasSuffix(string(data), table) {
		return
	}
	if !*update {
		t.Fatal("docs/authoring.md does not end with the twins of the engine; go test ./lessons -run Guide -update writes them")
	}
	text, _, _ := strings.Cut(string(data), title)
	if err := os.WriteFile(path, []byte(strings.TrimRight(text, "\n")+"\n"+table), 0o644); err != nil {
		t.Fatal(err)
	}
}
