package clients

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/transcript"
)

// all runs every story of the engine, a second or so for each command; otherwise
// there are a few.
var all = flag.Bool("all", false, "run every story through the AWS CLI")

var some = []string{"iam_role", "sqs_messages"}

// The stories that the built-in console tells are told again with the real AWS
// CLI, which speaks to the same world over HTTP. It must print the same.
func TestCLITellsTheSameStories(t *testing.T) {
	if _, err := exec.LookPath("aws"); err != nil {
		t.Skip("SKIPPED: there is no AWS CLI on this machine")
	}
	stories, err := filepath.Glob("../../../../engine/testdata/*.txtar")
	if err != nil || len(stories) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, path := range stories {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		if !*all && !contains(some, name) {
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
			tell(t, script)
		})
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// tell runs a story in a shell in which aws is the real one.
func tell(t *testing.T, script *transcript.Script) {
	w := engine.New(engine.Config{Seed: 1})
	p := &patient{world: w, session: script.Session(w)}
	url := serve(t, p)
	sh := shell(t, url, script)
	for _, step := range script.Steps {
		got, status := sh.run(t, step.Command)
		if want, got := plainly(step.Want), plainly(got); want != got {
			t.Errorf("$ %s\nthe console prints\n%s\nthe CLI prints\n%s", step.Command, want, got)
		}
		if status != step.Status && !(step.Status >= 252 && status >= 252) {
			t.Errorf("$ %s\nexit status %d, the console's is %d", step.Command, status, step.Status)
		}
	}
}

// sh is a shell that lives as long as a story.
type sh struct {
	in  io.Writer
	out *lines
	dir string
}

// prelude makes aws the real one, and hands everything else of the console's to
// the console that is in the world.
const prelude = `
set +B
aws() { command aws --endpoint-url "$ENDPOINT" "$@"; }
skylab_line() { printf '%s' "$1" | curl -s -D .head --data-binary @- "$ENDPOINT/skylab-test-line"; return $(sed -n 's/^X-Status: \([0-9]*\).*/\1/p' .head | tr -d '\r'); }
`

// ownCommands are the console's, not a shell's. Waiters poll in real time, and
// this world's time passes only in calls; TestWaiters has them.
var ownCommands = regexp.MustCompile(`^(wait|journal|show|why|bill|traffic|hey|curl|fidelity|lambda) ?|^aws \S+ wait `)

func shell(t *testing.T, url string, script *transcript.Script) *sh {
	t.Helper()
	dir := t.TempDir()
	for _, f := range script.Files {
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	config := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(config, []byte("[default]\ncli_timestamp_format = iso8601\noutput = json\ncli_pager =\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "--noprofile", "--norc")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "ENDPOINT="+url, "AWS_ACCESS_KEY_ID=skylab", "AWS_SECRET_ACCESS_KEY=skylab", "AWS_DEFAULT_REGION=us-east-1",
		"AWS_REGION=us-east-1", "AWS_CONFIG_FILE="+config, "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_EC2_METADATA_DISABLED=true",
		"HTTPS_PROXY=http://127.0.0.1:9", "AWS_PAGER=", "AWS_MAX_ATTEMPTS=1", "TZ=UTC", "LC_ALL=C.UTF-8")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, w := io.Pipe()
	cmd.Stdout, cmd.Stderr = w, w
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); _ = cmd.Wait(); w.Close() })
	io.WriteString(in, prelude)
	return &sh{in, newLines(out), dir}
}

const mark = "<<the end of a step>>"

// run gives a line to the shell and waits for what it prints.
func (s *sh) run(t *testing.T, line string) (string, int) {
	t.Helper()
	line = inVersion(packed(t, s.dir, line))
	if ownCommands.MatchString(line) {
		line = "skylab_line " + quote(line)
	}
	fmt.Fprintf(s.in, "%s\nprintf '\\n%s %%s\\n' $?\n", line, mark)
	var out strings.Builder
	for {
		l, err := s.out.next()
		if err != nil {
			t.Fatalf("the shell has ended: %v", err)
		}
		if rest, ok := strings.CutPrefix(l, mark+" "); ok {
			status := 0
			_, err := fmt.Sscan(rest, &status)
			if err != nil {
				t.Fatal(err)
			}
			return out.String(), status
		}
		out.WriteString(l + "\n")
	}
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
