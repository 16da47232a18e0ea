package console

import (
	"slices"
	"strings"
)

// Candidate is one way to go on with a word.
type Candidate struct {
	// Text is the whole word, to stand from byte From of the line to the cursor.
	Text string
	From int
	// Help says in a few words what it is; "" for names.
	Help string
	// More tells that the word goes on: no space is to follow it.
	More bool
}

// Complete offers what may stand at the cursor (a byte offset): commands,
// operations, flags, values, names of the world's resources, files. Asking
// changes nothing in the world.
func (s *Session) Complete(line string, cursor int) []Candidate {
	cursor = min(max(cursor, 0), len(line))
	words, last, from := cut(line[:cursor])
	c := &completer{s: s, words: words, last: last}
	c.command()
	for i := range c.out {
		c.out[i].From = from
	}
	return c.out
}

// cut splits the line before the cursor into the whole words of its last
// command and the unfinished word, with the offset at which that begins.
func cut(line string) (words []string, last string, from int) {
	var quote byte
	from = 0
	var word strings.Builder
	begun := false
	flush := func() {
		if begun {
			words = append(words, word.String())
		}
		word.Reset()
		begun = false
	}
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			word.WriteByte(c)
		case c == '\'' || c == '"':
			if !begun {
				from = i
			}
			quote, begun = c, true
		case c == '\\' && i+1 < len(line):
			if !begun {
				from = i
			}
			i++
			if line[i] != '\n' {
				word.WriteByte(line[i])
				begun = true
			}
		case strings.IndexByte(" \t\n", c) >= 0:
			flush()
		case strings.IndexByte("|&;(", c) >= 0:
			flush()
			words = nil
		default:
			if !begun {
				from = i
			}
			begun = true
			word.WriteByte(c)
		}
	}
	if !begun {
		from = len(line)
	}
	return words, word.String(), from
}

type completer struct {
	s     *Session
	words []string
	last  string
	out   []Candidate
}

// add offers a word that begins as the unfinished one.
func (c *completer) add(text, help string) {
	if strings.HasPrefix(text, c.last) {
		c.out = append(c.out, Candidate{Text: text, Help: help})
	}
}

func (c *completer) addAll(texts []string) {
	for _, t := range texts {
		c.add(t, "")
	}
}

func (c *completer) command() {
	if len(c.words) == 0 {
		for _, b := range builtins() {
			if b.usage != "" {
				c.add(b.name, b.help)
			}
		}
		return
	}
	switch c.words[0] {
	case "aws":
		c.aws()
	case "bill":
		c.addAll([]string{"--month", "--by-resource", "--free-tier"})
	case "curl":
		c.addAll(c.urls())
		c.files("")
	case "hey":
		c.addAll(c.urls())
	case "traffic":
		c.traffic()
	case "show":
		c.s3path()
		c.files("")
	case "cat", "ls":
		c.files("")
	case "wait", "sleep":
		c.addAll([]string{"1s", "10s", "90s", "5m", "15m", "1h"})
	case "help":
		for _, b := range builtins() {
			if b.usage != "" {
				c.add(b.name, b.help)
			}
		}
	}
}

// aws completes an `aws` command.
func (c *completer) aws() {
	if c.globalValue() {
		return
	}
	_, rest, err := parseGlobals(c.words[1:])
	if err != nil {
		return
	}
	service, rest, ok := takeCommand(rest)
	if !ok {
		for _, name := range servicesOf(c.s.w.Operations()) {
			c.add(name, "")
		}
		c.add("help", "the services and global options")
		return
	}
	if service == "s3" {
		c.s3(rest)
		return
	}
	c.operation(service, rest)
}

// globalValue completes the value of a global option that stands last.
func (c *completer) globalValue() bool {
	switch c.words[len(c.words)-1] {
	case "--output":
		c.addAll(strings.Fields(outputs))
	case "--region":
		c.add("us-east-1", "")
	case "--profile":
		c.add("default", "")
	case "--cli-binary-format":
		c.addAll([]string{"raw-in-base64-out", "base64"})
	case "--query":
	default:
		return false
	}
	return true
}

func (c *completer) s3(rest []string) {
	verb, _, ok := takeCommand(rest)
	if !ok {
		for _, v := range s3Verbs() {
			c.add(v.name, v.help)
		}
		return
	}
	if strings.HasPrefix(c.last, "-") {
		for _, v := range s3Verbs() {
			if v.name == verb {
				for _, f := range strings.Fields(v.flags) {
					c.add(strings.TrimSuffix(f, "="), "")
				}
			}
		}
		return
	}
	c.s3path()
	if verb == "cp" && !slices.Contains([]string{"s", "s3", "s3:", "s3:/"}, c.last) {
		c.files("")
	}
}
