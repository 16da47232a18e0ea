package sandbox

import "testing"

// TestEndlessOutputHeldTheHostForHalfAMinute: lines and files cost the host
// more than their virtual time shows, so they count towards the ceiling more.
func TestEndlessOutputHeldTheHostForHalfAMinute(t *testing.T) {
	const ceiling = 2000
	for _, c := range []struct{ name, body string }{
		{"lines", `for (;;) console.log("x".repeat(1000))`},
		{"empty lines", `for (;;) console.log()`},
		{"long lines", `const s = "x".repeat(1e6); for (;;) console.log(s)`},
		{"files", `const fs = await import("node:fs"); for (let i = 0; ; i++) fs.writeFileSync("/tmp/" + i, "")`},
	} {
		v, _ := load(t, "index.mjs", "export const handler = async () => { "+c.body+" }", func(cfg *Config) { cfg.MaxPolls = ceiling })
		turn := v.Invoke(0, []byte("{}"), Context{})
		if turn.Exit != ExitTimeout || turn.Polls > ceiling/2 {
			t.Errorf("%s: exit %q after %d polls", c.name, turn.Exit, turn.Polls)
		}
	}
}

func TestTollsEndWithTheirTurn(t *testing.T) {
	v, _ := load(t, "index.mjs", `export const handler = async () => { for (let i = 0; i < 2000; i++) console.log(i); }`, func(cfg *Config) { cfg.MaxPolls = 200 })
	for i := range 5 {
		if turn := v.Invoke(0, []byte("{}"), Context{}); turn.Exit != ExitNone || !turn.Settled {
			t.Fatalf("invocation %d: exit %q", i+1, turn.Exit)
		}
	}
}

// TestHashAskedAnIteratorForEachByte: ten megabytes took three seconds.
func TestHashAskedAnIteratorForEachByte(t *testing.T) {
	v, _ := load(t, "index.mjs", `import { createHash, createHmac } from "node:crypto";
export const handler = async () => {
  const data = Buffer.from("abc"), key = Buffer.from("key");
  Object.getPrototypeOf(Uint8Array.prototype)[Symbol.iterator] = () => { throw new Error("iterated") };
  return createHash("sha256").update(data).digest("hex").slice(0, 8) + " " + createHmac("sha256", key).update(data).digest("hex").slice(0, 8);
}`)
	turn := v.Invoke(0, []byte("{}"), Context{})
	if want := `"ba7816bf 9c196e32"`; string(turn.Result) != want {
		t.Fatalf("%s, want %s (%+v)", turn.Result, want, turn.Err)
	}
}
