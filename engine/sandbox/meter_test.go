package sandbox

import (
	"testing"

	lib "modernc.org/libquickjs"
)

// TestEngine asserts what the meter assumes about the engine. If an update of
// modernc.org/libquickjs breaks it, the budgets no longer hold: read meter.go
// and heap.go against the new version before changing a number here.
func TestEngine(t *testing.T) {
	if lib.MCONFIG_VERSION != "2026-06-04" {
		t.Errorf("QuickJS %s: this package was checked with 2026-06-04", lib.MCONFIG_VERSION)
	}
	if lib.MJS_INTERRUPT_COUNTER_INIT != StepsPerPoll {
		t.Errorf("the engine polls every %d steps", lib.MJS_INTERRUPT_COUNTER_INIT)
	}
	var q quickjs
	if err := q.start(nil, nil); err != nil {
		t.Fatal(err)
	}
	defer q.close()
	if got := q.meter.ctx.Finterrupt_counter; got < 0 || got > StepsPerPoll {
		t.Errorf("the counter of a new context is %d", got)
	}
	before := q.meter.steps()
	q.free(q.eval("for (let i = 0; i < 123456; i++);", "loop", lib.MJS_EVAL_TYPE_GLOBAL))
	if got := q.meter.steps() - before - q.meter.extra; got < 2*123456 || got > 2*123456+10 {
		t.Errorf("a loop of 123456 turns, of two jumps each, took %d steps", got)
	}
	if q.meter.polls != 2*123456/StepsPerPoll+1 {
		t.Errorf("%d polls", q.meter.polls)
	}
	held := q.heap.used
	q.free(q.eval("globalThis.a = new Uint8Array(1e6)", "heap", lib.MJS_EVAL_TYPE_GLOBAL))
	if got := q.heap.used - held; got < 1e6 || got > 1e6+1e5 {
		t.Errorf("an array of a million bytes took %d", got)
	}
	q.free(q.eval("globalThis.a = null", "heap", lib.MJS_EVAL_TYPE_GLOBAL))
	if got := q.heap.used - held; got > 1e5 {
		t.Errorf("%d bytes stay after it was freed", got)
	}
	if s := at[lib.TJSRuntime](q.rt).Fmalloc_ctx.Fmalloc_state; int64(s.Fmalloc_size) != q.heap.used {
		t.Errorf("the engine counts %d bytes, the heap %d", s.Fmalloc_size, q.heap.used)
	}
}

func TestVirtualCPU(t *testing.T) {
	fib := `const fib = (n) => n < 2 ? n : fib(n-1) + fib(n-2); export const handler = async (n) => { const t = Date.now(); fib(n); return Date.now() - t }`
	at128 := invoke(t, fib, "22")
	whole := invoke(t, fib, "22", func(c *Config) { c.VCPU = 1 })
	// fib(22) makes 57,313 calls with a jump each, of 6 ns.
	if whole.CPU < 687_000 || whole.CPU > 800_000 {
		t.Errorf("fib(22) on a vCPU: %d ns", whole.CPU)
	}
	if ratio := float64(at128.CPU) / float64(whole.CPU); ratio < 13.8 || ratio > 13.9 {
		t.Errorf("on 128/1769 of a vCPU it takes %f times that", ratio)
	}
	if string(at128.Result) != "9" && string(at128.Result) != "10" {
		t.Errorf("Date.now saw %s ms pass", at128.Result)
	}
	if at128.Polls != whole.Polls || at128.Polls < 11 || at128.Polls > 14 {
		t.Errorf("%d and %d polls", at128.Polls, whole.Polls)
	}
	heavy := `const a = []; for (let i = 0; i < 1e5; i++) a.push(i); export const handler = async () => 1`
	_, slow := load(t, "index.mjs", heavy, func(c *Config) { c.InitVCPU = 0.5 })
	_, fast := load(t, "index.mjs", heavy)
	if slow.CPU < 2*fast.CPU-10 || slow.CPU > 2*fast.CPU+10 {
		t.Errorf("init takes %d ns on a vCPU, %d on half", fast.CPU, slow.CPU)
	}
}

