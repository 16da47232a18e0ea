package main

import (
	"io"
	"os"

	"github.com/mattn/go-isatty"
)

// host is what the program sees of the machine it runs on.
type host struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	// out is stdout for all that is printed; stdout itself is for the screen.
	out    io.Writer
	getenv func(string) string
}

// terminal tells whether the stream is a terminal that a person looks at.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}
