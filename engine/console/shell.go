package console

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// shell carries out a parsed line. Each method takes what to do next as a
// function, because any command may have to wait for virtual time; only one
// command of a line waits at a time.
type shell struct {
	s   *Session
	run *Run
}

// list runs the links of a chain one after the other.
func (sh *shell) list(c chain, out, err io.Writer, done func(int)) {
	sh.link(c, 0, 0, out, err, done)
}

func (sh *shell) link(c chain, i, status int, out, err io.Writer, done func(int)) {
	for i < len(c) && (c[i].join == "&&" && status != 0 || c[i].join == "||" && status == 0) {
		i++
	}
	if i >= len(c) {
		done(status)
		return
	}
	sh.pipeline(c[i].pipe, out, err, func(status int) {
		sh.s.status = status
		if sh.run.Exit {
			done(status)
			return
		}
		sh.link(c, i+1, status, out, err, done)
	})
}

// pipeline expands all stages, chains the filters behind the first command and
// runs that. The status is the last stage's, as in a shell.
func (sh *shell) pipeline(stages []command, out, err io.Writer, done func(int)) {
	sh.expandAll(stages, 0, nil, err, func(args [][]string) {
		tail := []*filter{}
		sink := out
		for i := len(stages) - 1; i > 0; i-- {
			o, e, files, werr := sh.redirects(stages[i], sink, err)
			if werr != "" {
				fmt.Fprintf(err, "skylab: %s\n", werr)
				done(1)
				return
			}
			f, status, ferr := newFilter(args[i], o, e)
			if ferr != "" {
				fmt.Fprintf(err, "skylab: %s\n", ferr)
				done(status)
				return
			}
			f.files = files
			tail = append([]*filter{f}, tail...)
			sink = f
		}
		sh.first(stages[0], args[0], sink, err, func(status int) {
			for _, f := range tail {
				status = f.close()
				sh.flush(f.files, err)
			}
			done(status)
		})
	})
}

// first runs a pipeline's first command, with its redirections.
func (sh *shell) first(c command, args []string, out, err io.Writer, done func(int)) {
	o, e, files, bad := sh.redirects(c, out, err)
	if bad != "" {
		fmt.Fprintf(err, "skylab: %s\n", bad)
		done(1)
		return
	}
	end := func(status int) {
		if sh.flush(files, err) {
			status = 1
		}
		done(status)
	}
	status := 0 // of assignments alone: that of the last $( ) in them
	for _, w := range c.words {
		if w.runs() {
			status = sh.s.status
		}
	}
	for len(args) > 0 {
		name, value, is := strings.Cut(args[0], "=")
		if !is || !isName(name) || !assignment(c.words[0]) {
			break
		}
		sh.s.vars[name] = value
		args, c.words = args[1:], c.words[1:]
	}
	if len(args) == 0 {
		end(status)
		return
	}
	p := &proc{s: sh.s, run: sh.run, args: args, out: o, err: e, done: end}
	p.start()
}

// assignment tells whether a word began as NAME= and not as an expansion.
func assignment(w word) bool {
	if len(w) == 0 || w[0].kind != 't' || w[0].quoted {
		return false
	}
	name, _, is := strings.Cut(w[0].text, "=")
	return is && isName(name)
}

// target is a file that a stream goes to; it is written when the command ends.
type target struct {
	path string
	add  bool
	buf  *bytes.Buffer
}

func (sh *shell) redirects(c command, out, err io.Writer) (o, e io.Writer, files []target, bad string) {
	o, e = out, err
	for _, r := range c.output {
		if r.same {
			e = o
			continue
		}
		path := sh.plain(r.to)
		if path == "" {
			return o, e, nil, "a file name after > must be plain text"
		}
		w := io.Writer(io.Discard)
		if path != "/dev/null" {
			t := target{path, r.add, &bytes.Buffer{}}
			files, w = append(files, t), t.buf
		}
		if r.stream&1 != 0 {
			o = w
		}
		if r.stream&2 != 0 {
			e = w
		}
	}
	return o, e, files, ""
}

// flush writes the redirected streams to their files; it reports a failure.
func (sh *shell) flush(files []target, err io.Writer) (failed bool) {
	for _, t := range files {
		data := t.buf.Bytes()
		if t.add {
			if old, rerr := sh.s.files.ReadFile(t.path); rerr == nil {
				data = append(append([]byte(nil), old...), data...)
			}
		}
		if werr := sh.s.files.WriteFile(t.path, data); werr != nil {
			fmt.Fprintf(err, "skylab: %s: %s\n", t.path, why(werr))
			failed = true
		}
	}
	return failed
}
