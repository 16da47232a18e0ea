package lessons

import (
	"fmt"
	"strings"
)

// Damage is one thing that is wrong in a file of a course.
type Damage struct {
	Path string
	// Line and Column count from 1; Line is 0 where the file as a whole is
	// meant.
	Line, Column int
	// Text is the line itself.
	Text string
	// Problem says what is wrong, Fix what to do, if that is known.
	Problem, Fix string
}

// Error is the place, the problem and the line itself.
func (d *Damage) Error() string {
	var b strings.Builder
	b.WriteString(d.Path)
	if d.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", d.Line, max(d.Column, 1))
	}
	b.WriteString(": " + d.Problem)
	if d.Fix != "" {
		b.WriteString("; " + d.Fix)
	}
	if d.Text != "" {
		b.WriteString("\n    " + d.Text)
	}
	return b.String()
}

// document is a file being read: its lines, and what is wrong with it so far.
type document struct {
	path    string
	lines   []string
	damages []*Damage
	remarks []*Damage
}

func (d *document) damage(line, column int, problem, fix string) {
	d.damages = append(d.damages, d.at(line, column, problem, fix))
}

func (d *document) remark(line, column int, problem, fix string) {
	d.remarks = append(d.remarks, d.at(line, column, problem, fix))
}

func (d *document) at(line, column int, problem, fix string) *Damage {
	out := &Damage{Path: d.path, Line: line, Column: column, Problem: problem, Fix: fix}
	if line >= 1 && line <= len(d.lines) {
		out.Text = strings.TrimRight(d.lines[line-1], " \t")
	}
	return out
}

func (d *document) pos(line int) Pos { return Pos{Path: d.path, Line: line} }
