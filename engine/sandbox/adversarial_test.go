package sandbox

import (
	"slices"
	"testing"
)

// adversaries are programs that would hang or kill a careless host. want is the
// Exit; "settled" is a normal end, "any" either: what matters is that the host
// lives and that the run is bounded.
var adversaries = []struct{ name, body, want string }{
	{"endless loop", `while (true) {}`, "timeout"},
	{"try catch finally spin", `for (;;) { try { throw 1 } catch { continue } finally { continue } }`, "timeout"},
	{"interrupt is not catchable", `try { for (;;) {} } catch { return "caught" } finally { return "finally" }`, "timeout"},
	{"await flood", `for (;;) await null`, "timeout"},
	{"then flood", `const f = () => Promise.resolve().then(f); await f()`, "timeout"},
	{"tick flood", `const f = () => process.nextTick(f); f(); await new Promise(() => {})`, "timeout"},
	{"microtask flood", `const f = () => queueMicrotask(f); f(); await new Promise(() => {})`, "timeout"},
	{"interrupt inside async functions", `const f = async () => { for (let i = 0; i < 1e5; i++) ; }; for (;;) f()`, "timeout"},
	{"interrupt inside generators", `async function* g() { for (let i = 0; i < 1e5; i++) yield 1 } for (;;) for await (const x of g()) ;`, "timeout"},
	{"interrupt inside promises", `for (;;) new Promise(() => { for (let i = 0; i < 1e5; i++) ; })`, "timeout"},
	{"catastrophic regular expression", `return /^(a+)+$/.test("a".repeat(40) + "!")`, "timeout"},
	{"generator without end", `function* g() { for (;;) yield 1 } for (const x of g()) ;`, "timeout"},
	{"getter loop", `const o = { get a() { return this.a } }; return o.a`, "settled"},

	{"arrays grow", `const a = []; for (;;) a.push(new Array(1000).fill(1))`, "oom"},
	{"one array grows", `const a = []; for (;;) a.push(1)`, "oom"},
	{"strings grow", `let s = []; for (;;) s.push("x".repeat(1e6) + s.length)`, "oom"},
	{"string doubles", `let s = "xy"; for (;;) { s += s; s.charCodeAt(1) }`, "any"},
	{"typed arrays grow", `const a = []; for (;;) a.push(new Uint8Array(1e6))`, "oom"},
	{"map grows", `const m = new Map(); for (let i = 0; ; i++) m.set(i, {})`, "oom"},
	{"object grows", `const o = {}; for (let i = 0; ; i++) o["k" + i] = i`, "oom"},
	{"closures grow", `let f = () => 0; for (;;) { const g = f; f = () => g() + 1 }`, "oom"},
	{"growth is caught", `const a = []; for (;;) { try { a.push(new Array(10000).fill(a.length)) } catch {} }`, "oom"},
	{"promises grow", `const a = []; for (;;) a.push(new Promise(() => {}))`, "oom"},
	{"join grows", `return Array(3e6).join("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx").length`, "any"},

	{"recursion", `const f = () => f() + 1; try { return f() } catch (e) { return e.name + (e instanceof RangeError) }`, "settled"},
	{"recursion by map", `const f = () => [1].map(f); f()`, "settled"},
	{"recursion by getter", `const o = Object.create({}, { x: { get() { return this.x } } }); return o.x`, "settled"},
	{"recursion by proxy", `const p = new Proxy({}, { get(t, k, r) { return r[k] } }); return p.x`, "settled"},
	{"recursion by toString", `const o = { toString() { return "" + o } }; return "" + o`, "settled"},
	{"recursion by sort", `const f = () => [2, 1].sort(f); return f()`, "settled"},
	{"recursion by replace", `const f = () => "a".replace(/a/, f); return f()`, "settled"},
	{"recursion by constructor", `class A { constructor() { new A() } } new A()`, "settled"},
	{"recursion by bind", `let f = () => 0; for (let i = 0; i < 1e5; i++) f = f.bind(null); return f()`, "any"},
	{"recursion by toJSON", `const o = { toJSON() { return JSON.stringify(o) } }; return JSON.stringify(o)`, "settled"},
	{"recursion by JSON nest", `return JSON.parse("[".repeat(5e5) + "]".repeat(5e5)).length`, "any"},
	{"stringify a nest", `let o = {}; for (let i = 0; i < 8000; i++) o = { o }; return JSON.stringify(o).length`, "any"},
	{"free a nest", `let o = {}; for (let i = 0; i < 3e5; i++) o = { o }; o = null; return 1`, "any"},
	{"eval of brackets (", `return eval("(".repeat(1e6))`, "any"},
	{"eval of brackets [", `return eval("[".repeat(1e6))`, "any"},
	{"eval of brackets {", `return eval("{".repeat(1e6))`, "any"},
	{"eval of a sum", `return eval("1" + "+1".repeat(3e5))`, "any"},
	{"eval of nots", `return eval("!".repeat(5e5) + "1")`, "any"},
	{"eval of functions", `return eval("(function(){".repeat(1e4) + "})".repeat(1e4))`, "any"},
	{"regular expression of brackets", `return new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("")`, "any"},
	{"inspect a nest", `let o = {}; for (let i = 0; i < 3e3; i++) o = { o }; console.dir(o, { depth: Infinity })`, "any"},

	{"includes of a giant", `return [].includes.call({ length: 2 ** 53 - 1 }, 1)`, "settled"},
	{"indexOf of a giant", `return Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)`, "settled"},
	{"forEach over a sparse giant", `Array(2 ** 32 - 1).forEach(() => 0)`, "settled"},
	{"reverse of a sparse giant", `const a = []; a[2 ** 32 - 2] = 1; a.reverse()`, "settled"},
	{"sort of a sparse giant", `const a = []; a[2 ** 32 - 2] = 1; a.sort()`, "settled"},
	{"join of a giant", `return Array(2 ** 32 - 1).join()`, "settled"},
	{"string of a giant", `return String(Array(2 ** 32 - 1))`, "settled"},
	{"concat of a giant", `return [].concat(Array(2 ** 32 - 1), 1)`, "settled"},
	{"from a giant", `return Array.from({ length: 2 ** 32 - 1 })`, "any"},
	{"spread of a giant", `return [...Array(2 ** 32 - 1)]`, "any"},
	{"fill of a giant", `Array(2 ** 32 - 1).fill(0)`, "settled"},
	{"raw of a giant", `return String.raw({ raw: { length: 2 ** 53 - 1 } })`, "settled"},
	{"stringify by a giant list", `return JSON.stringify({}, Array(2 ** 32 - 1))`, "settled"},
	{"quadratic indexOf", `const a = Array.from({ length: 1e5 }, (_, i) => i); return a.filter((x, i) => a.indexOf(x) === i).length`, "timeout"},
	{"quadratic search", `const s = "a".repeat(1e6); return s.indexOf("a".repeat(5e5) + "b")`, "settled"},
	{"big integers", `let x = 3n; for (;;) x *= x`, "any"},
	{"big integer as text", `return String(3n ** 150000n).length`, "any"},
	{"typed array scanned", `const a = new Uint8Array(2e7); for (;;) a.indexOf(1)`, "timeout"},

	{"one huge buffer", `new ArrayBuffer(2 ** 31)`, "settled"},
	{"one huge typed array", `new Float64Array(2 ** 28)`, "settled"},
	{"one huge string", `return "x".repeat(2 ** 29)`, "settled"},
	{"huge padding", `return "x".padEnd(2 ** 29)`, "settled"},
	{"huge Buffer", `Buffer.alloc(2 ** 30)`, "settled"},
	{"huge buffers are caught", `for (let i = 0; i < 1000; i++) try { new ArrayBuffer(1e9) } catch {} return 1`, "settled"},

	{"output without end", `for (;;) console.log("x".repeat(1000))`, "timeout"},
	{"calls without end", `const b = new Uint8Array(1e5); for (;;) fetch("https://x.y", { method: "POST", body: b }).catch(() => {})`, "any"},
	{"timers without end", `for (;;) setTimeout(() => {}, 1)`, "any"},
	{"process.exit", `process.exit(3)`, "process"},
	{"exit is not catchable", `try { process.exit(3) } finally { for (;;) ; }`, "process"},
	{"unhandled rejection", `Promise.reject(new Error("x")); await new Promise((r) => setTimeout(r, 1))`, "process"},
	{"error in a microtask", `queueMicrotask(() => { throw new Error("x") }); await new Promise((r) => setTimeout(r, 1))`, "process"},
	{"never settles", `await new Promise(() => {})`, "never"},
	{"Atomics.wait", `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`, "settled"},
	{"polluted prototypes", `Array.prototype[Symbol.iterator] = () => { for (;;) ; }; Object.prototype.then = 1; Array.prototype.join = () => { throw 1 }; String.prototype.split = null; JSON.stringify = null; return 1`, "settled"},
	{"prototypes of promises", `Promise.prototype.then = () => {}; return 1`, "settled"},
	{"result that throws", `return { toJSON() { throw new Error("x") } }`, "settled"},
	{"result in a circle", `const o = {}; o.o = o; return o`, "settled"},
	{"error that throws", `throw { get name() { throw 1 }, get message() { throw 2 }, toString() { throw 3 } }`, "any"},
	{"proxy as an error", `throw new Proxy(new Error("x"), { get() { throw 1 } })`, "any"},
	{"thenable that loops", `return { then(f) { for (;;) f(1) } }`, "any"},
	{"import of itself", `return Object.keys(await import("./index.mjs")).length`, "settled"},
	{"dynamic function", `return new Function("return this === globalThis")()`, "settled"},
	{"weak references", `const r = new FinalizationRegistry(() => {}); for (let i = 0; i < 1000; i++) r.register({}, i); return 1`, "settled"},
}

