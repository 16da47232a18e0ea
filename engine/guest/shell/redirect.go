package shell

import (
	"fmt"
	"io"
	"path"

	"mvdan.cc/sh/v3/syntax"
)

// Path is a path as the shell means it: absolute.
func (s *Shell) Path(name string) string {
	if path.IsAbs(name) {
		return path.Clean(name)
	}
	return path.Join(s.Dir, name)
}

// redirect opens what a statement reads and writes; finish writes its files.
func (s *Shell) redirect(list []*syntax.Redirect, from streams, then func(to streams, finish func(), ok bool)) {
	if len(list) == 0 {
		then(from, func() {}, true)
		return
	}
	r := list[0]
	word := r.Word
	if r.Hdoc != nil {
		word = r.Hdoc
	}
	s.literal(word, from, func(text string, ok bool) {
		if !ok {
			then(from, nil, false)
			return
		}
		to, close, err := s.open(r, text, from)
		if err != nil {
			fmt.Fprintf(from.err, "bash: %v\n", err)
			then(from, nil, false)
			return
		}
		s.redirect(list[1:], to, func(to streams, finish func(), ok bool) {
			then(to, func() { finish(); close() }, ok)
		})
	})
}

// open is the streams with one redirection, and what is to do at its end.
func (s *Shell) open(r *syntax.Redirect, text string, from streams) (streams, func(), error) {
	fd := ""
	if r.N != nil {
		fd = r.N.Value
	}
	nothing := func() {}
	switch r.Op {
	case syntax.Hdoc, syntax.DashHdoc:
		data := []byte(text)
		from.in = &data
		return from, nothing, nil
	case syntax.WordHdoc:
		data := []byte(text + "\n")
		from.in = &data
		return from, nothing, nil
	case syntax.RdrIn:
		if s.Path(text) == "/dev/null" {
			from.in = new([]byte)
			return from, nothing, nil
		}
		data, err := s.sys.ReadFile(s.Path(text))
		from.in = &data
		return from, nothing, err
	case syntax.DplOut:
		if fd == "2" && text == "1" {
			from.err = from.out
		} else if (fd == "" || fd == "1") && text == "2" {
			from.out = from.err
		}
		return from, nothing, nil
	case syntax.RdrOut, syntax.RdrClob, syntax.AppOut, syntax.RdrAll, syntax.AppAll:
		w, close, err := s.create(s.Path(text), r.Op == syntax.AppOut || r.Op == syntax.AppAll, from)
		if both := r.Op == syntax.RdrAll || r.Op == syntax.AppAll; both || fd == "2" {
			from.err = w
		}
		if fd != "2" {
			from.out = w
		}
		return from, close, err
	}
	return from, nothing, fmt.Errorf("skylab's shell does not redirect by %s", r.Op)
}

// create is a file to write to: what is written is in it at once, also what a
// program in the background writes when the script has long gone on.
func (s *Shell) create(name string, more bool, from streams) (io.Writer, func(), error) {
	switch name {
	case "/dev/null":
		return io.Discard, func() {}, nil
	case "/dev/stdout":
		return from.out, func() {}, nil
	case "/dev/stderr":
		return from.err, func() {}, nil
	}
	open := s.sys.WriteFile
	if more {
		open = s.sys.AppendFile
	}
	if err := open(name, nil); err != nil {
		return nil, nil, err
	}
	f := &file{s.sys, name, nil}
	return f, func() {
		if f.failed != nil {
			fmt.Fprintf(from.err, "bash: %v\n", f.failed)
			s.Status = 1
		}
	}, nil
}

// file is where output goes.
type file struct {
	sys    System
	name   string
	failed error // of the first write that did
}

// Write adds to the file. What is lost is told when the command is over.
func (f *file) Write(data []byte) (int, error) {
	if err := f.sys.AppendFile(f.name, data); err != nil && f.failed == nil {
		f.failed = err
	}
	return len(data), nil
}
