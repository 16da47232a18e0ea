package shell

import (
	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"
)

// arithmetic is the value of an expression, as in (( )).
func (s *Shell) arithmetic(x syntax.ArithmExpr, io streams, then func(n int, ok bool)) {
	s.substitute([]syntax.Node{x}, io, func(a answers) {
		n, err := expand.Arithm(s.config(a, io), x)
		then(n, s.expanded(err, io))
	})
}

// maybe is the value of an expression that may be missing, and counts as empty
// then.
func (s *Shell) maybe(x syntax.ArithmExpr, empty int, io streams, then func(n int, ok bool)) {
	if x == nil {
		then(empty, true)
		return
	}
	s.arithmetic(x, io, then)
}

// counted runs the body of for ((init; condition; post)) as long as the
// condition is not 0.
func (s *Shell) counted(c *syntax.CStyleLoop, body []*syntax.Stmt, io streams, then func()) {
	s.maybe(c.Cond, 1, io, func(n int, ok bool) {
		if !ok || n == 0 || s.expired(io) {
			then()
			return
		}
		s.all(body, io, func() {
			if s.left() {
				then()
				return
			}
			s.maybe(c.Post, 1, io, func(_ int, ok bool) {
				if !ok {
					then()
					return
				}
				s.counted(c, body, io, then)
			})
		})
	})
}
