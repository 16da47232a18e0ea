package console

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
)

// grepOptions are the letters of grep's options that are here.
type grepOptions struct {
	invert, fold, count, number, only, quiet bool
	extended, fixed                          bool
}

func (o *grepOptions) set(letter rune) bool {
	flag := map[rune]*bool{'v': &o.invert, 'i': &o.fold, 'c': &o.count, 'n': &o.number, 'o': &o.only, 'q': &o.quiet,
		'E': &o.extended, 'F': &o.fixed}[letter]
	if flag != nil {
		*flag = true
	}
	return flag != nil
}

// grep passes the lines that match. Its patterns are those of POSIX: basic
// regular expressions, with -E extended ones, with -F plain text.
func (f *filter) grep(args []string, print func([]byte)) (bad string) {
	var o grepOptions
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && len(args[0]) > 1 {
		for _, letter := range args[0][1:] {
			if !o.set(letter) {
				return fmt.Sprintf("grep: -%c is not here; these are: -c -E -F -i -n -o -q -v", letter)
			}
		}
		args = args[1:]
	}
	if len(args) != 1 {
		return "usage: … | grep [-cEFinoqv] PATTERN"
	}
	want, err := o.compile(args[0])
	if err != nil {
		return fmt.Sprintf("grep: %s: this is no regular expression: %v; -F takes it as plain text", args[0], err)
	}
	at, found := 0, 0
	f.line = func(line []byte) {
		at++
		if want.Match(line) == o.invert {
			return
		}
		if found++; !o.count && !o.quiet {
			o.show(at, line, want, print)
		}
	}
	f.end = func() int {
		if o.count && !o.quiet {
			fmt.Fprintln(f.out, found)
		}
		if found == 0 {
			return 1
		}
		return 0
	}
	return ""
}

// show prints a line that was found, or with -o only what matches in it.
func (o *grepOptions) show(at int, line []byte, want *regexp.Regexp, print func([]byte)) {
	lead := ""
	if o.number {
		lead = fmt.Sprintf("%d:", at)
	}
	if !o.only {
		print(append([]byte(lead), line...))
		return
	}
	if o.invert {
		return
	}
	for _, part := range want.FindAll(line, -1) {
		if len(part) > 0 {
			print(append([]byte(lead), part...))
		}
	}
}

// compile reads the pattern in the syntax that the options name.
func (o *grepOptions) compile(pattern string) (*regexp.Regexp, error) {
	if o.fixed {
		pattern = regexp.QuoteMeta(pattern)
	} else {
		pattern = posix(pattern, o.extended)
	}
	if o.fold {
		pattern = "(?i)" + pattern
	}
	re, err := regexp.Compile(pattern)
	if wrong, ok := err.(*syntax.Error); ok {
		return nil, fmt.Errorf("%s", wrong.Code)
	}
	return re, err
}

// posix is a POSIX regular expression in Go's syntax. In a basic one ( ) { } |
// + and ? are plain and mean something behind a backslash, in an extended one
// it is the other way round; in [ ] a backslash is plain in both.
func posix(pattern string, extended bool) string {
	const special = "(){}|+?"
	var b strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '[':
			end := bracketEnd(pattern, i)
			b.WriteString(strings.ReplaceAll(pattern[i:end], `\`, `\\`))
			i = end - 1
		case c == '\\' && i+1 < len(pattern):
			i++
			switch next := pattern[i]; {
			case next == '<' || next == '>':
				b.WriteString(`\b`)
			case !extended && strings.IndexByte(special, next) >= 0:
				b.WriteByte(next)
			default:
				b.WriteString(`\` + string(next))
			}
		case !extended && strings.IndexByte(special, c) >= 0, !extended && c == '*' && startsExpression(pattern[:i]):
			b.WriteString(`\` + string(c))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// startsExpression tells whether what follows is the beginning of a basic
// expression, where a star is plain.
func startsExpression(before string) bool {
	return before == "" || before == "^" || strings.HasSuffix(before, `\(`) || strings.HasSuffix(before, `\|`)
}

// bracketEnd is the place behind the ] that closes the [ at the given place,
// or the pattern's end. A ] that stands first is plain, and [:alpha:] has its
// own.
func bracketEnd(pattern string, at int) int {
	i := at + 1
	if i < len(pattern) && pattern[i] == '^' {
		i++
	}
	for first := i; i < len(pattern); i++ {
		switch {
		case strings.HasPrefix(pattern[i:], "[:"):
			if end := strings.Index(pattern[i+2:], ":]"); end >= 0 {
				i += 2 + end + 1
			}
		case pattern[i] == ']' && i > first:
			return i + 1
		}
	}
	return len(pattern)
}
