//go:build unix

package sandbox

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// mapMemory gives memory of the system, or 0.
func mapMemory(size uintptr) uintptr {
	p, err := unix.MmapPtr(-1, 0, nil, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return 0
	}
	return uintptr(p)
}

func unmapMemory(p, size uintptr) {
	if err := unix.MunmapPtr(unsafe.Pointer(at[byte](p)), size); err != nil {
		panic("sandbox: " + err.Error()) // what was not mapped is not given back
	}
}
