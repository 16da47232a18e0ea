//go:build unix

package progress

import (
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func init() {
	roles["short"], roles["reader"] = appendWhenShort, openAsStranger
}

// appendWhenShort makes the system refuse to let files grow, as a full disk
// does, and later allows it again.
func appendWhenShort(dir string) error {
	signal.Ignore(syscall.SIGXFSZ)
	s, err := Open(dir, fixed)
	if err != nil {
		return err
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	roomy := limit
	wal, err := os.Stat(s.Path() + "-wal")
	if err != nil {
		return err
	}
	limit.Cur = uint64(wal.Size()) + 60_000
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	for range 100 {
		r, err := s.Append(answer("q", 0, true))
		if err != nil {
			fmt.Println("failed:", err)
			if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &roomy); err != nil {
				return err
			}
			r, err = s.Append(answer("q", 0, true))
			if err != nil {
				return err
			}
			fmt.Println("saved", r.ID)
			return s.Close()
		}
		fmt.Println("saved", r.ID)
	}
	return fmt.Errorf("the disk never filled up")
}

func TestDiskThatTakesNoMore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "skylab")
	out, err := another(t, "short", dir).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	there := map[string]bool{}
	for _, r := range reopened(t, dir).All() {
		there[r.ID] = true
	}
	saved, failed := 0, 0
	for line := range strings.Lines(string(out)) {
		id, ok := strings.CutPrefix(strings.TrimSpace(line), "saved ")
		switch {
		case ok && !there[id]:
			t.Errorf("%s was confirmed and is not there", id)
		case ok:
			saved++
		default:
			failed++
			if !strings.Contains(line, "may be full") {
				t.Errorf("the error does not say why: %s", line)
			}
		}
	}
	if failed != 1 || saved < 3 || saved != len(there) {
		t.Errorf("%d confirmed, %d failed, %d there:\n%s", saved, failed, len(there), out)
	}
}

// report is what openAsStranger found.
type report struct {
	OpenErr, AppendErr, Err string
	Notices                 []string
	Records                 int
}

// openAsStranger opens the record as somebody who may not write there: root
// becomes nobody first, others are refused by the modes of the files.
func openAsStranger(dir string) error {
	if os.Getuid() == 0 {
		const nobody = 65534
		if err := syscall.Setgid(nobody); err != nil {
			return err
		}
		if err := syscall.Setuid(nobody); err != nil {
			return err
		}
	}
	var rep report
	s, err := Open(dir, fixed)
	if err != nil {
		rep.OpenErr = err.Error()
	} else {
		_, err := s.Append(answer("q", 0, true))
		rep = report{AppendErr: fmt.Sprint(err), Err: fmt.Sprint(s.Err()), Notices: s.Notices(), Records: len(s.All())}
	}
	return json.NewEncoder(os.Stdout).Encode(rep)
}

func TestReadOnlyFolder(t *testing.T) {
	full, _ := filled(t, 5, 10)
	alive, _ := filled(t, 5, 10) // another skylab has it open: its log is not folded in yet
	other := reopened(t, alive)
	appended(t, other, answer("q", 1, true))
	empty := t.TempDir()
	for _, tt := range []struct {
		name, dir string
		records   int
		refused   bool
	}{
		{"with a record", full, 5, false},
		{"with a record in use", alive, 6, false},
		{"empty", empty, 0, true},
		{"cannot be made", filepath.Join(empty, "skylab"), 0, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rep := asStranger(t, tt.dir)
			if tt.refused {
				if !strings.Contains(rep.OpenErr, tt.dir) || !strings.Contains(rep.OpenErr, "--data") {
					t.Errorf("opening says %q: not where, or not what to do", rep.OpenErr)
				}
				return
			}
			if rep.OpenErr != "" || rep.Records != tt.records {
				t.Errorf("opened with %d records (%s), want %d", rep.Records, rep.OpenErr, tt.records)
			}
			if len(rep.Notices) != 1 || !strings.Contains(rep.Notices[0], "not kept") {
				t.Errorf("notices are %q, want one that answers are not kept", rep.Notices)
			}
			if !strings.Contains(rep.AppendErr, "--data") || rep.Err != rep.AppendErr {
				t.Errorf("appending says %q, Err %q", rep.AppendErr, rep.Err)
			}
		})
	}
}

// asStranger opens the folder from a process that may only read there.
func asStranger(t *testing.T, dir string) (rep report) {
	t.Helper()
	for d := filepath.Dir(dir); d != os.TempDir() && len(d) > 1; d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o555); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(d, 0o755) })
	}
	os.Chmod(dir, 0o555)
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	files, _ := filepath.Glob(filepath.Join(dir, Name+"*"))
	for _, f := range files {
		os.Chmod(f, 0o444)
	}
	cmd := another(t, "reader", dir)
	if os.Getuid() == 0 { // nobody must be able to run the test binary
		data, err := os.ReadFile(cmd.Path)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Path = filepath.Join(t.TempDir(), "progress.test")
		if err := os.WriteFile(cmd.Path, data, 0o755); err != nil {
			t.Fatal(err)
		}
		os.Chmod(filepath.Dir(filepath.Dir(cmd.Path)), 0o755)
	}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := json.Unmarshal(out, &rep); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return rep
}
