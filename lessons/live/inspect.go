package live

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
)

// uses are the values of the environment that cost something to make; an
// expression that does not name them does not pay for them.
type uses struct{ bill, last bool }

// inspector walks an expression once.
type inspector struct {
	uses  uses
	loops int
	deep  bool
}

// Visit is called after the children of the node.
func (i *inspector) Visit(n *ast.Node) {
	switch n := (*n).(type) {
	case *ast.IdentifierNode:
		i.uses.bill = i.uses.bill || n.Value == "bill"
		i.uses.last = i.uses.last || n.Value == "last"
	case *ast.PredicateNode:
		inner := &inspector{}
		ast.Walk(&n.Node, inner)
		i.deep = i.deep || inner.loops > 0 || inner.deep
		i.loops++
	}
}

// inspect finds what the expression uses, and refuses a loop within a loop:
// its cost would be the product of two lists.
func (e *Expr) inspect(root ast.Node) error {
	var i inspector
	ast.Walk(&root, &i)
	if i.deep {
		return &SyntaxError{e.Source, 1, "a loop inside a loop costs too much; say it without"}
	}
	e.uses = i.uses
	return nil
}

// split finds the left sides of the comparisons that an expression consists
// of: what the learner may want to know when the whole is false.
func split(n ast.Node) []string {
	b, ok := n.(*ast.BinaryNode)
	if !ok {
		if u, ok := n.(*ast.UnaryNode); ok && (u.Operator == "not" || u.Operator == "!") {
			return split(u.Node)
		}
		return leaf(n)
	}
	switch b.Operator {
	case "and", "&&", "or", "||":
		return append(split(b.Left), split(b.Right)...)
	case "==", "!=", "<", "<=", ">", ">=", "contains", "matches", "in", "startsWith", "endsWith":
		return leaf(b.Left)
	}
	return nil
}

// leaf is the source of n, if its value is worth telling: a constant's is not.
func leaf(n ast.Node) []string {
	switch n.(type) {
	case *ast.MemberNode, *ast.CallNode, *ast.IdentifierNode, *ast.BuiltinNode, *ast.BinaryNode, *ast.ChainNode:
		return []string{n.String()}
	}
	return nil
}

// Explain says what the expression's values are just now: "fn("thumb").errors
// is 2".
func (e *Expr) Explain(c *Context) string {
	var out []string
	env := c.environment(e.uses)
	for _, source := range split(e.program.Node()) {
		program, err := expr.Compile(source, options()...)
		if err != nil {
			continue // the whole compiles; this only explains it
		}
		v, err := run(program, env)
		if err != nil {
			out = append(out, fmt.Sprintf("%s cannot be read: %v", source, err))
			continue
		}
		out = append(out, fmt.Sprintf("%s is %s", source, Plain(v)))
	}
	return strings.Join(out, "; ")
}
