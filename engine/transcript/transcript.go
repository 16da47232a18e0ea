// Package transcript reads and replays scripts of commands with the output
// that they must have, and saves worlds as such scripts.
//
// A script is a txtar archive: its comment holds the lines, its files are the
// files that the commands name. A line that begins with "$ " is a command;
// what follows, to the next one, is its output, standard output first and then
// standard error. A line "? 254" after the output is the exit status where it
// is not 0; "# " begins a comment, outside of an output.
//
//	$ aws s3 mb s3://uploads
//	make_bucket: uploads
//	$ aws s3 rb s3://other
//	remove_bucket failed: s3://other An error occurred (NoSuchBucket) …
//	? 1
//
// It is not a test framework: Run compares and Update rewrites, and who calls
// them decides what a difference means.
package transcript

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"skylab/engine/console"
)

// Script is a parsed transcript.
type Script struct {
	// Steps are the commands in order.
	Steps []Step
	// Files are those below the script, in order.
	Files []txtar.File

	tail string // comments and blank lines behind the last step
}

// Step is one command with the output that it must have.
type Step struct {
	// Line is the number of its first line in the script, from 1.
	Line    int
	Command string
	// Want is the output, each line with its newline; Status the exit status.
	Want   string
	Status int

	above string // comments and blank lines above it
}

// Error is a line that cannot be part of a script.
type Error struct {
	Line          int
	Text, Problem string
}

func (e *Error) Error() string {
	return fmt.Sprintf("line %d: %s: %q", e.Line, e.Problem, e.Text)
}

// Parse reads a script. Its errors are *Error.
func Parse(data []byte) (*Script, error) {
	data = bytes.TrimRight(data, "\r")
	for bytes.Contains(data, []byte("\r\n")) {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	archive := txtar.Parse(data)
	p := &parser{}
	lines := strings.SplitAfter(string(archive.Comment), "\n")
	for i := 0; i < len(lines); i++ {
		text := strings.TrimSuffix(lines[i], "\n")
		if command, is := strings.CutPrefix(text, "$ "); is {
			first := i
			for console.Open(command) && i+1 < len(lines) && strings.HasPrefix(lines[i+1], "> ") {
				i++
				command += "\n" + strings.TrimSuffix(lines[i][2:], "\n")
			}
			p.begin(first+1, command)
			continue
		}
		if err := p.line(i+1, lines[i]); err != nil {
			return nil, err
		}
	}
	p.flush()
	p.script.Files = archive.Files
	p.script.tail = p.above
	return &p.script, nil
}

type parser struct {
	script Script
	step   *Step
	above  string
	closed bool // the step's status has been read
}

func (p *parser) begin(line int, command string) {
	p.flush()
	p.step = &Step{Line: line, Command: command, above: p.above}
	p.above, p.closed = "", false
}

func (p *parser) flush() {
	if p.step == nil {
		return
	}
	// Blank lines before the next command part it from this one; so do the
	// comments behind a blank line.
	body := p.step.Want
	if !p.closed {
		kept := strings.TrimRight(body, "\n")
		if kept != "" {
			kept += "\n"
		}
		p.above = body[len(kept):] + p.above
		p.step.Want = kept
	}
	p.script.Steps = append(p.script.Steps, *p.step)
	p.step = nil
}

func (p *parser) line(number int, text string) error {
	switch {
	case text == "":
	case p.step != nil && !p.closed && strings.HasPrefix(text, "? "):
		n, err := strconv.Atoi(strings.TrimSpace(text[2:]))
		if err != nil || n < 0 || n > 255 {
			return &Error{number, strings.TrimSuffix(text, "\n"), "a status is a number from 0 to 255"}
		}
		p.step.Status, p.closed = n, true
	case p.step != nil && !p.closed:
		if strings.HasPrefix(text, "# ") && strings.HasSuffix("\n"+p.step.Want, "\n\n") {
			p.flush()
			p.above += text
			return nil
		}
		p.step.Want += text
	case strings.TrimSpace(text) == "" || strings.HasPrefix(text, "#"):
		p.above += text
	default:
		return &Error{number, strings.TrimSuffix(text, "\n"), "this is no command ($ …), status (? N) or comment (# …), and no command is above it"}
	}
	return nil
}

// Format is the script as text again.
func (s *Script) Format() []byte {
	var b strings.Builder
	for _, step := range s.Steps {
		b.WriteString(step.above)
		fmt.Fprintf(&b, "$ %s\n", strings.ReplaceAll(step.Command, "\n", "\n> "))
		b.WriteString(step.Want)
		if step.Status != 0 {
			fmt.Fprintf(&b, "? %d\n", step.Status)
		}
	}
	b.WriteString(s.tail)
	return txtar.Format(&txtar.Archive{Comment: []byte(b.String()), Files: slices.Clone(s.Files)})
}
