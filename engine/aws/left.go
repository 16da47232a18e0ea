package aws

import (
	"slices"
	"strings"
)

// Leaves tells whether the parameter at a path of the input is one that the
// operation leaves out. The path is as in messages, "Targets[0].EcsParameters"
// or "Targets.1.EcsParameters"; Unsimulated names it without numbers, and a
// star stands for any key of a map: "MessageAttributes.*.StringListValues".
func (o *Operation) Leaves(path string) bool {
	parts := slices.DeleteFunc(strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' }), numeric)
	return slices.ContainsFunc(o.Unsimulated, func(left string) bool {
		return slices.EqualFunc(strings.Split(left, "."), parts, func(l, part string) bool {
			return l == "*" || strings.EqualFold(l, part) || strings.EqualFold(Kebab(l), Kebab(part))
		})
	})
}

func numeric(part string) bool { return strings.Trim(part, "0123456789") == "" }
