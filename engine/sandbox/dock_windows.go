package sandbox

import "golang.org/x/sys/windows"

// mapMemory gives memory of the system, or 0.
func mapMemory(size uintptr) uintptr {
	p, err := windows.VirtualAlloc(0, size, windows.MEM_RESERVE|windows.MEM_COMMIT, windows.PAGE_READWRITE)
	if err != nil {
		return 0
	}
	return p
}

func unmapMemory(p, _ uintptr) {
	if err := windows.VirtualFree(p, 0, windows.MEM_RELEASE); err != nil {
		panic("sandbox: " + err.Error()) // what was not mapped is not given back
	}
}
