package shell

import (
	"regexp"
	"strconv"

	"mvdan.cc/sh/v3/syntax"
)

// test judges what stands in [[ ]].
func (s *Shell) test(x syntax.TestExpr, io streams, then func(yes bool)) {
	switch x := x.(type) {
	case *syntax.ParenTest:
		s.test(x.X, io, then)
	case *syntax.Word:
		s.literal(x, io, func(t string, _ bool) { then(t != "") })
	case *syntax.UnaryTest:
		if x.Op == syntax.TsNot {
			s.test(x.X, io, func(yes bool) { then(!yes) })
			return
		}
		s.operand(x.X, io, func(t string) { then(s.unary(x.Op.String(), t)) })
	case *syntax.BinaryTest:
		switch x.Op {
		case syntax.AndTest, syntax.OrTest:
			s.test(x.X, io, func(yes bool) {
				if yes != (x.Op == syntax.AndTest) {
					then(yes)
					return
				}
				s.test(x.Y, io, then)
			})
			return
		}
		s.operand(x.X, io, func(left string) {
			if right, is := x.Y.(*syntax.Word); is && (x.Op == syntax.TsMatchShort || x.Op == syntax.TsMatch || x.Op == syntax.TsNoMatch) {
				then(s.matches(right, left, io) == (x.Op != syntax.TsNoMatch))
				return
			}
			s.operand(x.Y, io, func(right string) { then(binary(left, x.Op.String(), right)) })
		})
	default:
		then(false)
	}
}

func (s *Shell) operand(x syntax.TestExpr, io streams, then func(string)) {
	w, is := x.(*syntax.Word)
	if !is {
		then("")
		return
	}
	s.literal(w, io, func(t string, _ bool) { then(t) })
}

// unary judges "-f x" and the like, also for [ ].
func (s *Shell) unary(op, x string) bool {
	data, err := s.sys.ReadFile(s.Path(x))
	folder := s.sys.List(s.Path(x)) != nil
	switch op {
	case "-n":
		return x != ""
	case "-z":
		return x == ""
	case "-e", "-a":
		return err == nil || folder
	case "-f", "-r", "-w", "-x":
		return err == nil
	case "-d":
		return folder
	case "-s":
		return len(data) > 0
	}
	return false
}

// binary judges "x = y" and the like.
func binary(x, op, y string) bool {
	switch op {
	case "=", "==":
		return x == y
	case "!=":
		return x != y
	case "<":
		return x < y
	case ">":
		return x > y
	case "=~":
		re, err := regexp.Compile(y)
		return err == nil && re.MatchString(x)
	}
	a, _ := strconv.Atoi(x) // bash counts what is no number as 0 in [[ ]]
	b, _ := strconv.Atoi(y)
	switch op {
	case "-eq":
		return a == b
	case "-ne":
		return a != b
	case "-lt":
		return a < b
	case "-le":
		return a <= b
	case "-gt":
		return a > b
	case "-ge":
		return a >= b
	}
	return false
}
