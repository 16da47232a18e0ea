// Command skylab is a terminal course on AWS compute with a cloud inside.
//
// It wires content → lessons → engine → ui, and holds what touches the host:
// flags, files, the clock, and the watchdog around learners' programs.
package main

import (
	"fmt"
	"os"
)

// version is set by the release build.
var version = "dev"

func main() {
	os.Exit(run(os.Args[1:], host{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}))
}

// run is main with the host handed in; it returns the exit status.
func run(args []string, h host) int {
	cmd := root(h)
	cmd.SetArgs(args)
	err := cmd.Execute()
	if err == nil {
		return 0
	}
	if s, ok := err.(status); ok {
		return int(s)
	}
	fmt.Fprintf(h.stderr, "skylab: %v\n", err)
	return 1
}

// status is an exit status whose reason has already been printed.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }
