package shell

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"bytes"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"
)

// answers are what command substitutions have printed.
type answers map[*syntax.CmdSubst]string

// substitute runs the commands in nodes, one after the other, before anything
// is expanded: they may take a while.
func (s *Shell) substitute(nodes []syntax.Node, io streams, then func(answers)) {
	var found []*syntax.CmdSubst
	for _, n := range nodes {
		syntax.Walk(n, func(n syntax.Node) bool {
			c, is := n.(*syntax.CmdSubst)
			if is {
				found = append(found, c)
			}
			return !is
		})
	}
	got := answers{}
	var next func()
	next = func() {
		if len(got) == len(found) {
			then(got)
			return
		}
		c, sub := found[len(got)], s.sub()
		var out bytes.Buffer
		sub.all(c.Stmts, streams{io.in, &out, io.err}, func() {
			s.Status, got[c] = sub.Status, out.String()
			next()
		})
	}
	next()
}

// fields are words after all expansions.
func (s *Shell) fields(words []*syntax.Word, io streams, then func(fields []string, ok bool)) {
	s.substitute(nodes(words), io, func(a answers) {
		out, err := expand.Fields(s.config(a, io), words...)
		s.charge(out)
		then(out, s.expanded(err, io))
	})
}

// literal is a word as one text.
func (s *Shell) literal(word *syntax.Word, io streams, then func(text string, ok bool)) {
	if word == nil {
		then("", true)
		return
	}
	s.substitute([]syntax.Node{word}, io, func(a answers) {
		out, err := expand.Literal(s.config(a, io), word)
		then(out, s.expanded(err, io))
	})
}

// expanded says what was wrong with an expansion, which ends a script.
func (s *Shell) expanded(err error, io streams) bool {
	if err == nil {
		return true
	}
	fmt.Fprintf(io.err, "bash: %v\n", err)
	s.Exit(1)
	return false
}

// mostBytes bounds a variable, so that a script that doubles one over and over
// does not fill the host. The words of braces the library bounds.
const mostBytes = 1 << 20

// charge counts words that are many or long as more than one step of a script.
func (s *Shell) charge(words []string) {
	bytes := 0
	for _, w := range words {
		bytes += len(w)
	}
	*s.steps += len(words)/16 + bytes/1024
}

func nodes(words []*syntax.Word) (out []syntax.Node) {
	for _, w := range words {
		out = append(out, w)
	}
	return out
}

// assign sets variables.
func (s *Shell) assign(list []*syntax.Assign, io streams, exported bool, then func()) {
	if len(list) == 0 {
		then()
		return
	}
	a := list[0]
	if a.Index != nil || a.Array != nil {
		s.beyond(io, "arrays", then)
		return
	}
	s.literal(a.Value, io, func(v string, ok bool) {
		if !ok {
			then()
			return
		}
		if a.Append {
			v = s.Env[a.Name.Value] + v
		}
		if len(v) > mostBytes {
			s.expanded(fmt.Errorf("%s: a variable holds up to %d bytes here", a.Name.Value, mostBytes), io)
			then()
			return
		}
		s.set(a.Name.Value, v)
		if exported {
			s.Exported[a.Name.Value] = true
		}
		s.assign(list[1:], io, exported, then)
	})
}

func (s *Shell) set(name, value string) { s.Env[name] = value }

// writer is what the library writes to.
type writer = io.Writer

// config is how words are expanded now; what cannot be is told to io.
func (s *Shell) config(a answers, io streams) *expand.Config {
	return &expand.Config{Env: variables{s}, NoUnset: s.unset,
		CmdSubst: func(w writer, c *syntax.CmdSubst) error {
			text, ok := a[c]
			if !ok {
				return fmt.Errorf("skylab's shell does not run a command here")
			}
			_, err := w.Write([]byte(text))
			return err
		},
		ProcSubst: func(p *syntax.ProcSubst) (string, error) {
			if p.Op != syntax.CmdOut {
				return "", fmt.Errorf("skylab's shell does not run <( )")
			}
			fmt.Fprintln(io.err, "bash: skylab's shell does not run >( ): the output goes on as without it")
			return "/dev/stdout", nil
		},
		ReadDir2: func(folder string) ([]fs.DirEntry, error) {
			if !path.IsAbs(folder) {
				folder = path.Join(s.Dir, folder)
			}
			var out []fs.DirEntry
			for _, name := range s.sys.List(folder) {
				out = append(out, entry(name))
			}
			return out, nil
		}}
}

// entry is a name in a folder, for patterns.
type entry string

func (e entry) Name() string               { return string(e) }
func (e entry) IsDir() bool                { return false }
func (e entry) Type() fs.FileMode          { return 0 }
func (e entry) Info() (fs.FileInfo, error) { return nil, fs.ErrNotExist }

// variables are the shell's as the library wants them.
type variables struct{ s *Shell }

func (v variables) Get(name string) expand.Variable {
	text := func(t string) expand.Variable { return expand.Variable{Set: true, Kind: expand.String, Str: t} }
	args := v.s.Args
	if user, is := strings.CutPrefix(name, "HOME "); is {
		return text("/home/" + user) // never the host's
	}
	switch name {
	case "?":
		return text(strconv.Itoa(v.s.Status))
	case "#":
		return text(strconv.Itoa(len(args) - 1))
	case "$":
		return text("1")
	case "@", "*":
		return expand.Variable{Set: true, Kind: expand.Indexed, List: args[1:]}
	case "PWD":
		return text(v.s.Dir)
	}
	if n, err := strconv.Atoi(name); err == nil {
		if n < len(args) {
			return text(args[n])
		}
		return expand.Variable{}
	}
	if value, is := v.s.Env[name]; is {
		return text(value)
	}
	return expand.Variable{}
}

// Set is for ${x:=y} and the like.
func (v variables) Set(name string, value expand.Variable) error {
	v.s.set(name, value.String())
	return nil
}

func (v variables) Each(f func(string, expand.Variable) bool) {
	for _, name := range slices.Sorted(maps.Keys(v.s.Env)) {
		if !f(name, v.Get(name)) {
			return
		}
	}
}
