package sandbox

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"unsafe"
)

// evict parks a VM, and leaves another's traces in its dock.
func evict(v *VM) {
	b := &v.q.heap.blocks.berth
	if b.dock == nil || b.dock.tenant != b {
		return
	}
	b.dock.mu.Lock()
	defer b.dock.mu.Unlock()
	b.park()
	b.dock.tenant = nil
	memory := unsafe.Slice(at[byte](b.dock.base), dockSize)
	for i := range memory {
		memory[i] = 0xa5
	}
}

// TestManyVMsTakeTurns runs five times as many VMs as there are docks, each of
// which counts by itself.
func TestManyVMsTakeTurns(t *testing.T) {
	p, err := NewPackage(map[string][]byte{"index.mjs": []byte(
		`let n = 0; const seen = new Map(); export const handler = async (e) => { n += e; seen.set({}, n); return [n, seen.size, Math.random()] }`)})
	if err != nil {
		t.Fatal(err)
	}
	vms := make([]*VM, 5*mostDocks)
	for i := range vms {
		if vms[i], err = New(p, Config{Handler: "index.handler", MemoryMB: 128, Seed: uint64(i)}); err != nil {
			t.Fatal(err)
		}
		defer vms[i].Close()
		if turn := vms[i].Init(epoch); !turn.Settled || turn.Err != nil {
			t.Fatalf("%+v", turn)
		}
	}
	if n := len(docks.all); n > mostDocks+8 {
		t.Errorf("%d docks", n)
	}
	r := rand.New(rand.NewPCG(1, 2))
	alone := map[int]*VM{}
	for _, i := range []int{0, 77, len(vms) - 1} {
		v, _ := New(p, Config{Handler: "index.handler", MemoryMB: 128, Seed: uint64(i)})
		defer v.Close()
		v.Init(epoch)
		alone[i] = v
	}
	for round := range 4 {
		for _, i := range r.Perm(len(vms)) {
			turn := vms[i].Invoke(epoch, fmt.Appendf(nil, "%d", i), invocation)
			if want := fmt.Sprintf("[%d,%d,0.", i*(round+1), round+1); len(turn.Result) < len(want) || string(turn.Result[:len(want)]) != want {
				t.Fatalf("VM %d: %s %+v, want %s", i, turn.Result, turn.Err, want)
			}
			if v := alone[i]; v != nil {
				if same := v.Invoke(epoch, fmt.Appendf(nil, "%d", i), invocation); string(same.Result) != string(turn.Result) || same.CPU != turn.CPU {
					t.Errorf("VM %d: %s, and alone %s", i, turn.Result, same.Result)
				}
			}
		}
	}
}

// TestParkedVMIsSmall: a thousand that wait for a timer fit into what forty of
// them take while they run.
func TestParkedVMIsSmall(t *testing.T) {
	v, _ := load(t, "index.mjs", `const born = Date.now(); export const handler = async (e) => { await new Promise(r => setTimeout(r, 300)); return { born, n: e.n } }`)
	if turn := v.Invoke(epoch, []byte(`{"n":1}`), invocation); len(turn.Wants) != 1 {
		t.Fatalf("%+v", turn)
	}
	evict(v)
	b := &v.q.heap.blocks.berth
	if size := uintptr(len(b.parked)) * wordSize; size == 0 || size > 20_000 {
		t.Errorf("a parked VM takes %d bytes of %d", size, b.extent)
	}
}

// TestDocksAreGivenBack: VMs that are closed keep no more than a few docks.
func TestDocksAreGivenBack(t *testing.T) {
	p, err := NewPackage(map[string][]byte{"index.mjs": []byte(`export const handler = async () => 1`)})
	if err != nil {
		t.Fatal(err)
	}
	before, _ := bound()
	var vms []*VM
	for range mostDocks {
		v, err := New(p, Config{Handler: "index.handler", MemoryMB: 128})
		if err != nil {
			t.Fatal(err)
		}
		vms = append(vms, v)
	}
	for _, v := range vms {
		v.Close()
	}
	// Meanwhile the collector may have found VMs of other tests.
	if after, idle := bound(); after > before || idle > idleDocks {
		t.Errorf("%d VMs have docks where %d had, and %d docks are idle", after, before, idle)
	}
}

