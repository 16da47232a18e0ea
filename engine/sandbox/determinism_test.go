package sandbox

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// restless uses everything that could differ from run to run.
const restless = `
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
const born = Date.now();
export const handler = async (event) => {
  const m = {};
  for (let i = 0; i < 200; i++) m[Math.random()] = new Date(Date.now() + i).toString();
  console.log(randomUUID(), Object.keys(m).length, performance.now(), process.memoryUsage(), process.hrtime());
  const junk = Array.from({ length: 1000 }, (_, i) => ({ i, s: "x".repeat(i % 50) }));
  await sleep(5);
  const r = new FinalizationRegistry((x) => console.log("gone", x));
  for (let i = 0; i < 3; i++) r.register({}, i);
  return [born, m, junk.length, new Date(2026, 5, 1).getTime(), new Date().getTimezoneOffset(), process.env, event];
};`

// trail runs restless twice in a VM and digests all that comes out.
func trail(t testing.TB, p *Package) string {
	t.Helper()
	v, err := New(p, Config{Handler: "index.handler", MemoryMB: 256, VCPU: 0.1, Seed: 42, Env: map[string]string{"B": "2", "A": "1"}})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	turns := []Turn{v.Init(epoch)}
	for i := range 2 {
		turn := v.Invoke(epoch+int64(i)*1e9, []byte(`{"x":1}`), invocation)
		if len(turn.Wants) != 1 {
			t.Fatalf("%+v %+v", turn, turn.Err)
		}
		turns = append(turns, turn, v.Resume(epoch+int64(i)*1e9+7e6, []Answer{{ID: turn.Wants[0].ID}}))
	}
	if !turns[4].Settled {
		t.Fatalf("%+v", turns[4])
	}
	b, err := json.Marshal(turns)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x %d", sha256.Sum256(b), v.MemoryUsed())
}

func restlessPackage(t testing.TB) *Package {
	p, err := NewPackage(map[string][]byte{"index.mjs": []byte(restless)})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSameTurnsInEveryRun(t *testing.T) {
	p := restlessPackage(t)
	first := trail(t, p)
	runs := 100
	if raceEnabled {
		runs = 10
	}
	for i := range runs {
		if i%10 == 0 {
			p = restlessPackage(t) // compiled anew
		}
		if got := trail(t, p); got != first {
			t.Fatalf("run %d differs", i)
		}
	}
}

// TestSameTurnsInEveryProcess runs itself in a process with another time zone,
// another environment and another heap.
func TestSameTurnsInEveryProcess(t *testing.T) {
	if os.Getenv("SANDBOX_TRAIL") != "" {
		fmt.Println("trail:", trail(t, restlessPackage(t)))
		return
	}
	for _, zone := range []string{"Asia/Tokyo", "America/New_York"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestSameTurnsInEveryProcess$", "-test.v")
		cmd.Env = append(os.Environ(), "SANDBOX_TRAIL=1", "TZ="+zone, "GOGC=5", "LANG=de_DE")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if want := "trail: " + trail(t, restlessPackage(t)); !strings.Contains(string(out), want) {
			t.Errorf("in %s:\n%s\nwant %s", zone, out, want)
		}
	}
}

func TestSeed(t *testing.T) {
	draw := func(seed uint64) string {
		turn := invoke(t, `export const handler = async () => [Math.random(), crypto.randomUUID()]`, "{}", func(c *Config) { c.Seed = seed })
		return string(turn.Result)
	}
	if one, again, two := draw(1), draw(1), draw(2); one != again || one == two {
		t.Errorf("seed 1: %s %s, seed 2: %s", one, again, two)
	}
	turn := invoke(t, `export const handler = async () => { const n = [0, 0, 0, 0]; for (let i = 0; i < 4000; i++) n[Math.floor(Math.random() * 4)]++; return Math.max(...n) - Math.min(...n) < 250 }`, "{}")
	if string(turn.Result) != "true" {
		t.Errorf("Math.random is not even: %s", turn.Result)
	}
}

// TestNothingOfTheHost looks for what must not be reachable.
func TestNothingOfTheHost(t *testing.T) {
	if err := os.Setenv("SANDBOX_SECRET", "secret"); err != nil {
		t.Fatal(err)
	}
	turn := invoke(t, `import fs from "node:fs";
		const seen = new Set(), found = [];
		const walk = (o, path) => {
			if ((typeof o !== "object" && typeof o !== "function") || o === null || seen.has(o) || path.length > 200) return;
			seen.add(o);
			if (typeof o === "function" && o.name === "host") found.push(path);
			for (const k of Reflect.ownKeys(o)) {
				const d = Reflect.getOwnPropertyDescriptor(o, k);
				if (d.get) walk(d.get, path + "." + String(k) + ".get"); else walk(d.value, path + "." + String(k));
			}
			walk(Object.getPrototypeOf(o), path + ".__proto__");
		};
		export const handler = async () => {
			walk(globalThis, "globalThis"); walk(fs, "fs"); walk(await import("image"), "image");
			for (const f of seen) if (typeof f === "function" && f.prototype === Date.prototype && f !== Date) found.push("another Date");
			for (const name of ["std", "os", "bjson", "scriptArgs", "print", "__host", "host", "kit"]) if (name in globalThis) found.push(name);
			for (const spec of ["std", "os", "/etc/passwd", "../../etc/passwd", "file:///etc/passwd", "child_process", "node:net", "https"]) {
				try { await import(spec); if (spec !== "os") found.push("import " + spec) } catch {}
			}
			if (process.env.SANDBOX_SECRET || process.env.PATH) found.push("env");
			for (const f of [() => fs.readFileSync("/etc/passwd"), () => fs.readFileSync("/tmp/../etc/passwd"), () => fs.readdirSync("/proc"), () => fs.readFileSync("/var/task/../../etc/passwd")]) {
				try { f(); found.push("file") } catch {}
			}
			const caller = (() => { try { return (function () { return arguments.callee.caller })() } catch { return null } })();
			if (caller) found.push("caller");
			return found;
		}`, "{}")
	if string(turn.Result) != "[]" {
		t.Errorf("found %s %+v %+v", turn.Result, turn.Err, turn.Exit)
	}
}

// TestVMsAreApart pollutes one VM and looks at another of the same package.
func TestVMsAreApart(t *testing.T) {
	p, err := NewPackage(map[string][]byte{"index.mjs": []byte(`let n = 0; export const handler = async (e) => {
		if (e.pollute) { Object.prototype.x = 1; Array.prototype.map = null; globalThis.y = 2; JSON.parse = () => "z"; console.log = null }
		return [++n, ({}).x, globalThis.y, typeof [].map, typeof console.log, JSON.parse("1")];
	}`)})
	if err != nil {
		t.Fatal(err)
	}
	run := func(v *VM, event string) string {
		return string(v.Invoke(epoch, []byte(event), invocation).Result)
	}
	var vms [2]*VM
	for i := range vms {
		if vms[i], err = New(p, Config{Handler: "index.handler", MemoryMB: 128}); err != nil {
			t.Fatal(err)
		}
		defer vms[i].Close()
		vms[i].Init(epoch)
	}
	if got := run(vms[0], `{"pollute":true}`); got != `[1,1,2,"object","object","z"]` {
		t.Errorf("polluted: %s", got)
	}
	if got := run(vms[0], `{}`); got != `[2,1,2,"object","object","z"]` {
		t.Errorf("a warm start forgets: %s", got)
	}
	if got := run(vms[1], `{}`); got != `[1,null,null,"function","function",1]` {
		t.Errorf("the other VM: %s", got)
	}
}
