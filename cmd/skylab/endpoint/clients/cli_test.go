package clients

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/engine/transcript"
)

// all runs every story also where each command takes a second.
var all = flag.Bool("all", false, "run every story through the AWS CLI, however long it takes")

// some are the stories that are told in any case.
var some = []string{"iam_role", "sqs_messages"}

// The stories that the built-in console tells are told again with the real AWS
// CLI, which speaks to the same world over HTTP. It must print the same.
func TestCLITellsTheSameStories(t *testing.T) {
	if version() == "" {
		t.Skip("SKIPPED: there is no AWS CLI on this machine")
	}
	stories, err := filepath.Glob("../../../../engine/testdata/*.txtar")
	if err != nil || len(stories) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	told := map[string]bool{}
	for _, path := range stories {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		told[name] = true
		if interpreter() == "" && !*all && !slices.Contains(some, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			script, err := transcript.Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			tell(t, script, exempt[name])
		})
	}
	for name := range exempt {
		if !told[name] {
			t.Errorf("%s has exemptions and is no story", name)
		}
	}
}

// own are the commands of the console that no shell has.
var own = []string{"aws", "wait", "journal", "show", "why", "bill", "traffic", "hey", "curl", "ssh", "fault", "job", "fidelity", "lambda"}

// tell runs a story in a shell in which aws is the real one, and compares.
func tell(t *testing.T, script *transcript.Script, exemptions []exemption) {
	w := engine.New(engine.Config{Seed: 7}) // that of the stories
	dir, out := placed(t, script.Files), t.TempDir()
	p := &patient{world: w, session: console.New(w, dir)}
	c := client(t, serve(t, p), string(dir), out)
	sh := start(t, string(dir), out, own, func(words []string) int {
		if words[0] == "aws" && !unfit(words[1:]) {
			return c.run(inVersion(packed(t, dir, words[1:])))
		}
		run := p.line(words)
		leave(out, run.Stdout, run.Stderr)
		return run.Status
	})
	for _, step := range script.Steps {
		got, status := sh.run(t, step.Command)
		want := plainly(step.Want)
		got = plainly(got)
		same := want == got && agree(step.Status, status)
		reason, rest := taken(exemptions, step.Command)
		exemptions = rest
		switch {
		case same && reason != "":
			t.Errorf("$ %s\nneeds no exemption any more (%s)", step.Command, reason)
		case !same && reason == "":
			t.Errorf("$ %s\nthe console prints (%d)\n%s\nthe CLI prints (%d)\n%s", step.Command, step.Status, want, status, got)
		}
	}
	for _, e := range exemptions {
		if e.first && !first() {
			continue
		}
		t.Errorf("$ %s\nhas an exemption and is not in the story", e.command)
	}
}

// agree tells whether an exit status of the console's is the CLI's. Version 1
// has 2 for a usage that it refuses, and 255 for all other failures.
func agree(console, cli int) bool {
	return console == cli || first() && console >= 252 && (cli == 2 || cli == 255)
}

// unfit tells that a command cannot be the CLI's. Waiters poll in real time, and
// this world's time passes only in calls; TestWaiters has them. Version 1 cannot
// tail.
func unfit(words []string) bool {
	return len(words) > 1 && (words[1] == "wait" || first() && words[0] == "logs" && words[1] == "tail")
}

// taken is the reason of a command's exemption, and the other exemptions.
func taken(list []exemption, command string) (reason string, rest []exemption) {
	for i, e := range list {
		if e.command == command && (first() || !e.first) {
			return e.reason, append(list[:i:i], list[i+1:]...)
		}
	}
	return "", list
}
