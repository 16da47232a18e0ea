// Command skylab is a terminal course on AWS compute with a cloud inside.
//
// It wires content → lessons → engine → ui, and holds what touches the host:
// flags, files, the clock, signals, and the watchdog around learners' programs.
// It knows no AWS rule and draws no screen.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// A reader that leaves, as head does, is told apart from a failure by the
	// error of the write, not by a signal: a world that is to be saved still is.
	signal.Ignore(syscall.SIGPIPE)
	os.Exit(run(os.Args[1:], host{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}))
}

// run is main with the host handed in; it returns the exit status.
func run(args []string, h host) int {
	out := &output{w: h.stdout}
	h.out = out
	cmd := root(h)
	cmd.SetArgs(args)
	err := cmd.Execute()
	if out.err != nil && (err == nil || errors.Is(err, out.err)) {
		return out.status(h)
	}
	return exitStatus(err, h)
}

// exitStatus says on standard error what went wrong, if that has not been said.
func exitStatus(err error, h host) int {
	if err == nil {
		return 0
	}
	var s status
	if errors.As(err, &s) {
		return int(s)
	}
	fmt.Fprintf(h.stderr, "skylab: %v\n", err)
	var u usageError
	if errors.As(err, &u) {
		return statusUsage
	}
	return statusFailed
}
