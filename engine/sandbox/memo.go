package sandbox

import (
	"slices"
	"sync"
)

// Memo remembers turns by all that led to them: the package, the Config and the
// calls. A world that is replayed, as for undo, gets from it what its programs
// have done before, without running them. It may be used by many worlds, and
// forgets what was not asked for lately.
type Memo struct {
	mu          sync.Mutex
	most        int64 // bytes of each generation
	young, old  map[turnKey]Turn
	size        int64 // of young
	hits, lives int64 // turns recalled, VMs made
}

// turnKey digests a VM's whole past.
type turnKey [32]byte

// NewMemo is an empty Memo that takes about so many bytes at the most.
func NewMemo(most int64) *Memo { return &Memo{most: most / 2, young: map[turnKey]Turn{}} }

func (m *Memo) find(k turnKey) (Turn, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t, ok := m.young[k]
	if !ok {
		if t, ok = m.old[k]; ok {
			m.add(k, t)
		}
	}
	if ok {
		m.hits++
	}
	return t.copy(), ok
}

func (m *Memo) keep(k turnKey, t Turn) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(k, t.copy())
}

func (m *Memo) add(k turnKey, t Turn) {
	size := t.size()
	if _, known := m.young[k]; known || size > m.most/4 {
		return // whoever lives again tells what is known
	}
	if m.size += size; m.size > m.most {
		m.old, m.young, m.size = m.young, map[turnKey]Turn{}, size
	}
	m.young[k] = t
}

func (m *Memo) lived() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.lives++
}

// Counts are how many turns were recalled and how many VMs had to be made.
func (m *Memo) Counts() (recalled, vms int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.hits, m.lives
}

// copy is a turn whose lists are its own; the bytes in them are never changed.
func (t Turn) copy() Turn {
	t.Output, t.Wants, t.Cancelled = slices.Clone(t.Output), slices.Clone(t.Wants), slices.Clone(t.Cancelled)
	t.Result = slices.Clip(t.Result)
	if t.Err != nil {
		e := *t.Err
		e.Trace = slices.Clone(e.Trace)
		t.Err = &e
	}
	return t
}

// size is about what a turn takes, in bytes.
func (t Turn) size() int64 {
	n := 400 + len(t.Result) + 8*len(t.Cancelled)
	for _, l := range t.Output {
		n += 48 + len(l.Text)
	}
	for _, w := range t.Wants {
		n += 120 + len(w.Call) + len(w.Input)
		for _, b := range w.Blobs {
			n += 24 + len(b)
		}
	}
	if t.Err != nil {
		n += 100 + len(t.Err.Message) + len(t.Err.Logged)
		for _, l := range t.Err.Trace {
			n += 16 + len(l)
		}
	}
	return int64(n)
}
