package sim

import (
	"cmp"
	"maps"
	"slices"
)

// InOrder are the values of a map in the order of its keys: nothing in a world
// may depend on the order of a map.
func InOrder[K cmp.Ordered, V any](m map[K]V) []V {
	out := make([]V, 0, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[key])
	}
	return out
}
