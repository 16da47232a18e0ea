package shell

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// builtins are the commands that are part of the shell; each has a status.
var builtins map[string]func(s *Shell, args []string, io streams) int

func init() {
	builtins = map[string]func(*Shell, []string, streams) int{
		":": succeed, "true": succeed, "false": func(*Shell, []string, streams) int { return 1 },
		"exit": exit, "return": exit, "cd": cd, "set": set, "unset": unset, "shift": shift, "read": read,
		"break": leave, "continue": skip, "test": judge, "[": judge, "umask": succeed, "trap": succeed, "ulimit": succeed, "wait": succeed,
	}
}

func succeed(*Shell, []string, streams) int { return 0 }

// exit leaves the script; return does so, too, where there is no function.
func exit(s *Shell, args []string, _ streams) int {
	status := s.Status
	if len(args) > 1 {
		n, err := strconv.Atoi(args[1])
		if err != nil {
			n = 2
		}
		status = n & 0xff
	}
	s.Exit(status)
	return status
}

func cd(s *Shell, args []string, io streams) int {
	to := s.Env["HOME"]
	if len(args) > 1 {
		to = s.Path(args[1])
	}
	if s.sys.List(to) == nil {
		fmt.Fprintf(io.err, "bash: cd: %s: No such file or directory\n", args[len(args)-1])
		return 1
	}
	s.Dir = to
	return 0
}

func set(s *Shell, args []string, _ streams) int {
	for i, a := range args[1:] {
		switch {
		case a == "--":
			s.Args = append(s.Args[:1:1], args[i+2:]...)
			return 0
		case strings.HasPrefix(a, "-"):
			s.strict = s.strict || strings.Contains(a, "e")
			s.unset = s.unset || strings.Contains(a, "u")
		case strings.HasPrefix(a, "+"):
			s.strict = s.strict && !strings.Contains(a, "e")
			s.unset = s.unset && !strings.Contains(a, "u")
		}
	}
	return 0
}

func unset(s *Shell, args []string, _ streams) int {
	for _, name := range args[1:] {
		delete(s.Env, name)
		delete(s.functions, name)
	}
	return 0
}

func shift(s *Shell, _ []string, _ streams) int {
	if len(s.Args) < 2 {
		return 1
	}
	s.Args = append(s.Args[:1:1], s.Args[2:]...)
	return 0
}

// read takes the next line of the input.
func read(s *Shell, args []string, io streams) int {
	any := len(*io.in) > 0
	line, rest, _ := strings.Cut(string(*io.in), "\n")
	*io.in = []byte(rest)
	names := slices.DeleteFunc(slices.Clone(args[1:]), func(a string) bool { return strings.HasPrefix(a, "-") })
	for i, name := range names {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if i == len(names)-1 {
			word = strings.TrimSpace(line)
		}
		s.set(name, word)
		line = rest
	}
	return status(any)
}

func leave(s *Shell, args []string, _ streams) int {
	s.breaking = 1
	if len(args) > 1 {
		if n, err := strconv.Atoi(args[1]); err == nil && n > 0 {
			s.breaking = n
		}
	}
	return 0
}

func skip(s *Shell, _ []string, _ streams) int {
	s.skipping = true
	return 0
}

// judge is [ and test: one to three words, with ! and -a, -o between them.
func judge(s *Shell, args []string, io streams) int {
	words := args[1:]
	if args[0] == "[" {
		if len(words) == 0 || words[len(words)-1] != "]" {
			fmt.Fprintln(io.err, "bash: [: missing `]'")
			return 2
		}
		words = words[:len(words)-1]
	}
	for _, joint := range []string{"-o", "-a"} {
		if i := slices.Index(words, joint); i > 0 && len(words) > 3 {
			left, right := judge(s, append([]string{"test"}, words[:i]...), io), judge(s, append([]string{"test"}, words[i+1:]...), io)
			return status(joint == "-o" && min(left, right) == 0 || joint == "-a" && max(left, right) == 0)
		}
	}
	if len(words) > 0 && words[0] == "!" {
		return status(judge(s, append([]string{"test"}, words[1:]...), io) != 0)
	}
	switch len(words) {
	case 0:
		return 1
	case 1:
		return status(words[0] != "")
	case 2:
		return status(s.unary(words[0], words[1]))
	case 3:
		return status(binary(words[0], words[1], words[2]))
	}
	fmt.Fprintf(io.err, "bash: %s: too many arguments\n", args[0])
	return 2
}
