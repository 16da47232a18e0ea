package console

import (
	"bytes"
	"fmt"
	"io"
	"slices"
)

// filter is a command behind a pipe. The console has only those that a course
// needs; what they read they read line by line, so that they also work behind
// `aws logs tail --follow`.
type filter struct {
	out, err io.Writer
	files    []target
	buf      []byte
	line     func(line []byte)
	end      func() int
}

const filterNames = "base64, cat, grep, head, sort, tail, wc"

// newFilter makes the filter that the words name. For words that make none,
// bad is the complaint and status the exit status.
func newFilter(args []string, out, err io.Writer) (f *filter, status int, bad string) {
	if len(args) == 0 {
		return nil, StatusNotFound, "there is no command after |"
	}
	f = &filter{out: out, err: err, end: func() int { return 0 }}
	print := func(line []byte) { fmt.Fprintf(out, "%s\n", line) }
	switch args[0] {
	case "cat":
		f.line = print
	case "grep":
		bad = f.grep(args[1:], print)
	case "head", "tail":
		bad = f.ends(args[0], args[1:], print)
	case "sort":
		bad = f.sort(args[1:], print)
	case "wc":
		bad = f.count(args[1:])
	case "base64":
		bad = f.base64(args[1:])
	case "jq":
		return nil, StatusNotFound, "jq is not here; the AWS CLI's own --query does its work: --query 'Functions[].FunctionName'"
	default:
		return nil, StatusNotFound, fmt.Sprintf("%s: cannot stand behind a pipe here; these can: %s", args[0], filterNames)
	}
	return f, StatusUsage, bad
}

// Write takes output of the stage before.
func (f *filter) Write(p []byte) (int, error) {
	f.buf = append(f.buf, p...)
	for f.line != nil {
		i := bytes.IndexByte(f.buf, '\n')
		if i < 0 {
			break
		}
		f.line(f.buf[:i])
		f.buf = f.buf[i+1:]
	}
	return len(p), nil
}

// close ends the filter's input and gives its status.
func (f *filter) close() int {
	if f.line != nil && len(f.buf) > 0 {
		f.line(f.buf)
	}
	return f.end()
}

func (f *filter) sort(args []string, print func([]byte)) (bad string) {
	if len(args) > 1 || len(args) == 1 && args[0] != "-u" && args[0] != "-r" {
		return "usage: … | sort [-r|-u]"
	}
	var all []string
	f.line = func(line []byte) { all = append(all, string(line)) }
	f.end = func() int {
		slices.Sort(all)
		if slices.Contains(args, "-u") {
			all = slices.Compact(all)
		}
		if slices.Contains(args, "-r") {
			slices.Reverse(all)
		}
		for _, l := range all {
			print([]byte(l))
		}
		return 0
	}
	return ""
}

func (f *filter) count(args []string) (bad string) {
	if len(args) != 1 || args[0] != "-l" && args[0] != "-c" {
		return "usage: … | wc -l|-c"
	}
	f.end = func() int {
		n := len(f.buf)
		if args[0] == "-l" {
			n = bytes.Count(f.buf, []byte{'\n'})
		}
		fmt.Fprintln(f.out, n)
		return 0
	}
	return ""
}
