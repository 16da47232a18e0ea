package main

import (
	"errors"
	"fmt"
	"io"
	"syscall"
)

// output is standard output. It remembers the first error, so that a full disk
// is told even where the many small writes before it were not looked at.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(p)
	o.err = err
	return n, err
}

// status is the exit status for an output that failed. That nobody reads on is
// no error to be told: it is how `skylab read lambda | head` ends.
func (o *output) status(h host) int {
	if errors.Is(o.err, syscall.EPIPE) {
		return statusPipe
	}
	fmt.Fprintf(h.stderr, "skylab: standard output: %v\n", reason(o.err))
	return statusFailed
}
