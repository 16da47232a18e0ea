//go:build unix

package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// skylab is the program as a process of its own.
func skylab(t *testing.T, args ...string) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asSkylab+"=1")
	return cmd
}

// TestSignalSaves holds that a console that is told to stop writes its account
// first, and that another program can go on with it.
func TestSignalSaves(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			save := filepath.Join(t.TempDir(), "world.txtar")
			cmd := skylab(t, "console", "--save", save)
			in, out := pipes(t, cmd)
			io.WriteString(in, "aws s3 mb s3://uploads\n")
			if line, err := out.ReadString('\n'); err != nil || line != "make_bucket: uploads\n" {
				t.Fatalf("%q, %v", line, err)
			}
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			err := cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != statusInterrupted {
				t.Errorf("exit status %d (%v), want %d", code, err, statusInterrupted)
			}
			if got, errs, _ := inProcess("aws s3 ls\n", "console", "--load", save); !strings.Contains(got, "uploads") {
				t.Errorf("the save has no bucket: %q %q", got, errs)
			}
		})
	}
}

// TestReaderLeaves holds that a console whose output nobody reads any more says
// nothing, and still saves.
func TestReaderLeaves(t *testing.T) {
	save := filepath.Join(t.TempDir(), "world.txtar")
	cmd := skylab(t, "console", "--save", save)
	var errs strings.Builder
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr, cmd.Stdin = w, &errs, strings.NewReader("aws s3 mb s3://uploads\naws s3 mb s3://later\n")
	r.Close()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != statusPipe || errs.Len() > 0 {
		t.Errorf("exit status %d, want %d; on standard error %q", code, statusPipe, errs.String())
	}
	if got, _, _ := inProcess("aws s3 ls\n", "console", "--load", save); !strings.Contains(got, "uploads") {
		t.Errorf("the save has no bucket: %q", got)
	}
}

func pipes(t *testing.T, cmd *exec.Cmd) (io.Writer, *bufio.Reader) {
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return in, bufio.NewReader(out)
}
