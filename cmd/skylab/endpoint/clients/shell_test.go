package clients

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// shell is a bash that lives as long as a story. Its commands of AWS and of the
// console come to perform; all else, words and variables included, is its own.
type shell struct {
	errors  string // the file of what its standard error gets
	in      io.Writer
	printed *bufio.Reader
}

// prelude makes functions of the commands that are not the shell's. A function
// asks by descriptor 3 and is told the exit status by descriptor 4.
const prelude = `
set +B
ask() {
  local status
  printf '%%s\0' "$#" "$@" >&3
  read -r status <&4
  cat "$PRINTED/stdout"
  cat "$PRINTED/stderr" >&2
  return "$status"
}
for command in %s; do eval "$command() { ask $command \"\$@\"; }"; done
`

// start starts a shell in a folder. perform carries out the given commands: it
// leaves what they print in the files stdout and stderr of the folder out, and
// returns the exit status.
func start(t *testing.T, dir, out string, commands []string, perform func(words []string) int) *shell {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("SKIPPED: there is no bash on this machine")
	}
	asked, ask := pipe(t)
	told, tell := pipe(t)
	printed, print := io.Pipe()
	cmd := exec.Command(bash, "--noprofile", "--norc")
	cmd.Dir, cmd.Env = dir, append(environment(t, ""), "PRINTED="+out)
	cmd.Stdout, cmd.Stderr = print, print
	cmd.ExtraFiles = []*os.File{ask, told}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ask.Close()
	told.Close()
	ended := make(chan struct{})
	go answer(asked, tell, perform)
	go func() { _ = cmd.Wait(); print.Close(); close(ended) }()
	t.Cleanup(func() { in.Close(); <-ended; asked.Close(); tell.Close() })
	fmt.Fprintf(in, prelude, strings.Join(commands, " "))
	return &shell{filepath.Join(out, "errors"), in, bufio.NewReader(printed)}
}

func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	return r, w
}

// answer carries out the commands that a shell asks for, until it ends.
func answer(asked io.Reader, tell io.Writer, perform func([]string) int) {
	r := bufio.NewReader(asked)
	word := func() string {
		w, _ := r.ReadString(0)
		return strings.TrimSuffix(w, "\x00")
	}
	for {
		count, err := strconv.Atoi(word())
		if err != nil {
			return
		}
		words := make([]string, count)
		for i := range words {
			words[i] = word()
		}
		fmt.Fprintln(tell, perform(words))
	}
}

const mark = "<<the end of a step>>"

// run gives a line to the shell and waits for what it prints on standard output
// and then on standard error, and for its status.
func (s *shell) run(t *testing.T, line string) (string, int) {
	t.Helper()
	fmt.Fprintf(s.in, "eval %s 2>%s\nprintf '\\n%s %%s\\n' $?\n", quote(line), quote(s.errors), mark)
	var out strings.Builder
	for {
		l, err := s.printed.ReadString('\n')
		if err != nil {
			t.Fatalf("the shell has ended: %v", err)
		}
		if rest, ok := strings.CutPrefix(l, mark+" "); ok {
			status, err := strconv.Atoi(strings.TrimSpace(rest))
			if err != nil {
				t.Fatal(err)
			}
			errors, err := os.ReadFile(s.errors)
			if err != nil {
				t.Fatal(err)
			}
			return strings.TrimSuffix(out.String(), "\n") + string(errors), status // the newline is the mark's
		}
		out.WriteString(l)
	}
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'"'"'`) + "'" }

// environment is what a client may see: a home of its own without
// configuration, credentials of nobody, and no way out of this machine.
func environment(t *testing.T, url string) []string {
	t.Helper()
	home := t.TempDir()
	config := filepath.Join(home, "config")
	if err := os.WriteFile(config, []byte("[default]\ncli_timestamp_format = iso8601\noutput = json\ncli_pager =\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TZ=UTC", "LC_ALL=C.UTF-8",
		"AWS_ENDPOINT_URL=" + url, "AWS_ACCESS_KEY_ID=skylab", "AWS_SECRET_ACCESS_KEY=skylab", "AWS_DEFAULT_REGION=us-east-1", "AWS_REGION=us-east-1",
		"AWS_CONFIG_FILE=" + config, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull, "AWS_EC2_METADATA_DISABLED=true", "AWS_PAGER=", "AWS_MAX_ATTEMPTS=1",
		"HTTPS_PROXY=http://127.0.0.1:9", "HTTP_PROXY=http://127.0.0.1:9", "NO_PROXY=127.0.0.1,localhost", "PYTHONDONTWRITEBYTECODE=1"}
}