func TestMemory(t *testing.T) {
	v, turn := load(t, "index.mjs", `const keep = []; export const handler = async (mb) => { keep.push(new Uint8Array(mb * 1048576)); return keep.length }`)
	if turn.PeakMemory < RuntimeBase || turn.PeakMemory > RuntimeBase+4<<20 {
		t.Errorf("%d bytes at rest", turn.PeakMemory)
	}
	before := v.MemoryUsed()
	v.Invoke(epoch, []byte("20"), invocation)
	if got := v.MemoryUsed() - before; got < 20<<20 || got > 21<<20 {
		t.Errorf("20 MB took %d bytes", got)
	}
	if turn = v.Invoke(epoch, []byte("20"), invocation); turn.PeakMemory < RuntimeBase+40<<20 || turn.Exit != "" {
		t.Errorf("%+v", turn)
	}
	if turn = v.Invoke(epoch, []byte("30"), invocation); turn.Exit != ExitOOM || turn.Settled {
		t.Errorf("with 70 MB of 60: %+v", turn)
	}
	if turn = v.Invoke(epoch, []byte("1"), invocation); turn.Exit != ExitOOM {
		t.Errorf("after the end: %+v", turn)
	}
}

func TestOutputIsCapped(t *testing.T) {
	source := `export const handler = async () => { for (let i = 0; i < 2000; i++) console.log("x".repeat(1000)) }`
	v, _ := load(t, "index.mjs", source, func(c *Config) { c.MaxPolls = 2000 })
	for range 2 {
		turn := v.Invoke(epoch, []byte("{}"), invocation)
		n := len(turn.Output)
		if n < 1000 || n > 1100 || turn.Output[n-1].Level != "WARN" || !turn.Settled {
			t.Errorf("%d lines, the last %+v", n, turn.Output[n-1])
		}
	}
}

func TestOutputHasTimes(t *testing.T) {
	turn := invoke(t, `export const handler = async () => { console.log("a"); for (let i = 0; i < 50000; i++); console.error("b") }`, "{}")
	if len(turn.Output) != 2 || turn.Output[1].At-turn.Output[0].At < 4_000_000 || turn.Output[1].At > turn.CPU || turn.Output[1].Level != "ERROR" {
		t.Errorf("%+v, CPU %d", turn.Output, turn.CPU)
	}
}

// TestManyVMs makes more VMs than QuickJS's wrapper could ever register
// functions for, were they not released; short of that under -short.
func TestManyVMs(t *testing.T) {
	p, err := NewPackage(map[string][]byte{"index.mjs": []byte(`export const handler = async () => 1`)})
	if err != nil {
		t.Fatal(err)
	}
	n := 1500
	if testing.Short() || raceEnabled {
		n = 50
	}
	for range n {
		v, err := New(p, Config{Handler: "index.handler", MemoryMB: 128})
		if err != nil {
			t.Fatal(err)
		}
		if turn := v.Init(epoch); turn.Err != nil {
			t.Fatalf("%+v", turn.Err)
		}
		v.Close()
	}
}

func TestRunner(t *testing.T) {
	// A runner that asks at once to stop.
	stopping := func(f, stop func()) bool { stop(); f(); return true }
	_, turn := load(t, "index.mjs", `for (;;) ; export const handler = 1`, func(c *Config) { c.Run = stopping })
	if turn.Exit != ExitAbandoned {
		t.Errorf("%+v", turn)
	}
	// A runner that gives up on the invocation while it still runs.
	done, started, calls := make(chan bool), make(chan bool), 0
	giving := func(f, stop func()) bool {
		if calls++; calls == 1 {
			f()
			return true
		}
		go func() { close(started); f(); close(done) }()
		<-started
		stop()
		return false
	}
	v, _ := load(t, "index.mjs", `export const handler = async () => { for (;;) ; }`, func(c *Config) { c.Run = giving; c.MaxPolls = 1e9 })
	if turn := v.Invoke(epoch, []byte("{}"), invocation); turn.Exit != ExitAbandoned {
		t.Errorf("%+v", turn)
	}
	if turn := v.Resume(epoch, nil); turn.Exit != ExitAbandoned {
		t.Errorf("%+v", turn)
	}
	v.Close()
	<-done // stop has reached it: the program ends on its own goroutine
}