// bound counts the VMs that have a dock, and the docks that have none.
func bound() (vms, idle int) {
	docks.mu.Lock()
	defer docks.mu.Unlock()
	for _, d := range docks.all {
		if vms += d.bound; d.bound == 0 {
			idle++
		}
	}
	return vms, idle
}

// TestNeighboursOfTheAbandoned: what its Runner abandons keeps its dock for
// ever; VMs that took turns with it end as it did, and the others live.
func TestNeighboursOfTheAbandoned(t *testing.T) {
	stuck, goOn := make(chan struct{}), make(chan struct{})
	defer close(goOn)
	v, _ := load(t, "index.mjs", `export const handler = async () => 1`, func(c *Config) {
		c.Run = func(f, stop func()) bool {
			select {
			case <-stuck:
				go func() { <-goOn; f() }()
				return false
			default:
				f()
				return true
			}
		}
	})
	neighbour, _ := load(t, "index.mjs", `export const handler = async () => 2`)
	other, _ := load(t, "index.mjs", `export const handler = async () => 3`)
	evict(neighbour)
	b := &neighbour.q.heap.blocks.berth
	docks.leave(b.dock)
	b.dock = v.q.heap.blocks.berth.dock
	b.dock.bound++
	close(stuck)
	for range 2 {
		if turn := v.Invoke(epoch, []byte("{}"), invocation); turn.Exit != ExitAbandoned {
			t.Errorf("abandoned: %+v", turn)
		}
		if turn := neighbour.Invoke(epoch, []byte("{}"), invocation); turn.Exit != ExitAbandoned {
			t.Errorf("its neighbour: %+v", turn)
		}
		if turn := other.Invoke(epoch, []byte("{}"), invocation); string(turn.Result) != "3" {
			t.Errorf("another: %+v", turn)
		}
	}
	if slices.Contains(docks.all, b.dock) {
		t.Error("the dock may be given to others")
	}
}

func TestDifferences(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		then := make([]uintptr, r.IntN(100))
		for i := range then {
			then[i] = uintptr(r.IntN(3))
		}
		now := make([]uintptr, len(then)+r.IntN(100))
		copy(now, then)
		for range r.IntN(20) {
			if len(now) > 0 {
				now[r.IntN(len(now))] = uintptr(r.IntN(3))
			}
		}
		d := appendDifferences(nil, now, then)
		got := make([]uintptr, len(now))
		copy(got, then)
		for rest := d; len(rest) > 0; rest = rest[2+rest[1]:] {
			copy(got[rest[0]:], rest[2:2+rest[1]])
		}
		if !slices.Equal(got, now) {
			t.Fatalf("%v became %v by %v, not %v", then, got, d, now)
		}
	}
}

// BenchmarkTurns is what it costs that a VM finds another in its dock.
func BenchmarkTurns(b *testing.B) {
	v, _ := load(b, "index.mjs", handler40)
	b.ReportAllocs()
	for b.Loop() {
		d := &v.q.heap.blocks.berth
		d.dock.mu.Lock()
		d.park()
		d.restore()
		d.dock.mu.Unlock()
	}
}

// TestLostDockIsNeverTaken: as long as a dock is in the pool, what runs in it
// for ever keeps it locked.
func TestLostDockIsNeverTaken(t *testing.T) {
	p := &dockPool{}
	q := p.take()
	if q == nil {
		t.Fatal("no memory")
	}
	defer unmapMemory(q.base, dockSize)
	done := make(chan struct{})
	p.mu.Lock() // as take does while it looks around
	go func() {
		p.lose(q)
		close(done)
	}()
	for range 10_000 {
		if q.mu.TryLock() {
			q.mu.Unlock()
			p.mu.Unlock()
			t.Fatal("the dock is free, and still in the pool")
		}
		runtime.Gosched()
	}
	p.mu.Unlock()
	<-done
	if len(p.all) != 0 || !q.lost || !q.mu.TryLock() {
		t.Errorf("%d docks are in the pool; lost: %v", len(p.all), q.lost)
	}
}
