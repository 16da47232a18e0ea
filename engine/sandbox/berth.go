package sandbox

import "unsafe"

// berth is a VM's part in a dock. Parked, a VM is what it differs in from the
// snapshot: of the third of a megabyte of one that waits, some 10 KB.
type berth struct {
	dock     *dock
	snapshot *snapshot
	extent   uintptr   // bytes of the dock that the VM has used
	parked   []uintptr // while it is not the tenant: runs of words, each behind its position and its length
}

// enter puts the VM's memory into its dock, and keeps it there until leave.
// It waits only where VMs run in parallel; it reports whether the dock is
// still to be had.
func (b *berth) enter() bool {
	p := b.dock
	p.mu.Lock()
	if p.lost {
		p.mu.Unlock()
		return false
	}
	if p.tenant != b {
		b.moveIn()
		b.restore()
	}
	p.turn = docks.turns.Add(1)
	return true
}

func (b *berth) leave() { b.dock.mu.Unlock() }

// moveIn makes the VM the tenant of its dock, which is locked.
func (b *berth) moveIn() {
	if t := b.dock.tenant; t != nil {
		t.park()
	}
	b.dock.tenant = b
}

// end gives up the VM's memory.
func (b *berth) end() {
	p := b.dock
	p.mu.Lock()
	if p.tenant == b {
		p.tenant = nil
	}
	p.mu.Unlock()
	docks.leave(p)
}

func (b *berth) words() []uintptr {
	return unsafe.Slice(at[uintptr](b.dock.base), b.extent/wordSize)
}

// park writes down what the VM's memory differs in from the snapshot at
// address 0. The memory is of no use after that.
func (b *berth) park() {
	words := b.words()
	for _, i := range b.snapshot.addresses {
		words[i] -= b.dock.base
	}
	docks.notes.Lock()
	defer docks.notes.Unlock()
	docks.scratch = appendDifferences(docks.scratch[:0], words, b.snapshot.words)
	if n := len(docks.scratch); cap(b.parked) < n || cap(b.parked) > 2*n {
		b.parked = make([]uintptr, 0, n+n/8) // as a rule it differs in a little more the next time
	}
	b.parked = append(b.parked[:0], docks.scratch...)
}

// restore is the reverse, to the word.
func (b *berth) restore() {
	words := b.words()
	clear(words[copy(words, b.snapshot.words):])
	for d := b.parked; len(d) > 0; {
		at, n := d[0], d[1]
		copy(words[at:], d[2:2+n])
		d = d[2+n:]
	}
	b.parked = b.parked[:0]
	for _, i := range b.snapshot.addresses {
		words[i] += b.dock.base
	}
}

// appendDifferences appends the runs of now that are not as then; behind its
// end then counts as zero.
func appendDifferences(out, now, then []uintptr) []uintptr {
	was := func(i int) uintptr {
		if i < len(then) {
			return then[i]
		}
		return 0
	}
	for i := 0; ; {
		if i = skipAlike(now, then, i); i == len(now) {
			return out
		}
		const gap = 3 // words alike that end a run: it costs two words
		begin, alike := i, 0
		for ; i < len(now) && alike < gap; i++ {
			if alike++; now[i] != was(i) {
				alike = 0
			}
		}
		out = append(out, uintptr(begin), uintptr(i-alike-begin))
		out = append(out, now[begin:i-alike]...)
	}
}

// skipAlike gives the first index from i on at which now is not as then.
func skipAlike(now, then []uintptr, i int) int {
	for i+8 <= len(now) && i+8 <= len(then) && alike8((*[8]uintptr)(now[i:]), (*[8]uintptr)(then[i:])) {
		i += 8
	}
	for i+8 <= len(now) && i >= len(then) && alike8((*[8]uintptr)(now[i:]), &[8]uintptr{}) {
		i += 8
	}
	for i < len(now) && (i < len(then) && now[i] == then[i] || i >= len(then) && now[i] == 0) {
		i++
	}
	return i
}

// alike8 is ==, which calls a function.
func alike8(a, b *[8]uintptr) bool {
	return (a[0]^b[0])|(a[1]^b[1])|(a[2]^b[2])|(a[3]^b[3])|(a[4]^b[4])|(a[5]^b[5])|(a[6]^b[6])|(a[7]^b[7]) == 0
}
