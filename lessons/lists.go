package lessons

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

func (r *reading) list(n *ast.List, where at) Block {
	l := &List{at: where, Ordered: n.IsOrdered(), Start: n.Start, Tight: n.IsTight}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		item := Item{}
		if first := c.FirstChild(); first != nil {
			if box, ok := first.FirstChild().(*east.TaskCheckBox); ok {
				item.Task, item.Done = true, box.IsChecked
			}
		}
		item.Blocks = r.nested(c)
		l.Items = append(l.Items, item)
	}
	return l
}

func (r *reading) definitions(n *east.DefinitionList, where at) Block {
	d := &Definitions{at: where}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *east.DefinitionTerm:
			if last := len(d.Items) - 1; last < 0 || len(d.Items[last].Means) > 0 {
				d.Items = append(d.Items, Definition{})
			}
			item := &d.Items[len(d.Items)-1]
			item.Terms = append(item.Terms, r.inline(c, -1))
		case *east.DefinitionDescription:
			if len(d.Items) == 0 {
				continue
			}
			item := &d.Items[len(d.Items)-1]
			item.Means = append(item.Means, r.nested(c))
		}
	}
	return d
}
