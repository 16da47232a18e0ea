package console

import (
	"errors"
	"fmt"
	"strings"
)

// The grammar is the part of a POSIX shell that a transcript of AWS commands
// needs: words with quotes and backslashes, $NAME, ${NAME}, $?, $(command),
// NAME=value, pipes, &&, ||, ;, comments, and > and >> to a file. A word has
// to be split and expanded in one pass, because quotes decide both; that is
// why this is not a call of a library for splitting words.

// chain is a line: pipelines, each with how it is joined to the one before.
type chain []link

type link struct {
	join string // "", ";", "&&" or "||"
	pipe []command
}

// command is one stage of a pipeline.
type command struct {
	words  []word
	output []redirect
}

// redirect sends a stream (1, 2, or 3 for both) to a file.
type redirect struct {
	stream int
	add    bool
	same   bool // 2>&1
	to     word
}

// word is what quotes and expansions make of one argument.
type word []piece

type piece struct {
	kind   byte // 't' text, 'v' variable, 'c' command
	text   string
	quoted bool
	sub    chain
}

// maxLine and maxNest bound what a line may cost.
const (
	maxLine = 1 << 20
	maxNest = 8
)

type lexer struct {
	in   string
	at   int
	nest int
}

var errLong = errors.New("the line is too long")

// lineEnds makes every terminal's end of a line one, also within quotes.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// parse reads a whole line, with its continuation lines.
func parse(line string) (chain, error) {
	if len(line) > maxLine {
		return nil, errLong
	}
	l := &lexer{in: lineEnds.Replace(line)}
	list, err := l.chain(false)
	if err != nil {
		return nil, err
	}
	return list, nil
}

// Open reports whether a line goes on on the next one: it ends in a backslash,
// or inside quotes or $( ).
func Open(line string) bool {
	_, err := parse(line)
	return errors.Is(err, errOpen)
}

var errOpen = errors.New("unexpected end of line while looking for the matching")

func open(what string) error { return fmt.Errorf("%w %s", errOpen, what) }

// chain reads pipelines up to the end of the input or, inside $( ), to ")".
func (l *lexer) chain(inner bool) (chain, error) {
	var out chain
	join := ""
	for {
		pipe, err := l.pipeline(inner)
		if err != nil {
			return nil, err
		}
		if pipe == nil && (join == "&&" || join == "||") {
			return nil, fmt.Errorf("there is no command after %s", join)
		}
		if pipe != nil {
			out = append(out, link{join, pipe})
		}
		switch op := l.operator(); op {
		case "":
			if l.at < len(l.in) && !(inner && l.in[l.at] == ')') {
				return nil, fmt.Errorf("unexpected %q", l.in[l.at:l.at+1])
			}
			return out, nil
		case "&":
			return nil, errors.New("skylab's console has no background jobs; use two lines, or &&")
		case ";", "\n":
			join = ";"
		default:
			if pipe == nil {
				return nil, fmt.Errorf("there is no command before %s", op)
			}
			join = op
		}
	}
}

// pipeline reads commands parted by |.
func (l *lexer) pipeline(inner bool) ([]command, error) {
	var out []command
	for {
		c, err := l.command(inner)
		if err != nil {
			return nil, err
		}
		empty := len(c.words) == 0 && len(c.output) == 0
		if empty && out != nil {
			return nil, errors.New("there is no command after |")
		}
		if empty {
			return nil, nil
		}
		out = append(out, c)
		if !l.peek("|") || l.peek("||") {
			return out, nil
		}
		l.at++
	}
}

func (l *lexer) command(inner bool) (command, error) {
	var c command
	for {
		l.blanks()
		if l.at >= len(l.in) || strings.IndexByte("|&;\n", l.in[l.at]) >= 0 && !l.peek("&>") || inner && l.in[l.at] == ')' {
			return c, nil
		}
		if r, is, err := l.redirect(inner); err != nil {
			return c, err
		} else if is {
			c.output = append(c.output, r)
			continue
		}
		if l.in[l.at] == '<' {
			return c, errors.New("skylab's console has no input redirection; name the file: file://name or fileb://name")
		}
		if strings.IndexByte("()", l.in[l.at]) >= 0 {
			return c, errors.New("skylab's console has no subshells")
		}
		if l.in[l.at] == '`' {
			return c, errors.New("write $(command) instead of backquotes")
		}
		w, err := l.word(inner)
		if err != nil {
			return c, err
		}
		c.words = append(c.words, w)
	}
}
