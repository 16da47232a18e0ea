package shell

import (
	"bytes"
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
		from.in = []byte(text)
		return from, nothing, nil
	case syntax.WordHdoc:
		from.in = []byte(text + "\n")
		return from, nothing, nil
	case syntax.RdrIn:
		data, err := s.sys.ReadFile(s.Path(text))
		from.in = data
		return from, nothing, err
	case syntax.DplOut:
		if fd == "2" && text == "1" {
			from.err = from.out
		} else if (fd == "" || fd == "1") && text == "2" {
			from.out = from.err
		}
		return from, nothing, nil
	case syntax.RdrOut, syntax.RdrClob, syntax.AppOut, syntax.RdrAll, syntax.AppAll:
		w, close, err := s.create(s.Path(text), r.Op == syntax.AppOut || r.Op == syntax.AppAll, from.err)
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

// create is a file to write to, which is there at once and whole when closed.
func (s *Shell) create(name string, more bool, errors io.Writer) (io.Writer, func(), error) {
	if name == "/dev/null" {
		return io.Discard, func() {}, nil
	}
	var b bytes.Buffer
	if more {
		if before, err := s.sys.ReadFile(name); err == nil {
			b.Write(before)
		}
	}
	if err := s.sys.WriteFile(name, b.Bytes()); err != nil {
		return nil, nil, err
	}
	return &b, func() {
		if err := s.sys.WriteFile(name, b.Bytes()); err != nil {
			fmt.Fprintf(errors, "bash: %v\n", err)
			s.Status = 1
		}
	}, nil
}
