package lessons

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"skylab/lessons/live"
	"skylab/quiz"
)

// text is the value of a key as text, and the line on which it begins.
func (o *object) text(key string) (string, int) {
	f, ok := o.find(key)
	if !ok {
		return "", 0
	}
	s, line, ok := o.scalar(f.node)
	if !ok {
		o.doc.damage(f.line, f.column, fmt.Sprintf("%s is one text, not a list or a mapping", key), "put it into quotes if it begins with [ or {")
	}
	return s, line
}

// scalar is a node as text, and the line of its first character.
func (o *object) scalar(n ast.Node) (string, int, bool) {
	line, _ := o.place(n)
	switch n := n.(type) {
	case *ast.LiteralNode:
		return n.Value.Value, o.offset + n.Start.Position.Line + 1, true
	case *ast.StringNode:
		return n.Value, line, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, line, true
	case *ast.NullNode:
		return "", line, true
	}
	return "", line, false
}

// script is the value of a key as commands.
func (o *object) script(key string) live.Script {
	text, line := o.text(key)
	return live.ParseScript(text, o.doc.pos(line))
}

// expr is the value of a key as an expression, nil if there is none.
func (o *object) expr(key string) *live.Expr {
	text, line := o.text(key)
	if line == 0 {
		return nil
	}
	return compile(o.doc, line, text)
}

// compile compiles an expression; what is wrong with it is a damage.
func compile(d *document, line int, text string) *live.Expr {
	e, err := live.Compile(text)
	if err == nil {
		return e
	}
	column, problem := 1, err.Error()
	var bad *live.SyntaxError
	if errors.As(err, &bad) {
		problem = bad.Message
		column = bad.Column
		if line >= 1 && line <= len(d.lines) {
			column += max(strings.Index(d.lines[line-1], firstLine(bad.Source)), 0)
		}
	}
	fix := ""
	if line >= 1 && line <= len(d.lines) && strings.Contains(d.lines[line-1], " #") && !strings.Contains(text, "#") {
		fix = "YAML takes what follows ' #' for a comment: put the value into quotes"
	}
	d.damage(line, column, problem, fix)
	return nil
}

// number is the value of a key as a number; ok tells whether there is one.
func (o *object) number(key string) (v float64, ok bool) {
	text, line := o.text(key)
	if line == 0 {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
	if err != nil {
		o.doc.damage(line, o.values[key].column, fmt.Sprintf("%s is %q, not a number", key, text), "")
	}
	return v, err == nil
}

// boolean is the value of a key as true or false.
func (o *object) boolean(key string) bool {
	text, line := o.text(key)
	switch text {
	case "true":
		return true
	case "false", "":
		return false
	}
	o.doc.damage(line, o.values[key].column, fmt.Sprintf("%s is %q, not true or false", key, text), "")
	return false
}

// duration is the value of a key as a time span.
func (o *object) duration(key string) time.Duration {
	text, line := o.text(key)
	if line == 0 {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		o.doc.damage(line, o.values[key].column, fmt.Sprintf("%s is %q, not a time", key, text), "write 90s, 5m or 1h30m")
		return 0
	}
	return d
}

// tolerance is the value of a key as 10% or as an amount.
func (o *object) tolerance(key string) quiz.Tolerance {
	text, line := o.text(key)
	if line == 0 {
		return quiz.Tolerance{}
	}
	share, percent := strings.CutSuffix(text, "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(share), 64)
	if err != nil || v < 0 {
		o.doc.damage(line, o.values[key].column, fmt.Sprintf("%s is %q", key, text), "write 10% or a number in the unit of the answer")
		return quiz.Tolerance{}
	}
	if percent {
		return quiz.Tolerance{Rel: v / 100}
	}
	return quiz.Tolerance{Abs: v}
}
