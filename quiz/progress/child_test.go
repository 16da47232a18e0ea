package progress

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// role is the variable by which a test starts this binary again as another
// process: one that appends until it is killed, or that is short of something.
const role = "SKYLAB_PROGRESS_TEST_ROLE"

// roles are what such a process does in a folder; it prints to standard
// output.
var roles = map[string]func(dir string) error{"append": appendForEver, "some": appendSome}

func TestMain(m *testing.M) {
	if name := os.Getenv(role); name != "" {
		if err := roles[name](os.Args[len(os.Args)-1]); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// another is this test binary in a role.
func another(t testing.TB, name, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, dir)
	cmd.Env = append(os.Environ(), role+"="+name)
	cmd.Stderr = os.Stderr
	return cmd
}

// appendForEver says each number as soon as Append has returned it.
func appendForEver(dir string) error {
	s, err := Open(dir, fixed)
	if err != nil {
		return err
	}
	for {
		r, err := s.Append(answer("q", 0, true))
		if err != nil {
			return err
		}
		fmt.Println(r.Seq, r.ID)
	}
}

const some = 25

// appendSome waits for a line of input, so that several start together.
func appendSome(dir string) error {
	bufio.NewReader(os.Stdin).ReadString('\n')
	s, err := Open(dir, fixed)
	if err != nil {
		return err
	}
	for range some {
		r, err := s.Append(answer("q", 0, true))
		if err != nil {
			return err
		}
		fmt.Println(r.Seq, r.ID)
	}
	return s.Close()
}
