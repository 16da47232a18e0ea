package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/sys/unix"
)

// openTerminal is a new pseudo-terminal: what a program sees, and the other
// end, where a person would sit. It skips the test where there are none.
func openTerminal(t testing.TB, columns, rows uint16) (person, program *os.File) {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	person = os.NewFile(uintptr(fd), "ptmx") // not blocking, so that reads can have a deadline
	t.Cleanup(func() { person.Close() })
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: columns, Row: rows}); err != nil {
		t.Fatal(err)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { program.Close() })
	return person, program
}

// watcher reads what a program writes on a terminal.
type watcher struct {
	person *os.File
	raw    []byte
	read   int // bytes of the text, escape sequences left out, that were waited for
}

// until reads until a text comes. The deadline is only for a program that
// hangs.
func (w *watcher) until(t testing.TB, text string) {
	t.Helper()
	buf := make([]byte, 1<<16)
	w.person.SetReadDeadline(time.Now().Add(2 * time.Minute))
	for {
		plain := ansi.Strip(string(w.raw))
		if i := strings.Index(plain[min(w.read, len(plain)):], text); i >= 0 {
			w.read += i + len(text)
			return
		}
		n, err := w.person.Read(buf)
		if w.raw = append(w.raw, buf[:n]...); err != nil {
			t.Fatalf("waiting for %q: %v after %q", text, err, w.raw)
		}
	}
}

// onTerminal makes the terminal the command's.
func onTerminal(cmd *exec.Cmd, program *os.File) {
	cmd.Stdin, cmd.Stdout, cmd.Stderr = program, program, program
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
}
