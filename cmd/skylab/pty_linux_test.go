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

// readUntil reads the screen until a text is on it, escape sequences left out,
// and returns all that came. The deadline is only for a program that hangs.
func readUntil(t testing.TB, person *os.File, text string) string {
	t.Helper()
	var seen []byte
	buf := make([]byte, 1<<16)
	person.SetReadDeadline(time.Now().Add(20 * time.Second))
	for {
		if plain := ansi.Strip(string(seen)); strings.Contains(plain, text) {
			return plain
		}
		n, err := person.Read(buf)
		if seen = append(seen, buf[:n]...); err != nil {
			t.Fatalf("waiting for %q: %v after %q", text, err, seen)
		}
	}
}

// onTerminal makes the terminal the command's.
func onTerminal(cmd *exec.Cmd, program *os.File) {
	cmd.Stdin, cmd.Stdout, cmd.Stderr = program, program, program
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
}
