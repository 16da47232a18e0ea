package shell

import (
	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/pattern"
	"mvdan.cc/sh/v3/syntax"

	"regexp"
)

// condition runs statements whose failure is an answer, not an end.
func (s *Shell) condition(list []*syntax.Stmt, io streams, then func(yes bool)) {
	s.tested++
	s.all(list, io, func() { s.tested--; then(s.Status == 0) })
}

func (s *Shell) ifClause(c *syntax.IfClause, io streams, then func()) {
	if len(c.Cond) == 0 { // else
		s.all(c.Then, io, then)
		return
	}
	s.condition(c.Cond, io, func(yes bool) {
		switch {
		case s.stopped():
			then()
		case yes:
			s.all(c.Then, io, then)
		case c.Else != nil:
			s.ifClause(c.Else, io, then)
		default:
			s.Status = 0
			then()
		}
	})
}

func (s *Shell) while(c *syntax.WhileClause, io streams, then func()) {
	s.condition(c.Cond, io, func(yes bool) {
		if s.stopped() || yes == c.Until {
			s.left()
			if !s.exited {
				s.Status = 0
			}
			then()
			return
		}
		s.all(c.Do, io, func() {
			if s.left() || s.expired(io) {
				then()
				return
			}
			s.while(c, io, then)
		})
	})
}

// left tells whether a loop ends at the end of its body, by break or exit.
func (s *Shell) left() bool {
	s.skipping = false
	if s.breaking > 0 {
		s.breaking--
		return true
	}
	return s.exited
}

func (s *Shell) forClause(c *syntax.ForClause, io streams, then func()) {
	if loop, is := c.Loop.(*syntax.CStyleLoop); is {
		s.maybe(loop.Init, 1, io, func(int, bool) { s.counted(loop, c.Do, io, then) })
		return
	}
	loop, is := c.Loop.(*syntax.WordIter)
	if !is || c.Select {
		s.beyond(io, "this kind of for", then)
		return
	}
	each := func(items []string) {
		var next func(rest []string)
		next = func(rest []string) {
			if len(rest) == 0 || s.expired(io) {
				then()
				return
			}
			s.set(loop.Name.Value, rest[0])
			s.all(c.Do, io, func() {
				if s.left() {
					then()
					return
				}
				next(rest[1:])
			})
		}
		next(items)
	}
	if !loop.InPos.IsValid() {
		each(s.Args[1:])
		return
	}
	s.fields(loop.Items, io, func(items []string, ok bool) {
		if !ok {
			then()
			return
		}
		s.Status = 0
		each(items)
	})
}

func (s *Shell) caseClause(c *syntax.CaseClause, io streams, then func()) {
	s.literal(c.Word, io, func(word string, ok bool) {
		if !ok {
			then()
			return
		}
		for _, item := range c.Items {
			for _, p := range item.Patterns {
				if s.matches(p, word, io) {
					s.all(item.Stmts, io, then)
					return
				}
			}
		}
		s.Status = 0
		then()
	})
}

// matches tells whether text has a pattern's form; a pattern with a command in
// it has none.
func (s *Shell) matches(p *syntax.Word, text string, io streams) bool {
	glob, err := expand.Pattern(s.config(nil, io), p)
	if err != nil {
		return false
	}
	expr, err := pattern.Regexp(glob, pattern.EntireString)
	if err != nil {
		return false
	}
	re, err := regexp.Compile(expr)
	return err == nil && re.MatchString(text)
}

// declare runs export, local, readonly and declare of plain variables.
func (s *Shell) declare(c *syntax.DeclClause, io streams, then func()) {
	var plain []*syntax.Assign
	for _, a := range c.Args {
		if a.Name == nil {
			continue // an option such as -x
		}
		if c.Variant.Value == "export" {
			s.Exported[a.Name.Value] = true
		}
		if !a.Naked {
			plain = append(plain, a)
		}
	}
	s.Status = 0
	s.assign(plain, io, false, then)
}
