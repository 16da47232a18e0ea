package sandbox

// Runner runs f, which enters a VM. It may call stop, again and again and from
// another goroutine, to ask the VM to end. It reports whether f returned; if
// not, f is abandoned and its VM is never touched again. A nil Runner runs f
// in line.
type Runner func(f func(), stop func()) bool
