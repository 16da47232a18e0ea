package main

import (
	"flag"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write what the stories print into them")

// asSkylab in the environment makes the test binary be the program.
const asSkylab = "SKYLAB_TEST_IS_SKYLAB"

func TestMain(m *testing.M) {
	if os.Getenv(asSkylab) != "" {
		main()
		return
	}
	testscript.Main(tidy{m}, map[string]func(){"skylab": main})
}

// tidy removes what the benchmarks built; testscript.Main does not come back.
type tidy struct{ m *testing.M }

func (t tidy) Run() int {
	defer removeBuild()
	return t.m.Run()
}

// TestScript runs the stories in testdata/script, one a file, with the real
// program. `go test ./cmd/skylab -update` writes what it prints into them.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("XDG_STATE_HOME", e.WorkDir+"/state")
			e.Setenv("TMPDIR", e.WorkDir+"/tmp")
			return os.Mkdir(e.WorkDir+"/tmp", 0o755)
		},
		Condition: func(name string) (bool, error) {
			return name == "root" && os.Getuid() == 0, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": runForStatus},
	})
}

// runForStatus is `status N command …`: exec that wants the exit status N.
func runForStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [args...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if exit, ok := err.(*exec.ExitError); ok {
		got = strconv.Itoa(exit.ExitCode())
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}
