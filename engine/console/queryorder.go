package console

import (
	"reflect"
	"slices"
	"strings"

	"github.com/jmespath-community/go-jmespath/pkg/functions"
	"github.com/jmespath-community/go-jmespath/pkg/parsing"
)

// The library walks maps in Go's random order; an answer's order must be that
// of the answer. So `*` over an object becomes a call of a function of ours,
// and keys and values are ours too.

// eachValue is a function's name that no expression can spell.
const eachValue = "values of *"

// standard are the functions of the JMESPath that the AWS CLI knows; the
// library has more, and a learner must not come to rely on those.
const standard = " abs avg ceil contains ends_with floor join length map max max_by merge min min_by not_null reverse sort sort_by starts_with sum to_array to_number to_string type "

// steady replaces the projections whose order the library leaves to chance.
func steady(n parsing.ASTNode) parsing.ASTNode {
	for i := range n.Children {
		n.Children[i] = steady(n.Children[i])
	}
	if n.NodeType != parsing.ASTValueProjection {
		return n
	}
	values := parsing.ASTNode{NodeType: parsing.ASTFunctionExpression, Value: eachValue, Children: n.Children[:1:1]}
	return parsing.ASTNode{NodeType: parsing.ASTProjection, Children: []parsing.ASTNode{values, n.Children[1]}}
}

// functionsFor are the functions over an answer whose orders are known.
func (q *query) functionsFor(known map[uintptr][]string) []functions.FunctionEntry {
	keys := func(m map[string]any) []string {
		if k, ok := known[reflect.ValueOf(m).Pointer()]; ok {
			return k
		}
		return q.written(m)
	}
	values := func(m map[string]any) []any {
		out := []any{}
		for _, k := range keys(m) {
			out = append(out, m[k])
		}
		return out
	}
	object := []functions.ArgSpec{{Types: []functions.JpType{functions.JpObject}}}
	out := []functions.FunctionEntry{
		{Name: "keys", Arguments: object, Handler: func(args []any) (any, error) {
			out := []any{}
			for _, k := range keys(args[0].(map[string]any)) {
				out = append(out, k)
			}
			return out, nil
		}},
		{Name: "values", Arguments: object, Handler: func(args []any) (any, error) {
			return values(args[0].(map[string]any)), nil
		}},
		{Name: eachValue, Arguments: []functions.ArgSpec{{Types: []functions.JpType{functions.JpAny}}}, Handler: func(args []any) (any, error) {
			if m, ok := args[0].(map[string]any); ok {
				return values(m), nil
			}
			return nil, nil
		}},
	}
	return append(out, slices.DeleteFunc(functions.GetDefaultFunctions(), func(f functions.FunctionEntry) bool {
		return !strings.Contains(standard, " "+f.Name+" ")
	})...)
}
