package main

import "fmt"

// Exit statuses of skylab itself; `skylab console` has those of the commands
// it ran as well. They are part of what --help promises.
const (
	statusFailed      = 1
	statusUsage       = 2   // the command line was wrong; nothing was done
	statusInterrupted = 130 // ctrl+c, as shells count it: 128 + SIGINT
	statusPipe        = 141 // whoever read the output left: 128 + SIGPIPE
)

// status is an exit status whose reason has already been printed.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// usageError is a wrong command line.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }
