package console

import (
	"slices"
	"strconv"
	"strings"
)

// ends is head and tail. As in GNU's, head -n -2 leaves out the last two lines
// and tail -n +2 begins with the second.
func (f *filter) ends(name string, args []string, print func([]byte)) (bad string) {
	count := "10"
	switch {
	case len(args) == 2 && args[0] == "-n":
		count = args[1]
	case len(args) == 1 && strings.HasPrefix(args[0], "-n"):
		count = args[0][len("-n"):]
	case len(args) == 1 && strings.HasPrefix(args[0], "-"):
		count = args[0][1:]
	case len(args) > 0:
		return "usage: … | " + name + " [-n LINES]"
	}
	digits, other := strings.CutPrefix(count, map[string]string{"head": "-", "tail": "+"}[name])
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil {
		return name + ": invalid number of lines: '" + count + "'"
	}
	switch {
	case name == "head" && other:
		f.butLast(int(n), print)
	case name == "head":
		f.first(int(n), print)
	case other:
		f.from(int(n), print)
	default:
		f.last(int(n), print)
	}
	return ""
}

// first passes n lines.
func (f *filter) first(n int, print func([]byte)) {
	f.line = func(line []byte) {
		if n > 0 {
			n--
			print(line)
		}
	}
}

// from passes all lines from the n-th on, the first being 1.
func (f *filter) from(n int, print func([]byte)) {
	f.line = func(line []byte) {
		if n > 1 {
			n--
			return
		}
		print(line)
	}
}

// butLast passes all lines but the last n.
func (f *filter) butLast(n int, print func([]byte)) {
	var held [][]byte
	f.line = func(line []byte) {
		if held = append(held, slices.Clone(line)); len(held) > n {
			print(held[0])
			held = held[1:]
		}
	}
}

// last passes the last n lines.
func (f *filter) last(n int, print func([]byte)) {
	var held [][]byte
	f.line = func(line []byte) {
		held = append(held, slices.Clone(line))
		held = held[max(len(held)-n, 0):]
	}
	f.end = func() int {
		for _, l := range held {
			print(l)
		}
		return 0
	}
}
