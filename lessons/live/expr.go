package live

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"
)

// Expr is an expression over a world, compiled once. It reads and never
// changes; what it may cost is bounded.
type Expr struct {
	// Source is the expression as written, without its filter.
	Source string
	// Filter is the name of the filter that formats the value, or "".
	Filter string

	program *vm.Program
	uses    uses
}

// SyntaxError says what is wrong with an expression and where: Column counts
// characters from 1.
type SyntaxError struct {
	Source  string
	Column  int
	Message string
}

// Error is the message with the place within the expression.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s (column %d of %q)", e.Message, e.Column, e.Source)
}

const (
	// maxSource and maxNodes bound an expression's size; longer ones belong
	// into the text.
	maxSource = 1000
	maxNodes  = 200
	// memoryBudget bounds what one evaluation may build, in elements.
	memoryBudget = 200_000
)

// impure are builtins of the language that would let the host's clock or the
// order of a map in, or build without bound.
var impure = []string{"now", "date", "timezone", "duration", "keys", "values", "toPairs", "fromPairs", "groupBy", "repeat", "last"}

func options() []expr.Option {
	out := []expr.Option{expr.Env(environment{}), expr.MaxNodes(maxNodes)}
	for _, name := range impure {
		out = append(out, expr.DisableBuiltin(name))
	}
	return out
}

// filterAtEnd finds ` | name` at the end; what does not name a filter is the
// language's own pipe, or a mistake that compiling reports.
var filterAtEnd = regexp.MustCompile(`^(.*\S)\s*\|\s*([a-zA-Z]+)\s*$`)

// Compile reads an expression with an optional filter after its last |. The
// error is a *SyntaxError.
func Compile(source string) (*Expr, error) {
	e := &Expr{Source: strings.TrimSpace(source)}
	if m := filterAtEnd.FindStringSubmatch(e.Source); m != nil && !strings.HasSuffix(m[1], "|") {
		if _, ok := filters[m[2]]; !ok {
			return nil, &SyntaxError{e.Source, len([]rune(m[1])) + 1,
				fmt.Sprintf("unknown filter %q%s; there are %s", m[2], Suggest(m[2], FilterNames()), strings.Join(FilterNames(), ", "))}
		}
		e.Source, e.Filter = m[1], m[2]
	}
	if e.Source == "" {
		return nil, &SyntaxError{e.Source, 1, "the expression is empty"}
	}
	if len(e.Source) > maxSource {
		return nil, &SyntaxError{e.Source[:20] + "…", 1, fmt.Sprintf("the expression is longer than %d characters", maxSource)}
	}
	if err := e.compile(); err != nil {
		return nil, err
	}
	return e, nil
}

func (e *Expr) compile() (err error) {
	// A parser that panics on strange input must not end the course.
	defer func() {
		if r := recover(); r != nil {
			err = &SyntaxError{e.Source, 1, fmt.Sprintf("the expression cannot be read: %v", r)}
		}
	}()
	program, err := expr.Compile(e.Source, options()...)
	if err != nil {
		return syntaxError(e.Source, err)
	}
	e.program = program
	if problem := whole(program.Node().Type()); problem != "" {
		return &SyntaxError{e.Source, 1, problem}
	}
	return e.inspect(program.Node())
}

// syntaxError is the language's error without its drawing of the line.
func syntaxError(source string, err error) *SyntaxError {
	out := &SyntaxError{source, 1, err.Error()}
	var at *file.Error
	if errors.As(err, &at) {
		out.Column, out.Message = at.Column+1, at.Message
	}
	out.Message = explain(out.Message)
	return out
}

// Eval is the value of the expression: a bool, a number, a string or a list.
func (e *Expr) Eval(c *Context) (any, error) {
	env, err := c.environment(e.uses)
	if err != nil {
		return nil, err
	}
	return run(e.program, env)
}

func run(p *vm.Program, env environment) (any, error) {
	machine := vm.VM{MemoryBudget: memoryBudget}
	v, err := machine.Run(p, env)
	if err != nil {
		var at *file.Error
		if errors.As(err, &at) {
			err = errors.New(at.Message)
		}
		return nil, err
	}
	return v, nil
}

// Bool is the value of an expression that is a condition.
func (e *Expr) Bool(c *Context) (bool, error) {
	v, err := e.Eval(c)
	if err != nil {
		return false, fmt.Errorf("%s: %w", e.Source, err)
	}
	b, ok := v.(bool)
	if !ok {
		return false, fmt.Errorf("%s is %s, not true or false", e.Source, Plain(v))
	}
	return b, nil
}

// Text is the value as prose shows it, by the expression's filter.
func (e *Expr) Text(c *Context) (string, error) {
	v, err := e.Eval(c)
	if err != nil {
		return "", err
	}
	if e.Filter == "" {
		return Plain(v), nil
	}
	n, ok := Number(v)
	if !ok {
		return "", fmt.Errorf("%s is %s, and the filter %s wants a number", e.Source, Plain(v), e.Filter)
	}
	return filters[e.Filter](n), nil
}

// Number is a value as a number, if it is one.
func Number(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, !math.IsNaN(v) && !math.IsInf(v, 0)
	}
	return 0, false
}
