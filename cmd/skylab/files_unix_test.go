//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/console"
)

// TestWhatIsNoFileIsNotWaitedFor holds that no command reads a device that
// never ends, or waits for somebody at the other end of a pipe.
func TestWhatIsNoFileIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no pipes here: %v", err)
	}
	s := console.New(engine.New(engine.Config{Seed: 1}), disk{})
	for _, c := range []struct {
		line, want string
		status     int
	}{
		{"cat /dev/zero", "is a device or a pipe; only files are read", 1},
		{"cat " + pipe, "is a device or a pipe; only files are read", 1},
		{"cat /dev/null", "", 0},
		{"show " + pipe, "is a device or a pipe; only files are read", 1},
		{"aws s3 cp " + pipe + " s3://uploads/x", "is a device or a pipe; only files are read", 255},
		{"aws sns publish --topic-arn a --message file://" + pipe, "is a device or a pipe; only files are read", 252},
		{"traffic start a --shape replay:/dev/zero --url https://nobody.example/", "is a device or a pipe; only files are read", 2},
		{"echo a > " + pipe, "no such device or address", 1},
		{"echo a > /dev/null", "", 0},
	} {
		r := s.Exec(c.line, time.Hour)
		if got := string(r.Stderr); r.Status != c.status || !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %d %q, want %d %q", c.line, r.Status, got, c.status, c.want)
		}
	}
}

// TestEndlessFilesAreRefused: what is named on skylab's own command line may be
// a pipe, as <(…) makes one, but it has to end.
func TestEndlessFilesAreRefused(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("no /dev/zero here")
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{"/dev/zero: has more than 1048576 bytes", []string{"simulate", "/dev/zero"}},
		{"line 1 is longer than 1024 KB", []string{"simulate", "lambda", "--warm", "1s", "--arrivals", "/dev/zero"}},
	} {
		if _, errs, status := inProcess("", c.args...); status == 0 || !strings.Contains(errs, c.want) {
			t.Errorf("%v: %d %q, want %q", c.args, status, errs, c.want)
		}
	}
	if data, err := readFile("/dev/zero", 10); err == nil || err.Error() != "has more than 10 bytes" {
		t.Errorf("read %d bytes, %v", len(data), err)
	}
}
