package live

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/expr-lang/expr/ast"
)

// uses is what an expression takes from the world beside its words: values
// that cost something to make, for which an expression that does not name them
// does not pay, counts that only the journal tells, and the calls of which it
// asks whether the thing exists.
type uses struct {
	bill, last, counts bool
	exists             []string
}

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
		i.uses.counts = i.uses.counts || n.Value == "events"
	case *ast.MemberNode:
		i.member(n)
	case *ast.PredicateNode:
		inner := &inspector{}
		ast.Walk(&n.Node, inner)
		i.deep = i.deep || inner.loops > 0 || inner.deep
		i.loops++
	}
}

// member looks at what is asked of a word's value.
func (i *inspector) member(n *ast.MemberNode) {
	name, ok := n.Property.(*ast.StringNode)
	if !ok {
		return
	}
	if name.Value == "exists" {
		i.uses.exists = append(i.uses.exists, n.Node.String())
	}
	t := n.Node.Type()
	if t == nil || t.Kind() != reflect.Struct {
		return
	}
	for _, f := range reflect.VisibleFields(t) {
		if f.Tag.Get("expr") == name.Value && f.Tag.Get("from") == "journal" {
			i.uses.counts = true
		}
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
// is 2", and of what it asks about and is not there, that it is not.
func (e *Expr) Explain(c *Context) string {
	var out []string
	missing := c.missing
	defer func() { c.missing = missing }()
	for _, source := range split(e.program.Node()) {
		part := &Expr{Source: source}
		if part.compile() != nil {
			continue // the whole compiles; this only explains it
		}
		c.Forget()
		v, err := part.Eval(c)
		switch {
		case err != nil:
			out = append(out, fmt.Sprintf("%s cannot be read: %v", source, err))
		case c.missing != nil:
			out = append(out, fmt.Sprintf("%s is %s (%s does not exist)", source, Plain(v), c.missing.Thing()))
		default:
			out = append(out, fmt.Sprintf("%s is %s", source, Plain(v)))
		}
	}
	return strings.Join(out, "; ")
}
