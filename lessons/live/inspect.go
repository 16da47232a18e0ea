package live

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"
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

// part is the left side of a comparison: what the learner may want to know
// when the whole is false.
type part struct {
	source  string
	program *vm.Program
}

// split finds the comparisons that an expression consists of.
func split(n ast.Node) []part {
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

// leaf is the part for n, if it is worth telling: a constant is not.
func leaf(n ast.Node) []part {
	switch n.(type) {
	case *ast.MemberNode, *ast.CallNode, *ast.IdentifierNode, *ast.BuiltinNode, *ast.BinaryNode, *ast.ChainNode:
	default:
		return nil
	}
	source := n.String()
	program, err := expr.Compile(source, options()...)
	if err != nil {
		return nil // the whole compiles; this only explains it
	}
	return []part{{source, program}}
}

// Explain says what the expression's values are just now: "fn("thumb").errors
// is 2".
func (e *Expr) Explain(c *Context) string {
	var out []string
	env := c.environment(e.uses)
	for _, p := range e.parts {
		v, err := run(p.program, env)
		if err != nil {
			out = append(out, fmt.Sprintf("%s cannot be read: %v", p.source, err))
			continue
		}
		out = append(out, fmt.Sprintf("%s is %s", p.source, Plain(v)))
	}
	return strings.Join(out, "; ")
}