// slow tells what is left out under the race detector, which makes JavaScript
// dozens of times slower: all but one of a kind.
func slow(name string) bool {
	return raceEnabled && !slices.Contains([]string{"endless loop", "await flood", "recursion", "one huge buffer",
		"includes of a giant", "process.exit", "unhandled rejection", "polluted prototypes", "interrupt inside async functions"}, name)
}

func TestAdversaries(t *testing.T) {
	for _, c := range adversaries {
		t.Run(c.name, func(t *testing.T) {
			if slow(c.name) {
				t.Skip("too slow under the race detector")
			}
			v, turn := load(t, "index.mjs", "export const handler = async (event, context) => { "+c.body+" }", func(cfg *Config) {
				cfg.MemoryMB = 96
				if raceEnabled {
					cfg.MaxPolls = 30
				}
				if c.want == "oom" {
					cfg.MaxPolls = 20000
				}
			})
			if turn.Err != nil {
				t.Fatalf("%+v", turn.Err)
			}
			turn = v.Invoke(epoch, []byte("{}"), invocation)
			got := string(turn.Exit)
			if got == "" && turn.Settled {
				got = "settled"
			}
			if c.want != "any" && got != c.want {
				t.Errorf("ended %q with %s %+v, want %q", got, turn.Result, turn.Err, c.want)
			}
			if c.want == "any" && got == "" && len(turn.Wants) == 0 {
				t.Errorf("neither ended nor waits: %+v", turn)
			}
			if turn.Exit == ExitProcess && turn.Code == exitCrash {
				t.Errorf("the engine has trapped")
			}
			// A native that allocates up to the wall cannot be stopped before.
			if most := int64(300 + (28+64)<<20/heapBytes/StepsPerPoll); c.want != "oom" && turn.Polls > most {
				t.Errorf("%d polls with a ceiling of 300", turn.Polls)
			}
			if turn.Exit != "" && turn.Exit != ExitNever {
				if again := v.Resume(epoch, nil); again.Exit != turn.Exit || again.Code != turn.Code {
					t.Errorf("then %+v", again)
				}
			}
		})
	}
}
