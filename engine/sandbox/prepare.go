package sandbox

import (
	"maps"
	"slices"
)

// Prepare compiles script i of the library, from 0 on, and reports whether
// there are more. A process that does so before its first VM spares it that
// work, which is as long as several frames of a screen; what is compiled
// already costs nothing.
func Prepare(i int) (more bool) {
	all := library()
	names := slices.Sorted(maps.Keys(all))
	if i < 0 || i >= len(names) {
		return false
	}
	all[names[i]]()
	return i+1 < len(names)
}
