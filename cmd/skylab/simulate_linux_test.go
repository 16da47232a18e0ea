package main

import (
	"bytes"
	"io"
	"strings"
	"syscall"
	"testing"
)

// endless is a simulation that takes hours.
var endless = []string{"simulate", "lambda", "--rate", "1000", "--warm", "exp:1s", "--for", "100000000s"}

// TestSimulateProgress holds that a long simulation shows how far it is on a
// terminal, and that ctrl+c ends it with what it knows.
func TestSimulateProgress(t *testing.T) {
	for _, env := range []string{"NO_COLOR=", "NO_COLOR=1"} {
		t.Run(env, func(t *testing.T) {
			person, program := openTerminal(t, 80, 24)
			cmd := skylab(t, endless...)
			cmd.Env = append(cmd.Env, "TERM=xterm-256color", env)
			onTerminal(cmd, program)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			w := &watcher{person: person}
			w.until(t, " % ")
			w.until(t, " requests  ")
			if _, err := io.WriteString(person, "\x03"); err != nil {
				t.Fatal(err)
			}
			w.until(t, "95 % confidence interval")
			w.until(t, "Environments over time")
			w.until(t, "skylab: interrupted; the result is partial: ")
			cmd.Wait()
			if code := cmd.ProcessState.ExitCode(); code != statusInterrupted {
				t.Errorf("exit status %d, want %d", code, statusInterrupted)
			}
			colored := bytes.Contains(w.raw, []byte("\x1b[36m"))
			if colored != strings.HasSuffix(env, "=") {
				t.Errorf("%s: colours are %v", env, colored)
			}
			// The bar's line is cleared before the table, and nothing of the
			// terminal was changed that had to be put back.
			bar, table, _ := bytes.Cut(w.raw, []byte("function "))
			if !bytes.HasSuffix(bytes.TrimRight(bar, " "), []byte("\r\x1b[K")) || bytes.Contains(w.raw, []byte("\x1b[?")) || bytes.Contains(table, []byte("\x1b")) {
				t.Errorf("around the bar there is %q", w.raw)
			}
		})
	}
}

// TestSimulateInterrupted holds that an interrupted simulation whose output is
// a pipe prints a whole result that says it is partial.
func TestSimulateInterrupted(t *testing.T) {
	person, program := openTerminal(t, 80, 24)
	cmd := skylab(t, append(endless, "--output", "json")...)
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, program
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := &watcher{person: person}
	w.until(t, " requests  ") // it runs
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	w.until(t, "skylab: interrupted; the result is partial: ")
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != statusInterrupted {
		t.Errorf("exit status %d, want %d", code, statusInterrupted)
	}
	if !strings.Contains(out.String(), `"complete": false`) || !strings.HasSuffix(out.String(), "}\n") || strings.Contains(out.String(), "\x1b") {
		t.Errorf("the result is %q", out.String())
	}
}

// TestSimulateShortRunsInterrupted holds that ctrl+c ends a simulation of very
// many runs, each of them over before anything is looked at.
func TestSimulateShortRunsInterrupted(t *testing.T) {
	person, program := openTerminal(t, 80, 24)
	cmd := skylab(t, "simulate", "lambda", "--rate", "1", "--warm", "1s", "--for", "10m", "--runs", "10000")
	onTerminal(cmd, program)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := &watcher{person: person}
	w.until(t, " requests  ") // it runs
	if _, err := io.WriteString(person, "\x03"); err != nil {
		t.Fatal(err)
	}
	w.until(t, "skylab: interrupted; the result is partial: ")
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != statusInterrupted {
		t.Errorf("exit status %d, want %d", code, statusInterrupted)
	}
}
