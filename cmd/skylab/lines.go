package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"skylab/engine/console"
)

// Bounds of one command: its bytes (Lambda takes payloads of 6 MB), and the
// lines that it is spread over.
const (
	maxLine  = 16 << 20
	maxLines = 1000
)

// input is one command from standard input.
type input struct {
	text  string
	first int // number of its first line, from 1
	err   error
}

// lines reads commands from a stream. It reads on a goroutine of its own, as
// nothing else can leave a read for a signal.
type lines struct {
	in *bufio.Reader
	n  int
	c  chan input
}

func readLines(r io.Reader) *lines {
	l := &lines{in: bufio.NewReaderSize(r, 1<<16), c: make(chan input)}
	go func() {
		for {
			i := l.command()
			l.c <- i
			if i.err != nil {
				return
			}
		}
	}()
	return l
}

// command is the next command: a line, or several that belong together. The
// end is io.EOF.
func (l *lines) command() input {
	text, err := l.line()
	i := input{text: text, first: l.n, err: err}
	for i.err == nil && !comment(i.text) && console.Open(i.text) {
		more, err := l.line()
		if err != nil {
			i.err = err
			break
		}
		i.text += "\n" + more
		switch {
		case len(i.text) > maxLine:
			i.err = fmt.Errorf("line %d: the command is longer than %d MB", i.first, maxLine>>20)
		case l.n-i.first >= maxLines:
			i.err = fmt.Errorf("line %d: the command goes on for more than %d lines; is a quote not closed?", i.first, maxLines)
		}
	}
	if i.err == io.EOF && i.text != "" {
		i.err = nil // the next one is the end
	}
	return i
}

func (l *lines) line() (string, error) {
	l.n++
	var b strings.Builder
	for {
		part, err := l.in.ReadSlice('\n')
		b.Write(part)
		switch {
		case b.Len() > maxLine:
			return "", fmt.Errorf("line %d is longer than %d MB", l.n, maxLine>>20)
		case err == bufio.ErrBufferFull:
		case err == io.EOF && b.Len() > 0:
			return strings.TrimRight(b.String(), "\r\n"), nil
		default:
			return strings.TrimRight(b.String(), "\r\n"), err
		}
	}
}

// comment tells whether a line says nothing to the account.
func comment(line string) bool {
	t := strings.TrimSpace(line)
	return t == "" || t[0] == '#'
}
