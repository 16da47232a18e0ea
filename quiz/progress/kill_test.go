package progress

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// TestKilled kills a process (SIGKILL) that appends and says so, again and
// again, after more and more records on the same file. What it said must be
// there.
func TestKilled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "skylab")
	said := map[string]bool{}
	for _, after := range []int{0, 1, 2, 3, 7, 20, 60} {
		cmd := another(t, "append", dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for n := 0; n < after && lines.Scan(); n++ {
			said[lines.Text()] = true
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // said before it died; so short a line is written whole or not at all
			said[lines.Text()] = true
		}
		cmd.Wait()

		s, err := Open(dir, fixed)
		if err != nil {
			t.Fatalf("after a kill at %d: %v", after, err)
		}
		if n := s.Notices(); len(n) > 0 {
			t.Errorf("after a kill at %d: %q", after, n)
		}
		there := map[string]bool{}
		for _, r := range s.All() {
			there[fmt.Sprint(r.Seq, " ", r.ID)] = true
		}
		for line := range said {
			if !there[line] {
				t.Errorf("after a kill at %d: %s was confirmed and is gone", after, line)
			}
		}
		s.Close()
	}
	if len(said) < 93 {
		t.Errorf("only %d records were confirmed: the test killed too early to mean anything", len(said))
	}
}

// TestSeveralProcessesAtOnce lets several start on a file that does not exist
// yet, and on one that all find damaged.
func TestSeveralProcessesAtOnce(t *testing.T) {
	t.Run("new", func(t *testing.T) { severalAtOnce(t, filepath.Join(t.TempDir(), "skylab"), 0) })
	t.Run("damaged", func(t *testing.T) {
		dir, _ := filled(t, 40, 100)
		spoil(t, dir, func(b []byte) []byte {
			b[bytes.LastIndex(b, []byte(`"correct":true`))+11] = 'b'
			return b
		})
		severalAtOnce(t, dir, 39)
	})
}

func severalAtOnce(t *testing.T, dir string, before int) {
	const processes = 4
	var outs [processes]bytes.Buffer
	var waits []func() error
	var starts []io.WriteCloser
	for i := range processes {
		cmd := another(t, "some", dir)
		cmd.Stdout = &outs[i]
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		starts, waits = append(starts, in), append(waits, cmd.Wait)
	}
	for _, in := range starts {
		fmt.Fprintln(in)
	}
	for i, wait := range waits {
		if err := wait(); err != nil {
			t.Errorf("process %d: %v: %s", i, err, outs[i].String())
		}
	}
	s := reopened(t, dir)
	there := map[string]bool{}
	for _, r := range s.All() {
		there[fmt.Sprint(r.Seq, " ", r.ID)] = true
	}
	if want := before + processes*some; len(there) != want {
		t.Errorf("%d records, want %d", len(there), want)
	}
	for i := range outs {
		for line := range strings.Lines(outs[i].String()) {
			if !there[strings.TrimSpace(line)] {
				t.Errorf("process %d was told that %q is saved, and it is not", i, line)
			}
		}
	}
}
