package clients

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

//go:embed driver.py
var driver string

// cli is the AWS CLI at one endpoint.
type cli struct {
	t    *testing.T
	url  string
	dir  string // the current directory of its commands
	out  string // where the files stdout and stderr of a command are left
	in   io.Writer
	told *bufio.Reader // of the driver; nil where each command is a process by itself
	env  []string
}

// version is what `aws --version` begins with: "aws-cli/1.45.11"; "" without a CLI.
var version = sync.OnceValue(func() string {
	out, _ := exec.Command("aws", "--version").CombinedOutput()
	name, _, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	return name
})

// first tells whether the CLI is of version 1.
func first() bool { return strings.HasPrefix(version(), "aws-cli/1.") }

// interpreter is the Python that has the CLI's modules; "" where the CLI comes
// with one inside, and for version 2, whose children hang: its runtime has
// threads, which a fork does not take along.
var interpreter = sync.OnceValue(func() string {
	if !first() {
		return ""
	}
	candidates := []string{"python3"}
	if path, err := exec.LookPath("aws"); err == nil {
		if script, err := os.ReadFile(path); err == nil {
			line, _, _ := strings.Cut(string(script), "\n")
			if python, is := strings.CutPrefix(line, "#!"); is && strings.Contains(python, "python") {
				candidates = append([]string{strings.TrimSpace(python)}, candidates...)
			}
		}
	}
	for _, python := range candidates {
		out, err := exec.Command(python, "-c", "import sys, awscli.clidriver; print(sys.executable); print('aws-cli/' + awscli.__version__)").Output()
		if path, v, _ := strings.Cut(strings.TrimSpace(string(out)), "\n"); err == nil && v == version() {
			return path
		}
	}
	return ""
})

// client is the CLI for commands in a folder.
func client(t *testing.T, url, dir, out string) *cli {
	t.Helper()
	c := &cli{t: t, url: url, dir: dir, out: out, env: environment(t, "")}
	if interpreter() == "" {
		return c
	}
	script := filepath.Join(t.TempDir(), "driver.py")
	if err := os.WriteFile(script, []byte(driver), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(interpreter(), script, out)
	cmd.Dir, cmd.Env, cmd.Stderr = dir, c.env, os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	told, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); _ = cmd.Wait() })
	c.in, c.told = in, bufio.NewReader(told)
	return c
}

// run carries out a command, and returns its exit status.
func (c *cli) run(words []string) int {
	words = append([]string{"--endpoint-url", c.url}, words...)
	if c.told == nil {
		return alone(exec.Command("aws", words...), c.dir, c.env, c.out)
	}
	fmt.Fprintf(c.in, "%d\x00%s\x00", len(words), strings.Join(words, "\x00"))
	line, err := c.told.ReadString('\n')
	if err != nil {
		c.t.Errorf("the CLI's driver has ended: %v", err)
		leave(c.out, nil, nil)
		return 1
	}
	status, _ := strconv.Atoi(strings.TrimSpace(line))
	return status
}

// alone runs a program into the files of a folder.
func alone(cmd *exec.Cmd, dir string, env []string, out string) int {
	cmd.Dir, cmd.Env = dir, env
	var printed, failed strings.Builder
	cmd.Stdout, cmd.Stderr = &printed, &failed
	if err := cmd.Run(); cmd.ProcessState == nil {
		leave(out, nil, []byte(err.Error()))
		return 127
	}
	leave(out, []byte(printed.String()), []byte(failed.String()))
	return cmd.ProcessState.ExitCode()
}

// leave puts what a command printed where the shell looks for it.
func leave(out string, stdout, stderr []byte) {
	for name, data := range map[string][]byte{"stdout": stdout, "stderr": stderr} {
		if err := os.WriteFile(filepath.Join(out, name), data, 0o600); err != nil {
			panic(err)
		}
	}
}
