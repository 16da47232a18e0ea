// Package check proves a course: it reads, links, runs, replays and grades
// everything in it, and says where something is not so.
//
// It is behind `skylab check` and mends nothing but the outputs of console
// blocks and only if asked to (Fix). Its invariant: the same course gets the
// same problems, in the order of the course.
package check

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"skylab/engine"
	"skylab/lessons"
)

// Severity says what a problem means for the course.
type Severity string

// The severities.
const (
	// Error is something that is not so, or does not work.
	Error Severity = "error"
	// Warning is something that could be better.
	Warning Severity = "warning"
)

// Problem is one thing that is wrong.
type Problem struct {
	Path string
	// Line and Column count from 1; Line is 0 where the file as a whole is
	// meant.
	Line, Column int
	// Text is the line itself.
	Text     string
	Severity Severity
	// Rule is a short stable name: links, sims, console, keys, labs, items, …
	Rule    string
	Message string
	// Fix says what to do, or "".
	Fix string
}

// String is the problem as compilers print theirs, with the line below.
func (p Problem) String() string {
	where := p.Path
	if p.Line > 0 {
		where = fmt.Sprintf("%s:%d:%d", p.Path, p.Line, max(p.Column, 1))
	}
	out := fmt.Sprintf("%s: %s: %s (%s)", where, p.Severity, p.Message, p.Rule)
	if p.Fix != "" {
		out += "; " + p.Fix
	}
	if p.Text != "" {
		out += "\n    " + p.Text
	}
	return out
}

// Check proves a course. No problem at all is a sound course.
func Check(fsys fs.FS) []Problem { return CheckWith(fsys, engine.Config{}) }

// CheckWith is Check with a configuration of the worlds, such as a runner for
// learners' programs; seeds and twins are the course's.
func CheckWith(fsys fs.FS, config engine.Config) []Problem {
	k := &checker{config: config}
	if err := k.load(fsys); err != nil {
		k.fatal(err)
		return k.problems
	}
	for _, d := range k.course.Damages {
		k.damage(d, Error, "format")
	}
	k.identities()
	for _, ch := range k.course.Chapters {
		k.chapter(ch)
	}
	k.coverage()
	k.sort()
	return k.problems
}

// checker is one check under way.
type checker struct {
	course   *lessons.Course
	config   engine.Config
	problems []Problem
	fixes    []fix
}

// load reads the course; damaged chapters are no reason to stop.
func (k *checker) load(fsys fs.FS) error {
	c, err := lessons.Load(fsys)
	if c == nil {
		return err
	}
	k.course = c
	return nil
}

func (k *checker) chapter(ch *lessons.Chapter) {
	for _, r := range ch.Remarks {
		k.damage(r, Warning, "format")
	}
	k.links(ch)
	k.text(ch)
	k.sims(ch)
	k.consoles(ch)
	k.values(ch)
	k.questions(ch)
	k.labs(ch)
}

// fatal is a course that cannot be read at all.
func (k *checker) fatal(err error) {
	var d *lessons.Damage
	if errors.As(err, &d) {
		k.damage(d, Error, "format")
		return
	}
	k.problems = append(k.problems, Problem{Severity: Error, Rule: "format", Message: err.Error()})
}

func (k *checker) damage(d *lessons.Damage, s Severity, rule string) {
	k.problems = append(k.problems, Problem{d.Path, d.Line, d.Column, d.Text, s, rule, d.Problem, d.Fix})
}

// report is a problem at a place of a chapter.
func (k *checker) report(at lessons.Pos, s Severity, rule, fix, format string, args ...any) {
	p := Problem{Path: at.Path, Line: at.Line, Column: 1, Severity: s, Rule: rule, Fix: fix, Message: fmt.Sprintf(format, args...)}
	p.Text = k.line(at)
	k.problems = append(k.problems, p)
}

// line is the line at a place of the course.
func (k *checker) line(at lessons.Pos) string {
	for _, ch := range k.course.Chapters {
		if ch.Path == at.Path && at.Line >= 1 && at.Line <= len(ch.Source) {
			return ch.Source[at.Line-1]
		}
	}
	data, err := fs.ReadFile(k.course.FS, at.Path)
	lines := strings.Split(string(data), "\n")
	if err != nil || at.Line < 1 || at.Line > len(lines) {
		return ""
	}
	return strings.TrimRight(lines[at.Line-1], "\r")
}

func (k *checker) wrong(at lessons.Pos, rule, format string, args ...any) {
	k.report(at, Error, rule, "", format, args...)
}

// sort puts problems in the order of the course.
func (k *checker) sort() {
	slices.SortStableFunc(k.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// Errors are the problems that are errors.
func Errors(ps []Problem) []Problem {
	return slices.DeleteFunc(slices.Clone(ps), func(p Problem) bool { return p.Severity != Error })
}
