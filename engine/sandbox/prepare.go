package sandbox

import (
	"maps"
	"slices"
)

// Prepare does part i, from 0 on, of what the first VM of a process needs, and
// reports whether there are more: it compiles the scripts of the library, then
// runs the boot script for the snapshot that VMs are copies of. A process that
// does so before its first VM spares it that work, which is as long as several
// frames of a screen; what is done already costs nothing.
func Prepare(i int) (more bool) {
	all := library()
	names := slices.Sorted(maps.Keys(all))
	boots := []func(){func() { lastingBlocks() }, func() { firstBoot() }, func() { secondBoot() }, func() { bootSnapshot() }}
	switch j := i - len(names); {
	case i < 0 || j >= len(boots):
		return false
	case j < 0:
		all[names[i]]()
	default:
		boots[j]()
	}
	return i+1 < len(names)+len(boots)
}
